"""YAML that libyaml, used by Jekyll and many other programs, accepts is read the same here.

``@`` stands for white space with a tab in it, or for none at all.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from site_gen import front_matter
from site_gen.front_matter import FrontMatterError, LoadError, load
from tests.reading.test_two_readers import CoreLoader


class CoreCLoader(yaml.CSafeLoader):
    """libyaml with the core schema of YAML 1.2 in place of the types of 1.1."""

    yaml_implicit_resolvers = CoreLoader.yaml_implicit_resolvers


def _int(_: CoreCLoader, node: yaml.ScalarNode) -> int:
    return int(node.value, 0) if node.value.startswith(("0o", "0x")) else int(node.value)


CoreCLoader.add_constructor("tag:yaml.org,2002:int", _int)

TEXTS = """\
title:@Ferry
title@: Ferry
title: Ferry@
title: Ferry@# late
title: Ferry #@late
title:@'Ferry'@
title:@"Ferry"@# late
title:@# late¶  Ferry
title:@¶  Ferry@
title:@
title:@b¶c:@d
a:@12¶b:@0o7¶c:@NO¶d:@1:30¶e:@~¶f:@2021-06-16¶g:@1e3¶h:@''¶i:@'12'
a:@http://a.example/b:c#d
a:@"b: c"
a:@b@#@c
a: x@y
-@b
-@- b
a:¶  -@b¶  - c
a:¶  - b@¶  - c
a:¶  -@b: c¶    d: e
a:¶  - b:@c¶    d:@e
a:@¶- b¶- c
a:@[b]@# c
a: [@b@,@c@]
a: [¶@b,¶@c¶]
a: [b,¶c¶]¶d: e
{a: b,¶c: d¶}
a: {@b:@c,@d@:@e@}
a: {b:@, c: d}
a: {"b":@'c', 'd'@: "e"}
a: [b:@c]
a:@&x b¶c:@*x@
a: &x@b
a: !!str@12
a:@|¶  x@y¶b:@c
a: |@# b¶  x
a: |¶  x¶@¶  y
a: |¶  @x
a:@>-¶  x¶   y¶  z
a: |+¶  x¶¶b:@c
a: 'x¶  @y'
a: 'x¶@y'¶b: c
a: 'x¶y¶¶z'
a: 'x@¶@¶@y'
a: "x¶@y"
a: "x\\¶@y"
a: "x\\@¶  y"
a: "b\\tc"¶d:@e
a:¶  b: 'x¶ y'
a: x¶  @y
a: x@¶  y
@a: b
a: b¶@c: d
a: b¶@¶c: d
a: b¶@# c¶d: e
a:¶  b: c¶@d: e
a:¶@b: c
? a¶:@b
?@a¶: b
"a":@b
a:@- b
a:@b: c
a: b:@c
a:@@b
a:@*x
a:@[b
---@¶a:@b
---@# c¶a:@b
a:@b¶...@¶
%YAML 1.2@¶---¶a:@b
#@c¶a:@b
  a:@b¶  c:@d
a:¶  b:@¶    c:@d
a:@bäö港🦑@¶c:@\u2028x
a:@b¶---¶c:@d
""".splitlines()
BLOCK_AT_END = re.compile(r"[|>][-+]?@?(?:# b)?(?:¶  +[^¶]*|¶@?)*\Z")
GAPS = ["", " ", "\t", " \t", "\t ", "\t\t"]


def by_libyaml(text: str) -> list[Any]:
    """The values of a text's documents; none if libyaml cannot read it."""
    try:
        values = list(yaml.load_all(text, Loader=CoreCLoader))
    except yaml.YAMLError:
        return []
    return values[0] if len(values) > 1 and isinstance(values[0], list) else values


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("gap", GAPS, ids=repr)
def test_yaml_that_libyaml_accepts_is_read_the_same(text: str, gap: str) -> None:
    for line_break in ("\n", "\r\n"):
        for end in ("", line_break):
            for mark in ("", "\ufeff"):
                if not end and BLOCK_AT_END.search(text):
                    continue  # see below
                document = f"{mark}{text.replace('@', gap).replace('¶', line_break)}{end}"
                expected = by_libyaml(document)
                if not expected:
                    continue
                assert load(document) == (expected if len(expected) > 1 else expected[0])


def test_most_of_the_table_is_yaml() -> None:
    """The test above passes for texts that libyaml refuses: most must not be of that kind."""
    readable = [text for text in TEXTS if by_libyaml(text.replace("@", "").replace("¶", "\n"))]
    tabbed = [text for text in TEXTS if by_libyaml(text.replace("@", "\t").replace("¶", "\n"))]
    assert (len(readable) > 60, len(tabbed) > 45) == (True, True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a:\n  -\tb\n", {"a": ["b"]}),
        ("\ta: b\n", {"a": "b"}),
        ("a: b\n\t\nc: d\n", {"a": "b", "c": "d"}),
        ("a: b\n\t# c\nd: e\n", {"a": "b", "d": "e"}),
        ("a: |\n  x\n \t\nb: c\n", {"a": "x\n", "b": "c"}),
        ("a: |\n  \tx\n", {"a": "\tx\n"}),
    ],
)
def test_yaml_1_2_that_libyaml_refuses_is_read(text: str, value: Any) -> None:
    """YAML 1.2 allows tabs between tokens and before tokens whose indentation does not matter."""
    assert by_libyaml(text) == []
    assert load(text) == value


