"""Law 3: adding a record never changes the URL of another page."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from site_gen import urls
from site_gen.model import Library, Record
from tests.planning.sites import plan
from tests.records import NOON, library_of, record, related

NAMES = (
    "C", "C++", "C#", "c", "C plus plus", "事实", "实事", "😀", "🦑", "", "page", "Page", "index",
    "../../etc", "con", "NUL", "x" * 300, "x" * 299 + "y", "Zürich", "Zurich", "AT&T", "AT and T",
    "AI", "ai", "A.I.", "ＡＩ", "topic", "topic-f0443a34", "page/2", "%2e%2e", "a\\b", "?q", "#",
)  # fmt: skip
DOMAINS = ("", "a.example", "A.example", "www.a.example", "b.example", "con.example", "c", "a/../b")
STEMS = ("ferry", "Ferry 2", "page", "index", "con", "事实", "a.b", "x" * 90, "2021-06-16-a", "..")

names = st.one_of(st.sampled_from(NAMES), st.text(max_size=12))
outlets = st.tuples(names, st.sampled_from(DOMAINS))
instants = st.integers(-50, 50).map(lambda hours: NOON + timedelta(hours=9 * hours))


@st.composite
def newsrooms(draw: st.DrawFn) -> list[Record]:
    """Records with nasty names, in the order in which they are added."""
    stems = draw(st.lists(st.sampled_from(STEMS), min_size=2, max_size=6, unique=True))
    records: list[Record] = []
    for stem in stems:
        (name, domain), (other, elsewhere) = draw(outlets), draw(outlets)
        records.append(
            record(
                urls.record_id(stem),
                draw(instants),
                provider=name,
                domain=domain,
                topics=tuple(draw(st.lists(names, max_size=4))),
                related=(related(f"https://q.example/{len(records)}", other, elsewhere),),
            )
        )
    return records


def meanings(library: Library) -> dict[str, str]:
    """What is shown → where: every topic and outlet as records name them, and every record."""
    found = {f"record {id_}": urls.record_path(id_) for id_ in library.records}
    for id_, item in library.records.items():
        slugs = library.topic_slugs[id_]
        for name in item.topics:
            slug = next(slug for slug in slugs if slug == urls.name_slug(name))
            found[f"topic {name}"] = urls.topic_path(slug)
        pairs = zip(
            (item.provider, *(entry.provider for entry in library.related[id_])),
            (library.provider_slugs[id_], *library.related_slugs[id_]),
            strict=True,
        )
        for ref, slug in pairs:
            found[f"outlet {ref.name} at {ref.domain}"] = urls.provider_path(slug)
    return found


@given(newsrooms())
@example([record("a", topics=("事实",)), record("b", topics=("实事",))])
@example([record("a", provider="page"), record("b", provider="index", topics=("page", "index"))])
def test_adding_records_moves_no_page(records: list[Record]) -> None:
    known: dict[str, str] = {}
    addresses: set[str] = set()
    for count in range(1, len(records) + 1):
        library = library_of(*records[:count])
        now, pages = meanings(library), set(plan(library))
        assert {thing: now[thing] for thing in known} == known
        assert addresses <= pages
        assert set(now.values()) <= pages
        known, addresses = now, pages


@given(newsrooms())
def test_different_records_topics_and_outlets_have_different_pages(records: list[Record]) -> None:
    library = library_of(*records)
    pages = list(plan(library).values())
    assert len({page.url.casefold() for page in pages}) == len(pages)
    assert len({page.path.casefold() for page in pages}) == len(pages)
    for slug, topic in library.topics.items():
        assert urls.name_slug(topic.name) == slug
    for slug, provider in library.providers.items():
        assert urls.provider_slug(provider.name, provider.domain) == slug


@given(newsrooms())
def test_path_of_every_page_is_safe_on_every_disk(records: list[Record]) -> None:
    for url, page in plan(library_of(*records)).items():
        assert url.startswith("/")
        assert "//" not in url
        for segment in page.path.split("/"):
            assert segment not in ("", ".", "..")
            assert segment.isascii()
            assert len(segment) <= 255
            assert not set(segment) & set('<>:"\\|?*%# ')
            assert not segment.endswith(".")
            assert segment.split(".")[0].lower() not in ("con", "nul", "aux", "prn")
