"""Markdown and embeds of records → HTML that is safe to show."""

from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_gen.markup import embed_source, to_html, to_text, watch_page
from site_gen.markup.html import Dialect
from site_gen.urls import Urls

DIALECTS: tuple[Dialect, ...] = ("commonmark", "python")
ROOT = Urls.of("https://tideline.example/")
BASE = Urls.of("https://tideline.example/news/")


def html(text: str, urls: Urls = ROOT) -> str:
    """The HTML of a text, in one line."""
    return re.sub(r"\s*\n\s*", "", to_html(text, urls))


FEATURES = {
    "nothing": ("", ""),
    "paragraphs": ("one\n\ntwo", "<p>one</p><p>two</p>"),
    "emphasis": ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
    "typography": ('"a" -- b...', "<p>“a” – b…</p>"),
    "a forced break": ("a  \nb", "<p>a<br>b</p>"),
    "a list": ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
    "a numbered list": ("1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"),
    "a list from three": ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
    "two kinds of list": ("- a\n\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
    "a quotation": ("> a", "<blockquote><p>a</p></blockquote>"),
    "code": (
        "```python\na < b\n```",
        '<pre><code class="language-python">a &lt; b</code></pre>',
    ),
    "code with markup": ("`<table>`", "<p><code>&lt;table&gt;</code></p>"),
    "a table": (
        "| a | b |\n|---|---|\n| 1 | 2 |",
        '<div class="table" tabindex="0" role="group"><table><thead><tr><th>a</th><th>b</th></tr>'
        "</thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>",
    ),
    "a footnote": (
        "a[^1]\n\n[^1]: b",
        '<p>a<sup id="fnref-1"><a class="footnote-ref" href="#fn-1" rel="noopener nofollow">1</a>'
        '</sup></p><div class="footnote"><hr><ol><li id="fn-1"><p>b&nbsp;<a '
        'class="footnote-backref" href="#fnref-1" title="Back to reference 1" '
        'rel="noopener nofollow">↩</a></p></li></ol></div>',
    ),
    "entities": ("a &amp; b < c", "<p>a &amp; b &lt; c</p>"),
    "details": (
        "<details><summary>a</summary>b</details>",
        "<details><summary>a</summary>b</details>",
    ),
}


@pytest.mark.parametrize(("text", "expected"), FEATURES.values(), ids=list(FEATURES))
def test_markdown_becomes_html(text: str, expected: str) -> None:
    assert html(text) == expected


def test_texts_do_not_see_each_other_s_footnotes() -> None:
    html("a[^1]\n\n[^1]: b")
    assert html("c[^1]") == "<p>c[^1]</p>"


HEADINGS = {
    "# a": "2",
    "### a": "2",
    "# a\n\n## b\n\n# c": "232",
    "# a\n\n### b\n\n###### c": "234",
    "## a\n\n#### b\n\n## c": "232",
    "# a\n\n## a\n\n### a\n\n#### a\n\n##### a\n\n###### a": "234566",
    "#### a\n\n## b": "32",
    "a\n=\n\nb\n-": "23",
}


@pytest.mark.parametrize(("text", "levels"), HEADINGS.items())
def test_headings_start_below_the_page_s_title_without_gaps(text: str, levels: str) -> None:
    assert "".join(re.findall(r"<h(\d)>", html(text))) == levels


LINKS = {
    "[a](/b)": "/news/b",
    "[a](/)": "/news/",
    "[a](https://a.example/b?c=d&e)": "https://a.example/b?c=d&amp;e",
    "<https://a.example/>": "https://a.example/",
    "[a](//a.example/b)": "//a.example/b",
    "[a](#b)": "#b",
    "[a](b/)": "b/",
    '<a href="/b">a</a>': "/news/b",
}


@pytest.mark.parametrize(("text", "href"), LINKS.items())
def test_link_of_the_site_gets_the_base_path(text: str, href: str) -> None:
    within = href.startswith(("/news/", "#"))
    rel = "" if within else ' rel="noopener nofollow"'
    assert f'<a href="{href}"{rel}>' in html(text, BASE)


def test_title_that_looks_like_the_end_of_a_link_changes_nothing() -> None:
    title = 'b" rel="noopener nofollow'
    text = html(f"[a](https://a.example '{title}')", BASE)
    assert text.endswith('rel="noopener nofollow">a</a></p>')
    assert "rel=&quot;noopener" in text


def test_picture_waits_and_tells_no_one() -> None:
    # In this order in every process: the same text is the same bytes.
    assert html('![a](/b.png "c")', BASE) == (
        '<p><img alt="a" src="/news/b.png" title="c" loading="lazy" decoding="async" '
        'referrerpolicy="no-referrer"></p>'
    )


def test_picture_cannot_choose_what_it_tells() -> None:
    found = html('<img src="/a" alt="" loading="eager" referrerpolicy="unsafe-url" srcset="x">')
    assert 'referrerpolicy="no-referrer"' in found
    assert 'loading="lazy"' in found
    assert "unsafe-url" not in found
    assert "srcset" not in found


NASTY = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</script>",
    '<img src="x" onerror="alert(1)">',
    '<b onclick="alert(1)" style="color:red" class="masthead" id="content">x</b>',
    '<a id="content" class="masthead">x</a><ul><li id="content">y</li></ul>',
    "<svg onload=alert(1)><script>alert(1)</script></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    '<iframe src="https://evil.example/"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
    '<object data="x"></object><embed src="x"><form action="x"><input></form>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href=" JaVaScRiPt:alert(1)">x</a>',
    '<a href="java&#9;script:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    "[x](javascript:alert(1))",
    "[x](&#x6a;avascript:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "![x](javascript:alert(1))",
    "<https:evil><javascript:alert(1)>",
    '<base href="https://evil.example/"><meta http-equiv="refresh" content="0"><link rel=x>',
    '<video src="x" onerror="alert(1)"></video><audio autoplay></audio>',
    "<style>body { display: none }</style>",
    "<!--><script>alert(1)</script>-->",
    '<table background="javascript:alert(1)"><tr><td style="x">y',
    '"><script>alert(1)</script>',
    "```\"><script>alert(1)</script>\nx\n```",
    "[x]: javascript:alert(1)\n\n[x]",
    '<a href="https://a.example/" target="_blank" rel="opener">x</a>',
    '- [ ] <input name="x" type="password" autofocus>\n- [x] <input type="checkbox">',
    '```language-x"onload=alert(1) class=masthead\nx\n```',
    '<code class="language-x masthead">x</code>',
    "https://a.example/'onmouseover='alert(1) javascript:alert(1) www.a.example/\"onload=\"x",
    "> [!NOTE]\n> <script>alert(1)</script>",
    '| <script>alert(1)</script> |\n|:-:|\n| "><img src=x onerror=alert(1)> |',
    'x[^"><script>]\n\n[^"><script>]: <script>alert(1)</script>',
]  # fmt: skip
TAGS = set(
    "a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure "
    "h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup "
    "table tbody td tfoot th thead tr u ul var".split()
)
ATTRIBUTES = set(
    "href src alt title rel class id start colspan rowspan scope width height loading "
    "decoding referrerpolicy tabindex role".split()
)


