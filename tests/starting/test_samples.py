"""The samples of a new site: what they show, and that they stay small and harmless."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from site_gen.starter import new_site
from site_gen.starter.samples import sample_files
from tests.sites.site import NOW, Site, build_site, read_folder

SAMPLES = dict(sample_files(NOW))
RECORDS = {path: text for path, text in SAMPLES.items() if path.startswith("content/samples/")}
DRAWINGS = {path: text for path, text in SAMPLES.items() if path.endswith(".svg")}
STORIES = {
    "2026-03-01-night-ferry": {"2026-03-01-ferry-is-back", "2026-03-01-piano-on-deck"},
    "2026-02-28-counted-from-the-air": {"2026-02-28-seal-pups"},
    "2026-02-27-gull-point-lighthouse": {"2026-02-27-relit-lamp"},
}
"""The first record of each story, and its others."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site that is built from a new folder."""
    folder = tmp_path_factory.mktemp("site")
    new_site(folder, now=NOW)
    return build_site(folder, read_folder(folder), strict=True)


def test_records_are_three_stories_and_one_alone(site: Site) -> None:
    assert (site.report.read, site.report.published, site.problems) == (8, 8, ())
    listed = json.loads(site.path("/api/stories/index.json").read_text())["value"]
    assert {story["id"]: {*story["articles"]} - {story["id"]} for story in listed} == STORIES


def test_front_page_shows_each_story_and_the_record_alone(site: Site) -> None:
    shown = set(site.links("/", "a"))
    for first, others in STORIES.items():
        assert shown & {f"/news/{record}/" for record in {first, *others}}
    assert "/news/2026-02-28-fish-market/" in shown


def test_pages_link_to_the_others_of_their_story(site: Site) -> None:
    for first, others in STORIES.items():
        linked = set(site.links(f"/news/{first}/", "a"))
        assert linked >= {f"/news/{record}/" for record in others}


def test_story_of_several_outlets_has_full_coverage(site: Site) -> None:
    outlets = " ".join(site.texts("/news/2026-03-01-night-ferry/", ".full-coverage"))
    for name in ("Harbour Ledger", "Island Radio", "North Light", "The Ropewalk"):
        assert name in outlets


def test_topics_have_a_note(site: Site) -> None:
    for topic, words in (("harbour", "once a piano"), ("coast", "Sandbanks")):
        assert words in " ".join(site.texts(f"/topics/{topic}/", "main"))


@pytest.mark.parametrize("hour", range(24))
def test_times_are_past_and_known_at_any_hour(hour: int) -> None:
    now = NOW.replace(hour=hour, minute=59)
    texts = "".join(text for _, text in sample_files(now))
    times = re.findall(r"publishedDateTime: (\S+)", texts)
    assert len(times) == 10
    assert max(times) < f"{now:%Y-%m-%dT%H:%M:%SZ}"
    assert min(times) > f"{now - timedelta(days=3):%Y-%m-%dT%H:%M:%SZ}"
    assert not any("T00:00" in time for time in times), "midnight means that the hour is unknown"


def test_file_names_have_the_day_of_the_record() -> None:
    for path, text in RECORDS.items():
        assert f"publishedDateTime: {Path(path).name[:10]}T" in text


def test_each_record_has_a_drawing_of_its_own() -> None:
    shown = [re.findall(r"url: (/img/\S+)", text) for text in RECORDS.values()]
    assert sorted(url for urls in shown for url in urls) == sorted(
        path.removeprefix("static") for path in DRAWINGS
    )
    assert {len(urls) for urls in shown} == {1}


def test_drawings_are_small_and_ask_nothing_of_others() -> None:
    for path, text in DRAWINGS.items():
        assert len(text) < 5_000, path
        assert re.findall(r"https?://[^\"]+", text) == ["http://www.w3.org/2000/svg"]
        assert not re.search(r"<(script|style|image|use|foreignObject)|\bon\w+=|href", text)
        assert 'viewBox="0 0 1200 675"' in text


def test_addresses_are_on_reserved_domains() -> None:
    for path, text in RECORDS.items():
        hosts = re.findall(r"https?://([^/\s]+)/", text)
        assert hosts, path
        assert all(host.endswith(".example") for host in hosts)
