"""Values that YAML allows but records do not."""

from __future__ import annotations

from typing import Any

import pytest

from site_gen.front_matter import FrontMatterError, parse
from site_gen.model import Severity
from tests.records import file_of, problems_of


@pytest.mark.parametrize(
    ("front", "line", "column"),
    [
        ("title: !!set {a, b}", 2, 8),
        ("title: !own text", 2, 8),
        ("a: 1\ntopics:\n  - !x one", 4, 5),
        ("a: [b, !!binary aGVsbG8=]", 2, 8),
    ],
)
def test_tags_are_refused(front: str, line: int, column: int) -> None:
    with pytest.raises(FrontMatterError) as error:
        parse(front)
    assert error.value.message == "a tag (!…) before a value"
    assert error.value.hint == "remove the tag"
    assert (error.value.line, error.value.column) == (line, column)


@pytest.mark.parametrize("front", ["a: b !c", 'a: "!c"', "a: x, !y", "a: !!str 12"])
def test_exclamation_marks_and_core_tags_are_allowed(front: str) -> None:
    assert list(parse(front)) == ["a"]


@pytest.mark.parametrize("escape", ["\\x00", "\\a", "\\e", "\\x7f"])
def test_escaped_control_characters_are_refused(escape: str) -> None:
    with pytest.raises(FrontMatterError, match="control character U\\+00") as error:
        parse(f'a: 1\nb: ["x", "y{escape}"]')
    assert (error.value.line, error.value.column) == (3, 10)


def test_control_character_in_a_key_is_refused() -> None:
    with pytest.raises(FrontMatterError, match="control character U\\+001B"):
        parse('"a\\e[31m": 1')


def test_other_escapes_are_allowed() -> None:
    assert parse('a: "caf\\u00e9\\n\\t"') == {"a": "caf\u00e9\n\t"}


@pytest.mark.parametrize("blank", ["'  '", '"\\n"', '"\\u200e"', '"\\u200b \\ufeff"'])
def test_blank_text_counts_as_missing(blank: str) -> None:
    text = file_of().replace("title:", f"title: {blank}\nx-title:", 1)
    found = [p.message for p in problems_of(text) if p.severity is Severity.ERROR]
    assert found == ["title is missing"]


@pytest.mark.parametrize(
    ("fields", "name", "hint"),
    [
        ({"provider": {"name": "A", "domian": "a.example"}}, "provider.domian", "domain"),
        ({"images": [{"url": "/a.png", "width": 1, "height": 1, "tilte": "A"}]},
         "images[0].tilte", "title"),
        ({"provider": {"name": "A", "authors": [{"name": "B", "nmae": "C"}]}},
         "provider.authors[0].nmae", "name"),
        ({"related": [{"title": "A", "provider": {"name": "B"}, "webUrl": "https://b.example/",
                       "exerpt": "C"}]}, "related[0].exerpt", "excerpt"),
    ],
)  # fmt: skip
def test_unknown_fields_of_inner_maps_are_warned_about(
    fields: dict[str, Any], name: str, hint: str
) -> None:
    [problem] = problems_of(file_of(**fields))
    assert problem.severity is Severity.WARNING
    assert problem.message == f"unknown field {name}"
    assert problem.hint == f"did you mean {hint}?"
