"""Texts of records that were escaped for HTML: decoded everywhere, with a warning."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_gen.model import Problem, Record, Severity, SourceFile
from site_gen.validate import validate_record
from tests.sites.site import build_site, record

FIELDS = """\
title: {title}
excerpt: {excerpt}
publishedDateTime: 2026-02-01
webUrl: https://harbourpost.example/a
provider:
  name: {provider}
  authors:
    - name: {author}
images:
  - url: /a.png
    width: 1
    height: 1
    title: {caption}
    attribution: {attribution}
"""
PLAIN = {
    "title": "Ferry",
    "excerpt": "It sails.",
    "provider": "Post",
    "author": "Ada",
    "caption": "Ship",
    "attribution": "Ada",
}


def read(text: str) -> tuple[Record, tuple[Problem, ...]]:
    found, problems = validate_record(SourceFile("a.md", f"---\n{text}---\n".encode(), ""))
    assert found, problems
    return found, problems


def texts_of(found: Record) -> dict[str, str]:
    image, author = found.images[0], found.provider.authors[0]
    return {
        "title": found.title,
        "excerpt": found.excerpt,
        "provider": found.provider.name,
        "author": author.name,
        "caption": image.title,
        "attribution": image.attribution,
    }


@pytest.mark.parametrize(
    ("name", "field", "line", "column"),
    [
        ("title", "title", 2, 8),
        ("excerpt", "excerpt", 3, 10),
        ("provider", "provider.name", 7, 9),
        ("author", "provider.authors[0].name", 9, 13),
        ("caption", "images[0].title", 14, 12),
        ("attribution", "images[0].attribution", 15, 18),
    ],
)
def test_each_plain_text_is_decoded_with_a_warning(
    name: str, field: str, line: int, column: int
) -> None:
    found, (problem,) = read(FIELDS.format(**PLAIN | {name: "Ada&#8217;s ship"}))
    assert texts_of(found) == PLAIN | {name: "Ada’s ship"}
    assert (problem.code, problem.severity) == ("escaped-text", Severity.WARNING)
    assert (problem.field, problem.line, problem.column) == (field, line, column)


def test_related_entries_are_decoded_too() -> None:
    entry = FIELDS.format(**PLAIN | {"title": "Ada&#8217;s", "provider": "Oar &amp; Sail"})
    indented = "".join(f"      {line}\n" for line in entry.splitlines())
    found, problems = read(f"{FIELDS.format(**PLAIN)}related:\n  -\n{indented}")
    (related,) = found.related
    assert (related.title, related.provider.name) == ("Ada’s", "Oar & Sail")
    assert [problem.field for problem in problems] == [
        "related[0].title",
        "related[0].provider.name",
    ]


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("Ada&amp;#8217;s", "the HTML entity &amp;#8217;", "write ’"),
        ("&quot;Ada&quot; &amp; I", "the HTML entities &quot; &amp;", 'write " &'),
        ("Ada&nbsp;Quay", "the HTML entity &nbsp;", "write a space (U+00A0)"),
        ("Ada&#10;Quay", "the HTML entity &#10;", "write a space"),
        ("Ada&shy;Quay", "the HTML entity &shy;", "write U+00AD"),
        (
            "a&lt;b&gt;c&#8217;d&eacute;",
            "the HTML entities &lt; &gt; &#8217; …",
            "write < > ’ …",
        ),
    ],
)
def test_message_says_what_to_write(text: str, message: str, hint: str) -> None:
    _, (problem,) = read(FIELDS.format(**PLAIN | {"title": json.dumps(text)}))
    assert (problem.message, problem.hint) == (f"title has {message}", hint)


def test_white_space_at_the_ends_is_removed() -> None:
    found, _ = read(FIELDS.format(**PLAIN | {"title": "'&nbsp;Ada&nbsp;'"}))
    assert found.title == "Ada"


def test_ampersand_that_yaml_escapes_is_found() -> None:
    found, _ = read(FIELDS.format(**PLAIN | {"title": r'"Ada\x26#8217;s"'}))
    assert found.title == "Ada’s"


def test_other_texts_are_left_alone() -> None:
    fields = FIELDS.format(**PLAIN) + "topics: [Q&amp;A]\nfeaturedContent: '<p>a&amp;b</p>'\n"
    source = SourceFile("a.md", f"---\n{fields}---\nAda&#8217;s *ship*\n".encode(), "")
    found, problems = validate_record(source)
    assert found
    assert problems == ()
    assert (found.topics, found.body) == (("Q&amp;A",), "Ada&#8217;s *ship*")
    assert found.featured_content == "<p>a&amp;b</p>"


def test_pages_feeds_and_mirror_agree_and_a_decoded_tag_is_text(tmp_path: Path) -> None:
    title = "Ada&#8217;s &lt;script&gt;alert(1)&lt;/script&gt;"
    files = {"content/news/a.md": record(title, excerpt="The oar&#39;s sail.")}
    site = build_site(tmp_path, files)
    said = "Ada’s <script>alert(1)</script>"
    assert site.text("/news/a/", "h1") == said
    assert said in site.texts("/", "h2, h3")
    document = json.loads(site.path("/api/news/a/index.json").read_text())
    assert (document["title"], document["excerpt"]) == (said, "The oar's sail.")
    for path in ("/news/a/", "/", "/latest/"):
        assert "<script>alert" not in site.html(path)
    feed = site.path("/feed.xml").read_text()
    assert "Ada’s &lt;script&gt;alert(1)&lt;/script&gt;" in feed
    assert "&amp;lt;" not in feed
    assert {problem.code for problem in site.problems} == {"escaped-text"}
