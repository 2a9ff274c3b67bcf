"""Copies, times that are not known and clocks that are ahead, on pages and after updates."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from site_gen.build import build
from site_gen.instants import rfc3339
from tests.sites.site import (
    NOW,
    Files,
    Site,
    build_site,
    config,
    options_for,
    provider,
    read_folder,
    record,
    related,
    write_files,
)

AHEAD = NOW + timedelta(hours=2)
TEXT = (
    "The ferry Tern lost its port engine two miles off Quillon on Tuesday and drifted for three "
    "hours before a tug brought all 214 passengers back to the harbour."
)
MONDAY, TUESDAY = "2026-02-02", "2026-02-03"


def entry(outlet: str, at: str, excerpt: str = "", **fields: Any) -> dict[str, Any]:
    host = f"https://{outlet.lower()}.example/ferry"
    times = {"publishedDateTime": at} if at else {}
    return related(f"{outlet} on the Tern", host, outlet, excerpt=excerpt, **times, **fields)


def article(outlet: str, at: str, **fields: Any) -> str:
    usual = {
        "provider": provider(outlet),
        "story": "tern",
        "excerpt": f"What {outlet} says.",
        **fields,
    }
    return record(f"{outlet} and the ferry", f"{TUESDAY}T{at}:00Z", **usual)


FILES: Files = {
    "site.yaml": config(),
    "content/news/own.md": article(
        "Own",
        "08:00",
        related=[
            entry("Copy", f"{TUESDAY}T10:00:00Z", TEXT),
            entry("Dated", TUESDAY),
            entry("Silent", ""),
            entry("Ahead", rfc3339(AHEAD)),
        ],
    ),
    "content/news/wire.md": article("Wire", "09:00", excerpt=TEXT),
    "content/news/changed.md": article("Changed", "12:00", timeKnown=False),
    "content/news/late.md": article("Late", "11:00", excerpt="A diver has looked at the wreck."),
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return build_site(tmp_path / "site", FILES)


def update(site: Site, changes: Files, now: datetime = NOW) -> Site:
    """The site of ``FILES`` with these changes after a build at ``now``, which equals one from
    nothing. A file that is empty is removed."""
    folder = site.options.site
    write_files(folder, {name: text for name, text in {**FILES, **changes}.items() if text})
    options = options_for(folder, now=now)
    built = Site(options, build(options))
    clean = folder.with_name("clean")
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(folder, clean, ignore=shutil.ignore_patterns("_site", ".site_gen_cache"))
    build(options_for(clean, now=now))
    assert read_folder(clean / "_site") == read_folder(site.root)
    return built


def rows(site: Site, page: str = "own") -> dict[str, str]:
    """Outlet → what its row says of its time, its delay and its text, in the order of time."""
    items = site.all(f"/news/{page}/", ".full-coverage .related-item")
    items.sort(key=lambda item: int(item.attributes["data-place"] or 0))
    lines = [node.text().split() for item in items for node in item.css(".byline")]
    return {name: " ".join(rest) for name, *rest in lines}


def test_only_texts_of_their_own_at_known_times_have_delays(site: Site) -> None:
    assert list(rows(site).items()) == [
        ("Own", "08:00 First"),
        ("Wire", "09:00 +1 h"),
        ("Copy", "10:00 same text as Wire"),
        ("Late", "11:00 +3 h"),
        ("Dated", "3 Feb"),
        ("Changed", "3 Feb"),
        ("Ahead", ""),
        ("Silent", ""),
    ]
    assert site.text("/news/wire/", ".coverage-summary").endswith("this is the 2nd")


def test_page_of_a_copy_says_whose_text_it_is(tmp_path: Path) -> None:
    files = {**FILES, "content/news/copy.md": article("Copied", "10:30", excerpt=TEXT)}
    site = build_site(tmp_path / "site", files)
    assert rows(site, "copy")["Copied"] == "10:30 same text as Wire"
    summary = site.text("/news/copy/", ".coverage-summary")
    assert summary.endswith("first: Own, 08:00 · same text as Wire")


def test_texts_of_an_agency_are_told(tmp_path: Path) -> None:
    files = {
        **FILES,
        "content/news/wire.md": article("Wire", "09:00", excerpt=f"QUILLON (AFP) - {TEXT}"),
        "content/news/other.md": article("Other", "13:00", excerpt="QUILLON (AFP) - Divers."),
    }
    site = build_site(tmp_path / "site", files)
    assert rows(site)["Other"] == "13:00 same agency as Wire"
    assert rows(site)["Copy"] == "10:00 same text as Wire"


def test_page_of_an_outlet_counts_no_copies(site: Site) -> None:
    slugs = {path.split("/")[2] for path in site.pages() if path.startswith("/providers/")}
    with_pace = {slug for slug in slugs if slug and site.all(f"/providers/{slug}/", ".pace")}
    assert with_pace == {"own", "wire", "late"}


UPDATES: dict[str, Files] = {
    "the first text changes": {"content/news/wire.md": article("Wire", "09:00")},
    "the first text leaves": {"content/news/wire.md": article("Wire", "09:00", story="other")},
    "the first text is removed": {"content/news/wire.md": ""},
    "a copy joins": {"content/news/more.md": article("More", "09:30", excerpt=TEXT)},
    "an earlier copy joins": {"content/news/more.md": article("More", "07:00", excerpt=TEXT)},
    "its time becomes known": {"content/news/changed.md": article("Changed", "12:00")},
    "the first time is one of a change": {
        "content/news/own.md": article("Own", "08:00", timeKnown=False)
    },
    "an agency is named": {
        "content/news/late.md": article("Late", "11:00", excerpt="QUILLON (AP) - Divers."),
        "content/news/wire.md": article("Wire", "09:00", excerpt=f"QUILLON (AP) - {TEXT}"),
    },
    "an article of yesterday joins": {
        "content/news/own.md": article("Own", "08:00", related=[entry("Dated", MONDAY)])
    },
}


@pytest.mark.parametrize("files", UPDATES.values(), ids=list(UPDATES))
def test_update_equals_a_build_from_nothing(site: Site, files: Files) -> None:
    before = rows(site)
    assert rows(update(site, files)) != before
    assert rows(update(site, {})) == before


def test_time_that_comes_changes_pages_without_a_new_record(site: Site) -> None:
    before = rows(site)
    still = update(site, {}, now=AHEAD - timedelta(seconds=1))
    assert not still.report.written, "nothing has come"
    come = rows(update(site, {}, now=AHEAD))
    assert come["Ahead"].startswith("1 Mar")
    assert {**come, "Ahead": ""}.keys() == before.keys()
    assert come["Own"] == "08:00 First"
    assert rows(update(site, {}, now=NOW)) == before
