"""Headlines without the outlet's name, which pages and searches for news add to them."""

from __future__ import annotations

import pytest

from site_gen.fetch.headlines import without_provider
from tests.ingest.feeds.samples import parse, rss
from tests.ingest.newsstand import LEDGER, Newsstand, item

NAMES = ("Harbour Ledger", "World | The Cape Post")


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("Tolls rise - Harbour Ledger", "Tolls rise"),
        ("Tolls rise | HARBOUR LEDGER", "Tolls rise"),
        ("Tolls rise — Harbour Ledger", "Tolls rise"),
        ("Tolls rise|Harbour Ledger", "Tolls rise"),
        ("Tolls rise | World | The Cape Post", "Tolls rise"),
        ("Why we love the Harbour Ledger", "Why we love the Harbour Ledger"),
        ("Sold: Harbour Ledger", "Sold: Harbour Ledger"),
        ("Ex-Harbour Ledger", "Ex-Harbour Ledger"),
        ("Harbour Ledger", "Harbour Ledger"),
        ("- Harbour Ledger", "- Harbour Ledger"),
    ],
)
def test_only_a_provider_after_a_sign_goes(title: str, headline: str) -> None:
    assert without_provider(title, NAMES) == headline


@pytest.mark.parametrize("provider", [{}, {"name": "Cape Post"}])
def test_record_has_the_headline_without_feed_and_provider(
    stand: Newsstand, provider: dict[str, str]
) -> None:
    stand.urls = [{"url": LEDGER, "provider": provider}]
    name = provider.get("name", "Harbour Ledger")
    stand.says(item(title=f"Tolls rise | {name}"), item("other"))
    stand.run()
    assert stand.titles == ["Other", "Tolls rise"]


@pytest.mark.parametrize(
    ("other", "first"),
    [("Tolls rise - Cape Post", "Fog Closes Port"), ("Tolls rise", "Fog Closes Port - Weir City")],
    ids=["search", "planet"],
)
def test_headline_that_may_be_a_name_is_one_where_all_titles_end_with_their_providers(
    other: str, first: str
) -> None:
    titles = {"Weir City": "Fog Closes Port - Weir City", "Cape Post": other}
    body = rss(
        *(
            f"<title>{title}</title><source url='https://{name.split()[0]}.example'>{name}</source>"
            for name, title in titles.items()
        )
    )
    assert [item.title for item in parse(body).items] == [first, "Tolls rise"]
