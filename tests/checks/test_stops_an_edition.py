"""Which problems stop an edition that is published unattended."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from site_gen.checks import stops_an_edition
from site_gen.checks.problems import TOLERATED_ERRORS
from site_gen.model import Problem, Severity
from site_gen.options import Options
from tests.checks.broken import SITE, built, check, edit_output, write_output
from tests.docs.test_checking import SOURCES, codes
from tests.sites.site import Files, build_site, config, days, note, record


def stopping(options: Options) -> set[str]:
    """The codes of the problems that stop an edition."""
    return {problem.code for problem in check(options).problems if stops_an_edition(problem)}


def found_codes(options: Options) -> set[str]:
    return {problem.code for problem in check(options).problems}


BAD_LINKS = """[a](/nowhere/) [b](/latest/#none) [c](here/) <a href=" /latest/">d</a> [e](/LATEST/)
![f](/img/none.png) [g](https://gazette.example/news/none/)"""
NO_PICTURE = [{"url": "/no.png", "width": 4, "height": 3}]


@pytest.mark.parametrize(
    "files",
    [
        {"content/news/a.md": record("A", body=BAD_LINKS, topics=["Tides"])},
        {"content/news/a.md": record("A", webUrl="https://gazette.example/news/no/")},
        {"content/news/a.md": record("A", images=NO_PICTURE)},
        {**days(1, topics=["A"]), "content/topics/a.md": note(title="A", images=NO_PICTURE)},
        {"content/pages/about.md": note(BAD_LINKS, title="About")},
    ],
    ids=["body", "address", "picture", "topic", "page"],
)
def test_broken_links_of_one_text_stop_no_edition(tmp_path: Path, files: Files) -> None:
    base = {"site.yaml": config(base_url="https://gazette.example/news/")}
    options = built(tmp_path, {**base, **files})
    assert found_codes(options) == {"broken-link"}
    assert stopping(options) == set()


def test_corrected_address_of_one_article_stops_no_edition(tmp_path: Path) -> None:
    build_site(tmp_path, {"content/news/a.md": record("A")})
    corrected = record("A", webUrl="https://harbourpost.example/corrected")
    options = build_site(tmp_path, {"content/news/a.md": corrected}).options
    assert found_codes(options) == {"feed-id-changed"}
    assert stopping(options) == set()


@pytest.mark.parametrize("gone", ["news/rich/index.html", "topics/index.html", "feed.xml"])
def test_missing_file_that_a_build_would_make_stops_it(tmp_path: Path, gone: str) -> None:
    options = built(tmp_path)
    (options.folder / gone).unlink()
    assert found_codes(options) == {"missing-file", "out-of-date"}
    assert stopping(options) == {"missing-file"}


def test_broken_link_on_every_page_stops_it(tmp_path: Path) -> None:
    footer = "{% macro footer(site) %}<footer><a href='/imprint/'>Who</a></footer>{% endmacro %}"
    options = built(tmp_path, {**SITE, "templates/components/footer.html": footer})
    assert found_codes(options) == {"broken-link", "broken-frame"}
    assert stopping(options) == {"broken-frame"}


@pytest.mark.parametrize("base_url", ["https://gazette.example/news/", "https://gazette.example/"])
def test_folder_built_for_another_base_path_stops_it(tmp_path: Path, base_url: str) -> None:
    other = "https://gazette.example/elsewhere/"
    site = config(base_url=other, sitemaps=False, mirror=False)
    options = build_site(tmp_path, {"site.yaml": site, **days(2)}, base_url=base_url).options
    (tmp_path / "site.yaml").write_text(config(base_url=other, sitemaps=False), encoding="utf-8")
    assert "broken-frame" in stopping(msgspec.structs.replace(options, base_url=None))


def test_unreadable_feeds_and_json_stop_it(tmp_path: Path) -> None:
    options = built(tmp_path)
    write_output(options, "feed.json", "{")
    edit_output(options, "feed.xml", "</feed>", "")
    edit_output(options, "sitemap.xml", "https://gazette.example/", "https://gazette.example/no/")
    assert {"bad-json", "bad-xml", "broken-link"} <= found_codes(options)
    assert {"bad-json", "bad-xml"} <= stopping(options)


def test_warnings_do_not_stop_it_but_unknown_errors_do() -> None:
    assert stops_an_edition(Problem("/", "x", Severity.ERROR, "something-new"))
    assert not stops_an_edition(Problem("/", "x", Severity.WARNING, "out-of-date"))


def test_tolerated_codes_exist() -> None:
    assert {code for path in SOURCES for code in codes(path)} >= TOLERATED_ERRORS
