"""The site's own Markdown pages, and the page for wrong addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites.site import ORIGIN, build_site, config, news, note, record

FOOT = ["Top", "Feeds", "Saved articles", "Following"]
"""The links at the foot that every site has."""


def test_markdown_page_has_its_place_its_text_and_a_link_at_the_foot(tmp_path: Path) -> None:
    body = (
        "First *words*.\n\n# A head\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nSee.[^1]\n\n[^1]: Note."
    )
    site = build_site(tmp_path, {"content/pages/about.md": note(body, title="About us")})
    assert site.text("/about/", "h1") == "About us"
    assert site.text("/about/", ".prose h2") == "A head"
    assert site.texts("/about/", ".prose td") == ["1", "2"]
    assert site.links("/about/", ".prose sup a")[0].startswith("#fn")
    assert site.links("/", ".footer__links a") == [
        "/top/",
        "/feeds/",
        "/saved/",
        "/following/",
        "/about/",
    ]
    description = site.attribute("/about/", "meta[name=description]", "content") or ""
    assert description.startswith("First words. A head")
    assert site.lost_links() == []


@pytest.mark.parametrize(
    ("dialect", "nested"),
    [({}, True), ({"markdown": "commonmark"}, True), ({"markdown": "python"}, False)],
)
def test_dialect_is_that_of_every_text_of_the_site(
    tmp_path: Path, dialect: dict[str, str], nested: bool
) -> None:
    body = "- a\n  - b\n"
    files = {
        "content/pages/about.md": note(body, title="About us"),
        "content/topics/boats.md": note("#boats", title="Boats"),
        **news(record("A", body=body, topics=["Boats"])),
    }
    build_site(tmp_path, files)
    site = build_site(tmp_path, {"site.yaml": config(**dialect), **files})
    (article,) = (page for page in site.pages() if page.startswith("/news/"))
    for page in ("/about/", article):
        assert bool(site.all(page, ".prose li li")) == nested
    description = site.attribute("/topics/boats/", "meta[name=description]", "content") or ""
    assert ("#boats" in description) == nested


def test_pages_stand_at_the_foot_in_their_order(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        {
            "content/pages/zebra.md": note("", title="Zebra", order=1),
            "content/pages/beta.md": note("", title="Beta"),
            "content/pages/alpha.md": note("", title="Alpha"),
        },
    )
    assert site.texts("/", ".footer__links a") == [*FOOT, "Zebra", "Alpha", "Beta"]


def test_links_and_pictures_of_pages_lie_under_the_base_path(tmp_path: Path) -> None:
    body = (
        "[Latest](/latest/), [us](/about/#top), [out](https://else.example/x), "
        "![icon](/img/icon.svg), [cdn](//cdn.example/y)"
    )
    files = {
        "site.yaml": config(base_url=f"{ORIGIN}/news/"),
        "content/pages/about.md": note(body, title="About"),
    }
    site = build_site(tmp_path, files)
    assert site.links("/about/", ".prose a") == [
        "/news/latest/",
        "/news/about/#top",
        "https://else.example/x",
        "//cdn.example/y",
    ]
    assert site.attribute("/about/", ".prose img", "src") == "/news/img/icon.svg"


@pytest.mark.parametrize(
    "name",
    ["latest", "topics", "news", "archive", "404", "assets", "Search", "top", "saved", "following"],
)
def test_page_with_the_name_of_a_section_is_refused_with_a_word(tmp_path: Path, name: str) -> None:
    path = f"content/pages/{name}.md"
    site = build_site(tmp_path, {path: note("Mine.", title="Mine"), **news(record("A"))})
    (problem,) = site.problems
    assert (problem.path, problem.severity, problem.code) == (
        f"pages/{name}.md",
        "error",
        "url-taken",
    )
    assert site.texts("/", ".footer__links a") == FOOT


def test_page_named_in_capitals_is_reached_in_small_letters(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/pages/IMPRINT.md": note("Us.", title="Imprint")})
    assert "/imprint/" in site.pages()


@pytest.mark.parametrize("base", ["/", "/news/", "/a/b/"])
def test_page_not_found_works_at_any_depth(tmp_path: Path, base: str) -> None:
    site = build_site(tmp_path, {"site.yaml": config(base_url=ORIGIN + base), **news(record("A"))})
    page = "/404.html"
    links = [link for link in site.links(page, "[href]") if not link.startswith(("http", "#"))]
    # Rooted, so that they mean the same from /news/gone/ as from /x/y/z/.
    assert links
    assert all(link.startswith(base) for link in links)
    assert all((node.attributes["src"] or "").startswith(base) for node in site.all(page, "[src]"))
    assert site.attribute(page, "meta[name=robots]", "content") == "noindex"
    assert site.links(page, ".onward__link") == [
        base,
        f"{base}latest/",
        f"{base}top/",
        f"{base}topics/",
        f"{base}providers/",
        f"{base}archive/",
    ]
    assert site.links(page, ".card-line a, .card__link")[0].startswith(f"{base}news/")
