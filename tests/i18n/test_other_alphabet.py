"""A site in other letters and digits shows no Latin ones: such a text would be no message."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import cycle
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from site_gen.config import NavItem
from site_gen.config.types import Embeds, FeedFormat, FeedFormats, Feeds
from site_gen.model import PROVIDER_KINDS, Notes, PageNote, ProviderNote, Record
from site_gen.plan import filing, make_site, orders
from tests.i18n.other_alphabet import OtherAlphabet, in_greek_letters
from tests.i18n.shown_texts import of_data, of_html, of_json, of_xml
from tests.i18n.source import calls, function_name, texts_of_messages
from tests.planning.sites import SMALL, plan, render, site_of
from tests.records import NOON, hours_ago, record, related, topic_note

NAMES = {"Vimeo", "YouTube", "Atom", "RSS", "JSON", "Feed", "OPML", "UTC"}
"""Names that are the same in all languages."""
FOOTNOTE = {"1", in_greek_letters("Back to reference 1")}
"""The numbers of footnotes are those of the record's text."""
EMBED = '<iframe src="https://player.vimeo.com/video/1"></iframe>'
BODY = "Κείμενο[^1]\n\n- [ ] ένα\n- [x] δύο\n\n[^1]: Σημείωση"
LETTERS = str.maketrans("abcdefghijklmnoprstuvy", "αβκδεφγηιξκλμνοπρστυβψ")
ALL: tuple[FeedFormat, ...] = ("atom", "rss", "json")

CONFIG = replace(
    SMALL,
    title="Παλίρροια",
    description="Νέα",
    locale="ar",
    author="Άννα",
    nav=(NavItem(url="/"), "latest"),
    repository="https://code.example/site",
    feeds=Feeds(formats=FeedFormats(site=ALL, topics=ALL, providers=ALL)),
    embeds=Embeds(hosts=("www.youtube-nocookie.com",)),
    news_sitemap=True,
)
NOTES = Notes(
    topics=(
        topic_note("Θάλασσα", "sea", aliases=("Νερό",)),
        topic_note("Πλοία", "ships", parent="sea"),
    ),
    providers=tuple(
        ProviderNote(
            name=f"Πηγή {kind.translate(LETTERS)}",
            slug=f"{kind}.example",
            path=f"providers/{kind}.example.md",
            country=country,
            kind=kind,
            language="nb",
        )
        for kind, country in zip(PROVIDER_KINDS, cycle(("NO", "GB")), strict=False)
    ),
    pages=(PageNote(title="Σχετικά", slug="about", body="Κείμενο"),),
)


def name_of(number: object) -> str:
    """A number in letters, as digits are looked for, too."""
    return str(number).translate(str.maketrans("0123456789", "αβγδεζηθικ"))


def greek(id_: str, hours: float, provider: str, **fields: Any) -> Record:
    """A record in Greek."""
    standard: dict[str, Any] = {
        "title": f"Είδηση {name_of(id_)}",
        "excerpt": f"Τι έγινε {name_of(id_)}.",
        "topics": ("Πλοία",),
        "locale": "el",
    }
    return record(f"news-{id_}", hours_ago(hours), provider=provider, **(standard | fields))


def records() -> Iterator[Record]:
    times = (hours_ago(3), NOON.replace(hour=0), None, *[hours_ago(-3)] * 9)
    entries = tuple(
        related(
            f"https://{number}.example/a", f"Όρμος {name_of(number)}", title="Άλλο", published_at=at
        )
        for number, at in enumerate(times)
    )
    yield greek("1", 0, "Λιμάνι", related=entries, type="video", body=BODY, featured_content=EMBED)
    yield greek("2", -1, "Λιμάνι", tags=("Νερό", "άμμος"), type="αφήγηση", updated_at=NOON)
    slow = (
        related("https://9.example/b", "Όρμος", title="Αργά", published_at=hours_ago(902)),
        related("https://8.example/b", "Ακτή", title="Ίδιο", published_at=hours_ago(901)),
    )
    yield greek("3", 800, "Άκρη", related=slow, type="press_release")
    text = "Το πλοίο έμεινε χωρίς μηχανή για τρεις ώρες και γύρισε το βράδυ στο λιμάνι"
    copies = [
        related(f"https://{number}.example/d", outlet, excerpt=text, title="Ίδιο")
        for number, outlet in enumerate(("Όρμος", "Ακτή"), 8)
    ]
    yield greek("31", 1000, "Άκρη", related=tuple(copies))
    agency = greek("32", 1100, "Άκρη", authors=["ТАСС"], story="πλοίο")
    yield from (agency, greek("33", 1099, "Ακτή", authors=["ТАСС"], story="πλοίο"))
    yield from charted()
    # Stories of two records, on an old page of the topic and on its front.
    yield from story(40, 600, 599.8)
    yield from story(42, 0.5, 0.5)
    kinds = ("podcast", "live_blog", "opinion", "gallery")
    for number in range(5, 30):
        yield greek(
            str(number),
            24 * number,
            f"{'ΑΒΓ'[number % 3]}-{name_of(number)}",
            type=kinds[number % 4],
        )
    yield greek("30", 5, "!", topics=("Θάλασσα",), domain="shore.example")


