"""docs/fetching.md: commands print what the page shows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from datetime import timedelta

import pytest

from site_gen import cli
from site_gen.fetch.http.failures import bad_status
from tests.docs.reading import blocks, read
from tests.fetch.fetch_site import LEDGER, NOON, FetchSite, item

PAGE = "docs/fetching.md"
RADIO = "https://islandradio.example/news/rss"


def without_times(text: str) -> list[str]:
    """The lines without seconds and the width of columns."""
    lines = re.sub(r"in \d\.\d s", "in # s", text).splitlines()
    return [re.sub(r" {2,}", "  ", line) for line in lines]


def noon(site: FetchSite) -> None:
    """Two providers have news."""
    hour = timedelta(hours=1)
    ferry = item("night-ferry-sails-again", published_at=NOON - hour)
    site.set_feed(ferry, item("harbour-board-buys-a-crane", published_at=NOON - 2 * hour))
    back = item("night-ferry-is-back", links=("https://islandradio.example/back",))
    site.set_feed(back, url=RADIO, title="Island Radio", link="https://islandradio.example/")


def one_o_clock(site: FetchSite) -> None:
    """One has news, and the feed of the other is missing."""
    site.now = NOON + timedelta(hours=1)
    site.set_feed(
        item("fog", published_at=NOON), item("wind", published_at=NOON - timedelta(hours=1))
    )
    site.set_feed(item("fog", published_at=NOON))
    site.feeds[RADIO] = bad_status(404, None).failure


SCENES: tuple[Callable[[FetchSite], None], ...] = (noon, one_o_clock)


def test_commands_print_what_the_page_shows(
    site: FetchSite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (sources,) = blocks(read(PAGE), "yaml")
    text = f"title: The Quay\nbase_url: https://quay.example/\n{sources}"
    (site.folder / "site.yaml").write_text(text, encoding="utf-8")
    assert LEDGER in text
    assert RADIO in text
    monkeypatch.chdir(site.folder)
    monkeypatch.setattr("site_gen.cli.fetch.clock", lambda: site.now)
    shown = blocks(read(PAGE), "console")
    for scene, block in zip(SCENES, shown, strict=True):
        scene(site)
        for part in block.removeprefix("$ ").split("\n$ "):
            command, _, lines = part.partition("\n")
            cli.run(shlex.split(command)[3:])
            said = capsys.readouterr()
            assert without_times(said.out + said.err) == without_times(lines)
