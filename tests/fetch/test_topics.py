"""Topics of articles: from the source, from categories, from keywords."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.config import TopicMapping
from site_gen.fetch.topics import TopicFinder
from site_gen.fetch.types import FeedItem
from site_gen.model import TopicNote
from site_gen.urls import name_slug

NOTES = (
    TopicNote(
        title="Ferries",
        slug="ferries",
        aliases=("Ferry", "Île ferries"),
        keywords=("night boat", "RO-RO"),
    ),
    TopicNote(title="C++", slug="c-plus-plus", aliases=("CPP",), keywords=("C++", "std::move")),
    TopicNote(title="Harbour works", slug="harbour", aliases=("Ferry",), keywords=("quay",)),
)


def finder(
    mapping: dict[str, str] | None = None,
    *,
    keep: bool = False,
    notes: tuple[TopicNote, ...] = NOTES,
) -> TopicFinder:
    return TopicFinder(TopicMapping(mapping or {}, "keep" if keep else "drop"), notes)


def item(*categories: str, title: str = "Nothing", excerpt: str = "") -> FeedItem:
    return FeedItem(title=title, excerpt=excerpt, categories=categories)


CATEGORIES = {
    "mapped": (["Seafaring"], {"Seafaring": "Ships"}, ["Ships"]),
    "mapped, spelled otherwise": (["ＳＥＡ  faring"], {"sea Faring": "Ships"}, ["Ships"]),
    "mapped to the alias of a note": (["Boats"], {"Boats": "ferry"}, ["Ferries"]),
    "mapped though a note has it": (["Ferries"], {"Ferries": "Boats"}, ["Boats"]),
    "a note's title": (["ferries"], {}, ["Ferries"]),
    "a note's alias": (["cpp"], {}, ["C++"]),
    "an alias without its accent": (["ile-ferries"], {}, ["Ferries"]),
    "an alias that two notes claim": (["Ferry"], {}, ["Ferries"]),
    "a note's file name": (["Harbour"], {}, ["Harbour works"]),
    "not another name": (["C", "C#"], {}, []),
    "in the feed's order": (["CPP", "Ferry"], {}, ["C++", "Ferries"]),
    "each topic once": (["Ferry", "Ferries", "Sea"], {"Sea": "FERRIES"}, ["Ferries"]),
}


@pytest.mark.parametrize("case", CATEGORIES)
def test_categories_become_topics(case: str) -> None:
    categories, mapping, topics = CATEGORIES[case]
    assert list(finder(mapping).topics_of(item(*categories), ())) == topics


UNMAPPED = {
    "mapped to nothing": (["Opinion"], {"Opinion": ""}, [], []),
    "mapped to blanks": (["Opinion"], {"Opinion": "  "}, [], []),
    "unknown": (["Weather"], {}, [], ["Weather"]),
    "on one line": (["Bad \n weather"], {}, [], ["Bad weather"]),
    "the first spelling": (["Tide", "TIDE"], {}, [], ["Tide"]),
    "beside others": (["Tide", "Ferry"], {}, ["Ferries"], ["Tide", "Ferries"]),
}


@pytest.mark.parametrize("case", UNMAPPED)
def test_unmapped_categories_are_dropped_or_kept(case: str) -> None:
    categories, mapping, dropping, keeping = UNMAPPED[case]
    assert list(finder(mapping).topics_of(item(*categories), ())) == dropping
    assert list(finder(mapping, keep=True).topics_of(item(*categories), ())) == keeping


KEYWORDS = [
    ("The night  boat is back", "", ("Ferries",)),
    ("Ships", "A ro‑ro, and a Night\nBoat.", ("Ferries",)),
    ("On the quay", "Written in c++", ("C++", "Harbour works")),
    ("Why std::move moves nothing", "", ("C++",)),
    ("Night", "Boat", ()),
    ("The quayside", "C# and C", ()),
    ("Ferries", "Ferry", ()),
]


@pytest.mark.parametrize(("title", "excerpt", "topics"), KEYWORDS)
def test_keywords_of_notes_select_topics(title: str, excerpt: str, topics: tuple[str, ...]) -> None:
    found = finder(keep=True).topics_of(item(title=title, excerpt=excerpt), ())
    assert found == topics


def test_own_topics_come_first_then_categories_then_keywords() -> None:
    about = item("Weather", "Ferry", title="On the quay")
    topics = finder(keep=True).topics_of(about, ("Tides", "cpp"))
    assert topics == ("Tides", "C++", "Weather", "Ferries", "Harbour works")


def test_topics_have_no_duplicates() -> None:
    about = item("FERRY", "Tides", title="The night boat")
    assert finder(keep=True).topics_of(about, ("tides", " ", "Ferry")) == ("tides", "Ferries")


def test_keyword_of_two_notes_selects_both() -> None:
    notes = tuple(TopicNote(title=name, keywords=("ferry",)) for name in ("B", "A"))
    assert finder(notes=notes).topics_of(item(title="A ferry"), ()) == ("B", "A")


def test_unmapped_categories_are_returned() -> None:
    about = item("Ferry", "Weather", "Opinion", "Sea", "WEATHER")
    mapping = {"Opinion": "", "Sea": "Ships"}
    assert finder(mapping).unmapped(about) == ("Weather", "WEATHER")
    assert finder(mapping, keep=True).unmapped(about) == ()


NAMES = st.text(min_size=1, max_size=6)


@given(
    st.lists(NAMES, max_size=4),
    st.lists(NAMES, max_size=4),
    st.dictionaries(NAMES, NAMES, max_size=3),
    st.text(max_size=20),
    st.booleans(),
)
def test_topics_are_unique_and_have_the_titles_of_notes(
    own: list[str],
    categories: list[str],
    mapping: dict[str, str],
    title: str,
    keep: bool,
) -> None:
    notes = tuple(
        TopicNote(title=f"{name} note", aliases=(name,), keywords=(name,))
        for name in [*own[:1], *categories[:1]]
    )
    found = finder(mapping, keep=keep, notes=notes)
    topics = found.topics_of(item(*categories, title=title), own)
    slugs = [name_slug(topic) for topic in topics]
    assert len(slugs) == len(set(slugs))
    assert all(name.strip() for name in topics)
    aliases = {name_slug(note.aliases[0]) for note in notes if note.aliases[0].strip()}
    titles = {name_slug(note.title) for note in notes}
    assert not aliases & set(slugs) - titles
    assert found.topics_of(item(), topics) == topics
