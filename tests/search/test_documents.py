"""Search documents: searched text, filters and sort keys."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from site_gen.model import Image, Record
from site_gen.search.documents import SearchDocument, make_document
from site_gen.zones import UTC_ZONE, Zone, zone_named
from tests.records import record, related
from tests.stored import library_of

HOSTILE = '</h1></i><script>x</script> "&lt;b&gt;" data-pagefind-ignore'


def document_of(article: Record, zone: Zone = UTC_ZONE) -> SearchDocument:
    library = library_of(article)
    return make_document(library, library.article(article.id), zone)


def test_day_and_year_are_those_of_the_zone() -> None:
    late = record(published_at=datetime(2021, 12, 31, 20, 0, tzinfo=UTC))
    tree = LexborHTMLParser(document_of(late, zone_named("Asia/Kolkata")).html())
    (year,) = [node.attributes["data-v"] for node in tree.css("[data-pagefind-filter^=year]")]
    assert year == "2022"
    start = record(published_at=datetime(2021, 6, 15, 18, 30, tzinfo=UTC))
    assert '"at":"2021-06-16"' in hidden(document_of(start, zone_named("Asia/Kolkata")))
    assert '"at":"2021-06-15T18:30:00Z"' in hidden(document_of(start))


def hidden(document: SearchDocument) -> str:
    """What a hit shows and nobody searches for."""
    (node,) = LexborHTMLParser(document.html()).css("i[id]")
    return node.attributes["id"] or ""


def page(**fields: Any) -> LexborHTMLParser:
    article = record(**fields)
    return LexborHTMLParser(document_of(article).html())


def attributes(tree: LexborHTMLParser, kind: str) -> dict[str, list[str]]:
    """Filters, sort keys or meta: name → values."""
    found: dict[str, list[str]] = {}
    for node in tree.css(f"[data-pagefind-{kind}]"):
        name = node.attributes[f"data-pagefind-{kind}"] or ""
        assert name.endswith("[data-v]")
        found.setdefault(name.removesuffix("[data-v]"), []).append(node.attributes["data-v"] or "")
    return found


def extras(tree: LexborHTMLParser) -> dict[str, Any]:
    """What only hits show."""
    (node,) = tree.css("i[id]")
    found: dict[str, Any] = json.loads(node.attributes["id"] or "")
    return found


def texts(tree: LexborHTMLParser) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css("h1, p")]


def test_document_has_texts_of_the_record_only() -> None:
    tree = page(
        title="The  ferry\nruns",
        excerpt="After nine weeks.",
        body="It *ran* at [noon](https://harbourpost.example/noon).",
        tags=("Boats", "Two words"),
        related=(related(title="What others say"),),
    )
    assert texts(tree) == [
        "The ferry runs",
        "After nine weeks.",
        "It ran at noon.",
        "Harbour Post, Boats, Two words",
    ]


def test_bare_record_has_no_empty_paragraphs() -> None:
    assert texts(page(title="The ferry", excerpt="")) == ["The ferry", "Harbour Post"]


def test_document_has_filters_sort_keys_and_meta() -> None:
    tree = page(
        at=datetime(2021, 1, 1, 1, 30, tzinfo=timezone(timedelta(hours=9))),
        topics=("Rail, Roads & Rivers", "C++"),
        type="video",
        locale="de_at",
        tags=("Boats",),
    )
    assert attributes(tree, "filter") == {
        "topic": ["Rail, Roads & Rivers", "C++"],
        "provider": ["Harbour Post"],
        "type": ["video"],
        "year": ["2020"],
    }
    assert attributes(tree, "sort") == {"date": ["2020-12-31T16:30:00Z"]}
    assert extras(tree) == {"at": "2020-12-31T16:30:00Z", "names": 3, "lang": "de-at"}


def test_document_has_what_only_hits_show() -> None:
    """In an id, which Pagefind keeps without blanks and does not index."""
    day = datetime(2021, 6, 16, tzinfo=UTC)
    source = Image(url="https://pictures.example/a quay.jpg", width=1200, height=800)
    tree = page(at=day, images=(source,), title="The quay", locale="")
    (node,) = tree.css("i[id]")
    assert " " not in (node.attributes["id"] or "")
    assert extras(tree) == {
        "at": "2021-06-16",
        "names": 2,
        "picture": "https://pictures.example/a quay.jpg",
    }
    assert tree.css("[data-pagefind-meta]") == []


def test_documents_of_a_story_name_it_and_its_outlets() -> None:
    """Records of one story have its short name; an outlet that no record is of counts, too."""
    entry = related(title="The ferry is back", provider="Tide Times")
    one = record("one", title="Ferry returns", story="ferry", related=(entry,))
    two = record("two", title="Boat is back", story="ferry")
    alone = record("alone", title="Bread is dear")
    library = library_of(one, two, alone)
    documents = [
        make_document(library, library.article(id_), UTC_ZONE) for id_ in ("one", "two", "alone")
    ]
    stories = [each.story for each in documents]
    assert stories[0] == stories[1] != ""
    assert stories[2] == ""
    assert [each.outlets for each in documents] == [2, 2, 0]


def test_html_in_a_record_is_escaped() -> None:
    harmless = page(title="x", excerpt="x", tags=("x",), topics=("x",))
    hostile = page(title=HOSTILE, excerpt=HOSTILE, tags=(HOSTILE,), topics=(HOSTILE,))
    shapes = [[node.tag for node in tree.css("*")] for tree in (harmless, hostile)]
    assert shapes[0] == shapes[1]
    assert texts(hostile)[:2] == [HOSTILE, HOSTILE]
    assert attributes(hostile, "filter")["topic"] == [HOSTILE]


def test_document_has_the_path_of_the_records_page() -> None:
    article = record("ferry", datetime(2021, 6, 16, tzinfo=UTC))
    assert document_of(article).path == "news/ferry/index.html"


def test_fields_that_are_not_indexed_do_not_change_the_document() -> None:
    first, other = (
        record(quality=quality, heat=quality, digest=digest)
        for quality, digest in ((80, "0" * 32), (90, "1" * 32))
    )
    assert document_of(first) == document_of(other)
