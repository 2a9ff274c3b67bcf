"""Law 3: adding a record never changes the URL of another page.

Where one host turns out to have several outlets, the one that the oldest record names has the
host's address: there an older record may take it over, a newer one never does.
"""

from __future__ import annotations

import re
from datetime import timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from site_gen import urls
from site_gen.model import Record
from site_gen.store.library import Library
from tests.planning.sites import plan, site_of
from tests.records import NOON, record, related

NAMES = (
    "C", "C++", "C#", "c", "C plus plus", "事实", "实事", "😀", "🦑", "", "page", "Page", "index",
    "../../etc", "con", "NUL", "x" * 300, "x" * 299 + "y", "Zürich", "Zurich", "AT&T", "AT and T",
    "AI", "ai", "A.I.", "ＡＩ", "topic", "topic-f0443a34", "page/2", "%2e%2e", "a\\b", "?q", "#",
)  # fmt: skip
DOMAINS = ("", "a.example", "A.example", "www.a.example", "b.example", "con.example", "c", "a/../b")
STEMS = ("ferry", "Ferry 2", "page", "index", "con", "事实", "a.b", "x" * 90, "2021-06-16-a", "..")

names = st.one_of(st.sampled_from(NAMES), st.text(max_size=12))
OUTLETS = st.tuples(names, st.sampled_from(DOMAINS))
instants = st.integers(-50, 50).map(lambda hours: NOON + timedelta(hours=9 * hours))


FRONT = re.compile(r"/(?:(?:news|topics|providers|archive|latest)/(?:[^/]+/)?)?")
"""A page that readers know by its address: no numbered page of a list."""


def of_one_name(provider: tuple[str, str]) -> tuple[str, str]:
    """An outlet with a domain has one name, spelled as it comes."""
    name, domain = provider
    return (("the NEWS" if len(name) % 2 else "News") if domain else name), domain


@st.composite
def newsrooms(draw: st.DrawFn, *, names_of_hosts: bool = True) -> list[Record]:
    """Records with nasty names, in the order in which they are added, each of its own time.

    Without ``names_of_hosts`` every host has one outlet, which may be spelled in several ways.
    """
    providers = OUTLETS if names_of_hosts else OUTLETS.map(of_one_name)
    times = draw(st.lists(instants, min_size=6, max_size=6, unique=True))
    stems = draw(st.lists(st.sampled_from(STEMS), min_size=2, max_size=6, unique=True))
    records: list[Record] = []
    for stem in stems:
        (name, domain), (other, elsewhere) = draw(providers), draw(providers)
        records.append(
            record(
                urls.record_id(stem),
                times[len(records)],
                provider=name,
                domain=domain,
                topics=tuple(draw(st.lists(names, max_size=4))),
                related=(related(f"https://q.example/{len(records)}", other, elsewhere),),
            )
        )
    return records


def meanings(library: Library) -> dict[str, str]:
    """What is shown → where: every topic and outlet as records name them, and every record."""
    addresses = {}
    for article in library.articles():
        item, relations = article.record, article.relations
        addresses[f"record {item.id}"] = urls.record_path(item.id)
        slugs = relations.topics
        for name in item.topics:
            slug = next(slug for slug in slugs if slug == urls.name_slug(name))
            addresses[f"topic {name}"] = urls.topic_path(slug)
        pairs = zip(
            (item.provider, *(entry.provider for entry in library.related(item.id))),
            (relations.provider, *relations.related_providers),
            strict=True,
        )
        for ref, slug in pairs:
            addresses[f"outlet {ref.name} at {ref.domain}"] = urls.provider_path(slug)
    return addresses


@given(newsrooms())
@example([record("a", topics=("事实",)), record("b", topics=("实事",))])
@example([record("a", provider="page"), record("b", provider="index", topics=("page", "index"))])
def test_adding_newer_records_moves_no_page(records: list[Record]) -> None:
    adds(sorted(records, key=lambda each: each.published_at))


@given(newsrooms(names_of_hosts=False))
def test_adding_records_of_any_time_moves_no_page_where_a_host_has_one_provider(
    records: list[Record],
) -> None:
    adds(records)


@given(newsrooms())
def test_adding_records_of_any_time_removes_no_page(records: list[Record]) -> None:
    """Moved pages have a redirect; their feeds and older pages do not."""
    addresses: set[str] = set()
    for count in range(1, len(records) + 1):
        pages = set(plan(site_of(*records[:count])))
        assert addresses <= pages
        addresses = {url for url in pages if FRONT.fullmatch(url)}


def adds(records: list[Record]) -> None:
    """Add one record after the other; what was shown stays where it was."""
    known: dict[str, str] = {}
    addresses: set[str] = set()
    for count in range(1, len(records) + 1):
        site = site_of(*records[:count])
        now, pages = meanings(site.library), set(plan(site))
        assert {thing: now[thing] for thing in known} == known
        assert addresses <= pages
        assert set(now.values()) <= pages
        known, addresses = now, pages


@given(newsrooms())
def test_different_records_topics_and_providers_have_different_pages(records: list[Record]) -> None:
    site = site_of(*records)
    pages = plan(site)
    assert len({url.casefold() for url in pages}) == len(pages)
    assert len({page.path.casefold() for page in pages.values()}) == len(pages)
    for topic in site.library.topics():
        assert urls.name_slug(topic.name) == topic.slug
    for provider in site.library.providers():
        of_host = provider.slug.partition("~")[0]
        assert urls.provider_slug(provider.name, provider.domain) == of_host


@given(newsrooms())
def test_path_of_every_page_is_safe_on_every_disk(records: list[Record]) -> None:
    for url, page in plan(site_of(*records)).items():
        assert url.startswith("/")
        assert "//" not in url
        for segment in page.path.split("/"):
            assert segment not in ("", ".", "..")
            assert segment.isascii()
            assert len(segment) <= 255
            assert not set(segment) & set('<>:"\\|?*%# ')
            assert not segment.endswith(".")
            assert segment.split(".")[0].lower() not in ("con", "nul", "aux", "prn")
