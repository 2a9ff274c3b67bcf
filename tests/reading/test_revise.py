"""``revise``: changed fields get the new values, all other lines stay byte for byte."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from site_gen.front_matter import CannotRevise, dump, parse, revise, revise_yaml, split
from site_gen.front_matter.layout import read_layout
from site_gen.front_matter.verify import reason_to_refuse, same
from tests.reading.yaml_files import YamlFile, yaml_file

LINES = {"url": "/new.svg", "width": 3}
ITEM = "- url: /new.svg\n  width: 3\n"


def revised(front: str, changes: dict[str, Any], **options: Any) -> str:
    """The front matter after the changes; nothing outside of it has changed."""
    data = f"---\n{front}---\nBody\n".encode()
    result = revise(data, changes, **options).decode()
    assert result.startswith("---\n")
    assert result.endswith("---\nBody\n")
    return result[len("---\n") : -len("---\nBody\n")]


@pytest.mark.parametrize(
    ("front", "changes", "expected"),
    [
        ("a: 1\nt: Old  # note\nb: 2\n", {"t": "New"}, "a: 1\nt: New  # note\nb: 2\n"),
        ("t:   'Old'   \nb: 2\n", {"t": "a: b"}, "t: 'a: b'\nb: 2\n"),
        ("t:\nb: 2\n", {"t": "New"}, "t: New\nb: 2\n"),
        ("t:  # none\nb: 2\n", {"t": "New"}, "t: New  # none\nb: 2\n"),
        ("t: ~ # none\nb: 2\n", {"t": 5}, "t: 5 # none\nb: 2\n"),
        ("t: one\n  two\n\n  three # c\nb: 2\n", {"t": "New"}, "# c\nt: New\nb: 2\n"),
        ("t: 'one\n  two' # c\nb: 2\n", {"t": "New"}, "# c\nt: New\nb: 2\n"),
        ("t: 'one\n  # two'\nb: 2\n", {"t": "New"}, "t: New\nb: 2\n"),
        ("t:  # c\n  below # d\nb: 2\n", {"t": "New"}, "# d\nt: New  # c\nb: 2\n"),
        ("t: >-\n  one\n  two\n\n# c\nb: 2\n", {"t": "New"}, "t: New\n\n# c\nb: 2\n"),
        ("t: |2-  # c\n    one\n  two\nb: 2\n", {"t": "New"}, "t: New  # c\nb: 2\n"),
        ("t: |\n  # no comment\nb: 2\n", {"t": "New"}, "t: New\nb: 2\n"),
        ("t: |+\n  one\n\n\nb: 2\n", {"t": "New"}, "t: New\n\n\nb: 2\n"),
        ("t: >\n one\n   \n\nb: 2\n", {"t": "New"}, "t: New\n   \n\nb: 2\n"),
        ("t: |\nb: 2\n", {"t": "New"}, "t: New\nb: 2\n"),
        ("? t # c\n: Old # d\nb: 2\n", {"t": "New"}, "# d\nt: New # c\nb: 2\n"),
        ("? t # # #\n", {"t": "New"}, "t: New\n"),
        ("'t' : Old\nb: 2\n", {"t": "New"}, "'t': New\nb: 2\n"),
        ("t: &x Old\nb: 2\n", {"t": "New"}, "t: New\nb: 2\n"),
        ("b: &x Old\nt: *x # c\n", {"t": "New"}, "b: &x Old\nt: New # c\n"),
        ("b: &x\n  - *x\n# c\nt: Old\n", {"t": "New"}, "b: &x\n  - *x\n# c\nt: New\n"),
        ("  t: Old\n  b: 2\n", {"t": "New"}, "  t: New\n  b: 2\n"),
        ("t: Old\nb: |+\n  x\n\n", {"t": "New"}, "t: New\nb: |+\n  x\n\n"),
        ("t: Old # c\n", {"t": "one\n\ntwo"}, "# c\nt: 'one\n\n\n  two'\n"),
        ("t: 'Old'\nb: NO\n", {"t": "Old", "b": "NO"}, "t: 'Old'\nb: NO\n"),
        ("t: 1\nb: yes\n", {"t": True, "b": "yes"}, "t: true\nb: yes\n"),
        ("t: Old\nb: a\u2028b # c\n", {"t": "a\u2028b"}, 't: "a\\Lb"\nb: a\u2028b # c\n'),
    ],
)
def test_text_is_replaced_and_comments_stay(
    front: str, changes: dict[str, Any], expected: str
) -> None:
    assert revised(front, changes) == expected


@pytest.mark.parametrize(
    ("front", "value", "expected"),
    [
        ("t: [a, b] # c\n", ["a", "b", "c d"], "t: # c\n  - a\n  - b\n  - c d\n"),
        ("t: [ 'a',\n  b, # c\n ]\n", ["a", "d"], "# c\nt:\n  - a\n  - d\n"),
        ("t: [a, # c\n  b]  # d\n", ["e"], "# d\nt: # c\n  - e\n"),
        ("t: [] # none\n", ["a"], "t: # none\n  - a\n"),
        ("t: Old\t# c\n", ["a"], "t: # c\n  - a\n"),
        ("t: [a]\n", [], "t: []\n"),
        ("t: {name: A, id: 5} # c\n", {"name": "B"}, "t: # c\n  name: B\n"),
        ("t:  # c\n- a\n- b\nb: 2\n", ["z"], "t:  # c\n- z\nb: 2\n"),
        ("t:\n    - a\n", ["z", "y"], "t:\n    - z\n    - y\n"),
        ("t:\n  - a # c\n  # mid\n  - b # d\n", ["z"], "# c\n# mid\n# d\nt:\n  - z\n"),
        ("t:\n  - a # c\n  - b # d\n", ["a", "b", "z"], "t:\n  - a # c\n  - b # d\n  - z\n"),
        ("t:\n- 'a'\n\n# c\nb: 2\n", ["a", LINES], f"t:\n- 'a'\n{ITEM}\n# c\nb: 2\n"),
        ("t: # c\n  - a # d\nb: 2\n", "New", "# d\nt: New # c\nb: 2\n"),
        ("t: # c\n  - a # d\nb: 2\n", [], "# d\nt: [] # c\nb: 2\n"),
        ("  t: # c\n  - width: 3 # d\n    #\n  b: 2\n", [LINES],
         "  # d\n  t: # c\n  - url: /new.svg\n    width: 3\n    #\n  b: 2\n"),
        ("t:\n  a: 1 # c\n  b: 2 # d\n", {"b": 2}, "# c\n# d\nt:\n  b: 2\n"),
        ("t: >-  # c\n  a\nb: 2\n", ["z"], "t:  # c\n  - z\nb: 2\n"),
    ],
)  # fmt: skip
def test_list_grows_at_its_end_or_is_replaced(front: str, value: Any, expected: str) -> None:
    result = revised(front, {"t": value})
    assert result == expected
    assert parse(result)["t"] == value


@pytest.mark.parametrize(
    ("front", "changes", "after", "expected"),
    [
        ("a: 1\n# end\n", {"t": "New"}, {}, "a: 1\n# end\nt: New\n"),
        ("a: 1 # c\n\nb: 2\n", {"t": "New"}, {"t": "a"}, "a: 1 # c\nt: New\n\nb: 2\n"),
        ("a: 1\nb: 2\n", {"t": "x", "u": "y"}, {"t": "a", "u": "t"}, "a: 1\nt: x\nu: y\nb: 2\n"),
        ("a: 1\nb: 2\n", {"t": "x", "a": [3], "b": 4}, {"t": "a"}, "a:\n  - 3\nt: x\nb: 4\n"),
        ("a: 1\n", {"t": "New"}, {"t": "nowhere"}, "a: 1\nt: New\n"),
        ("a: |+\n  x\n\n", {"t": "New"}, {}, "a: |+\n  x\n\nt: New\n"),
        ("  a: 1\n", {"t": [LINES]}, {}, "  a: 1\n  t:\n    - url: /new.svg\n      width: 3\n"),
        ("a: 1\n", {"a b: c": "x"}, {}, "a: 1\n'a b: c': x\n"),
    ],
)
def test_new_field_is_added_where_it_belongs(
    front: str, changes: dict[str, Any], after: dict[str, str], expected: str
) -> None:
    assert revised(front, changes, after=after) == expected


@pytest.mark.parametrize("instant", ["2026-11-25T10:00:00Z", "2026-11-25T10:00:00+01:00", "2026"])
def test_timestamps_are_plain_as_in_records_and_stay_text(instant: str) -> None:
    result = revised("a: 1\n", {"updatedDateTime": instant})
    written = instant if "-" in instant else f"'{instant}'"
    assert result == f"a: 1\nupdatedDateTime: {written}\n"
    assert parse(result)["updatedDateTime"] == instant


@pytest.mark.parametrize(
    ("data", "changes", "expected"),
    [
        (b"---\r\na: 1\r\n---\r\n", {"a": 2, "t": ["x"]}, b"---\r\na: 2\r\nt:\r\n  - x\r\n---\r\n"),
        (b"---\ra: 1\r---\r", {"a": 2, "t": "x"}, b"---\ra: 2\rt: x\r---\r"),
        (b"---\r\na: 1\nb: 2\r\n---\n", {"a": ["x"]}, b"---\r\na:\n  - x\nb: 2\r\n---\n"),
        (b"\xef\xbb\xbf---  \na: 1\n...\t\n", {"a": 2}, b"\xef\xbb\xbf---  \na: 2\n...\t\n"),
        ("---\na: 渡\nb: x\n---\r\n\n x \n".encode(), {"b": 2},
         "---\na: 渡\nb: 2\n---\r\n\n x \n".encode()),
        (b"---\na: 1\n---", {"a": 2}, b"---\na: 2\n---"),
    ],
)  # fmt: skip
def test_byte_order_mark_line_ends_fences_and_body_stay(
    data: bytes, changes: dict[str, Any], expected: bytes
) -> None:
    assert revise(data, changes) == expected


@pytest.mark.parametrize(
    ("front", "changes", "reason"),
    [
        ("a: &x 1\nb: *x\n", {"a": 2}, "could not be read"),
        ("a: &x 1\nb: &x 2\nc: *x\n", {"b": 3}, "PyYAML cannot read it"),
        ("a: &x\n  - 1\nb: *x\n", {"b": [1, 2]}, "could not be read"),
        ("{a: 1, b: 2}\n", {"a": 2}, "the fields are in { }"),
        ("a: |+\n  x\n\nb: 1\n", {"t": "New"}, "would have other values"),
        ("? t\nb: 2\n", {"t": "x"}, "would have other values"),
        ("a: 1\na: 2\n", {"a": 3}, "a is given twice"),
        ("a: [1\n", {"a": 3}, "invalid YAML"),
        ("- a\n", {"a": 3}, "front matter is a list"),
        ("? b:\n  - c\n: 1\n", {"a": 3}, "a key is a map"),
        ("a: 1\n", {"t": {1: "x"}}, "the two YAML readers would read it differently"),
    ],
)
def test_change_that_cannot_be_made_safely_is_refused(
    front: str, changes: dict[str, Any], reason: str
) -> None:
    after = {"t": "a"}
    with pytest.raises(CannotRevise, match=reason):
        revised(front, changes, after=after)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no fence", "line 1: no front matter"),
        (b"---\na: 1\n", "line 1: front matter is not closed"),
        (b"---\na: \xff\n---\n", "line 2: not UTF-8: byte 0xff"),
    ],
)
def test_unreadable_file_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(CannotRevise, match=reason):
        revise(data, {"a": 1})


def other_lines(data: bytes, names: set[str]) -> list[str]:
    """The lines of a file with their ends, without those of some fields and of comments."""
    plain = re.sub("\r\n?", "\n", data.decode())
    lines = re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z", data.decode())
    numbers: set[int] = set()
    for name, field in read_layout(split(data).front).fields.items():
        if name in names:
            numbers.update(range(field.first + 1, field.end + 1))
    assert len(lines) == plain.count("\n") + (not plain.endswith("\n"))
    rest = [line for number, line in enumerate(lines) if number not in numbers]
    return [line for line in rest if not line.lstrip().startswith("#")]


@settings(max_examples=150)
@given(st.integers(0, 10**9).map(yaml_file))
@example(yaml_file(33813))
def test_any_file_gets_the_new_values_and_keeps_all_other_lines(case: YamlFile) -> None:
    fields = parse(split(case.data).front)
    try:
        revised = revise(case.data, case.changes, after=case.after)
    except CannotRevise:
        event("refused")
        assert re.search(r"[|>][0-9]?\+", case.data.decode()), "only blank lines that count as text"
        return
    assert same(parse(split(revised).front), {**fields, **case.changes})
    changed = set(case.changes)
    assert other_lines(revised, changed) == other_lines(case.data, changed)
    assert revise(revised, case.changes, after=case.after) == revised
    assert revise(case.data, fields) == case.data


def test_revised_dump_equals_a_dump_of_the_new_fields() -> None:
    fields: dict[str, Any] = {"title": "A", "topics": ["AI"], "images": [LINES], "heat": 3}
    changes = {"title": "B: c", "topics": ["C++", "AI"], "images": [{**LINES, "width": 4}]}
    assert revise(dump(fields, "Text").encode(), changes).decode() == dump(
        {**fields, **changes}, "Text"
    )


@pytest.mark.parametrize(
    ("text", "changes", "expected"),
    [
        ("---\na: 1\n...\n", {"s": ["x"]}, "---\na: 1\ns:\n  - x\n...\n"),
        ("%YAML 1.1\n---\na: 1\n", {"a": "2026-01-01"}, "%YAML 1.1\n---\na: '2026-01-01'\n"),
        ("a: 1", {"s": ["x"]}, "a: 1\ns:\n  - x"),
        ("a: 1\r\n", {"s": "NO"}, "a: 1\r\n\r\n# Said above.\r\ns: 'NO'\r\n"),
    ],
)
def test_file_without_fences_is_revised(text: str, changes: dict[str, Any], expected: str) -> None:
    above = {"s": "Said above."} if "\r" in text else {}
    assert revise_yaml(text, changes, above=above) == expected


def test_two_documents_are_refused() -> None:
    with pytest.raises(CannotRevise, match="expected a map of fields"):
        revise_yaml("a: 1\n---\nb: 2\n", {"a": 2})
    with pytest.raises(CannotRevise, match="PyYAML cannot read it"):
        read_layout("a: 1\n---\nb: 2\n")


@pytest.mark.parametrize(
    ("before", "after", "fields", "reason"),
    [
        ("a: 1\nb: 2\n", "a: 1\nb: 3\n", {"a": 1, "b": 2}, "values"),
        ("a: 1\nb: x\n", "a: 2\nb:  x\n", {"a": 2, "b": "x"}, "lines"),
        ("a: 1\nb: x\nc: y\n", "a: 2\nc: y\nb: x\n", {"a": 2, "b": "x", "c": "y"}, "lines"),
        ("a: 1\n# c\nb: 2\n", "a: 2\n\nb: 2\n", {"a": 2, "b": 2}, "comment"),
        ("a: 1 # c\n", "a: 2\n", {"a": 2}, "comment"),
        ("a: 1\n", "a: '12'\n", {"a": 12}, "values"),
        ("a: &x 1\nb: 1\nc: *x\n", "a: 2\nb: &x 1\nc: *x\n", {"a": 2, "b": 1, "c": 1}, "lines"),
        ("a: 1\n", "a: [\n", {"a": 12}, "could not be read"),
    ],
)
def test_verification_finds_what_an_edit_must_not_do(
    before: str, after: str, fields: dict[str, Any], reason: str
) -> None:
    assert reason in reason_to_refuse(read_layout(before), after, fields, {"a"})


def test_verification_accepts_a_changed_field_with_a_new_comment() -> None:
    before, fields = read_layout("a: 1\nb: x\n"), {"a": 2, "b": "x"}
    assert reason_to_refuse(before, "a: 2 # d\nb: x\n", fields, {"a"}) == ""
