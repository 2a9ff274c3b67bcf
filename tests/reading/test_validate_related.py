"""An invalid related entry costs itself, never its record."""

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

LINK = "expected an http or https URL"
TIME = "expected a timestamp such as 2021-06-16T05:33:00Z"

# what is changed: field, code, message
WRONG: dict[str, tuple[Any, str, str, str]] = {
    "no map": ("a headline", "", "wrong-type",
        "related[1] is the text “a headline”, expected a map"),
    "a list": (["a"], "", "wrong-type", "related[1] is a list, expected a map"),
    "no title": ({"title": None}, ".title", "missing", "related[1].title is missing"),
    "no provider": ({"provider": {}}, ".provider", "missing", "related[1].provider is missing"),
    "no name": ({"provider": {"domain": "a.example"}}, ".provider.name", "missing",
        "related[1].provider.name is missing"),
    "no link": ({"webUrl": ""}, ".webUrl", "missing", "related[1].webUrl is missing"),
    "bad link": ({"webUrl": "javascript:a"}, ".webUrl", "bad-url",
        f"related[1].webUrl is the text “javascript:a”, {LINK}"),
    "bad AMP link": ({"cdnAmpWebUrl": "a"}, ".cdnAmpWebUrl", "bad-url",
        f"related[1].cdnAmpWebUrl is the text “a”, {LINK}"),
    "bad time": ({"publishedDateTime": "then"}, ".publishedDateTime", "bad-timestamp",
        f"related[1].publishedDateTime is the text “then”, {TIME}"),
    "time out of range": ({"publishedDateTime": "0001-01-01T00:00:00+14:00"},
        ".publishedDateTime", "bad-timestamp",
        f"related[1].publishedDateTime is the text “0001-01-01T00:00:00+14:00”, {TIME}"),
    "bad quality": ({"quality": "high"}, ".quality", "wrong-type",
        "related[1].quality is the text “high”, expected a whole number"),
    "bad image": ({"images": [{"url": "data:image/png,x", "width": 1, "height": 1}]},
        ".images[0].url", "bad-url",
        f"related[1].images[0].url is the text “data:image/png,x”, {LINK} or a path of the site"),
}  # fmt: skip


@pytest.mark.parametrize(("wrong", "field", "code", "message"), WRONG.values(), ids=list(WRONG))
def test_invalid_entry_is_dropped_with_a_warning(
    wrong: Any, field: str, code: str, message: str
) -> None:
    entry = {**GOOD, **wrong} if isinstance(wrong, dict) else wrong
    last = {**GOOD, "title": "The last"}
    text = file_of(related=[GOOD, entry, last])
    assert [kept.title for kept in read(text).related] == ["Ferry back at last", "The last"]
    [problem] = problems_of(text)
    assert problem.severity is Severity.WARNING
    assert problem.message == message
    assert (problem.field, problem.code) == (f"related[1]{field}", code)
    assert problem.hint.endswith("the entry is left out")
    assert problem.line > text[: text.index("Ferry back at last")].count("\n") + 1


def test_all_that_is_wrong_with_an_entry_is_told() -> None:
    entry = {"title": 5, "webUrl": "x", "publishedDateTime": "then"}
    assert {problem.field for problem in problems_of(file_of(related=[entry]))} == {
        "related[0].title",
        "related[0].webUrl",
        "related[0].publishedDateTime",
        "related[0].provider",
    }


def test_warning_points_to_the_line_of_the_entry() -> None:
    text = (
        file_of().removesuffix("---\n")
        + "related:\n  - title: A\n    provider: {name: B}\n    webUrl: nowhere\n---\n"
    )
    [problem] = problems_of(text)
    assert text.splitlines()[problem.line - 1] == "    webUrl: nowhere"
    assert problem.column == 13


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
def test_entry_may_lack_what_is_optional(extra: dict[str, Any]) -> None:
    text = file_of(related=[{**GOOD, **extra}])
    assert problems_of(text) == ()
    assert len(read(text).related) == 1


def test_empty_entries_are_passed_over() -> None:
    text = file_of(related=[None, {}, "", GOOD])
    assert problems_of(text) == ()
    assert len(read(text).related) == 1
