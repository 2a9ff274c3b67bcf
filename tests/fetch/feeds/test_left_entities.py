"""Entities that are left in a feed's texts: no record has any, unless it is about them."""

from __future__ import annotations

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.entities import escape_levels
from site_gen.fetch.types import FeedItem
from tests.fetch.feeds.samples import parse, rss


def item_of(text: str) -> FeedItem:
    (item,) = parse(rss(text)).items
    return item


@pytest.mark.parametrize(
    ("source", "title"),
    [
        ("Fish &amp;amp;amp; chips", "Fish & chips"),
        ("Fish &amp;amp;amp;amp; chips", "Fish & chips"),
        ("&amp;amp;quot;Ferry&amp;amp;quot; sails", '"Ferry" sails'),
        ("F&amp;amp;auml;hre", "Fähre"),
        ("Night&amp;amp;nbsp;ferry", "Night ferry"),
        ("Writing &amp;amp;amp; in HTML", "Writing &amp; in HTML"),
        ("What &amp;amp;nbsp; is for", "What &nbsp; is for"),
    ],
)
def test_title_has_no_entity_unless_it_is_about_it(source: str, title: str) -> None:
    assert item_of(f"<title>{source}</title>").title == title


def test_all_texts_of_an_entry_are_decoded() -> None:
    name = "Oar &amp;amp;amp; Sail"
    item = item_of(
        f"<title>{name}</title><description>{name}, again.</description><author>{name}</author>"
        f"<category>{name}</category><source url='https://oar.example/feed'>{name}</source>"
        f"<media:content xmlns:media='http://search.yahoo.com/mrss/' medium='image' "
        f"url='https://oar.example/a.jpg'><media:title>{name}</media:title></media:content>"
    )
    assert (item.title, item.excerpt) == ("Oar & Sail", "Oar & Sail, again.")
    assert (item.authors, item.categories) == (("Oar & Sail",), ("Oar & Sail",))
    assert item.picture
    assert item.picture.title == "Oar & Sail"


def test_name_of_the_feed_and_of_an_entry_s_provider_are_decoded() -> None:
    feed = parse(
        "<rss><channel><title>Oar &amp;amp;amp; Sail</title><link>https://oar.example/</link>"
        "<item><title>Ferry</title><source url='https://tarn.example/feed'>"
        "Tarn &amp;amp;amp; Weir</source></item></channel></rss>"
    )
    assert feed.title == "Oar & Sail"
    assert feed.items[0].provider
    assert feed.items[0].provider.name == "Tarn & Weir"


def test_excerpt_speaks_for_the_title() -> None:
    item = item_of(
        "<title>When to write &amp;amp;amp;</title><description>On HTML and XML.</description>"
    )
    assert item.title == "When to write &amp;"


def test_entity_is_not_cut_in_the_middle() -> None:
    words = "Oar &amp;amp;amp; Sail " * 100
    item = item_of(f"<title>T</title><description>{words}</description>")
    assert item.excerpt == ("Oar & Sail " * 50)[:500].rpartition(" ")[0] + "…"


PIECES = st.lists(
    st.sampled_from(
        "& &amp; &amp;amp; amp; # #39; &#39; &quot; &nbsp; &lt; &gt; < > ` HTML a é <b> </b> "
        "&lt;b&gt; &lt;/b&gt; &lt;p&gt; &amp;lt;p&amp;gt; &#128; &#8203; _".split()
    ),
    max_size=10,
).map(lambda pieces: html.escape("".join(pieces).replace("_", " ")))


@settings(max_examples=200, deadline=None)
@given(PIECES, PIECES)
def test_build_finds_nothing_to_decode_in_what_fetch_wrote(title: str, text: str) -> None:
    for item in parse(rss(f"<title>{title}</title><description>{text}</description>")).items:
        article = f"{item.title} {item.excerpt}"
        assert escape_levels(item.title, article) == 0
        assert escape_levels(item.excerpt, article) == 0
