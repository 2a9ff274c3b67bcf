"""Headlines: removing the provider's name, and comparing them."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.fetch.headlines import compared, without_provider
from tests.fetch.feeds.samples import parse, rss
from tests.fetch.fetch_site import LEDGER, FetchSite, item

NAMES = ("Harbour Ledger", "World | The Cape Post")
SPELLINGS = [
    ("Night ferry", "NIGHT  ferry!"),
    ("Night: ferry?", "Night ferry"),
    ("Night ferry …", "Night ferry"),
    ("Ferry – late again", "Ferry - late again"),
    ("“Ferry” late", '"Ferry" late', "«Ferry» late", "„Ferry“ late"),
    ("It’s late", "It's late", "it`s late"),
    ("Ｆｅｒｒｙ １２", "ferry 12"),
    ("Tonight: -5 °C", "Tonight: −5 °C", "Tonight −5 ℃", "Tonight: –5 °C"),
    ("Winter 2025–26", "Winter 2025-26"),
    ("Ferry ❤", "Ferry ❤️"),
    ("(Video) Ferry", "[Video] Ferry"),
    ("E\u0301tude", "\u00c9tude"),
    ("渡船「晩点」", "渡船 晩点"),
    ("¿Dónde está?", "Dónde está"),
]
ARTICLES = [
    ("C", "C++", "C#", "C*", "C♯"),
    ("5 °C", "−5 °C", "±5 °C", "5 °F", "50 °C"),
    ("Rating A", "Rating A+", "Rating A-", "Rating A*"),
    ("1.5", "1 5", "15", "1:5", "2⁵", "25"),
    (".NET", "NET"),
    ("Up by .5", "Up by 5"),
    ("5′ of fog", "5″ of fog", "5 of fog"),
    ("We're back", "Were back"),
    ("$5", "€5", "5", "5%"),
    ("R&D", "R D", "RD"),
    ("AC/DC", "AC DC"),
    ("½ ton", "¼ ton", "1 ton"),
    ("x²", "x₂", "x2"),
    ("Vote 👍", "Vote 👎", "Vote"),
    ("a < b", "a > b", "a = b", "a ≠ b", "a b"),
    ("आज का दिन", "आज का दान", "आज का दून"),
    ("عَلِمَ", "عُلِمَ", "علم"),
    ("כָּתַב", "כֹּתֵב", "כתב"),
    ("กา", "กำ", "กิ"),
    ("か", "が"),
    ("é", "e", "è"),
    ("#ferry", "ferry", "@ferry"),
    ("Maße", "Masse"),
]


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
def test_provider_is_removed_only_after_a_separator(title: str, headline: str) -> None:
    assert without_provider(title, NAMES) == headline


@pytest.mark.parametrize("provider", [{}, {"name": "Cape Post"}])
def test_record_has_the_headline_without_feed_and_provider(
    site: FetchSite, provider: dict[str, str]
) -> None:
    site.urls = [{"url": LEDGER, "provider": provider}]
    name = provider.get("name", "Harbour Ledger")
    site.set_feed(item(title=f"Tolls rise | {name}"), item("other"))
    site.run()
    assert site.titles == ["Other", "Tolls rise"]


@pytest.mark.parametrize(
    ("other", "first"),
    [("Tolls rise - Cape Post", "Fog Closes Port"), ("Tolls rise", "Fog Closes Port - Weir City")],
    ids=["search", "planet"],
)
def test_name_is_a_headline_if_all_titles_end_with_their_provider(other: str, first: str) -> None:
    titles = {"Weir City": "Fog Closes Port - Weir City", "Cape Post": other}
    body = rss(
        *(
            f"<title>{title}</title><source url='https://{name.split()[0]}.example'>{name}</source>"
            for name, title in titles.items()
        )
    )
    assert [item.title for item in parse(body).items] == [first, "Tolls rise"]


@pytest.mark.parametrize("titles", SPELLINGS, ids=lambda titles: titles[0])
def test_spellings_of_one_headline_are_equal(titles: tuple[str, ...]) -> None:
    assert len(set(map(compared, titles))) == 1


@pytest.mark.parametrize("titles", ARTICLES, ids=lambda titles: titles[0])
def test_signs_with_a_meaning_make_another_headline(titles: tuple[str, ...]) -> None:
    assert len(set(map(compared, titles))) == len(titles)


@given(st.text(min_size=1, max_size=20))
def test_compared_is_idempotent(title: str) -> None:
    assert compared(compared(title)) == compared(title)


@given(st.text(max_size=6), st.characters(categories=["Mn", "Mc", "Sm", "Sc", "Nd", "Lo"]))
def test_no_letter_mark_digit_or_symbol_is_lost(before: str, char: str) -> None:
    """Except variation selectors."""
    kept = compared(f"{before} x{char}x")
    usual = unicodedata.normalize("NFKC", char).lower()
    if unicodedata.name(char, "").startswith("VARIATION SELECTOR-1"):
        return
    assert kept != compared(f"{before} xx") or not usual.strip()


def test_headline_of_punctuation_alone_is_unchanged() -> None:
    assert compared("?!") != compared("!?")
