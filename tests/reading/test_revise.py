"""Fields changed in place: what is asked for, and no other byte."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from site_gen.front_matter import CannotRevise, dump, parse, revise, revise_yaml, split
from site_gen.front_matter.layout import LayoutError, YamlKind, YamlValue, lay_out
from site_gen.front_matter.verify import fault, same
from tests.reading.tangles import Tangle, tangle

LINES = {"url": "/new.svg", "width": 3}


def revised(front: str, changes: dict[str, Any], **options: Any) -> str:
    """The front matter after the changes; nothing outside of it has moved."""
    data = f"---\n{front}---\nBody\n".encode()
    made = revise(data, changes, **options).decode()
    assert made.startswith("---\n")
    assert made.endswith("---\nBody\n")
    return made[len("---\n") : -len("---\nBody\n")]


@pytest.mark.parametrize(
    ("front", "changes", "expected"),
    [
        ("a: 1\nt: Old  # note\nb: 2\n", {"t": "New"}, "a: 1\nt: New  # note\nb: 2\n"),
        ("t:   'Old'   \nb: 2\n", {"t": "a: b"}, "t:   'a: b'   \nb: 2\n"),
        ("t:\nb: 2\n", {"t": "New"}, "t: New\nb: 2\n"),
        ("t:  # none\nb: 2\n", {"t": "New"}, "t: New  # none\nb: 2\n"),
        ("t: ~ # none\nb: 2\n", {"t": 5}, "t: 5 # none\nb: 2\n"),
        ("t: one\n  two\n\n  three # c\nb: 2\n", {"t": "New"}, "t: New # c\nb: 2\n"),
        ("t: 'one\n  two' # c\nb: 2\n", {"t": "New"}, "t: New # c\nb: 2\n"),
        ("t:  # c\n  below # d\nb: 2\n", {"t": "New"}, "t:  # c\n  New # d\nb: 2\n"),
        ("t: >-\n  one\n  two\n\n# c\nb: 2\n", {"t": "New"}, "t: New\n\n# c\nb: 2\n"),
        ("t: |2-  # c\n    one\n  two\nb: 2\n", {"t": "New"}, "t: New  # c\nb: 2\n"),
        ("t: |\n  # no comment\nb: 2\n", {"t": "New"}, "t: New\nb: 2\n"),
        ("t: |+\n  one\n\n\nb: 2\n", {"t": "New"}, "t: New\nb: 2\n"),
        ("t: >\n one\n   \n\nb: 2\n", {"t": "New"}, "t: New\nb: 2\n"),
        ("t: |\nb: 2\n", {"t": "New"}, "t: New\nb: 2\n"),
        ("? t # c\n: Old # d\nb: 2\n", {"t": "New"}, "? t # c\n: New # d\nb: 2\n"),
        ("'t' : Old\nb: 2\n", {"t": "New"}, "'t' : New\nb: 2\n"),
        ("t: &x Old\nb: 2\n", {"t": "New"}, "t: New\nb: 2\n"),
        ("b: &x Old\nt: *x # c\n", {"t": "New"}, "b: &x Old\nt: New # c\n"),
        ("  t: Old\n  b: 2\n", {"t": "New"}, "  t: New\n  b: 2\n"),
        ("t: Old\nb: |+\n  x\n\n", {"t": "New"}, "t: New\nb: |+\n  x\n\n"),
        ("t: Old # c\n", {"t": "one\n\ntwo"}, "t: 'one\n\n\n  two' # c\n"),
        ("t: 'Old'\nb: NO\n", {"t": "Old", "b": "NO"}, "t: 'Old'\nb: NO\n"),
        ("t: 1\nb: yes\n", {"t": True, "b": "yes"}, "t: true\nb: yes\n"),
    ],
)
def test_text_is_replaced_where_it_stands(
    front: str, changes: dict[str, Any], expected: str
) -> None:
    assert revised(front, changes) == expected


@pytest.mark.parametrize(
    ("front", "value", "expected"),
    [
        ("t: [a, b] # c\n", ["a", "b", "c d"], "t: [a, b, c d] # c\n"),
        ("t: [ 'a',\n  b, # c\n ]\n", ["a", "b", "d"], "t: [ 'a',\n  b, d, # c\n ]\n"),
        ("t: ['a'] # c\n", ["a", "5 -"], "t: # c\n  - a\n  - 5 -\n"),
        ("t: [a, # c\n  b]  # d\n", ["e"], "t: [e]  # c  # d\n"),
        ("t: [a]\n", ["5 -", "x"], "t:\n  - 5 -\n  - x\n"),
        ("t: [] # none\n", ["a"], "t: # none\n  - a\n"),
        ("t: Old\t# c\n", ["a"], "t: # c\n  - a\n"),
        ("t: [a]\n", [], "t: []\n"),
        ("t: {name: A, id: 5} # c\n", {"name": "B"}, "t: {name: B} # c\n"),
        ("t:  # c\n- a\n- b\nb: 2\n", ["z"], "t:  # c\n- z\nb: 2\n"),
        ("t:\n    - a\n", ["z", "y"], "t:\n    - z\n    - y\n"),
        ("t:\n  - a # c\n  # mid\n  - b # d\n", ["z"], "t:\n  # c\n  # mid\n  - z # d\n"),
        ("t:\n  - a # c\n  - b # d\n", ["a", "b", "z"], "t:\n  - a # c\n  - b # d\n  - z\n"),
        ("t: # c\n  - a # d\nb: 2\n", "New", "t: New  # c # d\nb: 2\n"),
        ("t: # c\n  - a # d\nb: 2\n", [], "t: []  # c # d\nb: 2\n"),
        ("t: &x # c\n  - a\n", ["z"], "t:\n  # c\n  - z\n"),
        (
            "t:\n  - url: /old.svg # c\n    width: 3 # d\n    title: T\n",
            [LINES],
            "t:\n  - url: /new.svg # c\n    width: 3 # d\n",
        ),
        (
            "t:\n  -\n    # c\n    width: 3\n",
            [{"width": 3, "height": 4}, LINES],
            "t:\n  -\n    # c\n    width: 3\n    height: 4\n  - url: /new.svg\n    width: 3\n",
        ),
        (
            "t:\n  - width: 3 # c\n    url: /a\n",
            [{"url": "/a"}],
            "t:\n  # c\n  - url: /a\n",
        ),
        (
            "t:\n    name: 'A' # c\n    # d\n    logo:\n    - url: /a\n",
            {"name": "A", "logo": [{"url": "/b"}], "id": 5},
            "t:\n    name: 'A' # c\n    # d\n    logo:\n    - url: /b\n    id: 5\n",
        ),
        ("t:\n  a: 1 # c\n  b: 2 # d\n", {"b": 2}, "t:\n  # c\n  b: 2 # d\n"),
        ("t:\n    name: A\n", {"id": 5}, "t:\n    id: 5\n"),
        ("t: x\ns:\n- a\n", [LINES], "t:\n- url: /new.svg\n  width: 3\ns:\n- a\n"),
        ("t: x\ns:\n    a: 1\n", {"b": 2}, "t:\n    b: 2\ns:\n    a: 1\n"),
        ("t: >-  # c\n  a\nb: 2\n", ["z"], "t:\n  # c\n  - z\nb: 2\n"),
    ],
)
def test_lists_and_maps_change_where_they_differ_and_keep_comments(
    front: str, value: Any, expected: str
) -> None:
    made = revised(front, {"t": value})
    assert made == expected
    assert parse(made)["t"] == value


@pytest.mark.parametrize(
    ("front", "changes", "after", "expected"),
    [
        ("a: 1\n# end\n", {"t": "New"}, {}, "a: 1\n# end\nt: New\n"),
        ("a: 1 # c\n\nb: 2\n", {"t": "New"}, {"t": "a"}, "a: 1 # c\nt: New\n\nb: 2\n"),
        ("a: 1\nb: 2\n", {"t": "x", "u": "y"}, {"t": "a", "u": "t"}, "a: 1\nt: x\nu: y\nb: 2\n"),
        ("a: 1\n", {"t": "New"}, {"t": "nowhere"}, "a: 1\nt: New\n"),
        ("a: 1\nb: 2\n", {"t": "New", "a": None}, {"t": "a"}, "t: New\nb: 2\n"),
        ("a: 1\nb: 2\n", {"t": "New", "b": None}, {"t": "a"}, "a: 1\nt: New\n"),
        ("a: |+\n  x\n\nb: 2\n", {"t": "New"}, {"t": "a"}, "a: |+\n  x\n\nt: New\nb: 2\n"),
        ("a:\n- 1\n  # 2\nb: 2\n", {"t": "New"}, {"t": "a"}, "a:\n- 1\n  # 2\nt: New\nb: 2\n"),
        ("  a: 1\n", {"t": [LINES]}, {}, "  a: 1\n  t:\n    - url: /new.svg\n      width: 3\n"),
        ("a: 1\n", {"a b: c": "x"}, {}, "a: 1\n'a b: c': x\n"),
        ("a: 1\n# c\nt: x # d\n# e\nb: 2\n", {"t": None}, {}, "a: 1\n# c\n# e\nb: 2\n"),
        ("a: 1\nt:\n  - x\n  # y\nb: 2\n", {"t": None}, {}, "a: 1\n  # y\nb: 2\n"),
        ("a: 1\n? t\n: |+\n  x\n\nb: 2\n", {"t": None}, {}, "a: 1\nb: 2\n"),
        ("a: 1\n", {"t": None}, {}, "a: 1\n"),
    ],
)
def test_fields_are_added_where_they_belong_and_removed_with_their_lines(
    front: str, changes: dict[str, Any], after: dict[str, str], expected: str
) -> None:
    assert revised(front, changes, after=after) == expected


@pytest.mark.parametrize("instant", ["2026-11-25T10:00:00Z", "2026-11-25T10:00:00+01:00", "2026"])
def test_timestamps_are_plain_as_in_records_and_stay_text(instant: str) -> None:
    made = revised("a: 1\n", {"updatedDateTime": instant})
    shown = instant if "-" in instant else f"'{instant}'"
    assert made == f"a: 1\nupdatedDateTime: {shown}\n"
    assert parse(made)["updatedDateTime"] == instant


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
def test_marks_line_ends_fences_and_body_stay(
    data: bytes, changes: dict[str, Any], expected: bytes
) -> None:
    assert revise(data, changes) == expected


@pytest.mark.parametrize(
    ("front", "changes", "reason"),
    [
        ("a: &x 1\nb: *x\n", {"a": 2}, "could not be read"),
        ("a: &x 1\nb: &x 2\nc: *x\n", {"b": None}, "not be what they should be"),
        ("{a: 1, b: 2}\n", {"a": 2}, "the fields stand in { }"),
        ("a: 1\n", {"a": None}, "could not be read: front matter is empty"),
        ("a: |+\n  x\n\nb: 1\n\nc: 2\n", {"b": None}, "not be what they should be"),
        (f"? t {'# ' * 200}\n", {"t": "x"}, "a key stands without a colon"),
        ("a: 1\na: 2\n", {"a": 3}, "a is given twice"),
        ("a: [1\n", {"a": 3}, "invalid YAML"),
        ("a: 1\u0085b\n", {"a": 3}, "PyYAML cannot read it"),
        ("- a\n", {"a": 3}, "front matter is a list"),
        ("a: 1\n", {"t": {1: "x"}}, "take it differently"),
    ],
)
def test_what_cannot_be_done_in_place_for_certain_is_refused(
    front: str, changes: dict[str, Any], reason: str
) -> None:
    with pytest.raises(CannotRevise, match=reason):
        revised(front, changes)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no fence", "line 1: no front matter"),
        (b"---\na: 1\n", "line 1: front matter is not closed"),
        (b"---\na: \xff\n---\n", "line 2: not UTF-8: byte 0xff"),
    ],
)
def test_file_that_cannot_be_read_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(CannotRevise, match=reason):
        revise(data, {"a": 1})


def changed(fields: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    return {
        key: value
        for key, value in {**fields, **changes}.items()
        if value is not None or key not in changes
    }


def without(data: bytes, fields: set[str]) -> bytes:
    """A file without the lines of some fields, found by what the lines look like."""
    text = data.decode().replace("\r\n", "\n").replace("\r", "\n")
    front = split(data).front
    layout = lay_out(front)
    lines = [entry for entry in layout.entries(layout.root) if entry.key in fields]
    rest = front
    for entry in reversed(lines):
        rest = rest[: entry.first] + rest[entry.past :]
    return text.replace(front, rest, 1).encode()


def ends_block_text(case: Tangle) -> bool:
    """Whether a field is to go that stands behind a block scalar, and so is where that ends.

    What is below it may become a part of the scalar: blank lines, and comments as far in.
    """
    layout = lay_out(split(case.data).front)
    going = {key for key, value in case.changes.items() if value is None}
    staying: YamlValue | None = None
    for entry in layout.entries(layout.root):
        if entry.key not in going:
            staying = entry.value
        elif staying and staying.kind is YamlKind.SCALAR and staying.is_block:
            return True
    return False


@settings(max_examples=150)
@given(st.integers(0, 10**9).map(tangle))
@example(tangle(33813))
def test_any_tangle_says_what_it_should_and_keeps_all_other_lines(case: Tangle) -> None:
    fields = parse(split(case.data).front)
    try:
        made = revise(case.data, case.changes, after=case.after)
    except CannotRevise:
        event("refused")
        assert ends_block_text(case)
        return
    assert same(parse(split(made).front), changed(fields, case.changes))
    touched = set(case.changes)
    assert without(made, touched) == without(case.data, touched)
    assert revise(made, case.changes, after=case.after) == made
    assert revise(case.data, {}) == case.data
    given_ones = {key: value for key, value in fields.items() if value is not None}
    assert revise(case.data, given_ones) == case.data


def test_file_as_the_site_writes_it_changes_into_one_as_it_writes_it() -> None:
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
def test_text_that_is_all_yaml_is_revised_too(
    text: str, changes: dict[str, Any], expected: str
) -> None:
    above = {"s": "Said above."} if "\r" in text else {}
    assert revise_yaml(text, changes, above=above) == expected


def test_two_documents_are_refused() -> None:
    with pytest.raises(CannotRevise, match="expected a map of fields"):
        revise_yaml("a: 1\n---\nb: 2\n", {"a": 2})
    with pytest.raises(LayoutError, match="2 YAML documents, expected one"):
        lay_out("a: 1\n---\nb: 2\n")


@pytest.mark.parametrize(
    ("before", "after", "fields", "said"),
    [
        ("a: 1\nb: 2\n", "a: 1\nb: 3\n", {"a": 1, "b": 2}, "fields"),
        ("a: 1\nb: x\n", "a: 2\nb:  x\n", {"a": 2, "b": "x"}, "lines"),
        ("a: 1\n# c\nb: 2\n", "a: 2\n\nb: 2\n", {"a": 2, "b": 2}, "comment"),
        ("a: 1 # c\n", "a: 2\n", {"a": 2}, "comment"),
        ("a: 1\n", "a: '12'\n", {"a": 12}, "fields"),
        ("a: 1\n", "a: [\n", {"a": 12}, "could not be read"),
    ],
)
def test_proof_finds_what_an_edit_must_not_do(
    before: str, after: str, fields: dict[str, Any], said: str
) -> None:
    assert said in fault(lay_out(before), after, fields, {"a"})
    assert fault(lay_out("a: 1\nb: x\n"), "a: 2 # d\nb: x\n", {"a": 2, "b": "x"}, {"a"}) == ""
