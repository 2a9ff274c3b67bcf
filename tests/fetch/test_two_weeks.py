"""Hourly runs neither lose nor duplicate articles of feeds with similar entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import pytest

from site_gen.fetch.types import FeedItem
from tests.fetch.fetch_site import NOON, FetchSite

LISTED = 8
"""Entries of a feed at a time."""


class Desk(NamedTuple):
    """A provider, and what it publishes each hour."""

    url: str
    title: str
    link: str
    every: int
    """Hours between two articles."""
    name: str = ""
    """Its source in the configuration."""
    headline: str = "Report {n}"
    address: str = "{link}{n}"
    id: str = "{n}"

    def entry(self, n: int, at: datetime, hour: int) -> FeedItem:
        """An article; its address has another tracking parameter each hour."""
        words = {"n": n, "link": self.link, "sign": SIGNS[n % len(SIGNS)]}
        address = self.address.format(**words)
        way = "&" if "?" in address else "?"
        return FeedItem(
            title=self.headline.format(**words),
            id=self.id.format(**words),
            links=(f"{address}{way}utm_source=feed{hour % 3}",),
            excerpt=f"What {self.title} says of {n}.",
            published_at=at,
        )

    @property
    def source(self) -> dict[str, Any]:
        return {"url": self.url, **({"provider": {"name": self.name}} if self.name else {})}


SIGNS = ("C", "C++", "C#", "5 °C", "−5 °C", "दिन", "दान", "👍", "👎")
DESKS = (
    Desk("https://videos.example/a", "Harbour Cam", "https://videos.example/channel/A", 5,
         address="https://videos.example/watch?v=a{n}"),
    Desk("https://videos.example/b", "Cooking", "https://videos.example/channel/B", 7,
         name="Bo's kitchen", address="https://videos.example/watch?v=b{n}"),
    Desk("https://code.example/tern", "Releases of tern", "https://code.example/ada/tern/", 24,
         headline="v1.{n}.0", id="tag:code.example,2026:tern/{n}"),
    Desk("https://code.example/skua", "Releases of skua", "https://code.example/ada/skua/", 24,
         headline="v1.{n}.0", id="tag:code.example,2026:skua/{n}"),
    Desk("https://github.com/ada/gull.atom", "Releases of gull", "https://github.com/ada/gull/", 24,
         headline="v2.{n}", id="tag:github.com,2026:1/{n}"),
    Desk("https://github.com/bo/gull.atom", "Releases of gull", "https://github.com/bo/gull/", 24,
         headline="v2.{n}", id="tag:github.com,2026:2/{n}"),
    Desk("https://status.example/feed", "Status", "https://status.example/", 11,
         headline="Ferry radar down", address="{link}", id="incident-{n}"),
    Desk("https://tools.example/feed", "Tools", "https://tools.example/changes", 13,
         headline="Crane 1.{n} is out", address="{link}#v{n}", id="https://tools.example/changes#{n}"),
    Desk("https://ledger.example/feed", "Ledger", "https://ledger.example/", 2,
         headline="What is new: {sign}", id="https://ledger.example/?p={n}"),
    Desk("https://radio.example/feed", "Radio", "https://radio.example/", 1,
         headline="News of the hour", id="bulletin-{n}"),
    Desk("https://cape.example/feed", "Cape Post", "https://cape.example/", 3,
         headline="The weather", id=""),
    Desk("https://weir.example/feed", "Weir", "https://weir.example/", 4, id="post"),
    Desk("https://social.example/@a.rss", "News bot", "https://social.example/@a", 6,
         headline="Good morning", address="{link}/{n}", id="{link}/{n}"),
    Desk("https://social.example/@b.rss", "News bot", "https://social.example/@b", 6,
         headline="Good morning", address="{link}/{n}", id="{link}/{n}"),
)  # fmt: skip


def hours_of(desk: Desk, hour: int) -> range:
    """The hours of the articles that the feed lists; two at the beginning."""
    last = hour // desk.every + 1
    return range(max(0, last + 1 - LISTED), last + 1)


def entries(desk: Desk, hour: int) -> Iterator[FeedItem]:
    for n in reversed(hours_of(desk, hour)):
        yield desk.entry(n, NOON + timedelta(hours=(n - 1) * desk.every), hour)


def play(site: FetchSite, hours: int, lost: int) -> None:
    """Run every hour; in every ``lost``-th run the cache is missing."""
    site.urls = [desk.source for desk in DESKS]
    for hour in range(hours):
        for desk in DESKS:
            site.set_feed(*entries(desk, hour), url=desk.url, title=desk.title, link=desk.link)
        if hour % lost == lost - 1:
            (site.folder / ".site_gen_cache" / "fetch").unlink()
        site.run(hours=min(hour, 1))


def expected(hours: int) -> list[tuple[str, str, str]]:
    """Provider, headline and excerpt of each article."""
    return sorted(
        (desk.name or desk.title, entry.title, entry.excerpt)
        for desk in DESKS
        for n in range(hours_of(desk, hours - 1)[-1] + 1)
        for entry in [desk.entry(n, NOON, 0)]
    )


def written(site: FetchSite) -> list[tuple[str, str, str]]:
    found = map(site.fields, site.paths)
    return sorted((each["provider"]["name"], each["title"], each["excerpt"]) for each in found)


@pytest.mark.parametrize(
    ("hours", "lost"), [(30, 7), pytest.param(14 * 24, 25, marks=pytest.mark.slow)]
)
def test_every_article_has_one_record(site: FetchSite, hours: int, lost: int) -> None:
    play(site, hours, lost)
    assert written(site) == expected(hours)
    before = site.files
    site.run(hours=1)
    assert site.files == before