@pytest.mark.parametrize(
    ("text", "value", "others"),
    [
        ("a: |\n  x", {"a": "x\n"}, {"a": "x"}),
        ("a: 1_000\nb: 0b11\n", {"a": 1000, "b": 3}, {"a": "1_000", "b": "0b11"}),
        ("a: &x [*x]\n", {"a": [None]}, None),
        ("<<: {a: b}\n", {"<<": {"a": "b"}}, None),
        ("a: !late b\n", {"a": "b"}, None),
    ],
)
def test_other_differences(text: str, value: Any, others: Any) -> None:
    """yaml-rs adds a line break to a block scalar at the end of a file, reads two more notations
    of numbers, reads an alias within its own value as null, does not merge ``<<`` and ignores
    unknown tags, which ``parse`` refuses."""
    assert load(text) == value
    if others is not None:
        assert by_libyaml(text) == [others]


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a:\tb\na:\tc\n", 3, 1, "a is given twice"),
        ("a: 'x\ny'\nc: d\nc: e\n", 5, 1, "c is given twice"),
        ("a: &x [b]\nc:\t*y\n", 3, 4, "invalid YAML: "),
        ("a:\t- b\n", 2, 4, "invalid YAML: "),
        ("a:\tb: c\n", 2, 4, "invalid YAML: "),
        ("a:\n\tb: c\n", 3, 2, "invalid YAML: tabs disallowed"),
        ("a:\t!late b\n", 2, 4, "a tag (!…) before a value"),
        ("1:\tb\n", 2, 1, "a key is the number 1, expected text"),
        (f"a:\t{'[' * 9000}{']' * 9000}\n", 2, 259, "invalid YAML: recursion limit"),
    ],
)
def test_error_next_to_a_tab_has_its_position(
    text: str, line: int, column: int, message: str
) -> None:
    with pytest.raises(FrontMatterError) as caught:
        front_matter.parse(text)
    error = caught.value
    assert (error.line, error.column) == (line, column)
    assert error.message.startswith(message)


def test_unbounded_aliases_next_to_a_tab_are_refused() -> None:
    more = zip("abcde", "bcdef", strict=True)
    levels = "".join(f"{new}:\t&{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in more)
    with pytest.raises(LoadError, match="alias"):
        load(f"a:\t&a [x, x, x, x, x, x, x, x, x, x]\n{levels}")


def test_record_with_tabs_is_revised_in_place() -> None:
    text = b"---\ntitle:\tFerry\t# late\nheat:\t3\n---\nbody\n"
    revised = front_matter.revise(text, {"heat": 4})
    assert revised == b"---\ntitle:\tFerry\t# late\nheat: 4\n---\nbody\n"
