"""Headlines about markup keep their tags as words; markup in headlines is removed."""

from __future__ import annotations

import html
import json
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.fetch.feeds.html_tags import BLOCK, INLINE, NOT_TEXT, VOID
from tests.fetch.feeds.samples import parse, rss

escape = html.escape


def _atom(title: str, kind: str) -> str:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><id>1</id>'
        f"<title{kind}>{title}</title></entry></feed>"
    )


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _json(text: str) -> str:
    item = {"id": "1", "url": "https://weir.example/1", "title": text}
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]})


DIV = '<div xmlns="http://www.w3.org/1999/xhtml">{}</div>'
# Feeds in which a title is this text unambiguously.
AS_TEXT: dict[str, Callable[[str], str]] = {
    "atom text": lambda text: _atom(escape(text), ' type="text"'),
    "atom html": lambda text: _atom(escape(escape(text)), ' type="html"'),
    "atom text/html": lambda text: _atom(escape(escape(text)), ' type="text/html"'),
    "atom html cdata": lambda text: _atom(_cdata(escape(text)), ' type="html"'),
    "atom xhtml": lambda text: _atom(DIV.format(escape(text)), ' type="xhtml"'),
    "json": _json,
    "rss": lambda text: rss(f"<title>{escape(escape(text))}</title>"),
    "rss cdata": lambda text: rss(f"<title>{_cdata(escape(text))}</title>"),
}
# Feeds in which the same title could also be HTML.
AMBIGUOUS: dict[str, Callable[[str], str]] = {
    "rss once": lambda text: rss(f"<title>{escape(text)}</title>"),
    "rss cdata once": lambda text: rss(f"<title>{_cdata(text)}</title>"),
    "atom untyped": lambda text: _atom(escape(text), ""),
    "atom html once": lambda text: _atom(escape(text), ' type="html"'),
    "rss not escaped": lambda text: rss(f"<title>{text}</title><description>a & b</description>"),
}
# Feeds with a title in HTML.
AS_HTML: dict[str, Callable[[str], str]] = {
    "rss": lambda text: rss(f"<title>{escape(text)}</title>"),
    "rss cdata": lambda text: rss(f"<title>{_cdata(text)}</title>"),
    "rss twice": lambda text: rss(f"<title>{escape(escape(text))}</title>"),
    "atom html": lambda text: _atom(escape(text), ' type="html"'),
    "atom html cdata": lambda text: _atom(_cdata(text), ' type="html"'),
    "atom untyped": lambda text: _atom(escape(text), ""),
}


def title_of(feed: str) -> str:
    (item,) = parse(feed).items
    return item.title


HEADLINES = (
    "The HTML <pre> element does little",
    "<script> considered harmful",
    "On The <dl>",
    "<details> is all you need",
    "A guide to <head> elements",
    "Array<object> in TypeScript",
    "unique_ptr<S> explained",
    "if a<b or x > y then",
    "Why <img> needs alt",
    "Use <pre>, not <p>s, in verse",
    "What <b> and </b> say",
    "The <i>'s and the “<em>”'s",
    "Never nest <a> in (<button>)",
    "<details>/<summary> without scripts",
    "Upper <PRE>, lower <pre>",
    "Stop using <input type=number> for years",
    "Custom <my-element> elements",
    "Where </body> went",
    "<noscript> at last",
    "Never write <!-- here",
    "I <3 ferries",
    "Map<K, V> > List<T>",
)


@pytest.mark.parametrize("headline", HEADLINES)
@pytest.mark.parametrize("variant", [*AS_TEXT, *AMBIGUOUS])
def test_tags_that_are_words_are_kept(variant: str, headline: str) -> None:
    assert title_of((AS_TEXT | AMBIGUOUS)[variant](headline)) == headline


