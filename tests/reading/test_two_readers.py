"""The two YAML readers, yaml-rs and PyYAML, read the same values."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from site_gen import front_matter
from tests.reading.texts import texts as any_text

NEWS = sorted((Path(__file__).parents[2] / "content" / "news").glob("*.md"))


class CoreLoader(yaml.SafeLoader):
    """PyYAML with the core schema of YAML 1.2 in place of the types of 1.1."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def construct_core_int(self, node: yaml.ScalarNode) -> int:
        text = node.value
        return int(text, 0) if text.startswith(("0o", "0x")) else int(text)


for tag, pattern, first in (
    ("null", r"(?:null|Null|NULL|~|)\Z", ["n", "N", "~", ""]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)\Z", list("tTfF")),
    ("int", r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)\Z", list("-+0123456789")),
    (
        "float",
        r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
        r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z",
        list("-+.0123456789"),
    ),
):
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), first)
CoreLoader.add_constructor("tag:yaml.org,2002:int", CoreLoader.construct_core_int)


class Styled(str):
    """A text to be dumped in a certain style."""

    __slots__ = ("style",)
    style: str | None


class StyledDumper(yaml.SafeDumper):
    """Dumps texts in their style, where YAML allows it."""


def _represent(dumper: StyledDumper, text: Styled) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style=text.style)


StyledDumper.add_representer(Styled, _represent)


def styled(value: Any, style: str | None) -> Any:
    if isinstance(value, dict):
        return {key: styled(item, style) for key, item in value.items()}
    if isinstance(value, list):
        return [styled(item, style) for item in value]
    if isinstance(value, str):
        text = Styled(value)
        # Where only YAML 1.1 breaks lines, nothing but an escape means the same to both.
        text.style = '"' if re.search("[\x85\u2028\u2029]", value) else style
        return text
    return value


NASTY = (
    "NO", "On", "yes", "null", "~", "true", "1:30", "12", "-1", "0o17", "1e3", "2021-06-16",
    "2021-06-16T05:33:00-07:00", "C#", "C++", "a: b", "a #b", "#b", "- a", "? a", "& a", "* a",
    "! a", "| a", "> a", "% a", "@ a", "` a", "{a}", "[a]", "'", '"', "it's", 'a "word"', "\\",
    " lead", "trail ", "\ttab", "one\ntwo", "one\n\n two\n", "\n", "---", "...", "事实", "🦑",
    "“quoted” – dash…", "e\u0301", "\u200f", "<<", "=", ":", "a:", ", ", "", "https://a.example/?b#c",
)  # fmt: skip
texts = st.one_of(
    st.sampled_from(NASTY),
    any_text(max_size=40),
    st.lists(st.sampled_from(NASTY), min_size=2, max_size=6).map(" ".join),
)
instants = st.sampled_from(["2021-06-16T05:33:00Z", "2021-06-16", "2021-06-16T05:33:00-07:00"])
providers = st.fixed_dictionaries({"name": texts}, optional={"domain": texts, "images": st.none()})
images = st.fixed_dictionaries({"url": texts}, optional={"width": st.integers(), "title": texts})
entries = st.fixed_dictionaries({"title": texts, "provider": providers, "webUrl": texts})
records = st.fixed_dictionaries(
    {"title": texts, "publishedDateTime": instants, "provider": providers},
    optional={
        "excerpt": texts,
        "heat": st.integers(-1, 10**6),
        "published": st.booleans(),
        "topics": st.lists(texts, max_size=3),
        "images": st.lists(images, max_size=2),
        "related": st.lists(entries, max_size=2),
        "locale": st.none(),
        "featuredContent": texts,
        "x" * 5: texts,
    },
)


def by_pyyaml(front: str) -> Any:
    return yaml.load(front, Loader=CoreLoader)  # noqa: S506  a subclass of SafeLoader


@given(records)
def test_dumped_record_is_read_the_same(fields: dict[str, Any]) -> None:
    front = front_matter.split(front_matter.dump(fields).encode()).front
    assert front_matter.parse(front) == by_pyyaml(front) == fields


@pytest.mark.parametrize("style", [None, '"', "'", "|", ">"], ids=str)
@pytest.mark.parametrize("flow", [False, True], ids=["block", "flow"])
@given(fields=records, width=st.sampled_from([20, 80, 10_000]), unicode=st.booleans())
def test_record_in_any_style_is_read_the_same(
    style: str | None, flow: bool, fields: dict[str, Any], width: int, unicode: bool
) -> None:
    front = yaml.dump(
        styled(fields, style),
        Dumper=StyledDumper,
        default_flow_style=flow,
        allow_unicode=unicode,
        sort_keys=False,
        width=width,
    )
    assert front_matter.parse(front) == by_pyyaml(front)


@pytest.mark.parametrize("path", NEWS, ids=lambda path: path.stem)
def test_sample_record_is_read_the_same(path: Path) -> None:
    front = front_matter.split(path.read_bytes()).front
    assert front_matter.parse(front) == by_pyyaml(front)


PLAIN = [text for text in NASTY if re.fullmatch(r"[\w.~+-][\w.:~+-]*\w", text)]


@pytest.mark.parametrize("text", [*PLAIN, "0x1F", "017", "+1", ".5", "1.", "1e400", "0xg", "1e"])
def test_plain_value_is_read_the_same(text: str) -> None:
    front = f"field: {text}\n"
    assert front_matter.parse(front) == by_pyyaml(front)


@pytest.mark.parametrize(("text", "number"), [("1_000", 1000), ("0b101", 5)])
def test_only_two_notations_of_numbers_differ(text: str, number: int) -> None:
    front = f"field: {text}\n"
    assert front_matter.parse(front) == {"field": number}
    assert by_pyyaml(front) == {"field": text}
    assert front_matter.parse(
        front_matter.split(front_matter.dump({"field": text}).encode()).front
    ) == {"field": text}
