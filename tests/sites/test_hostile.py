"""Whatever a record says is text: no element and no attribute of any page comes of it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from site_gen.front_matter import dump
from tests.sites.site import Files, Site, build_site, config, note, record, related

PAYLOADS = [
    "<script>alert(1)</script>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' x='",
    "</title></style></textarea><svg onload=alert(1)>",
    "]]><script>alert(1)</script><![CDATA[",
    "<!-- --!><script>alert(1)</script>",
    "{{ site.title }}{% raw %}{{ 7 * 7 }}",
    "javascript:alert(1)",
    "\u202e<b>evil</b>\u2028\u00a0",
    "a & b &amp; c &#60;script&#62; &#x3c;b&#x3e;",
]
URLS = ("/", "/latest/", "/news/x/", "/topics/", "/providers/", "/archive/2026/02/", "/about/")


def files_with(words: str) -> Files:
    """A site that shows ``words`` wherever a person may write text."""
    image = {
        "url": "/img/icon.svg",
        "width": 100,
        "height": 100,
        "title": words,
        "attribution": words,
    }
    provider = {"name": words, "authors": [{"name": words}], "images": [image]}
    return {
        "site.yaml": config(title=f"T {words}", description=words, author=words),
        "content/news/x.md": dump(
            {
                "title": words,
                "excerpt": words,
                "publishedDateTime": "2026-02-01T10:00:00Z",
                "webUrl": "https://harbourpost.example/x?a='b'&c=(d)",
                "provider": provider,
                "topics": [words],
                "tags": [words],
                "categories": [words],
                "type": words,
                "locale": "de",
                "images": [image],
                "related": [
                    related(
                        words, "https://quaytimes.example/'x'", words, excerpt=words, type=words
                    )
                ],
            }
        ),
        "content/topics/sea.md": note("", title=f"Sea {words}", aliases=[words]),
        "content/pages/about.md": note("About.", title=words, description=words),
    }


def skeleton(site: Site, url: str) -> Counter[tuple[str, ...]]:
    """How many elements of each name, and with which attributes, a page has."""
    tree = LexborHTMLParser(site.html(url))
    assert tree.root is not None
    nodes = tree.root.traverse(include_text=False)
    return Counter((node.tag or "", *sorted(node.attributes)) for node in nodes)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_page_has_the_elements_of_one_with_harmless_words(tmp_path: Path, payload: str) -> None:
    """With as many words: the same text of another outlet is told from eight on."""
    words = " ".join(["Harmless"] * len(re.findall(r"\w+", payload)) or ["Harmless"])
    harmless = build_site(tmp_path / "harmless", files_with(words))
    site = build_site(tmp_path / "hostile", files_with(payload))
    assert site.report.published == 1
    for url in URLS:
        assert skeleton(site, url) == skeleton(harmless, url), url
    providers = [page for page in site.pages() if page.startswith("/providers/")]
    assert len(providers) == 3
    assert site.lost_links() == []


@pytest.mark.parametrize("payload", PAYLOADS)
def test_words_are_shown_as_they_were_written(tmp_path: Path, payload: str) -> None:
    site = build_site(tmp_path, files_with(payload))
    words = " ".join(payload.split())
    for selector in ("h1", ".article-head__standfirst", ".related-item > h3 a", ".figure__words"):
        assert site.text("/news/x/", selector) == words
    assert site.texts("/providers/", ".provider-row__name") == [words, words]
    alt = site.attribute("/news/x/", ".figure img", "alt") or ""
    assert " ".join(alt.split()) == words


def test_body_keeps_what_is_harmless_and_nothing_else(tmp_path: Path) -> None:
    body = """
Hello <script>alert(1)</script><b onclick="alert(1)">bold</b>

[click](javascript:alert(1)) [data](data:text/html,x) [v](vbscript:x) [j](JaVaScRiPt:alert(1))

<a href="java&#10;script:alert(1)">split</a> <a href="https://ok.example/" onclick="x" target="_top"
style="color:red">fine</a>

