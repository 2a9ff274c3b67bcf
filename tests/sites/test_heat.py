"""Heat that is computed changes with the story of a record, though its file does not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sites.site import Files, Site, build_site, config, days, note, provider, record

QUAY = provider("Quay Times", "quaytimes.example")
MOLE = provider("The Mole")


def told(title: str, hour: int, **fields: Any) -> str:
    return record(title, f"2026-02-20T{hour:02}:00:00Z", story="ferry", **fields)


OLD: Files = {
    "site.yaml": config(pagination={"page_size": 3}),
    **days(20),
    "content/news/first.md": told("Ferry sails", 8),
    "content/news/second.md": told("Ferry is back", 10, provider=QUAY),
}
NEWS: dict[str, Files] = {
    "another outlet joins the story": {"content/news/new.md": told("Seen", 12, provider=MOLE)},
    "an editor says how hot it is": {"content/news/first.md": told("Ferry sails", 8, heat=70)},
    "an editor takes it out of the ranking": {
        "content/news/second.md": told("Ferry is back", 10, provider=QUAY, heat=-1)
    },
    "another half-life": {"site.yaml": config(ranking={"half_life_hours": 2})},
    "two outlets are one": {
        "content/providers/quaytimes.example.md": note(name="Quay", aliases=["harbourpost.example"])
    },
}


def heats(site: Site) -> dict[str, int]:
    """Record id → heat, as the records' own documents of the mirror tell it."""
    found = {}
    for path in site.root.glob("api/news/*/index.json"):
        document = json.loads(path.read_bytes())
        found[document["id"]] = document["heat"]
    return found


@pytest.mark.parametrize("name", NEWS)
def test_update_has_the_heat_of_a_clean_build(tmp_path: Path, name: str) -> None:
    before = build_site(tmp_path / "site", OLD)
    old = heats(before)
    assert (old["first"], old["second"], old["d01"]) == (9, 9, 0)
    updated = build_site(tmp_path / "site", {**OLD, **NEWS[name]})
    clean = build_site(tmp_path / "clean", {**OLD, **NEWS[name]})
    assert heats(updated) != old
    assert updated.files() == clean.files()


def test_provider_that_joins_a_story_makes_no_other_article_anew(tmp_path: Path) -> None:
    before = build_site(tmp_path, OLD).files()
    site = build_site(tmp_path, {**OLD, **NEWS["another outlet joins the story"]})
    after = site.files()
    assert heats(site) | {"new": 18, "first": 18, "second": 19} == heats(site)
    changed = {path for path in before if after.get(path) != before[path]}
    assert {"api/news/first/index.json", "api/news/second/index.json"} <= changed
    assert not any(path.startswith(("news/d", "api/news/d", "api/news/page/")) for path in changed)
    assert site.report.reused["files"] > len(after) / 2
