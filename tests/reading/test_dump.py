"""``dump``: the text of a file parses back to the same fields."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_gen.front_matter import dump, parse, split
from tests.reading.texts import texts

leaves = st.one_of(texts(), st.integers(), st.booleans(), st.none())
values = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(texts(min_size=1), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(texts(min_size=1), values, min_size=1, max_size=5))
@example({"title": "1e3"})
@example({"title": "0o17"})
@example({"_0": "_0", "a": ["1_", "_1.5", "._1", "+_1", "_", "1_e_1", "0o_7", "0_o7"]})
@example({"NO": "NO", "on": "On", "1": "1", "~": "~", "1:30": "1:30"})
@example({"a": "line\u2028separator\x85and\u2029more"})
@example({"a": " lead", "b": "trail ", "c": "\n", "d": "a\n\nb\n", "e": "\ttab", "f": "---"})
@example({"a": "x" * 300 + " " + "y" * 300, "k" * 200: 1})
def test_dumped_fields_parse_back_to_the_same(fields: dict[str, Any]) -> None:
    assert parse(split(dump(fields).encode()).front) == fields


TEXTS = ["Body", "# Heading\n\nText", "    code first\n", "---\n\na rule first", "a\n---\nb"]


@pytest.mark.parametrize("body", TEXTS)
def test_body_follows_the_fields(body: str) -> None:
    document = split(dump({"title": "A"}, body).encode())
    assert parse(document.front) == {"title": "A"}
    assert document.body.strip() == body.strip()


def test_file_is_written_in_a_readable_style() -> None:
    fields = {
        "title": "Storm: a report",
        "heat": -1,
        "provider": {"name": "Zürich Bote", "images": [{"url": "/a.svg", "width": 64}]},
        "topics": ["C++", "AI"],
    }
    assert dump(fields, "Text.") == (
        "---\n"
        "title: 'Storm: a report'\n"
        "heat: -1\n"
        "provider:\n"
        "  name: Zürich Bote\n"
        "  images:\n"
        "    - url: /a.svg\n"
        "      width: 64\n"
        "topics:\n"
        "  - C++\n"
        "  - AI\n"
        "---\n"
        "\n"
        "Text.\n"
    )
