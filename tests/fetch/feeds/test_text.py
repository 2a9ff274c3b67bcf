"""HTML → plain text, cleaning, truncating, and boilerplate at the end of excerpts."""

from __future__ import annotations

import re
import unicodedata

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.fetch.feeds.excerpt_boilerplate import strip_boilerplate
from site_gen.fetch.feeds.html_text import HtmlText, plain_text, plain_title
from site_gen.fetch.feeds.text_cleaning import (
    clean_line,
    remove_unbalanced_bidi,
    truncate,
)
from tests.fetch.feeds.samples import parse, rss

TAG = re.compile(r"</?(?:p|b|a|div|script|iframe|img|br|video)(?:\s[^<>]*)?/?>", re.IGNORECASE)
PIECES = st.lists(
    st.sampled_from(
        '< > & " \' / = ! - word <b> </b> <b <p> </p> <br> <script> </script> <a href="x>y"> &lt;'
        " &gt; &amp; &lt;b&gt; &lt;/b&gt; <!-- --> <vector> <video> &amp;lt;p&amp;gt; é 語 <iframe>"
        " \u202e \u2066 \u2069 \u200b \u200d \u0301 <![CDATA[ ]]> <img \n \x00 \x85".split(" ")
    ),
    max_size=30,
)


@settings(max_examples=200, deadline=None)
@given(PIECES, st.booleans(), st.booleans(), st.booleans())
def test_plain_text_has_no_tags_and_no_invisible_characters(
    pieces: list[str], html: bool, declared: bool, title: bool
) -> None:
    source = HtmlText("".join(pieces), html, declared=declared)
    text = plain_title(source) if title else plain_text(source)
    assert title or not TAG.search(text)  # in a title, they may be words
    assert text == " ".join(text.split())
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b\ufeff]", text)
    assert text == remove_unbalanced_bidi(text)


def test_removed_character_leaves_one_space() -> None:
    assert clean_line("Ferry \u200d sails \u200c") == "Ferry sails"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80), st.integers(1, 60))
def test_truncated_text_is_short_enough_and_truncates_to_itself(text: str, length: int) -> None:
    text = clean_line(text)
    short = truncate(text, length)
    assert len(short) <= length
    assert truncate(short, length) == short
    if short != text:
        assert short.endswith("…")


@pytest.mark.parametrize(
    ("text", "length", "short"),
    [
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two, three", 10, "one two…"),
        ("Donaudampfschifffahrt", 9, "Donaudam…"),
        ("橋が開通したので人々は喜んだ", 6, "橋が開通し…"),
        ("ab👨‍👩‍👧cd", 5, "ab…"),
        ("ab👨‍👩‍👧cd", 1, "…"),
        ("नमस्ते दुनिया", 5, "नम…"),
    ],
)
def test_truncate_between_words_or_graphemes(text: str, length: int, short: str) -> None:
    assert truncate(text, length) == short


def test_truncate_never_splits_a_grapheme() -> None:
    text = "e\u0323\u0301👍🏽🇦🇹" * 6
    graphemes = regex.findall(r"\X", text)
    for length in range(4, len(text)):
        start = truncate(text, length).removesuffix("…")
        assert regex.findall(r"\X", start) == graphemes[: len(regex.findall(r"\X", start))]


def test_truncate_leaves_no_bidi_control_open() -> None:
    assert "\u2067" not in truncate("word \u2067אבג דהו זחט\u2069 word", 12)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a &lt;b&gt;c&lt;/b&gt; d", "a c d"),
        ("<style>p{}</style>A<script>x()</script>B<iframe>i</iframe>", "AB"),
        ("<noscript>on</noscript><template>t</template>seen", "seen"),
        ("<ul><li>one</li><li>two</li></ul>", "one two"),
        ("<b>H</b>ello", "Hello"),
        ("a<!-- b -->c", "ac"),
        ("x <!-- never closed", "x"),
        ("if a<7 and c>d", "if a<7 and c>d"),
        ("<o:p>Word</o:p><amp-img src='x'></amp-img>s", "Word s"),
        ('<img alt="a > b" src="x">after', "after"),
        ("&amp;lt;kept&amp;gt;", "&lt;kept&gt;"),
        ("<![CDATA[twice wrapped]]>", "twice wrapped"),
        ("&#128;5 &#x1F600;", "€5 😀"),
        ("&nbsp;&nbsp;", ""),
    ],
)
def test_html_becomes_text(value: str, text: str) -> None:
    assert plain_text(HtmlText(value)) == text


def test_entities_in_plain_text_are_not_decoded() -> None:
    assert plain_text(HtmlText("a &lt; b &amp; c", is_html=False)) == "a &lt; b &amp; c"


@pytest.mark.parametrize(
    "text",
    [
        "They often read more than others.",
        "The post office closed.",
        "Read more books, says the librarian of Upper Weir",
        "Continue reading habits of the old",
        "Calls of f()",
    ],
)
def test_sentences_are_not_boilerplate(text: str) -> None:
    assert strip_boilerplate(text, "Title") == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rain. The post Title appeared first on Weir.", "Rain."),
        ("Rain. Read more", "Rain."),
        ("Rain. Read more »", "Rain."),
        ("Rain [...] Continue reading Title", "Rain…"),
        ("Regen. Weiterlesen …", "Regen."),
        ("Rain (…)", "Rain…"),
        ("Read more", ""),
        ("Rain. READ MORE", "Rain."),
        ("Rain [read more…]", "Rain"),
        ("Rain. Continue reading on The Oar »", "Rain."),
        ("Yağmur. Devamını oku", "Yağmur."),
        ("雨。続きを読む", "雨。"),
        ("مطر. اقرأ المزيد", "مطر."),
        ("It rained. [...]", "It rained."),
        ("It rained. […] Continue reading →", "It rained."),
        ("Rain. 12 posts - 3 participants", "Rain."),
    ],
)
def test_boilerplate_at_the_end_is_removed(text: str, expected: str) -> None:
    assert strip_boilerplate(text, "Title") == expected


@pytest.mark.parametrize("padding", range(6))
def test_excerpt_of_a_long_text_is_its_beginning(padding: int) -> None:
    """Boilerplate is searched in the last part of a text, which may begin within a word."""
    words = "river " * 200 + "x" * padding + " end"
    excerpt = (
        parse(rss(f"<title>T</title><description>{words} [...]</description>")).items[0].excerpt
    )
    assert excerpt == ("river " * 83).rstrip() + "…"


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("a \u200d b", "a b"),
        ("a \u200d\u200c b", "a b"),
        ("a\u200d \u200cb", "a b"),
        ("\u200c a \u200c", "a"),
        ("a \u200b b", "a b"),
        ("a \u2066 b", "a b"),
        (
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
    ],
)
def test_white_space_around_removed_characters_is_collapsed(text: str, cleaned: str) -> None:
    assert clean_line(text) == cleaned


@given(
    st.lists(
        st.sampled_from(["a", "\u0645", " ", "\n", "\u200d", "\u200c", "\u2066", "\xad", "\u2003"])
    )
)
def test_clean_line_has_single_spaces_and_cleans_to_itself(characters: list[str]) -> None:
    cleaned = clean_line("".join(characters))
    assert cleaned == " ".join(cleaned.split())
    assert clean_line(cleaned) == cleaned
