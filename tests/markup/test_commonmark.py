"""Markdown as on GitHub: lists, code, headings, HTML blocks, tables, tasks, URLs, footnotes."""

from __future__ import annotations

import re
from itertools import product

import pytest

from site_gen.markup import to_html, to_text
from site_gen.urls import Urls

URLS = Urls.of("https://tideline.example/")
REL = ' rel="noopener nofollow"'
BOX = '<input type="checkbox" disabled aria-label="Not done"> '
DONE_BOX = '<input type="checkbox" disabled checked aria-label="Done"> '


def html(text: str) -> str:
    """The HTML of a text in one line, except in preformatted text."""
    return re.sub(r"(?<=>)\n+|\n(?=</?(?:[uo]l|li|p|pre|div)\b)", "", to_html(text, URLS))


def check(cases: dict[str, tuple[str, str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("text", "expected"), cases.values(), ids=list(cases))


CODE = 'grep "oar" | awk \'{ if ($2 == "<none>") print "<b>" -- }\' # oars'
ESCAPED = CODE.replace("<", "&lt;").replace(">", "&gt;")
MARKERS = {"bullet": "- ", "number": "1. ", "ten": "10. ", "star": "* ", "bracket": "2) "}
FENCES = ("```", "~~~", "`````")


@pytest.mark.parametrize(("marker", "fence"), [*product(MARKERS.values(), FENCES)])
def test_fenced_code_in_a_list_does_not_end_the_list(marker: str, fence: str) -> None:
    pad = " " * len(marker)
    lines = [f"{marker}Moor:", "", f"{pad}{fence}sh", pad + CODE, pad + fence, "", f"{marker}Row."]
    output = html("\n".join(lines))
    assert f'<pre><code class="language-sh">{ESCAPED}\n</code></pre>' in output
    assert output.count("<li>") == 2
    assert "<p>Row.</p>" in output
    assert "<strong>" not in output


@pytest.mark.parametrize("before", ["> ", "- > ", "> - ", "1. - "])
def test_fenced_code_in_any_block(before: str) -> None:
    after = re.sub(r"[^> ]", " ", before)
    output = html(f"{before}```\n{after}{CODE}\n{after}```")
    assert f"<pre><code>{ESCAPED}\n</code></pre>" in output


@pytest.mark.parametrize("spaces", [2, 3, 4, 5])
@pytest.mark.parametrize("marker", ["-", "*", "+"])
def test_nested_list_with_any_indentation(marker: str, spaces: int) -> None:
    pad = " " * spaces
    text = f"{marker} a\n{marker} b\n{pad}{marker} c\n{pad}{pad}{marker} d\n{marker} e"
    assert html(text) == (
        "<ul><li>a</li><li>b<ul><li>c<ul><li>d</li></ul></li></ul></li><li>e</li></ul>"
    )


LISTS = {
    "numbers in bullets": (
        "- a\n  1. b\n  2. c\n- d",
        "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>",
    ),
    "bullets in numbers": (
        "1. a\n   - b\n2. c",
        "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
    ),
    "numbers with a paragraph between them": (
        "1. a\n\n   b\n\n2. c",
        "<ol><li><p>a</p><p>b</p></li><li><p>c</p></li></ol>",
    ),
    "after a line of text": ("a\n- b", "<p>a</p><ul><li>b</li></ul>"),
    "a year is not a list": ("It was\n1986. Then", "<p>It was\n1986. Then</p>"),
    "another marker, another list": ("- a\n* b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
    "a quotation": ("- > a", "<ul><li><blockquote><p>a</p></blockquote></li></ul>"),
    "a table": (
        "- | a |\n  |---|\n  | b |",
        '<ul><li><div class="table" tabindex="0" role="group"><table><thead><tr><th>a</th></tr>'
        "</thead><tbody><tr><td>b</td></tr></tbody></table></div></li></ul>",
    ),
    "indented code": ("- a\n\n      b", "<ul><li><p>a</p><pre><code>b\n</code></pre></li></ul>"),
}


@check(LISTS)
def test_lists(text: str, expected: str) -> None:
    assert html(text) == expected


NOT_HEADINGS = [
    "#ferry",
    "#ferry is *late*",
    "#1 of 3",
    "##ferry",
    "#️⃣",
    "\\# ferry",
    "#ferry #tide",
]
NOT_HEADINGS += ["####### seven", "a #ferry", "#2026"]


@pytest.mark.parametrize("text", NOT_HEADINGS)
def test_hashtag_is_not_a_heading(text: str) -> None:
    for around in (text, f"a\n{text}", f"- {text}", f"> {text}"):
        assert not re.search(r"<h\d", html(around))
    assert text.strip("\\").split()[0].replace("*", "") in to_text(text)


@pytest.mark.parametrize("text", ["# a", "#  a", "# a #", "   # a", "#\ta"])
def test_heading_needs_white_space_after_the_number_sign(text: str) -> None:
    assert html(text) == "<h2>a</h2>"


FOLD = "<details><summary>More</summary>{}</details>"
FOLDS = {
    "a list": ("- a\n- *b*", "<ul><li>a</li><li><em>b</em></li></ul>"),
    "a paragraph": ("**a** `b`", "<p><strong>a</strong> <code>b</code></p>"),
    "code": ('```\n"a" <b>\n```', '<pre><code>"a" &lt;b&gt;\n</code></pre>'),
    "a heading": ("## a", "<h2>a</h2>"),
    "another one": (
        "<details><summary>More</summary>\n\n*a*\n\n</details>",
        FOLD.format("<p><em>a</em></p>"),
    ),
}


@check(FOLDS)
@pytest.mark.parametrize("tag", ["<details>", "<details open>", "<DETAILS>"])
def test_markdown_between_blank_lines_in_html_is_converted(
    tag: str, text: str, expected: str
) -> None:
    output = html(f"{tag}\n<summary>More</summary>\n\n{text}\n\n</details>\n\nAfter")
    assert output == FOLD.format(expected) + "<p>After</p>"


def cell(name: str, align: str, text: str) -> str:
    return f"<{name}{align and f' class={chr(34)}align-{align}{chr(34)}'}>{text}</{name}>"


@pytest.mark.parametrize(
    ("rule", "align"), [("-", ""), (":-", "left"), ("-:", "right"), (":-:", "center")]
)
def test_column_alignment_is_a_class(rule: str, align: str) -> None:
    output = html(f"| a |\n| {rule} |\n| b |")
    assert cell("th", align, "a") in output
    assert cell("td", align, "b") in output
    assert "style" not in output


TABLES = {
    "without pipes at the ends": ("a | b\n--|--\n1 | 2", ["a", "b", "1", "2"]),
    "a pipe in a cell": ("| a |\n|---|\n| b \\| c |", ["a", "b | c"]),
    "a pipe in code": ("| a |\n|---|\n| `b\\|c` |", ["a", "<code>b|c</code>"]),
    "cells too few and too many": ("|a|b|\n|-|-|\n|1|\n|2|3|4|", ["a", "b", "1", "", "2", "3"]),
    "emphasis": ("| *a* |\n|---|\n| ~~b~~ |", ["<em>a</em>", "<del>b</del>"]),
    "after a line of text": ("text\n\n| a |\n|---|\n| b |", ["a", "b"]),
}


@pytest.mark.parametrize(("text", "cells"), TABLES.values(), ids=list(TABLES))
def test_tables(text: str, cells: list[str]) -> None:
    assert re.findall(r"<t[hd]>(.*?)</t[hd]>", html(text)) == cells


STRUCK = {
    "two": ("~~a~~", "<p><del>a</del></p>"),
    "one": ("~a~", "<p><del>a</del></p>"),
    "three": ("a ~~~b~~~", "<p>a ~~~b~~~</p>"),
    "about": ("~5 to ~6", "<p>~5 to ~6</p>"),
    "with emphasis": ("~~*a* b~~", "<p><del><em>a</em> b</del></p>"),
    "in code": ("`~~a~~`", "<p><code>~~a~~</code></p>"),
}


@check(STRUCK)
def test_strikethrough(text: str, expected: str) -> None:
    assert html(text) == expected


TASKS = {
    "open and done": (
        "- [ ] a\n- [x] b\n- [X] c\n- d",
        f"<ul><li>{BOX}a</li><li>{DONE_BOX}b</li><li>{DONE_BOX}c</li><li>d</li></ul>",
    ),
    "numbered": ("1. [ ] a", f"<ol><li>{BOX}a</li></ol>"),
    "nested": ("- [ ] a\n  - [x] b", f"<ul><li>{BOX}a<ul><li>{DONE_BOX}b</li></ul></li></ul>"),
    "paragraphs": (
        "- [ ] a\n\n- [x] b",
        f"<ul><li><p>{BOX}a</p></li><li><p>{DONE_BOX}b</p></li></ul>",
    ),
    "a quotation": (
        "- [ ] > a",
        f"<ul><li>{BOX}<blockquote><p>a</p></blockquote></li></ul>",
    ),
    "markup in it": ("- [x] *a* `b`", f"<ul><li>{DONE_BOX}<em>a</em> <code>b</code></li></ul>"),
    "a link": ("- [x](/b)", '<ul><li><a href="/b">x</a></li></ul>'),
    "nothing after it": ("- [ ]", "<ul><li>[ ]</li></ul>"),
    "another sign": ("- [-] a", "<ul><li>[-] a</li></ul>"),
    "outside of a list": ("[x] a", "<p>[x] a</p>"),
    "escaped": ("- \\[x] a", "<ul><li>[x] a</li></ul>"),
}


@check(TASKS)
def test_tasks(text: str, expected: str) -> None:
    assert html(text) == expected


def test_plain_text_of_a_task_has_no_checkbox() -> None:
    assert to_text("- [ ] a\n- [x] b") == "a b"


def link(href: str, text: str) -> str:
    return f'<a href="{href}"{REL}>{text}</a>'


BARE = {
    "https": ("https://quay.example/a", link("https://quay.example/a", "https://quay.example/a")),
    "www": ("www.quay.example", link("http://www.quay.example", "www.quay.example")),
    "end of a sentence": (
        "See http://quay.example/a.",
        f"See {link('http://quay.example/a', 'http://quay.example/a')}.",
    ),
    "in brackets": (
        "(https://quay.example/a_(b))",
        f"({link('https://quay.example/a_(b)', 'https://quay.example/a_(b)')})",
    ),
    "with dashes and quotes": (
        "https://quay.example/a--b...c'd",
        link("https://quay.example/a--b...c'd", "https://quay.example/a--b...c'd"),
    ),
    "in angles": (
        "<https://quay.example/a--b>",
        link("https://quay.example/a--b", "https://quay.example/a--b"),
    ),
    "in a link": ("[www.quay.example](/a)", '<a href="/a">www.quay.example</a>'),
    "in code": ("`https://quay.example`", "<code>https://quay.example</code>"),
    "a host alone": ("quay.example", "quay.example"),
    "an email address": ("desk@quay.example", "desk@quay.example"),
    "another scheme": ("ftp://quay.example", "ftp://quay.example"),
}


@check(BARE)
def test_bare_urls(text: str, expected: str) -> None:
    assert html(text) == f"<p>{expected}</p>"


PROSE = {
    "\"a\" and 'b'": "“a” and ‘b’",
    "it's the boats' time": "it’s the boats’ time",
    "the '90s": "the ’90s",
    "'the '90s'": "‘the ’90s’",
    "1990--2000": "1990–2000",
    "a -- b --- c ---- d": "a – b — c ---- d",
    "wait... ....": "wait… ....",
    '*"a"* "**b**"': "<em>“a”</em> “<strong>b</strong>”",
    '["a"](/b)': '<a href="/b">“a”</a>',
    '\\"a\\"': '"a"',
    "&quot;a&quot;": '"a"',
    "(c) (tm) +- ????": "(c) (tm) +- ????",
    "`\"a\" -- 'b'...`": "<code>\"a\" -- 'b'...</code>",
    '<code>"a" -- *"b"*</code> "c"': '<code>"a" -- <em>"b"</em></code> “c”',
    '<kbd>"</kbd> <samp>--</samp>': '<kbd>"</kbd> <samp>--</samp>',
    '</code> "a"': "“a”",
}


@pytest.mark.parametrize(("text", "expected"), PROSE.items(), ids=list(PROSE))
def test_typography_changes_prose_only(text: str, expected: str) -> None:
    assert html(text).removeprefix("<p>").removesuffix("</p>").lstrip() == expected


@pytest.mark.parametrize(
    "text",
    ['    "a" -- b', '```\n"a" -- b\n```', '<pre>\n"a" -- b\n</pre>', '- x\n\n      "a" -- b'],
)
def test_typography_does_not_change_code_blocks(text: str) -> None:
    assert '"a" -- b' in html(text)


LABELS = {
    "1": "fn-1", "quay": "fn-quay", "a-b": "fn-a-b", "ñ": "fn-ñ", "a.b": "fn-_1_", "*": "fn-_1_",
    '"><b>': "fn-_1_",
}  # fmt: skip


@pytest.mark.parametrize(("label", "note_id"), LABELS.items())
def test_footnote_links_with_any_label(label: str, note_id: str) -> None:
    output = html(f"a[^{label}] b[^{label}]\n\n[^{label}]: c")
    ids, hrefs = (re.findall(rf'{name}="#?(\S+?)"', output) for name in ("id", "href"))
    references = note_id.replace("fn-", "fnref-"), note_id.replace("fn-", "fnref2-")
    assert ids == [*references, note_id]
    assert hrefs == [note_id, note_id, *references]


FOOTNOTES = {
    "many lines": ("a[^n]\n\n[^n]: b\n\n    - c", ["<p>b</p>", "<ul><li>c</li></ul>"]),
    "in the order of the text": (
        "a[^y] b[^x]\n\n[^x]: c\n\n[^y]: d",
        [">1</a></sup> b", '<li id="fn-y"><p>d', '<li id="fn-x"><p>c'],
    ),
    "code": ('a[^n]\n\n[^n]: b\n\n    ```\n    "c"\n    ```', ['<pre><code>"c"\n</code></pre>']),
}


@pytest.mark.parametrize(("text", "parts"), FOOTNOTES.values(), ids=list(FOOTNOTES))
def test_footnotes_may_contain_blocks(text: str, parts: list[str]) -> None:
    output = html(text)
    positions = [output.find(part) for part in parts]
    assert -1 not in positions
    assert positions == sorted(positions)


@pytest.mark.parametrize("kind", ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"])
def test_alert_is_a_blockquote_with_a_title(kind: str) -> None:
    assert html(f"> [!{kind}]\n> Mind the *tide*.") == (
        f"<blockquote><p><strong>{kind.capitalize()}</strong></p>"
        "<p>Mind the <em>tide</em>.</p></blockquote>"
    )


PYTHON = {
    "by four blanks": (
        "- a\n    - b",
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
    ),
    "two are not enough": ("- a\n  - b", "<ul><li>a</li><li>b</li></ul>"),
    "a hash is enough": ("#a", "<h2>a</h2>"),
    "alignment": (
        "| a |\n|--:|\n| b |",
        '<div class="table" tabindex="0" role="group"><table>'
        '<thead><tr><th class="align-right">a</th></tr></thead>'
        '<tbody><tr><td class="align-right">b</td></tr></tbody></table></div>',
    ),
    "no tasks": ("- [ ] a", "<ul><li>[ ] a</li></ul>"),
    "typography": ('"a" -- b', "<p>“a” – b</p>"),
}


@check(PYTHON)
def test_python_dialect(text: str, expected: str) -> None:
    assert re.sub(r"\s*\n\s*", "", to_html(text, URLS, dialect="python")) == expected