@pytest.mark.parametrize(
    "headline",
    [
        "What &nbsp; is for",
        "What <b>bold</b> says",
        "How <script>alert(1)</script> came in",
        "Line<br>break, or line<br/>break",
        'Links with <a href="x">words</a>',
        "Comments <!-- like this --> in pages",
    ],
)
@pytest.mark.parametrize("variant", ["atom html", "atom html cdata", "atom xhtml"])
def test_declared_type_is_decoded_once(variant: str, headline: str) -> None:
    assert title_of(AS_TEXT[variant](headline)) == headline


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("<b>Ferry</b> sails", "Ferry sails"),
        ("The <i>Heron</i> sails", "The Heron sails"),
        ("<i>“Heron”</i> and <em>'Tern'</em>", "“Heron” and 'Tern'"),
        ("<p>Ferry</p>", "Ferry"),
        ("<b>Ferry </b>sails", "Ferry sails"),
        ("Ferry<b> sails </b>again", "Ferry sails again"),
        ("<p>Ferry</p><p>sails</p>", "Ferry sails"),
        ("Ferry<br>sails<br/>again", "Ferry sails again"),
        ('<a href="https://weir.example/1">Ferry</a> sails', "Ferry sails"),
        ("<span class='x'>Ferry <b>No <u>2</u></b></span> sails", "Ferry No 2 sails"),
        ("H<sub>2</sub>O", "H2O"),
        ("10<sup>9</sup> herrings", "10⁹ herrings"),
        ("10<sup>−3</sup> m", "10⁻³ m"),
        ("M<sup>me</sup> Quai", "Mme Quai"),
        ("<x-y>Ferry</x-y> sails", "Ferry sails"),
        ("<b>Ferry</b> by <script>", "Ferry by <script>"),
    ],
)
@pytest.mark.parametrize("variant", AS_HTML)
def test_markup_is_removed(variant: str, value: str, title: str) -> None:
    assert title_of(AS_HTML[variant](value)) == title


@pytest.mark.parametrize(
    ("value", "title"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("<p> Ferry </p>", "Ferry"),
        ("Ferry <img src='a.png' alt='flag'> sails", "Ferry sails"),
        ("Ferry <br /> sails", "Ferry sails"),
        ("Ferry<!-- 7 --> sails", "Ferry sails"),
        ("<o:p></o:p>Ferry", "Ferry"),
        ("<script>track()</script>Ferry", "Ferry"),
        ('<a href="https://weir.example/1">Ferry sails to…', "Ferry sails to…"),
        ('Ferry <span class="x"></span> sails', "Ferry sails"),
    ],
)
@pytest.mark.parametrize("variant", [name for name in AS_HTML if name != "rss twice"])
def test_markup_of_html_titles_is_removed(variant: str, value: str, title: str) -> None:
    assert title_of(AS_HTML[variant](value)) == title


@pytest.mark.parametrize("variant", ["atom text", "json"])
@pytest.mark.parametrize(
    ("value", "title"),
    [("<b>Ferry</b> sails", "Ferry sails"), ("<em>Heron</em> &amp; Tern", "Heron & Tern")],
)
def test_whole_elements_are_removed_from_plain_titles(variant: str, value: str, title: str) -> None:
    assert title_of(AS_TEXT[variant](value)) == title


ELEMENT = st.sampled_from([*BLOCK, *NOT_TEXT, *INLINE, *VOID, "my-element", "o:p", "T"])
WORD = st.sampled_from("Ferry sails again if x > y < 7 a<b é 港 & AT&T “so” 'it' C++ I/O".split())
HEADLINE = st.lists(
    st.one_of(
        WORD,
        ELEMENT.map("<{}>".format),
        ELEMENT.map("</{}>".format),
        ELEMENT.map("Array<{}>".format),
        ELEMENT.map("<{}>s".format),
        ELEMENT.map("(<{}>)".format),
        ELEMENT.map("“<{}>”,".format),
        ELEMENT.map("if a<{} or b > c".format),
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(HEADLINE, st.sampled_from(sorted(AS_TEXT)))
def test_no_letter_is_lost(headline: str, variant: str) -> None:
    title = title_of(AS_TEXT[variant](f"Weir: {headline}"))
    assert "".join(filter(str.isalnum, title)) == "".join(filter(str.isalnum, f"Weir{headline}"))


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from("Ferry sails again 7 港".split()), min_size=2, max_size=5),
    st.sampled_from([*BLOCK, *NOT_TEXT, *INLINE, *VOID]),
    st.sampled_from(["rss once", "rss cdata once", "atom untyped", "atom html once"]),
)
def test_single_tag_is_a_word_even_if_html_is_possible(
    words: list[str], name: str, variant: str
) -> None:
    if variant == "atom html once" and name in ("br", "hr", "wbr"):
        return  # is a line break by the format
    headline = " ".join([*words, f"<{name}>", *words])
    assert title_of(AMBIGUOUS[variant](headline)) == headline
