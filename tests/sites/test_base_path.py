"""Under a base path such as /news/ every link of the site leads to a file of the site."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.checks import check_site
from site_gen.cli.options import read_only_contents
from site_gen.options import Stopwatch
from tests.sites.site import ORIGIN, Files, Site, build_site, config, days, note, record, related

BASES = ["/", "/news/", "/~someone/a%20b/"]


def everything(base: str) -> Files:
    """A site with a page of every kind."""
    image = {"url": "img/icon.svg", "width": 10, "height": 10}
    other = {"url": "/img/icon.svg", "width": 10, "height": 10}
    return {
        "site.yaml": config(base_url=ORIGIN + base, pagination={"page_size": 2}),
        **days(6, topics=["Tides", "海"], images=[image]),
        "content/news/rich é.md": record(
            "Rich",
            body="[On](/topics/tides/) ![x](/img/icon.svg)",
            images=[other],
            related=[related("Also", "https://quaytimes.example/a", images=[image])],
        ),
        "content/pages/about.md": note("[Home](/), [404](/404.html)", title="About"),
        "content/topics/tides.md": note("Up and down.", title="Tides", parent="海"),
    }


@pytest.mark.parametrize("base", BASES)
def test_every_link_stays_under_the_base_path_and_leads_to_a_file(
    tmp_path: Path, base: str
) -> None:
    site = build_site(tmp_path, everything(base))
    assert site.problems == ()
    assert site.lost_links(ORIGIN + base) == []
    inside = [link for link in all_links(site) if link.startswith("/")]
    assert len(inside) > 200
    assert {link for link in inside if not link.startswith(base)} == set()


@pytest.mark.parametrize("base", BASES)
def test_check_agrees_that_no_link_is_broken(tmp_path: Path, base: str) -> None:
    options = build_site(tmp_path, everything(base)).options
    with read_only_contents(options, Stopwatch()) as contents:
        assert check_site(options, contents, Stopwatch()).problems == ()


def test_base_path_changes_links_but_no_file_name(tmp_path: Path) -> None:
    root = build_site(tmp_path / "root", everything("/"))
    below = build_site(tmp_path / "below", everything("/news/"))
    assert root.pages() == below.pages()
    assert root.files().keys() == below.files().keys()


def test_base_url_of_the_command_replaces_that_of_the_file(tmp_path: Path) -> None:
    site = build_site(tmp_path, everything("/news/"), base_url="https://other.example/x")
    assert site.lost_links("https://other.example/x/") == []
    assert site.links("/", "link[rel=canonical]") == ["https://other.example/x/"]
    assert site.links("/", ".masthead__home") == ["/x/"]


@pytest.mark.parametrize("base", BASES)
def test_absolute_addresses_of_pages_are_their_own(tmp_path: Path, base: str) -> None:
    site = build_site(tmp_path, everything(base))
    for page in site.pages():
        if site.all(page, "meta[http-equiv=refresh]"):
            continue
        (canonical,) = site.links(page, "link[rel=canonical]")
        assert canonical == ORIGIN + base + page[1:]


def all_links(site: Site) -> list[str]:
    nodes = [node for page in site.pages() for node in site.all(page, "[href], [src]")]
    return [node.attributes.get("href") or node.attributes.get("src") or "" for node in nodes]
