"""Pages that are told before the site is built are those that the build then makes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from site_gen.build import build
from site_gen.config import load_config
from site_gen.errors import ConfigError, TemplateError
from site_gen.newsroom import read_newsroom
from site_gen.serve.glimpse import Glimpse, Glimpser
from tests.sites.site import (
    Files,
    config,
    days,
    note,
    options_for,
    provider,
    read_folder,
    record,
    related,
    write_files,
)

FERRY: dict[str, Any] = {
    "webUrl": "https://harbourpost.example/ferry",
    "topics": ["Ferries"],
    "related": [related("The ferry is back", "https://quaytimes.example/ferry")],
}
SITE: Files = {
    **days(4, topics=["Ferries"]),
    "content/news/ferry.md": record("Ferry returns", "2026-02-01T08:00:00Z", **FERRY),
    "content/news/other.md": record(
        "Lamp lit", "2026-02-02T08:00:00Z", provider=provider("Quay Times", "quaytimes.example")
    ),
    "content/pages/about.md": note("Who we are.", title="About"),
    "content/topics/ferries.md": note("All that floats.", title="Ferries"),
}
URLS = (
    "/",
    "/latest/",
    "/news/ferry/",
    "/news/other/",
    "/topics/",
    "/topics/ferries/",
    "/providers/",
    "/providers/harbourpost.example/",
    "/archive/",
    "/archive/2026/02/01/",
    "/about/",
    "/404.html",
)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_files(tmp_path, SITE)
    build(options_for(tmp_path))
    return tmp_path


def knowing(site: Path) -> Glimpser:
    """One that has learned what the last build knew."""
    options = options_for(site)
    glimpser = Glimpser(options, load_config(options.config))
    glimpser.learn(options)
    return glimpser


def glimpsed(glimpser: Glimpser, *urls: str) -> Glimpse:
    return glimpser.glimpse(urls, searched=False)


def write(site: Path, path: str, text: str) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text)


REWORDED = record("Ferry stays", "2026-02-01T08:00:00Z", "More of it.", excerpt="New.", **FERRY)


@pytest.mark.parametrize(
    ("path", "text", "changed"),
    [
        ("content/news/ferry.md", REWORDED, "/news/ferry/ / /latest/ /topics/ferries/"),
        ("content/pages/about.md", note("Who we were.", title="About"), "/about/"),
        ("content/pages/about.md", note("Who we are.", title="Us"), "/about/ / /404.html"),
        ("site.yaml", config(title="The Large Gazette"), "/ /latest/ /news/other/ /404.html"),
        ("site.yaml", config(pagination={"page_size": 2}), "/latest/"),
        ("templates/components/footer.html", "{% macro footer(site) %}Foot{% endmacro %}", "/"),
        ("static/js/own.js", "let own;", "/ /404.html"),
        ("static/css/own.css", "p{}", "/ /404.html"),
    ],
)
def test_glimpse_is_what_the_build_makes_of_it(
    site: Path, path: str, text: str, changed: str
) -> None:
    glimpser = knowing(site)
    before = read_folder(site / "_site")
    write(site, path, text)
    if path.startswith("content/"):
        assert glimpser.read(path.removeprefix("content/")) == ()
    glimpse = glimpsed(glimpser, *URLS)
    build(options_for(site))
    after = read_folder(site / "_site")
    assert {name: after[name] for name in glimpse.files} == glimpse.files
    assert len(glimpse.files) == len(URLS) + 2  # and the two in assets/
    for url in changed.split():
        name = url[1:] + ("index.html" if url.endswith("/") else "")
        assert glimpse.files[name] != before.get(name)
    assert after[glimpse.css]


@pytest.mark.parametrize(
    "text",
    [
        record("Ferry returns", "2026-02-01T08:00:00Z", topics=["Ships"]),
        record("Ferry returns", "2026-02-09T08:00:00Z", **FERRY),
        record("Ferry returns", "2026-02-01T08:00:00Z", published=False, **FERRY),
        record("Ferry returns", "2026-02-01T08:00:00Z", provider=provider("Pier"), **FERRY),
    ],
    ids=["topics", "time", "published", "outlet"],
)
def test_what_touches_other_records_is_left_to_the_build(site: Path, text: str) -> None:
    glimpser = knowing(site)
    before = glimpsed(glimpser, *URLS)
    write(site, "content/news/ferry.md", text)
    assert glimpser.read("news/ferry.md") == ()
    assert glimpsed(glimpser, *URLS) == before


def test_new_record_is_left_to_the_build(site: Path) -> None:
    glimpser = knowing(site)
    write(site, "content/news/new.md", record("New"))
    assert glimpser.read("news/new.md") == ()
    assert "news/new/index.html" not in glimpsed(glimpser, "/news/new/").files


def test_errors_of_a_file_are_told_and_its_page_stays(site: Path) -> None:
    glimpser = knowing(site)
    before = glimpsed(glimpser, "/news/ferry/")
    write(site, "content/news/ferry.md", REWORDED.replace("title:", "titel:"))
    (problem,) = glimpser.read("news/ferry.md")
    assert (problem.message, problem.path) == ("title is missing", "news/ferry.md")
    assert glimpsed(glimpser, "/news/ferry/") == before


def test_file_with_errors_says_what_it_said_before(site: Path) -> None:
    glimpser = knowing(site)
    write(site, "content/news/ferry.md", REWORDED)
    glimpser.read("news/ferry.md")
    before = glimpsed(glimpser, *URLS)
    write(site, "content/news/ferry.md", REWORDED.replace("title:", "titel:"))
    glimpser.read("news/ferry.md")
    assert glimpsed(glimpser, *URLS) == before
    glimpser.learn(options_for(site))
    assert glimpsed(glimpser, *URLS) == before
    write(site, "content/news/ferry.md", REWORDED)
    glimpser.learn(options_for(site))
    assert glimpser.edits == {}
    assert glimpsed(glimpser, *URLS) == before


def test_two_files_of_one_address_are_no_errors_of_the_files(site: Path) -> None:
    """Or nothing would be learned any more."""
    glimpser = knowing(site)
    write(site, "content/a/ferry.md", record("Ferry sinks"))
    glimpser.learn(options_for(site))
    assert b"Ferry sinks" in glimpsed(glimpser, "/news/ferry/").files["news/ferry/index.html"]


@pytest.mark.parametrize("path", ["topics/ferries.md", "pages/about.md", "providers/x.md"])
def test_notes_are_read_by_their_own_rules(site: Path, path: str) -> None:
    glimpser = knowing(site)
    write(site, f"content/{path}", "---\nimages: 3\ntitle: [\n---\n")
    assert [problem.path for problem in glimpser.read(path)] == [path]


def test_files_without_errors_are_fine(site: Path) -> None:
    write(site, "content/news/bad.md", "nothing")
    fine = knowing(site).fine
    assert "news/bad.md" not in fine
    assert {"news/ferry.md", "topics/ferries.md", "pages/about.md"} <= fine


@pytest.mark.parametrize("path", ["news/ferry.md", "pages/about.md"])
def test_edits_are_forgotten_once_they_are_known(site: Path, path: str) -> None:
    glimpser = knowing(site)
    text = REWORDED if path.startswith("news") else note("Else.", title="About")
    write(site, f"content/{path}", text)
    glimpser.read(path)
    assert path in glimpser.edits
    glimpser.learn(options_for(site))
    assert glimpser.edits == {}


def test_edit_that_comes_while_it_learns_is_kept(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    glimpser = knowing(site)

    def slowly(*given: Any) -> object:
        found = read_newsroom(*given)
        write(site, "content/news/ferry.md", REWORDED)
        glimpser.read("news/ferry.md")
        return found

    monkeypatch.setattr("site_gen.serve.glimpse.read_newsroom", slowly)
    glimpser.learn(options_for(site))
    assert b"Ferry stays" in glimpsed(glimpser, "/news/ferry/").files["news/ferry/index.html"]


def test_forgotten_file_is_as_the_last_build_had_it(site: Path) -> None:
    glimpser = knowing(site)
    before = glimpsed(glimpser, "/news/ferry/")
    write(site, "content/news/ferry.md", REWORDED)
    glimpser.read("news/ferry.md")
    glimpser.forget("news/ferry.md")
    assert glimpsed(glimpser, "/news/ferry/") == before


@pytest.mark.parametrize("url", ["/nothing/", "/news/nothing/", "/feed.xml", "/latest", "//", "/x"])
def test_address_without_a_page_has_no_glimpse(site: Path, url: str) -> None:
    assert [name for name in glimpsed(knowing(site), url).files if "assets/" not in name] == []


def test_broken_configuration_and_template_are_told(site: Path) -> None:
    glimpser = knowing(site)
    write(site, "templates/components/footer.html", "{% macro %}")
    with pytest.raises(TemplateError, match=r"footer\.html:1"):
        glimpsed(glimpser, "/")
    write(site, "site.yaml", "titel: x")
    with pytest.raises(ConfigError, match="titel"):
        glimpsed(glimpser, "/")


def test_static_files_are_read_again_only_if_they_changed(site: Path) -> None:
    glimpser = knowing(site)
    before = glimpsed(glimpser, "/")
    write(site, "static/css/own.css", "p{}")
    assert glimpsed(glimpser, "/") == before
    glimpser.forget_static()
    assert glimpsed(glimpser, "/").css != before.css


def test_cache_of_the_builds_is_left_alone(site: Path) -> None:
    before = read_folder(site / ".site_gen_cache")
    write(site, "content/news/ferry.md", REWORDED)
    glimpser = knowing(site)
    glimpser.read("news/ferry.md")
    glimpsed(glimpser, *URLS)
    assert read_folder(site / ".site_gen_cache") == before
