"""Providers of articles in feeds of news searches and alerts."""

from __future__ import annotations

import pytest

from site_gen.fetch.types import FeedProvider
from tests.fetch.fetch_site import LEDGER, FetchSite, item

COUNTED = "https://search.example/url?url=https%3A%2F%2Fislandradio.example%2Fback"
LINKS = ("https://islandradio.example/back", COUNTED)


def test_alert_has_articles_of_many_providers(site: FetchSite) -> None:
    site.set_feed(item(links=LINKS), title="Alert - ferry", link="")
    site.run()
    fields = site.fields()
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
def test_provider_of_other_feeds_is_the_configured_or_the_feeds(
    site: FetchSite, provider: dict[str, str], link: str, links: tuple[str, ...], name: str
) -> None:
    site.urls = [{"url": LEDGER, "provider": provider}]
    site.set_feed(item(links=links), title="Feed", link=link)
    site.run()
    assert site.fields()["provider"]["name"] == name


def test_provider_in_an_entry_is_used(site: FetchSite) -> None:
    radio = FeedProvider("Island Radio", "https://islandradio.example/back")
    site.set_feed(item(links=LINKS, provider=radio), title="Search", link="")
    site.run()
    assert site.fields()["provider"] == {"name": "Island Radio", "domain": "islandradio.example"}


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
def test_domain_of_a_feed_without_a_link(site: FetchSite, links: list[str], domain: str) -> None:
    site.set_feed(*[item(link[-1], links=(link,)) for link in links], title="Links", link="")
    site.run()
    domains = {site.fields(path)["provider"]["domain"] for path in site.paths}
    assert domains == {domain}


def test_host_of_a_feed_service_is_not_the_domain(site: FetchSite) -> None:
    radio = FeedProvider("Island Radio", "https://feeds.feedburner.com/islandradio")
    site.set_feed(item(links=LINKS[:1], provider=radio), title="Planet")
    site.run()
    assert site.fields()["provider"] == {"name": "Island Radio", "domain": "islandradio.example"}
