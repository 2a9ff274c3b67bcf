"""--minify: fewer bytes, the same pages."""

from __future__ import annotations

import builtins
from pathlib import Path
from typing import Any

import pytest

from site_gen import cli
from tests.sites.site import Site, build_site, days, note, record, write_files

FILES = {
    **days(3, topics=["Tides"]),
    "content/news/rich.md": record("Rich", body="# Head\n\n    code  kept\n\n[a](/latest/)"),
    "content/pages/about.md": note("Text with  two  spaces.", title="About"),
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Site, Site]:
    """The same site, plain and minified."""
    plain = build_site(tmp_path_factory.mktemp("plain"), FILES)
    return plain, build_site(tmp_path_factory.mktemp("small"), FILES, minify=True)


def facts(site: Site, page: str) -> tuple[list[tuple[str | None, str | None]], list[str], str]:
    nodes = site.all(page, "[href], [src], [id]")
    links = [
        (node.attributes.get("href") or node.attributes.get("src"), node.attributes.get("id"))
        for node in nodes
    ]
    headings = site.texts(page, "h1, h2, h3")
    return links, headings, site.text(page, "title")


def test_every_page_is_smaller_and_says_the_same(sites: tuple[Site, Site]) -> None:
    plain, small = sites
    assert plain.pages() == small.pages()
    for page in plain.pages():
        assert len(small.html(page)) < len(plain.html(page)), page
        assert facts(small, page) == facts(plain, page), page
        assert small.html(page).lower().startswith("<!doctype html>")


def test_preformatted_text_keeps_its_spaces(sites: tuple[Site, Site]) -> None:
    for site in sites:
        assert site.one("/news/rich/", ".prose pre").text() == "code  kept\n"


def test_files_that_are_no_pages_stay_as_they_are(sites: tuple[Site, Site]) -> None:
    plain, small = (
        {path: data for path, data in site.files().items() if not path.endswith(".html")}
        for site in sites
    )
    assert plain == small


def test_missing_package_is_told_with_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(tmp_path, FILES)
    real = builtins.__import__

    def without(name: str, *arguments: Any, **named: Any) -> Any:
        if name == "minify_html":
            raise ImportError(name)
        return real(name, *arguments, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    status = cli.run(["build", "--minify", "--config", str(tmp_path / "site.yaml")])
    err = capsys.readouterr().err
    assert status == 2
    assert "needs the package minify-html" in err
    assert "pip install 'site-gen[minify]'" in err
    assert not (tmp_path / "_site").exists()
