"""``parse`` and ``locate``: values as in YAML 1.2, and the positions of errors and fields."""

from __future__ import annotations

from typing import Any

import pytest

from site_gen.front_matter import FrontMatterError, locate, parse, split

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefghijkl", "bcdefghijklm", strict=True)
)
"""Aliases that would expand to 10^13 texts."""

BAD = {
    "a key twice": ("title: A\nheat: 1\ntitle: B\n", 4, 1, "title is given twice"),
    "an inner key twice": ("provider:\n  name: A\n  name: B\n", 4, 3, "name is given twice"),
    "a key twice in a list": ("images:\n  - url: a\n    url: b\n", 4, 5, "url is given twice"),
    "a key twice in braces": ("a: {x: 1, x: 2}\n", 2, 11, "x is given twice"),
    "aliases without bound": (BOMB, 3, 8, "aliases expand without bound"),
    "an alias of nothing": ("title: A\nheat: *b\n", 3, 7, "invalid YAML: "),
    "a list": ("- a\n- b\n", 2, 1, "front matter is a list, expected a map of fields"),
    "a text": ("just text\n", 2, 1, "front matter is the text “just text”, expected a map"),
    "a number": ("42\n", 2, 1, "front matter is the number 42, expected a map of fields"),
    "nothing": ("", 1, 1, "front matter is empty"),
    "only a comment": ("# soon\n", 1, 1, "front matter is empty"),
    "null": ("~\n", 1, 1, "front matter is empty"),
    "a tab for an indent": ("provider:\n\tname: A\n", 3, 2, "invalid YAML: tabs disallowed"),
    "an unquoted colon": ("title: Storm: a report\n", 2, 13, "invalid YAML: a second “: ” in one"),
    "an unclosed bracket": ("a: b\ntopics: [x, y\n", 3, 9, "invalid YAML: unclosed bracket"),
    "an unclosed quote": ('a: "never closed\n', 3, 1, "invalid YAML: "),
    "an at sign first": ("a: b\nprovider: @post\n", 3, 11, "invalid YAML: unexpected character"),
    "a lone surrogate": ('a: "\\uD800"\n', 2, 4, "invalid YAML: found high surrogate"),
    "a tag that makes objects": (
        "a: b\nc: !!python/object:os.system x\n",
        3,
        4,
        "invalid YAML: a tag (!…) that cannot be read",
    ),
    "a tag that its value denies": ("a: !!int abc\n", 2, 1, "invalid YAML: a tag (!…)"),
    "a number as key": ("title: A\n1: b\n", 3, 1, "a key is the number 1, expected text"),
    "true as key": ("title: A\ntrue: b\n", 3, 1, "a key is true, expected text"),
    "a list as key": ("title: A\n? [a]\n: b\n", 3, 3, "a key is a list, expected text"),
    "a map with a list as key": (
        "title: A\n? b:\n  - c\n: d\n",
        3,
        3,
        "invalid YAML: a key is a map, expected text",
    ),
    "nesting without end": (
        f"title: A\nb: {'[' * 2000}{']' * 2000}\n",
        3,
        0,
        "invalid YAML: recursion limit exceeded",
    ),
    "lists without end": ("a: b\nc:\n  " + "- " * 60_000 + "d\n", 4, 0, "invalid YAML: recursion"),
    "keys without end": ("? " * 60_000 + "a\n", 2, 0, "invalid YAML: recursion limit exceeded"),
    "lists without end, with tabs": ("- " + "-\t" * 60_000 + "a\n", 2, 0, "invalid YAML: rec"),
    "lists on many lines": (
        "".join("  " * 50 * line + "- " * 50 + "\n" for line in range(9)),
        4,
        0,
        "invalid YAML: recursion limit exceeded",
    ),
    "maps without end": (
        "".join(" " * level + "a:\n" for level in range(1400)),
        2,
        0,
        "invalid YAML: recursion limit exceeded",
    ),
}


@pytest.mark.parametrize(("front", "line", "column", "message"), BAD.values(), ids=list(BAD))
def test_invalid_yaml_is_reported_with_its_position(
    front: str, line: int, column: int, message: str
) -> None:
    with pytest.raises(FrontMatterError) as caught:
        parse(front)
    error = caught.value
    assert error.message.startswith(message)
    assert error.line == line
    assert column in (0, error.column)  # 0: anywhere in the line


def test_long_line_of_dashes_in_a_text_is_not_taken_for_nesting() -> None:
    rule = "-" * 300
    assert parse(f"a: |\n  {rule}\n  b\n") == {"a": f"{rule}\nb\n"}
    assert parse("a: " + "[" * 99 + "]" * 99) != {}


