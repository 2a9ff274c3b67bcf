"""The indexes of outlets and feeds: filing by letter, the busiest, pages of letters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace

from site_gen.config import SiteConfig
from site_gen.config.types import FeedFormats, Feeds
from site_gen.i18n.language import Language
from site_gen.i18n.unicode_collation import UnicodeCollation
from site_gen.model import Record
from site_gen.plan import filing
from site_gen.plan.feed_views import FeedGroup
from site_gen.plan.letter_pages import page_label
from site_gen.plan.provider_views import ProviderGroup
from site_gen.plan.views import Link
from tests.planning.sites import SMALL, Planned, plan, site_of
from tests.records import hours_ago, record

ENGLISH = filing.filing_in("en")


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("The Quay", "Q"),
        ("A Lantern", "L"),
        ("Le Rivage", "R"),
        ("L’Écluse", "E"),
        ("L'Ancre", "A"),
        ("El Faro", "F"),
        ("Los Muelles", "M"),
        ("Gli Scogli", "S"),
        ("Die Woge", "W"),
        ("Het Anker", "A"),
        ("Al-Marsa", "M"),
        ("المرسى", "م"),
        ("The", "T"),
        ("Die", "D"),
        ("Theatre Notes", "T"),
        ("Las Vegas Lantern", "L"),
        ("Ørebladet", "O"),
        ("Łódka", "L"),
        ("“Quoted”", "Q"),
        ("Якорь", "Я"),
        ("Άγκυρα", "Α"),
        ("潮騒ジャーナル", "漢"),
        ("カモメ新聞", "かな"),
        ("한바다", "한글"),
        ("24 Knots", "#"),
        ("🚀", "#"),
        ("", "#"),
    ],
)
def test_letter_of_a_name(name: str, letter: str) -> None:
    assert ENGLISH.letter(name) == letter


def test_han_characters_are_named_in_the_script_of_the_language() -> None:
    assert UnicodeCollation("zh-Hans").letter("东海晚报") == "汉"
    assert UnicodeCollation("zh-TW").letter("東海晚報") == "漢"
    assert UnicodeCollation("ja").letter("東海夕刊") == "漢"


def test_other_scripts_follow_latin_and_digits_come_last() -> None:
    names = ["24 Knots", "Якорь", "The Zenith", "潮騒", "Anker", "Åre", "Áncora", "Бриз"]
    grouped = ENGLISH.by_letter(names, str)
    assert [letter for letter, _ in grouped] == ["A", "Z", "Б", "Я", "漢", "#"]
    assert grouped[0][1] == ["Áncora", "Anker", "Åre"]


def test_ids_of_letters_are_ascii() -> None:
    assert [filing.anchor_of(letter) for letter in ("Q", "Я", "かな", "#")] == [
        "letter-q",
        "letter-42f",
        "letter-304b",
        "letter-other",
    ]


def records(outlets: int) -> Iterator[Record]:
    """Records of so many outlets with names under six letters; two of the last."""
    for number in range(outlets):
        name = f"{'ABCDEЖ'[number % 6]}nker {number}"
        yield record(f"r{number}", hours_ago(number), provider=name, topics=("Tides",))
    yield record("again", hours_ago(1), provider=name)


def pages_of(outlets: int, config: SiteConfig = SMALL) -> dict[str, Planned]:
    return plan(site_of(*records(outlets), config=config))


SMALL_SITE = pages_of(filing.MANY)
ONE_PAGE = pages_of(filing.SPLIT)
SPLIT_SITE = pages_of(filing.SPLIT + 1)


def rows(page: Planned) -> list[str]:
    """Names of outlets on a page of the index."""
    groups: tuple[ProviderGroup, ...] = page.prepare()["groups"]
    return [row.provider.name for group in groups for row in group.rows]


def test_index_of_few_outlets_is_only_a_list() -> None:
    data = SMALL_SITE["/providers/"].prepare()
    assert len(rows(SMALL_SITE["/providers/"])) == filing.MANY
    assert (data["letters"], data["busiest"], data["filtered"]) == ((), (), False)


def test_index_on_one_page_has_links_to_letters_and_the_busiest() -> None:
    data = ONE_PAGE["/providers/"].prepare()
    assert len(rows(ONE_PAGE["/providers/"])) == filing.SPLIT
    assert data["letters"][0] == Link("A", "#letter-a")
    assert data["letters"][-1] == Link("Ж", "#letter-416")
    assert data["busiest"][0].count == 2
    assert (data["filtered"], data["split"]) == (True, False)
    assert "/providers/page/a/" not in ONE_PAGE


def test_index_of_more_outlets_has_a_page_for_each_letter() -> None:
    data = SPLIT_SITE["/providers/"].prepare()
    assert data["letters"][0] == Link("A", "/news/providers/page/a/")
    assert data["letters"][-1] == Link("Other", "/news/providers/page/other/")
    assert [group.initial for group in data["groups"]] == ["Busiest"]
    assert data["split"]
    letters = [url for url in SPLIT_SITE if url.startswith("/providers/page/")]
    assert letters == [f"/providers/page/{letter}/" for letter in (*"abcde", "other")]
    names = [name for url in letters for name in rows(SPLIT_SITE[url])]
    assert len(set(names)) == len(names) == filing.SPLIT + 1
    other = SPLIT_SITE["/providers/page/other/"].prepare()
    assert other["letters"][-1] == Link("Other")
    assert [crumb.label for crumb in other["crumbs"]][1:] == ["Outlets", "Outlets: Other"]


def feed_rows(page: Planned) -> dict[str, int]:
    groups: tuple[FeedGroup, ...] = page.prepare()["groups"]
    return {group.label: len(group.rows) for group in groups}


def test_page_of_feeds_is_split_with_its_rows() -> None:
    assert feed_rows(SMALL_SITE["/feeds/"]) == {"Everything": 2, "Topics": 1, "Outlets": 20}
    assert feed_rows(SPLIT_SITE["/feeds/"]) == {"Everything": 2, "Topics": 1, "Outlets": 0}
    letters = [url for url in SPLIT_SITE if url.startswith("/feeds/page/")]
    assert sum(feed_rows(SPLIT_SITE[url])["Outlets"] for url in letters) == filing.SPLIT + 1
    *_, outlets = SPLIT_SITE["/feeds/"].prepare()["groups"]
    assert outlets.letters[0] == Link("A", "/news/feeds/page/a/")


def test_page_of_feeds_has_links_to_the_letters_of_its_outlets() -> None:
    config = replace(SMALL, feeds=Feeds(formats=FeedFormats(topics=())))
    *_, outlets = pages_of(filing.SPLIT, config)["/feeds/"].prepare()["groups"]
    assert outlets.letters[0] == Link("A", "#letter-a")
    anchors = [row.anchor for row in outlets.rows if row.anchor]
    assert anchors == [link.href[1:] for link in outlets.letters]


def test_page_of_feeds_without_feeds_of_outlets_is_not_split() -> None:
    config = replace(SMALL, feeds=Feeds(formats=FeedFormats(providers=())))
    pages = pages_of(filing.SPLIT + 1, config)
    assert not [url for url in pages if url.startswith("/feeds/page/")]
    assert "/providers/page/a/" in pages


def test_letters_of_the_site_s_own_script_come_first_and_have_pages() -> None:
    files = filing.filing_in("ru")
    assert files.pages_of(["Anker", "Якорь", "潮騒", "Бриз", "Ørsta"]) == [
        *("411", "42f", "a", "o"),
        filing.OTHER_PAGE,
    ]
    assert page_label(Language(), "42f") == "Я"
