"""Why pages are made, told of each page: ``build --explain-updates``."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from site_gen.build import build
from site_gen.cli import build as command
from site_gen.dependencies import DAY, LIST, MONTH, STORY, item
from site_gen.fingerprint import program_digest
from site_gen.store import Store
from site_gen.update_reasons import _LISTS, _REPLANNED, _describe
from tests.conftest import Run
from tests.sites.site import NOW, Files, build_site, config, news, note, options_for, record

GULLS = record("Gulls are back", "2026-02-10T08:00:00Z", topics=["Gulls"])
SITE: Files = {
    **news(record("Ferry returns", topics=["Tides"]), GULLS),
    "content/topics/gulls.md": note("They *fly*.", title="Gulls"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site that has been built."""
    build_site(tmp_path, SITE)
    return tmp_path


def told(folder: Path, files: Files, **options: Any) -> dict[str, str]:
    """Why pages are made after these files were written."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(str(text), encoding="utf-8")
    return dict(build(options_for(folder, explain_updates=True, **options)).why)


def test_every_page_of_a_new_site_is_new(tmp_path: Path) -> None:
    site = build_site(tmp_path, SITE, explain_updates=True)
    assert set(site.report.why.values()) == {"new"}
    static = site.report.pages["static"]
    assert len(site.report.why) == site.report.written - static


def test_nothing_is_told_unasked_or_where_nothing_was_made(folder: Path) -> None:
    assert told(folder, {}) == {}
    (folder / "content/news/r1.md").write_text(record("Ferry sinks", topics=["Tides"]))
    assert build(options_for(folder)).why == {}
    assert told(folder, {}) == {}


def test_pages_name_the_record_that_has_changed(folder: Path) -> None:
    why = told(folder, {"content/news/r1.md": record("Ferry sinks", topics=["Tides"])})
    assert why["news/r1/index.html"] == "the record r1, or a name that it shows, has changed"
    assert why["topics/tides/index.html"] == "the record r1, or a name that it shows, has changed"
    assert "topics/gulls/index.html" not in why


def test_a_new_record_has_a_new_page(folder: Path) -> None:
    why = told(folder, {"content/news/r3.md": record("Nets mended", topics=["Nets"])})
    assert why["news/r3/index.html"] == "new"
    assert why["topics/index.html"] != "new"
    assert why["sitemap-topic.xml"] == "the pages that it lists have changed"


def test_pages_name_the_note_or_template_that_has_changed(folder: Path) -> None:
    why = told(folder, {"content/topics/gulls.md": note("They *shout*.", title="Gulls")})
    assert why["topics/gulls/index.html"] == "the topic gulls has changed"
    why = told(folder, {"templates/pages/home.html": "<p>Home</p>"})
    assert why == {"index.html": "the template pages/home.html, or one that it uses, has changed"}


def test_the_whole_site_may_be_the_reason(folder: Path) -> None:
    why = told(folder, {"site.yaml": config(title="The Large Gazette")})
    assert set(why.values()) == {_REPLANNED}


def test_a_file_that_was_changed_is_told(folder: Path) -> None:
    why = told(folder, {"_site/index.html": "mine"})
    assert why == {"index.html": "its file was changed or removed"}


def test_time_may_be_the_reason(tmp_path: Path) -> None:
    later = (NOW + timedelta(days=1)).isoformat()
    build_site(tmp_path, {**SITE, "content/news/r3.md": record("Tomorrow", later)})
    why = told(tmp_path, {}, now=NOW + timedelta(days=2))
    assert why["news/r3/index.html"] == "new"


def test_items_in_words() -> None:
    with Store(None) as store:
        assert _describe(store, item(DAY, 20_487)) == "the records of 2026-02-03 have changed"
        assert _describe(store, item(MONTH, 2026 * 12 + 11)) == (
            "the records of 2026-12 have changed"
        )
        assert _describe(store, item(STORY, 5)) == "a story was removed"
        lists = [_describe(store, item(LIST, number)) for number in range(len(_LISTS))]
    assert lists == list(_LISTS.values())


def test_story_is_named_by_its_first_record(folder: Path) -> None:
    with Store(options_for(folder).store, program_digest(), read_only=True) as store:
        number = store.value("SELECT story FROM shown WHERE id = 'r1'")
        assert _describe(store, item(STORY, number)).startswith("the story of r1")


def _written(folder: Path) -> None:
    for name, text in {"site.yaml": config(), **SITE}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(str(text), encoding="utf-8")


@pytest.mark.parametrize("option", ["--explain-updates", "--verbose"])
def test_command_prints_a_line_for_each_page(site_gen: Run, option: str) -> None:
    _written(Path())
    status, out, err = site_gen("build", option)
    assert (status, out) == (0, "")
    assert "news/r1/index.html: new\n" in err
    Path("content/news/r1.md").write_text(record("Ferry sinks", topics=["Tides"]))
    lines = site_gen("build", option)[2].splitlines()
    assert "news/r1/index.html: the record r1, or a name that it shows, has changed" in lines


def test_verbose_does_not_tell_of_many_pages(
    site_gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "_MANY", 3)
    _written(Path())
    assert ": new\n" not in site_gen("build", "--verbose", "--report", "a.json")[2]
    assert json.loads(Path("a.json").read_bytes())["why"] == {}
    Path("_site/index.html").unlink()
    assert "index.html: its file was changed or removed" in site_gen("build", "--verbose")[2]
    assert ": new\n" in site_gen("build", "--full", "--explain-updates")[2]


def test_quiet_does_not_print_it_but_the_report_has_it(site_gen: Run) -> None:
    _written(Path())
    arguments = ("build", "--quiet", "--explain-updates", "--report", "a.json")
    assert site_gen(*arguments) == (0, "", "")
    assert json.loads(Path("a.json").read_bytes())["why"]["news/r1/index.html"] == "new"
