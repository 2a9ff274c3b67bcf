"""Feeds: for the site, its topics and its providers, in the formats that are asked for."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as Tree

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.model import Output, Page
from site_gen.plan.feed_entries import entry_id
from tests.planning.sites import plan, renderer_of, site_of
from tests.records import record as plain_record
from tests.sites.site import ORIGIN, Site, build_site, config, days, news, provider, record, related

FORMATS = ("feed.xml", "rss.xml", "feed.json")
TIDES: dict[str, Any] = {"topics": ["Tides"]}


def parsed(site: Site, path: str) -> Any:
    feed = feedparser.parse(site.path(path).read_bytes())
    assert not feed.bozo, feed.bozo_exception
    return feed


def items(site: Site, path: str = "/feed.json") -> list[dict[str, Any]]:
    return list(json.loads(site.path(path).read_bytes())["items"])


def ids(site: Site) -> dict[str, str]:
    """Title of an entry → its id; the same in all three formats."""
    atom = {entry.title: entry.id for entry in parsed(site, "/feed.xml").entries}
    rss = {entry.title: entry.id for entry in parsed(site, "/rss.xml").entries}
    assert atom == rss == {item["title"]: item["id"] for item in items(site)}
    return atom


def test_site_and_topics_have_three_formats_and_providers_have_atom(tmp_path: Path) -> None:
    site = build_site(tmp_path, news(record("A", **TIDES)))
    feeds = [path for path in site.files() if re.search(r"(^|/)(feed\.|rss\.)", path)]
    assert set(feeds) == {
        *FORMATS,
        "providers/harbourpost.example/feed.xml",
        *(f"topics/tides/{name}" for name in FORMATS),
    }


def test_formats_of_each_kind_can_be_chosen(tmp_path: Path) -> None:
    formats = {"site": ["rss"], "topics": [], "providers": ["json", "atom"]}
    settings = config(feeds={"formats": formats})
    site = build_site(tmp_path, {"site.yaml": settings, **news(record("A", **TIDES))})
    feeds = [path for path in site.files() if re.search(r"(^|/)(feed\.|rss\.)", path)]
    home = "providers/harbourpost.example"
    assert feeds == [f"{home}/feed.json", f"{home}/feed.xml", "rss.xml"]
    assert [link.rsplit("/", 1)[1] for link in alternates(site, f"/{home}/")] == [
        "feed.json",
        "feed.xml",
    ]
    assert site.texts("/feeds/", ".section-head") == ["Everything", "Outlets"]
    assert site.lost_links() == []


def alternates(site: Site, page: str) -> list[str]:
    return site.links(page, "link[rel=alternate]")


def test_pages_name_the_feeds_that_belong_to_them(tmp_path: Path) -> None:
    files = {"site.yaml": config(pagination={"page_size": 2}), **days(5, **TIDES)}
    site = build_site(tmp_path, files)
    for front, folder in (("/", "/"), ("/latest/", "/"), ("/topics/tides/", "/topics/tides/")):
        assert alternates(site, front) == [folder + name for name in FORMATS]
    assert alternates(site, "/topics/tides/page/1/") == alternates(site, "/topics/tides/")
    assert alternates(site, "/providers/harbourpost.example/") == [
        "/providers/harbourpost.example/feed.xml"
    ]
    assert alternates(site, "/news/d01/") == alternates(site, "/archive/") == []
    types = [node.attributes["type"] for node in site.all("/", "link[rel=alternate]")]
    assert types == ["application/atom+xml", "application/rss+xml", "application/feed+json"]


@pytest.mark.parametrize("path", ["/feed.xml", "/topics/tides/rss.xml", "/feed.json"])
def test_newest_come_first_and_no_more_than_the_limit(tmp_path: Path, path: str) -> None:
    files = {"site.yaml": config(feeds={"limit": 3}), **days(5, **TIDES)}
    site = build_site(tmp_path, files)
    if path.endswith("json"):
        titles = [item["title"] for item in items(site, path)]
    else:
        titles = [entry.title for entry in parsed(site, path).entries]
    assert titles == ["Day 5", "Day 4", "Day 3"]


def test_entry_links_to_our_page_and_has_its_source(tmp_path: Path) -> None:
    post = provider("Harbour Post", "harbourpost.example", authors=[{"name": "Ada Quill"}])
    site = build_site(
        tmp_path,
        news(
            record(
                "Ferry",
                provider=post,
                topics=["Tides", "C++"],
                updatedDateTime="2026-02-02T10:00:00+01:00",
                webUrl="https://harbourpost.example/ferry?utm_source=x&id=1",
                images=[{"url": "/img/a.png", "width": 300, "height": 200}],
                body="See [ours](/latest/).",
            )
        ),
    )
    page, source = f"{ORIGIN}/news/r1/", "https://harbourpost.example/ferry?id=1"
    (atom,) = parsed(site, "/feed.xml").entries
    assert {link["rel"]: link["href"] for link in atom.links} == {"alternate": page, "via": source}
    assert (atom.source.title, atom.source.link) == ("Harbour Post", "https://harbourpost.example/")
    assert (atom.published, atom.updated) == ("2026-02-01T09:30:00Z", "2026-02-02T09:00:00Z")
    assert [tag.term for tag in atom.tags] == ["Tides", "C++"]
    assert atom.author == "Ada Quill"
    assert f'href="{ORIGIN}/latest/"' in atom.content[0].value
    (rss,) = parsed(site, "/rss.xml").entries
    assert (rss.link, rss.source.title, rss.guidislink) == (page, "Harbour Post", False)
    assert rss.published == "Sun, 01 Feb 2026 09:30:00 GMT"
    assert rss.media_thumbnail == [{"url": f"{ORIGIN}/img/a.png", "width": "300", "height": "200"}]
    (item,) = items(site)
    assert (item["url"], item["external_url"]) == (page, source)
    assert item["authors"][-1] == {"name": "Harbour Post", "url": "https://harbourpost.example/"}
    assert item["date_modified"] == "2026-02-02T09:00:00Z"
    assert item["image"] == f"{ORIGIN}/img/a.png"


def test_entry_names_covering_providers(tmp_path: Path) -> None:
    others = [related(f"T{n}", f"https://q{n}.example/a", f"Outlet {n}") for n in range(5)]
    site = build_site(tmp_path, news(record("Ferry", related=others)))
    (item,) = items(site)
    assert "<p>Also covered by Outlet 0, Outlet 1, Outlet 2 and 2 more.</p>" in item["content_html"]


def test_feed_changed_when_its_newest_record_did_and_not_when_it_was_built(tmp_path: Path) -> None:
    files = news(
        record("Old", "2026-01-01", updatedDateTime="2026-02-20T08:00:00Z"),
        record("New", "2026-02-10T08:00:00Z"),
    )
    site = build_site(tmp_path, files, now=datetime(2030, 1, 1, tzinfo=UTC))
    assert parsed(site, "/feed.xml").feed.updated == "2026-02-20T08:00:00Z"
    assert parsed(site, "/rss.xml").feed.updated == "Fri, 20 Feb 2026 08:00:00 GMT"


def test_feed_without_entries_is_valid(tmp_path: Path) -> None:
    site = build_site(tmp_path, {})
    assert parsed(site, "/feed.xml").entries == parsed(site, "/rss.xml").entries == []
    assert items(site) == []


def test_ids_survive_renamed_files_changed_texts_and_a_move_of_the_site(
    tmp_path: Path,
) -> None:
    address = {"originalUrl": "https://harbourpost.example/2026/ferry"}
    first = build_site(tmp_path / "a", news(record("Ferry", **address)))
    moved = {
        "site.yaml": config(base_url="https://else.example/news/"),
        "content/2026/ferry.md": record("Ferry", "2026-02-03", "More.", quality=9, **address),
    }
    second = build_site(tmp_path / "b", moved)
    assert ids(first) == ids(second)
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", ids(first)["Ferry"])


def test_id_of_an_address_never_changes() -> None:
    record = plain_record("ferry", original_url="https://harbourpost.example/2026/ferry")
    assert entry_id(record) == "urn:uuid:5aa8bf3c-c852-5ff5-8162-c93aa9a73614"


def test_two_records_of_one_home_page_have_two_ids(tmp_path: Path) -> None:
    front = {"webUrl": "https://harbourpost.example/"}
    site = build_site(tmp_path, news(record("A", **front), record("B", "2026-01-01", **front)))
    assert len(set(ids(site).values())) == 2


def test_feed_keeps_its_id_when_the_site_moves_and_says_where_it_was(tmp_path: Path) -> None:
    first = build_site(tmp_path / "a", news(record("A", **TIDES)))
    settings = config(base_url="https://else.example/x/", feeds={"id_url": f"{ORIGIN}/"})
    second = build_site(tmp_path / "b", {"site.yaml": settings, **news(record("A", **TIDES))})
    for path in ("/feed.xml", "/topics/tides/feed.xml"):
        assert parsed(first, path).feed.id == parsed(second, path).feed.id


HOSTILE = [
    "]]> ends",
    "AT&T <b>bold</b> &amp; “more”",
    "</title></script><!-- --> 'x' \"y\"",
    "🚢🏽‍✈️ emoji",
    "قطار الشمال",
    "a\u2028b\u202ec\u200fd",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_title_is_unchanged_in_every_format(tmp_path: Path, title: str) -> None:
    files = news(record(title, provider=provider(title), topics=[title]))
    site = build_site(tmp_path, files)
    (entry,) = Tree.parse(site.path("/feed.xml")).iter("{http://www.w3.org/2005/Atom}entry")
    shown = " ".join(title.split())
    assert entry.findtext("{http://www.w3.org/2005/Atom}title") == shown
    assert Tree.parse(site.path("/rss.xml")).findtext("channel/item/title") == shown
    assert items(site)[0]["title"] == shown
    for path in site.root.rglob("*ml"):
        if path.suffix in (".xml", ".opml"):
            Tree.parse(path)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_text_makes_well_formed_xml(text: str) -> None:
    library = site_of(plain_record("a", title=text, excerpt=text, topics=(f"T {text}",)))
    renderer = renderer_of(library)
    for url, page in plan(library).items():
        if url.endswith((".xml", ".opml")):
            Tree.fromstring(renderer.render(page.page()).data)


def test_characters_that_xml_cannot_contain_are_removed() -> None:
    library = site_of(plain_record("a"))
    renderer = renderer_of(library)
    context = {"title": "a\x00b\x0bc\ufffed\te\U0001f6a2", "outlines": ()}
    made: Output = renderer.render(Page("/x.opml", "x.opml", "feeds/opml.xml", context))
    assert b"<title>abcd\te\xf0\x9f\x9a\xa2</title>" in made.data


def test_page_of_feeds_links_to_all_feeds(tmp_path: Path) -> None:
    site = build_site(tmp_path, news(record("A", **TIDES)))
    feeds = {f"/{path}" for path in site.files() if path.endswith((*FORMATS, ".opml"))}
    assert set(site.links("/feeds/", ".main a")) >= feeds
    assert "/feeds/" in site.links("/", ".footer__links a")
    assert site.lost_links() == []


def test_opml_lists_our_feeds_and_the_providers(tmp_path: Path) -> None:
    named = provider("The Mole")
    site = build_site(
        tmp_path,
        news(record("A", **TIDES), record("B", provider=named, webUrl="https://m.example/b")),
    )

    def outlines(path: str) -> list[tuple[str | None, ...]]:
        found = Tree.parse(site.path(path)).iter("outline")
        return [tuple(map(each.get, ("text", "xmlUrl", "htmlUrl"))) for each in found]

    assert outlines("/feeds.opml") == [
        ("The Small Gazette", f"{ORIGIN}/feed.xml", f"{ORIGIN}/"),
        ("Tides", f"{ORIGIN}/topics/tides/feed.xml", f"{ORIGIN}/topics/tides/"),
    ]
    home = f"{ORIGIN}/providers"
    assert outlines("/providers.opml") == [
        ("Harbour Post", f"{home}/harbourpost.example/feed.xml", "https://harbourpost.example/"),
        ("The Mole", f"{home}/the-mole/feed.xml", f"{home}/the-mole/"),
    ]


def test_source_of_an_entry_was_updated_when_the_entry_was(tmp_path: Path) -> None:
    """RFC 4287 wants the element. It must not change with other records of the outlet."""
    first = record("A", "2026-02-01T09:30:00Z", **TIDES)
    site = build_site(tmp_path / "one", news(first))
    more = build_site(tmp_path / "two", news(first, record("B", "2026-02-02T09:30:00Z")))
    atom = "{http://www.w3.org/2005/Atom}"
    for path in ("/feed.xml", "/topics/tides/feed.xml", "/providers/harbourpost.example/feed.xml"):
        for entry in Tree.parse(more.path(path)).getroot().iter(f"{atom}entry"):
            updated = [node.text for node in entry.iter(f"{atom}updated")]
            assert len(updated) == 2
            assert updated[0] == updated[1]
    topic = "topics/tides/feed.xml"
    assert site.files()[topic] == more.files()[topic]