def charted() -> Iterator[Record]:
    """Stories whose charts have bars of an hour, some hours or a day, alike or not; by outlets of
    every kind."""
    spans = ((1, 3), (40, 80), (80, 80.2), (600, 601), (600, 650))
    for number, (kind, span) in enumerate(zip(cycle(PROVIDER_KINDS), spans, strict=False), 50):
        others = tuple(
            related(
                f"https://{other}.example/{number}",
                "Άλλη",
                f"{other}.example",
                title="Άλλο",
                published_at=hours_ago(3000 + number - hours),
            )
            for other, hours in zip(PROVIDER_KINDS[-2:], span, strict=True)
        )
        domain = f"{kind}.example"
        yield greek(str(number), 3000 + number, "Πηγή", domain=domain, related=others)


def story(number: int, first: float, second: float) -> Iterator[Record]:
    """Two records, the second of which leads, and another article of its outlet."""
    entries = (
        related(f"https://harbourpost.example/news-{number}", "Άκρη", title="Πρώτο"),
        related("https://8.example/c", "Ακτή", title="Άλλο", published_at=hours_ago(second - 1)),
    )
    yield greek(str(number), first, "Άκρη")
    yield greek(str(number + 1), second, "Ακτή", related=entries, quality=90)


def untranslated(texts: Iterable[str]) -> list[str]:
    """The texts with Latin letters or digits."""
    return [
        text
        for text in texts
        if text not in FOOTNOTE
        and not NAMES.issuperset(re.findall(r"[0-9]+|[A-Za-z][A-Za-z-]*", text))
    ]


@pytest.fixture(autouse=True)
def _split_indexes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Indexes with pages of letters need few names; orders of a topic look at old stories."""
    monkeypatch.setattr(filing, "SPLIT", 12)
    monkeypatch.setattr(orders, "STORIES_OF_TOPIC", 100)


def test_prepared_data_have_no_word_of_their_own() -> None:
    stored = site_of(*records(), config=CONFIG, notes=NOTES)
    language = OtherAlphabet()
    pages = plan(stored, language, ("2021",))
    site = make_site(CONFIG, NOTES.pages_in_order, {}, language=language)
    found, kinds = {"site": untranslated(of_data(site))}, set()
    for url, page in pages.items():
        kinds.add(page.kind)
        found[url] = untranslated(_shown(page.kind, page.prepare()))
    assert {url: texts for url, texts in found.items() if texts} == {}
    assert kinds >= {
        *("home", "article", "topic", "provider", "latest", "search page", "page/404", "redirect"),
        *("archive/overview", "archive/year", "archive/month", "archive/day", "feeds/choice"),
        *("feeds/letter", "provider/letter", "feeds/own", "feeds/providers", "feeds/feed"),
    }
    assert _messages_of_plan() - language.said == set(), "show them in a record above"


def _messages_of_plan() -> set[str]:
    """The messages in the modules that prepare pages; of those with a plural, the singular."""
    found = set()
    for place, call in calls():
        if place.startswith("plan/"):
            text = texts_of_messages(call)["pgettext" in function_name(call)]
            found.add(str(ast.literal_eval(text)))
    return found


def _shown(kind: str, data: Mapping[str, Any]) -> Iterator[str]:
    if kind.startswith("sitemap/") or kind == "api/schema":  # for programs and who writes them
        return
    if "document" in data:
        document = msgspec.json.decode(msgspec.json.encode(data["document"]))
        yield from of_json(document if kind == "feeds/feed" else {"title": document.get("title")})
    yield from of_data(data)
    if "head" in data and data["head"].structured:
        yield from of_json(json.loads(data["head"].structured))


def test_pages_and_feeds_have_no_word_of_their_own() -> None:
    files = render(records(), CONFIG, NOTES, OtherAlphabet(), ("2021",))
    found = {url: untranslated(_texts_of_file(url, data)) for url, data in files.items()}
    assert {url: texts for url, texts in found.items() if texts} == {}
    assert {"/", "/search/", "/feed.xml", "/rss.xml", "/feed.json", "/feeds.opml"} <= found.keys()


def _texts_of_file(url: str, data: bytes) -> Iterator[str]:
    if url.endswith((".xml", ".opml")):
        return iter(()) if "sitemap" in url else of_xml(data)
    if url.endswith(".json"):
        return of_json(json.loads(data)) if "/api/" not in url else iter(())
    return of_html(data.decode()) if url.endswith(("/", ".html")) else iter(())
