"""Record → the page that Pagefind reads: the record's own words, and what filters go by."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from site_gen.model import Record
from site_gen.search.documents import SearchDocument, make_document
from tests.records import record, related
from tests.stored import library_of

HOSTILE = '</h1></i><script>x</script> "&lt;b&gt;" data-pagefind-ignore'


def document_of(told: Record) -> SearchDocument:
    library = library_of(told)
    return make_document(library, library.article(told.id))


def page(**fields: Any) -> LexborHTMLParser:
    told = record(**fields)
    return LexborHTMLParser(document_of(told).html("2026"))


def marks(tree: LexborHTMLParser, kind: str) -> dict[str, list[str]]:
    """Filters, sort keys or meta: name → values."""
    found: dict[str, list[str]] = {}
    for node in tree.css(f"[data-pagefind-{kind}]"):
        name = node.attributes[f"data-pagefind-{kind}"] or ""
        assert name.endswith("[data-v]")
        found.setdefault(name.removesuffix("[data-v]"), []).append(node.attributes["data-v"] or "")
    return found


def words(tree: LexborHTMLParser) -> list[str]:
    return [" ".join(node.text().split()) for node in tree.css("h1, p")]


def test_it_is_the_records_own_words_and_no_one_elses() -> None:
    tree = page(
        title="The  ferry\nruns",
        excerpt="After nine weeks.",
        body="It *ran* at [noon](https://harbourpost.example/noon).",
        tags=("Boats", "Two words"),
        related=(related(title="What others say"),),
    )
    assert words(tree) == [
        "The ferry runs",
        "After nine weeks.",
        "It ran at noon.",
        "Harbour Post, Boats, Two words",
    ]


def test_bare_record_has_no_empty_paragraphs() -> None:
    assert words(page(title="The ferry", excerpt="")) == ["The ferry", "Harbour Post"]


def test_marks_say_what_results_are_filtered_sorted_and_shown_by() -> None:
    tree = page(
        at=datetime(2021, 1, 1, 1, 30, tzinfo=timezone(timedelta(hours=9))),
        topics=("Rail, Roads & Rivers", "C++"),
        type="video",
        locale="de_at",
        tags=("Boats",),
    )
    assert marks(tree, "filter") == {
        "topic": ["Rail, Roads & Rivers", "C++"],
        "provider": ["Harbour Post"],
        "type": ["video"],
        "year": ["2020"],
        "part": ["2026"],
    }
    assert marks(tree, "sort") == {"date": ["2020-12-31T16:30:00Z"]}
    assert marks(tree, "meta") == {
        "provider": ["Harbour Post"],
        "date": ["2020-12-31"],
        "locale": ["de_at"],
        "names": ["3"],
    }


def test_what_a_record_says_stays_text_of_the_page() -> None:
    harmless = page(title="x", excerpt="x", tags=("x",), topics=("x",))
    hostile = page(title=HOSTILE, excerpt=HOSTILE, tags=(HOSTILE,), topics=(HOSTILE,))
    shapes = [[node.tag for node in tree.css("*")] for tree in (harmless, hostile)]
    assert shapes[0] == shapes[1]
    assert words(hostile)[:2] == [HOSTILE, HOSTILE]
    assert marks(hostile, "filter")["topic"] == [HOSTILE]


def test_document_lies_where_the_records_page_does() -> None:
    told = record("ferry", datetime(2021, 6, 16, tzinfo=UTC))
    assert document_of(told).path == "news/ferry/index.html"


def test_what_is_not_indexed_changes_no_document() -> None:
    first, other = (
        record(quality=quality, heat=quality, digest=digest)
        for quality, digest in ((80, "0" * 32), (90, "1" * 32))
    )
    assert document_of(first) == document_of(other)
