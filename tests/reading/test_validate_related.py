"""Validation of related entries: an invalid one is left out, and its record is not."""

from __future__ import annotations

from typing import Any

import pytest

from site_gen.model import Severity
from tests.records import file_of, problems_of, read

GOOD: dict[str, Any] = {
    "title": "Ferry back at last",
    "provider": {"name": "Quillon Courier"},
    "webUrl": "https://quilloncourier.example/ferry",
}

# changed fields: path of the problem, code
INVALID: dict[str, tuple[Any, str, str]] = {
    "not a map": ("a headline", "", "wrong-type"),
    "a list": (["a"], "", "wrong-type"),
    "no title": ({"title": None}, ".title", "missing"),
    "no provider": ({"provider": {}}, ".provider", "missing"),
    "no name": ({"provider": {"domain": "a.example"}}, ".provider.name", "missing"),
    "no link": ({"webUrl": ""}, ".webUrl", "missing"),
    "bad link": ({"webUrl": "javascript:a"}, ".webUrl", "bad-url"),
    "bad AMP link": ({"cdnAmpWebUrl": "a"}, ".cdnAmpWebUrl", "bad-url"),
    "bad time": ({"publishedDateTime": "then"}, ".publishedDateTime", "bad-timestamp"),
    "time out of range": (
        {"publishedDateTime": "0001-01-01T00:00:00+14:00"}, ".publishedDateTime", "bad-timestamp"
    ),
    "bad quality": ({"quality": "high"}, ".quality", "wrong-type"),
    "bad image": (
        {"images": [{"url": "data:image/png,x", "width": 1, "height": 1}]}, ".images[0].url",
        "bad-url",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "field", "code"), INVALID.values(), ids=list(INVALID))
def test_invalid_entry_is_left_out_with_a_warning(changes: Any, field: str, code: str) -> None:
    entry = {**GOOD, **changes} if isinstance(changes, dict) else changes
    last = {**GOOD, "title": "The last"}
    text = file_of(related=[GOOD, entry, last])
    assert [related.title for related in read(text).related] == ["Ferry back at last", "The last"]
    [problem] = problems_of(text)
    assert problem.severity is Severity.WARNING
    assert (problem.field, problem.code) == (f"related[1]{field}", code)
    assert problem.hint.endswith("the entry is left out")
    assert problem.line > text[: text.index("Ferry back at last")].count("\n") + 1


def test_all_problems_of_an_entry_are_reported() -> None:
    entry = {"title": 5, "webUrl": "x", "publishedDateTime": "then"}
    assert {problem.field for problem in problems_of(file_of(related=[entry]))} == {
        "related[0].title",
        "related[0].webUrl",
        "related[0].publishedDateTime",
        "related[0].provider",
    }


def test_warning_has_the_line_of_the_field() -> None:
    text = (
        file_of().removesuffix("---\n")
        + "related:\n  - title: A\n    provider: {name: B}\n    webUrl: nowhere\n---\n"
    )
    [problem] = problems_of(text)
    assert text.splitlines()[problem.line - 1] == "    webUrl: nowhere"
    assert problem.column == 13
    assert problem.message == (
        "related[0].webUrl is the text “nowhere”, expected an http or https URL"
    )


@pytest.mark.parametrize(
    "extra",
    [
        {"excerpt": None, "images": [], "quality": None},
        {"images": [{"url": "https://a.example/a.png"}]},
        {"originalUrl": "https://a.example/", "webUrl": None},
        {"publishedDateTime": "2021-06-16"},
    ],
    ids=str,
)
def test_optional_fields_of_an_entry_may_be_absent(extra: dict[str, Any]) -> None:
    text = file_of(related=[{**GOOD, **extra}])
    assert problems_of(text) == ()
    assert len(read(text).related) == 1


def test_empty_entries_are_ignored() -> None:
    text = file_of(related=[None, {}, "", GOOD])
    assert problems_of(text) == ()
    assert len(read(text).related) == 1