BOXES = [
    [("type", "checkbox"), ("disabled", None), ("aria-label", "Not done")],
    [("type", "checkbox"), ("disabled", None), ("checked", None), ("aria-label", "Done")],
]
"""The only fields there are: tasks of a list, which no one can change."""


class Inspector(HTMLParser):
    """Fails at the first thing that has no place in a body."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "input":
            assert attrs in BOXES
            return
        assert tag in TAGS
        for name, value in attrs:
            assert name in ATTRIBUTES
            if name in ("href", "src"):
                address = re.sub(r"[\x00-\x20]", "", value or "").lower()
                assert ":" not in address.split("/")[0] or address.startswith(("http:", "https:"))
            if name == "class":
                classes = r"language-\S+|footnote(-ref|-backref)?|table|align-(left|center|right)"
                assert re.fullmatch(classes, value or "")
            if name == "id":
                assert (value or "").startswith("fn")
            if name == "rel":
                assert value == "noopener nofollow"


def inspect(found: str) -> None:
    inspector = Inspector()
    inspector.feed(found)
    inspector.close()


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("text", NASTY)
def test_nothing_dangerous_is_left(text: str, dialect: Dialect) -> None:
    inspect(to_html(text, ROOT, dialect=dialect))
    inspect(to_html(f"Before\n\n{text}\n\nafter", ROOT, dialect=dialect))


@given(st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=8)), max_size=5).map("".join))
@example("*<script>*alert(1)</script>")
def test_nothing_dangerous_is_left_of_any_mixture(text: str) -> None:
    inspect(to_html(text, BASE))


def test_text_that_looks_like_a_picture_s_end_stays_text() -> None:
    assert html('`loading="lazy">`') == '<p><code>loading="lazy"&gt;</code></p>'


def test_encoded_script_is_shown_as_text() -> None:
    assert html("&lt;script&gt;alert(1)&lt;/script&gt;") == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )


TRAPS = {
    "a <none> b": "<p>a  b</p>",
    "Vec<int> of <Path>": "<p>Vec of </p>",
    "<list>\na": "a",
    "a <path>b</path> c": "<p>a b c</p>",
    "a <title> b": "<p>a &lt;title&gt; b</p>",
    "a <SCRIPT> b": "<p>a &lt;SCRIPT&gt; b</p>",
    "a <style media=x> b": "<p>a &lt;style media=x&gt; b</p>",
    "a <plaintext> b": "<p>a &lt;plaintext&gt; b</p>",
    "a <template> b": "<p>a &lt;template&gt; b</p>",
    "a <title> b <title>*c*</title> d": "<p>a &lt;title&gt; b <em>c</em> d</p>",
    "a <script> b <script>c</script> d": "<p>a &lt;script&gt; b  d</p>",
    "a <template>b</template> c": "<p>a  c</p>",
    "a <noscript>*b*</noscript> c": "<p>a <em>b</em> c</p>",
    "a <iframe src=x>*b*</iframe> c": "<p>a <em>b</em> c</p>",
    "a <svg><path d=x/></svg> c": "<p>a  c</p>",
    "a <svg> b": "<p>a  b</p>",
    "a <abbr title='<path> <script>'>b</abbr>": ('<p>a <abbr title="<path> <script>">b</abbr></p>'),
    "a `<path> <script>`": "<p>a <code>&lt;path&gt; &lt;script&gt;</code></p>",
}


@pytest.mark.parametrize(("text", "expected"), TRAPS.items())
def test_no_element_takes_away_what_follows(text: str, expected: str) -> None:
    made = html(f"{text}\n\nlast *d*")
    # Newer versions of nh3 escape these signs in attributes, too; both are HTML.
    made = made.replace("&lt;path&gt; &lt;script&gt;", "<path> <script>")
    wanted = expected.replace("&lt;path&gt; &lt;script&gt;", "<path> <script>")
    assert made == f"{wanted}<p>last <em>d</em></p>"
    assert to_text(f"{text}\n\nlast *d*").endswith(" last d")
    assert to_html(f"{text}\n\nlast *d*", ROOT, dialect="python").endswith("last <em>d</em></p>")


_NAMES = st.one_of(
    st.from_regex(r"[A-Za-z][a-z0-9-]{0,12}", fullmatch=True).filter(
        lambda name: name.lower() not in ("script", "style", "template")
    ),
    st.sampled_from("svg math title xmp select table form mglyph desc annotation-xml col".split()),
)


@given(_NAMES, st.sampled_from(["", "</{}>"]))
def test_elements_of_any_name_leave_the_words(name: str, closing: str) -> None:
    end = closing.format(name)
    words = to_text(f"one <{name}> two {end} three\n\nfour")
    assert "".join(filter(str.isalpha, words.split())) == "onetwothreefour"


DEEP = {
    "lists": "\n".join("    " * level + "- a" for level in range(260)),
    "quotations": ">" * 3000 + "a",
    "tags": "<div>" * 3000,
    "emphasis": "*a **b " * 2000,
    "brackets": "[" * 1000,
    "pictures": "![" * 800,
    "brackets by the thousand": "[" * 300_000,
    "angles by the thousand": "<http://a" * 100_000,
    "colons by the thousand": "http:" * 100_000,
    "brackets in many paragraphs": "[a][b " * 1000 + "\n\n[a][b [a][b [a][b " * 20_000,
    "tasks": "\n".join("  " * level + "- [ ] a" for level in range(260)),
    "footnotes in footnotes": "".join(f"[^{n}]: a[^{n + 1}]\n\n" for n in range(3000)) + "[^0]",
    "quotation marks": "\"a 'b " * 20_000,
    "quotation marks by the thousand": "\"'" * 200_000,
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("text", DEEP.values(), ids=list(DEEP))
def test_nesting_without_end_neither_fails_nor_lasts(text: str, dialect: Dialect) -> None:
    begun = time.process_time()
    inspect(to_html(text, ROOT, dialect=dialect))
    to_text(text, dialect)
    assert time.process_time() - begun < 10


def test_lines_that_go_on_deep_within_quotations_are_shown_as_they_are() -> None:
    deep = ">" * 60 + "a\n"
    assert html(deep + "b\n" * 20_000).startswith("<pre>")
    assert html(deep + "b\n" * 1000).startswith("<blockquote>")


def test_long_paragraphs_and_many_lines_are_no_tangle() -> None:
    spoken = '“No”, she said, "it\'s late." ' * 3000
    assert html(spoken).startswith("<p>“No”, she said, “it’s late.”")
    assert html("> a\nb\n\n" * 20_000).count("<blockquote>") == 20_000
    assert html("- a\n  - b\n" * 20_000).count("<li>") == 40_000


def test_tangled_text_is_shown_as_it_is_and_long_lists_of_links_are_not() -> None:
    assert html("a\n\n" + "[" * 3000).startswith("<pre>a[[[")
    links = "\n\n".join("[a](/b) " * 200 for _ in range(50))
    assert html(links).count("<a ") == 10_000


def test_converter_that_stopped_in_the_middle_is_not_used_again() -> None:
    assert to_html(DEEP["lists"], ROOT, dialect="python").startswith("<pre>- a")
    assert to_html("- [a](/b)\n\nc", ROOT, dialect="python").startswith("<ul>\n<li><a ")


TEXTS = {
    "": "",
    "# A *b*\n\nc\nd": "A b c d",
    "a &amp; b &lt;i&gt;": "a & b <i>",
    "<b>a</b><script>alert(1)</script>": "a",
    "[a](https://a.example/)": "a",
    "![a](/b.png) c": "c",
    "- a\n- b": "a b",
    "AT&T": "AT&T",
}


@pytest.mark.parametrize(("text", "plain"), TEXTS.items())
def test_text_of_markdown_is_plain_and_in_one_line(text: str, plain: str) -> None:
    assert to_text(text) == plain


YOUTUBE = "https://www.youtube-nocookie.com/embed/tide01"
EMBEDS = {
    '<iframe src="https://www.youtube.com/embed/tide01"></iframe>': YOUTUBE,
    '<iframe src="http://youtube.com/embed/tide01"></iframe>': YOUTUBE,
    '<iframe src="//www.youtube.com/embed/tide01"></iframe>': YOUTUBE,
    "<iframe src=https://m.youtube.com/embed/tide01></iframe>": YOUTUBE,
    "<IFRAME SRC=' https://WWW.YouTube.com/embed/tide01 '>": YOUTUBE,
    '<iframe src="https://www.youtube-nocookie.com/embed/tide01">': YOUTUBE,
    '<iframe src="https://www.youtube.com/embed/tide01?start=5&amp;rel=0">': (
        f"{YOUTUBE}?start=5&rel=0"
    ),
    '<p>Watch:</p><iframe title=">" allow="a; b" src="https://www.youtube.com/embed/tide01">': (
        YOUTUBE
    ),
    '<iframe src="https://user:word@www.youtube.com:444/embed/tide01">': YOUTUBE,
    '<iframe></iframe><iframe src="https://www.youtube.com/embed/tide01">': YOUTUBE,
    '<iframe src="https://player.vimeo.com/video/77"></iframe>': "https://player.vimeo.com/video/77",
    '<iframe src="http://player.vimeo.com/video/77">': "https://player.vimeo.com/video/77",
    '<iframe src="https://films.example/1">': "https://films.example/1",
    '<iframe src="https://www.youtube.com.films.example/1">': (
        "https://www.youtube.com.films.example/1"
    ),
    '<iframe src="https://www.youtube.com@films.example/1">': "https://films.example/1",
    "": "",
    "<p>No player</p>": "",
    "https://www.youtube.com/embed/tide01": "",
    '<a href="https://www.youtube.com/embed/tide01">a</a>': "",
    '<video src="https://films.example/1.mp4"></video>': "",
    '<!-- <iframe src="https://films.example/1"> -->': "",
    "<iframe>": "",
    "<iframe src>": "",
    '<iframe src="">': "",
    '<iframe src="/embed/tide01">': "",
    '<iframe src="embed/tide01">': "",
    '<iframe src="javascript:alert(1)">': "",
    '<iframe src="java&#10;script:alert(1)">': "",
    '<iframe src="data:text/html,<script>alert(1)</script>">': "",
    '<iframe srcdoc="<script>alert(1)</script>">': "",
    '<iframe src="https://films.example/&quot; onload=&quot;alert(1)">': "",
    "<iframe src='https://films.example/\"x'>": "",
    '<iframe src="https://films.example/a b">': "",
    '<iframe src="https://[::1">': "",
    '<iframe src="https://">': "",
    '<iframe src="ftp://films.example/1">': "",
    '<iframe src="data://films.example/1">': "",
}


@pytest.mark.parametrize(("embed", "source"), EMBEDS.items())
def test_address_of_an_embed(embed: str, source: str) -> None:
    assert embed_source(embed) == source


@given(st.text())
def test_address_of_an_embed_is_https_or_nothing(text: str) -> None:
    for embed in (text, f'<iframe src="{text}">', f'<iframe src="https://{text}">'):
        source = embed_source(embed)
        assert source == "" or re.fullmatch(r"https://[^\s\"'<>]+", source)


WATCH = {
    YOUTUBE: "https://www.youtube.com/watch?v=tide01",
    f"{YOUTUBE}?start=5": "https://www.youtube.com/watch?v=tide01",
    f"{YOUTUBE}/": "https://www.youtube.com/watch?v=tide01",
    "https://player.vimeo.com/video/77?h=1": "https://vimeo.com/77",
    "https://films.example/1": "https://films.example/1",
    "https://www.youtube-nocookie.com/embed/videoseries?list=PL1": (
        "https://www.youtube.com/playlist?list=PL1"
    ),
}


@pytest.mark.parametrize(("source", "page"), WATCH.items())
def test_video_can_be_watched_without_the_player(source: str, page: str) -> None:
    assert watch_page(source) == page