<img src=x onerror=alert(1)> <img src="https://img.example/y.png" style="x" srcset="z">

<iframe src="https://evil.example/"></iframe><form action="/x"><input name="q"></form>

<style>body { display: none }</style><svg onload="alert(1)"><a xlink:href="javascript:x">s</a></svg>

<div id="content" class="masthead">taken</div><math><mtext><script>x</script></mtext></math>

<base href="https://evil.example/"><meta http-equiv="refresh" content="0; url=//evil.example">
"""
    site = build_site(tmp_path, {"content/news/x.md": record("X", body=body)})
    inside = site.one("/news/x/", ".prose")
    nodes = list(inside.traverse(include_text=False))[1:]
    allowed = {"p", "b", "a", "img", "div"}
    assert {node.tag for node in nodes} <= allowed
    for node in nodes:
        for name, value in node.attributes.items():
            assert name in {"href", "src", "rel", "loading", "decoding", "referrerpolicy"}
            assert not (value or "").lower().startswith(("javascript", "java", "data", "vbscript"))
    assert site.links("/news/x/", ".prose a[href]") == ["https://ok.example/"]
    assert site.attribute("/news/x/", ".prose a[href]", "rel") == "noopener nofollow"
    assert len(site.all("/news/x/", "#content")) == 1
    assert site.all("/news/x/", "base") == []


def test_description_of_a_topic_is_plain_text(tmp_path: Path) -> None:
    body = "<script>alert(1)</script>\n\nUp <img src=x onerror=alert(1)> & *down* &lt;b&gt;"
    files = {
        "content/news/x.md": record("X", topics=["Sea"]),
        "content/topics/sea.md": note(body, title="Sea"),
    }
    site = build_site(tmp_path, files)
    intro = site.one("/topics/sea/", ".page-head__intro")
    assert intro.css("*") == [intro]
    assert intro.text().split() == ["Up", "&", "down", "<b>"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("webUrl", "javascript:alert(1)"),
        ("webUrl", "JAVASCRIPT://harbourpost.example/%0aalert(1)"),
        ("webUrl", "data:text/html,<script>alert(1)</script>"),
        ("webUrl", 'https://harbourpost.example/"onmouseover="alert(1)'),
        ("webUrl", "https://harbourpost.example/<script>"),
        ("webUrl", "https://"),
        ("webUrl", "//harbourpost.example/x"),
        ("webUrl", "https://harbour\npost.example/"),
        ("originalUrl", "file:///etc/passwd"),
        ("ampWebUrl", "javascript:alert(1)"),
        ("images", [{"url": "javascript:alert(1)", "width": 1, "height": 1}]),
        ("images", [{"url": "data:image/svg+xml,<svg onload=x>", "width": 1, "height": 1}]),
        ("images", [{"url": "../../../etc/passwd", "width": 1, "height": 1}]),
        ("images", [{"url": 'x.png" onerror="alert(1)', "width": 1, "height": 1}]),
    ],
)
def test_address_that_is_none_keeps_its_record_out(tmp_path: Path, field: str, value: Any) -> None:
    site = build_site(tmp_path, {"content/news/x.md": record("X", **{field: value})})
    assert site.report.published == 0
    assert [problem.severity for problem in site.problems] == ["error"]
    assert site.problems[0].field.startswith(field)


def test_domain_of_a_provider_cannot_be_made_into_another_link(tmp_path: Path) -> None:
    names = ['evil.example/"><script>', "javascript:alert(1)", "user@evil.example:80/x y", "../.."]
    files = {
        f"content/news/x{number}.md": record(
            f"X{number}", provider={"name": f"Outlet {number}", "domain": domain}
        )
        for number, domain in enumerate(names)
    }
    site = build_site(tmp_path, files)
    for page in site.pages():
        for link in site.links(page, ".provider-head__site a"):
            assert link == "https://evil.example/"
    assert site.lost_links() == []
