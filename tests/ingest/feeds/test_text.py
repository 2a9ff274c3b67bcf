"""Plain text: no markup, no harm, and no word lost."""

from __future__ import annotations

import re
import unicodedata

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.fetch.feeds.excerpt_boilerplate import without_litter
from site_gen.fetch.feeds.html_text import HtmlText, plain
from site_gen.fetch.feeds.one_line import balanced, cut, fold
from tests.ingest.feeds.tangles import parse, rss

KNOWN = re.compile(r"</?(?:p|b|a|div|script|iframe|img|br|video)(?:\s[^<>]*)?/?>", re.IGNORECASE)
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
def test_plain_text_has_no_tags_and_nothing_unseen(
    pieces: list[str], html: bool, declared: bool, title: bool
) -> None:
    text = plain(HtmlText("".join(pieces), html, declared=declared), title=title)
    assert title or not KNOWN.search(text)  # in a title, they may be words
    assert text == " ".join(text.split())
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u200b\ufeff]", text)
    assert text == balanced(text)


def test_sign_that_is_left_out_leaves_one_space() -> None:
    assert fold("Ferry \u200d sails \u200c") == "Ferry sails"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80), st.integers(1, 60))
def test_cut_is_short_enough_and_cuts_once(text: str, length: int) -> None:
    text = fold(text)
    short = cut(text, length)
    assert len(short) <= length
    assert cut(short, length) == short
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
def test_cut_leaves_words_and_letters_whole(text: str, length: int, short: str) -> None:
    assert cut(text, length) == short


def test_cut_never_halves_a_letter() -> None:
    text = "e\u0323\u0301👍🏽🇦🇹" * 6
    letters = regex.findall(r"\X", text)
    for length in range(4, len(text)):
        kept = cut(text, length).removesuffix("…")
        assert regex.findall(r"\X", kept) == letters[: len(regex.findall(r"\X", kept))]


def test_cut_leaves_no_direction_open() -> None:
    assert "\u2067" not in cut("word \u2067אבג דהו זחט\u2069 word", 12)


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
    assert plain(HtmlText(value)) == text


def test_plain_kind_decodes_no_entity() -> None:
    assert plain(HtmlText("a &lt; b &amp; c", html=False)) == "a &lt; b &amp; c"


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
def test_sentences_are_no_litter(text: str) -> None:
    assert without_litter(text, "Title") == text


@pytest.mark.parametrize(
    ("text", "kept"),
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
def test_litter_goes(text: str, kept: str) -> None:
    assert without_litter(text, "Title") == kept


@pytest.mark.parametrize("more", range(6))
def test_excerpt_of_a_long_text_is_its_beginning(more: int) -> None:
    """Litter is looked for in the last part of a text, which may begin anywhere in a word."""
    words = "river " * 200 + "x" * more + " end"
    excerpt = (
        parse(rss(f"<title>T</title><description>{words} [...]</description>")).items[0].excerpt
    )
    assert excerpt == ("river " * 83).rstrip() + "…"


@pytest.mark.parametrize(
    ("text", "folded"),
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
def test_white_space_is_folded_where_signs_without_width_go(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(
    st.lists(
        st.sampled_from(["a", "\u0645", " ", "\n", "\u200d", "\u200c", "\u2066", "\xad", "\u2003"])
    )
)
def test_folded_text_has_single_blanks_and_folds_to_itself(signs: list[str]) -> None:
    folded = fold("".join(signs))
    assert folded == " ".join(folded.split())
    assert fold(folded) == folded
