"""Markdown of records → HTML, and plain text."""

from __future__ import annotations

import re

import pytest

from site_gen.markup import to_text
from tests.markup.converted import BASE, html

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
def test_markdown_features(text: str, expected: str) -> None:
    assert html(text) == expected


def test_footnotes_of_different_texts_are_separate() -> None:
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
def test_headings_start_at_h2_without_gaps(text: str, levels: str) -> None:
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
def test_internal_links_get_the_base_path(text: str, href: str) -> None:
    within = href.startswith(("/news/", "#"))
    rel = "" if within else ' rel="noopener nofollow"'
    assert f'<a href="{href}"{rel}>' in html(text, BASE)


def test_title_that_looks_like_a_rel_attribute_changes_nothing() -> None:
    title = 'b" rel="noopener nofollow'
    text = html(f"[a](https://a.example '{title}')", BASE)
    assert text.endswith('rel="noopener nofollow">a</a></p>')
    assert "rel=&quot;noopener" in text


def test_images_load_lazily_without_a_referrer() -> None:
    # The order is the same in every process, so that outputs are reproducible.
    assert html('![a](/b.png "c")', BASE) == (
        '<p><img alt="a" src="/news/b.png" title="c" loading="lazy" decoding="async" '
        'referrerpolicy="no-referrer"></p>'
    )


def test_images_cannot_set_their_own_policies() -> None:
    found = html('<img src="/a" alt="" loading="eager" referrerpolicy="unsafe-url" srcset="x">')
    assert 'referrerpolicy="no-referrer"' in found
    assert 'loading="lazy"' in found
    assert "unsafe-url" not in found
    assert "srcset" not in found


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
def test_plain_text_is_one_line(text: str, plain: str) -> None:
    assert to_text(text) == plain