def test_duplicate_key_is_the_field_of_the_error() -> None:
    with pytest.raises(FrontMatterError) as caught:
        parse("secured: c2VjcmV0\nsecured: b3RoZXI=\n")
    assert caught.value.field == "secured"
    assert "c2VjcmV0" not in str(vars(caught.value))


@pytest.mark.parametrize("front", [f"x:\n  k: 1\n  k: 2\n{BOMB}", f"{BOMB}x: 1\nx: 2\n"])
def test_duplicate_key_and_unbounded_aliases_together_are_an_error(front: str) -> None:
    with pytest.raises(FrontMatterError):
        parse(front)


def test_hint_for_a_colon_in_a_value_is_to_quote_it() -> None:
    with pytest.raises(FrontMatterError) as caught:
        parse("title: Storm: a report\n")
    assert "quotes" in caught.value.hint


MEANINGS: dict[str, Any] = {
    "NO": "NO",
    "no": "no",
    "On": "On",
    "yes": "yes",
    "y": "y",
    "true": True,
    "True": True,
    "FALSE": False,
    "null": None,
    "~": None,
    "": None,
    '""': "",
    "12": 12,
    "-3": -3,
    "0o17": 15,
    "0x1F": 31,
    "1e3": 1000.0,
    ".5": 0.5,
    "1:30": "1:30",
    "2021-06-16": "2021-06-16",
    "2021-06-16T05:33:00Z": "2021-06-16T05:33:00Z",
    "2021-06-16 05:33:00 -07:00": "2021-06-16 05:33:00 -07:00",
    "'12'": "12",
    '"NO"': "NO",
    "C#": "C#",
    "C # a comment": "C",
    "it's": "it's",
    "'it''s'": "it's",
    '"\\u00e9 \\"q\\""': 'é "q"',
    "https://a.example/x?y=1#z": "https://a.example/x?y=1#z",
    "[a, NO, 1]": ["a", "NO", 1],
    "{a: NO}": {"a": "NO"},
    "!!str 12": "12",
    "|\n  one\n\n  two\n": "one\n\ntwo\n",
    "|-\n  one\n  two\n": "one\ntwo",
    ">\n  one\n  two\n\n  three\n": "one two\nthree\n",
    "one\n  two": "one two",
    "<<": "<<",
}


@pytest.mark.parametrize(("value", "meaning"), MEANINGS.items())
def test_values_are_read_as_in_yaml_1_2(value: str, meaning: Any) -> None:
    parsed = parse(f"field: {value}\n")["field"]
    assert parsed == meaning
    assert type(parsed) is type(meaning)


def test_alias_repeats_its_anchor() -> None:
    assert parse("a: &x [1, 2]\nb: *x\n") == {"a": [1, 2], "b": [1, 2]}


FRONT = """\
title: A
provider:
  name: Harbour Post
  images:
    - url: a.png
      width: 3
images: [{url: b.png}, {url: c.png}]
related:
  -
    title: B
  - title: C
"""
POSITIONS = {
    "the fields": ((), 2, 1),
    "a text": (("title",), 2, 8),
    "a map is at its key": (("provider",), 3, 1),
    "a text in a map": (("provider", "name"), 4, 9),
    "a number in a list of maps": (("provider", "images", 0, "width"), 7, 14),
    "a list is at its key": (("images",), 8, 1),
    "an item in brackets": (("images", 1), 8, 24),
    "a field of an item in brackets": (("images", 1, "url"), 8, 30),
    "an item on its own line": (("related", 0, "title"), 11, 12),
    "an item": (("related", 1), 12, 5),
    "a missing field has the position of its map": (("provider", "domain"), 3, 1),
    "a missing top-level field has that of the first line": (("heat",), 2, 1),
    "an item beyond the end has that of the list": (("related", 9), 9, 1),
}


@pytest.mark.parametrize(("path", "line", "column"), POSITIONS.values(), ids=list(POSITIONS))
def test_field_is_located_in_the_file(path: tuple[str | int, ...], line: int, column: int) -> None:
    front = split(f"---\n{FRONT}---\n".encode()).front
    assert locate(front, path) == (line, column)


def test_empty_items_do_not_count_in_indexes() -> None:
    front = "topics: ['', ~, null, Null, [], {}, wrong]\n"
    assert locate(front, ("topics", 0)) == (2, 37)


def test_quoted_texts_that_look_empty_count_in_indexes() -> None:
    assert locate("topics: ['~', 'null', wrong]\n", ("topics", 2)) == (2, 23)
