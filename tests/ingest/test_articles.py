"""Whose an article is, where the feed is of a service that looks for articles."""

from __future__ import annotations

import pytest

from site_gen.fetch.types import FeedProvider
from tests.ingest.newsstand import LEDGER, Newsstand, item

COUNTED = "https://search.example/url?url=https%3A%2F%2Fislandradio.example%2Fback"
LINKS = ("https://islandradio.example/back", COUNTED)


def test_alert_has_articles_of_many_providers(stand: Newsstand) -> None:
    stand.says(item(links=LINKS), title="Alert - ferry", link="")
    stand.run()
    fields = stand.fields()
    assert fields["originalUrl"] == LINKS[0]
    assert fields["provider"] == {"name": "islandradio.example", "domain": "islandradio.example"}


@pytest.mark.parametrize(
    ("provider", "link", "links", "name"),
    [
        ({"name": "My radio"}, "", LINKS, "My radio"),
        ({}, "https://islandradio.example/", LINKS, "Feed"),
        ({}, "", LINKS[:1], "Feed"),
        ({}, "", ("https://islandradio.example/back", "https://other.example/"), "Feed"),
    ],
)
def test_other_feeds_are_of_whom_they_say(
    stand: Newsstand, provider: dict[str, str], link: str, links: tuple[str, ...], name: str
) -> None:
    stand.urls = [{"url": LEDGER, "provider": provider}]
    stand.says(item(links=links), title="Feed", link=link)
    stand.run()
    assert stand.fields()["provider"]["name"] == name


def test_provider_that_an_entry_tells_has_its_article(stand: Newsstand) -> None:
    radio = FeedProvider("Island Radio", "https://islandradio.example/back")
    stand.says(item(links=LINKS, provider=radio), title="Search", link="")
    stand.run()
    assert stand.fields()["provider"] == {"name": "Island Radio", "domain": "islandradio.example"}


@pytest.mark.parametrize(
    ("links", "domain"),
    [
        (
            ["https://islandradio.example/a", "https://www.islandradio.example/b"],
            "islandradio.example",
        ),
        (["https://islandradio.example/a", "https://other.example/b"], "harbourledger.example"),
    ],
)
def test_feed_that_names_no_site_has_no_other_providers_domain(
    stand: Newsstand, links: list[str], domain: str
) -> None:
    stand.says(*[item(link[-1], links=(link,)) for link in links], title="Links", link="")
    stand.run()
    domains = {stand.fields(path)["provider"]["domain"] for path in stand.paths}
    assert domains == {domain}


def test_host_that_sends_a_providers_feed_is_not_its_domain(stand: Newsstand) -> None:
    radio = FeedProvider("Island Radio", "https://feeds.feedburner.com/islandradio")
    stand.says(item(links=LINKS[:1], provider=radio), title="Planet")
    stand.run()
    assert stand.fields()["provider"] == {"name": "Island Radio", "domain": "islandradio.example"}
