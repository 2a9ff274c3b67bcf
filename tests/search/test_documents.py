"""Search documents: searched text, filters and sort keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from site_gen.model import Record
from site_gen.search.documents import SearchDocument, make_document
from tests.records import record, related
from tests.stored import library_of

HOSTILE = '</h1></i><script>x</script> "&lt;b&gt;" data-pagefind-ignore'


def document_of(article: Record) -> SearchDocument:
    library = library_of(article)
    return make_document(library, library.article(article.id))


def page(**fields: Any) -> LexborHTMLParser:
    article = record(**fields)
    return LexborHTMLParser(document_of(article).html("2026"))


def attributes(tree: LexborHTMLParser, kind: str) -> dict[str, list[str]]:
    """Filters, sort keys or meta: name → values."""
    found: dict[str, list[str]] = {}
    for node in tree.css(f"[data-pagefind-{kind}]"):
        name = node.attributes[f"data-pagefind-{kind}"] or ""
        assert name.endswith("[data-v]")
        found.setdefault(name.removesuffix("[data-v]"), []).append(node.attributes["data-v"] or "")
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
        "part": ["2026"],
    }
    assert attributes(tree, "sort") == {"date": ["2020-12-31T16:30:00Z"]}
    assert attributes(tree, "meta") == {
        "provider": ["Harbour Post"],
        "date": ["2020-12-31"],
        "locale": ["de_at"],
        "names": ["3"],
    }


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
