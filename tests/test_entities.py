"""HTML entities that are left in plain text, and texts about entities."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.entities import entities_in, escape_levels, unescaped

ESCAPED = {
    "Today we&#8217;re excited": "Today we’re excited",
    "Today we&#x2019;re excited": "Today we’re excited",
    "Today we&#X2019;re excited": "Today we’re excited",
    "Today we&rsquo;re excited": "Today we’re excited",
    "Today we&amp;#8217;re excited": "Today we’re excited",
    "It&amp;amp;#39;s here": "It's here",
    "Fish &amp; chips": "Fish & chips",
    "Fish &amp;amp; chips": "Fish & chips",
    "Q&amp;A with the harbour master": "Q&A with the harbour master",
    "&quot;Night ferry&quot; sails again": '"Night ferry" sails again',
    "Night&nbsp;ferry": "Night\xa0ferry",
    "Ferry late &#8211; again": "Ferry late – again",
    "Ferry late &hellip;": "Ferry late …",
    "&#128674; Ferry sails": "🚢 Ferry sails",
    "F&auml;hre f&auml;hrt wieder": "Fähre fährt wieder",
    "渡し船&amp;灯台": "渡し船&灯台",
    "Ada&#8217;s &lt;div&gt;": "Ada’s <div>",
    "2 &lt; 3 &amp; 3 &lt; 4": "2 < 3 & 3 < 4",
    "A&#10;line": "A line",
    "We&#8217;re writing HTML by hand": "We’re writing HTML by hand",
    "We&amp;#8217;re fixing encodings &amp; more": "We&#8217;re fixing encodings & more",
}
"""Escaped texts, and what they say. The last one speaks about entities, and has one left."""
AS_WRITTEN = [
    "Night ferry",
    "R&D",
    "R&D &amp; more",
    "How to write &amp; in HTML",
    "How to write &amp;amp; in HTML",
    "AT&amp;T in HTML",
    "The &nbsp; entity explained",
    "What &nbsp; is for",
    "What &amp;nbsp; is for",
    "&nbsp;",
    "Is &lt; less than &gt;?",
    "&lt;, &gt; and &amp;: the entities of XML",
    "How to centre a &lt;div&gt;",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "HTMLで&nbsp;を書く方法",
    "Write `fish&nbsp;and chips`",
    "How &lt;div&gt; differs from <div>",
    "if (a && b) sail&#40;);",
    "The &unheardof; ship",
    "Fish &amp chips",
    "From &#0; to &#xD800;",
    "&" + "amp;" * 20 + "more",
]


@pytest.mark.parametrize(("text", "said"), ESCAPED.items())
def test_escaped_text_is_decoded(text: str, said: str) -> None:
    levels = escape_levels(text)
    assert levels
    assert unescaped(text, levels) == said


@pytest.mark.parametrize("text", AS_WRITTEN)
def test_text_about_entities_is_left_alone(text: str) -> None:
    assert escape_levels(text) == 0
    assert unescaped(text, 0) == text


def test_article_tells_what_a_text_is_about() -> None:
    assert escape_levels("Fish &amp; chips", "The ferry sails.") == 1
    assert escape_levels("When to write &amp;", "An introduction to HTML5.") == 0


@given(st.text(max_size=40), st.integers(1, 3))
def test_what_was_escaped_as_a_whole_is_read_as_it_was(text: str, times: int) -> None:
    text = " ".join(f"ferry’s {text}".split()).replace("`", "").replace("&", "+")
    escaped = text.replace("’", "&#8217;").replace("<", "&lt;").replace(">", "&gt;")
    for _ in range(times - 1):
        escaped = html.escape(escaped, quote=False)
    assert unescaped(escaped, escape_levels(escaped)) == text


PIECES = st.lists(
    st.sampled_from(
        "& &amp; &amp;amp; amp; # #39; &#39; &#8217; &nbsp; &lt; < > ` ; HTML a é で _".split()
    ),
    max_size=12,
)


def line_of(pieces: list[str]) -> str:
    return "".join(pieces).replace("_", " ")


@given(PIECES, PIECES)
def test_decoded_text_has_nothing_left_to_decode(pieces: list[str], others: list[str]) -> None:
    text, article = line_of(pieces), line_of(others)
    decoded = unescaped(text, escape_levels(text, article))
    assert escape_levels(decoded, article) == 0


@given(PIECES)
def test_text_with_a_bare_sign_is_never_changed(pieces: list[str]) -> None:
    for bare in ("<", "R&D", "&unheardof;"):
        assert escape_levels(f"{line_of(pieces)} {bare} ") == 0


def test_entities_are_listed_as_they_are_written() -> None:
    text = "We&#8217;re &amp;#39;here&amp;#39; &amp; there, aren&#8217;t we"
    assert entities_in(text) == ("&#8217;", "&amp;#39;", "&amp;")


@pytest.mark.parametrize("text", ["`&" * 50_000, "&amp;" * 50_000 + "x", "&" + "amp;" * 50_000])
def test_time_is_linear(text: str) -> None:
    """With a pattern that looks at each pair of signs, this takes minutes."""
    assert escape_levels(text) in (0, 1)
