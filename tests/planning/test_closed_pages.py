"""Closed pages of lists keep their addresses and bytes when records are added."""

from __future__ import annotations

import re

import pytest

from site_gen.model import Record
from tests.planning.sites import plan, render, site_of
from tests.records import hours_ago, record, related

FRONTS = ("/latest/", "/topics/ai/", "/providers/harbourpost.example/")


def news(number: int) -> Record:
    """The ``number``-th record; a few are on the same day."""
    entry = related(f"https://q.example/{number}", published_at=hours_ago(-20 * number))
    return record(
        f"r{number:03}",
        hours_ago(-7 * number),
        provider="Harbour Post",
        domain="harbourpost.example",
        topics=("AI", f"Topic {number % 2}"),
        heat=number % 5,
        quality=number % 7,
        related=(entry,) if number % 3 else (),
    )


def numbered(pages: dict[str, bytes]) -> dict[str, bytes]:
    """Numbered pages of lists, without redirects."""
    return {
        url: data for url, data in pages.items() if "/page/" in url and b"has moved" not in data
    }


@pytest.mark.parametrize("length", range(4, 14))
def test_newer_record_changes_no_byte_of_a_closed_page(length: int) -> None:
    before = numbered(render(map(news, range(length))))
    after = render(map(news, range(length + 1)))
    assert {url: after[url] for url in before} == before


def test_many_newer_records_change_no_byte_of_a_closed_page() -> None:
    before = numbered(render(map(news, range(9))))
    assert {"/latest/page/1/", "/latest/page/2/", "/topics/ai/page/2/"} <= set(before)
    newer = [
        record(f"n{n}", hours_ago(-200 - n), topics=("ai", "Harbours"), provider=f"Outlet {n % 4}")
        for n in range(25)
    ]
    after = render([*map(news, range(9)), *newer])
    assert {url: after[url] for url in before} == before


@pytest.mark.parametrize("length", range(14))
@pytest.mark.parametrize("front", FRONTS)
def test_next_page_number_redirects_to_the_front_if_there_are_closed_pages(
    length: int, front: str
) -> None:
    pages = plan(site_of(*map(news, range(length))))
    full = max(0, length // 3 - 1)
    shown = {url: page for url, page in pages.items() if url.startswith(f"{front}page/")}
    redirects = [url for url, page in shown.items() if page.kind == "redirect"]
    assert redirects == ([f"{front}page/{full + 1}/"] if full else [])
    assert set(shown) - set(redirects) == {f"{front}page/{n}/" for n in range(1, full + 1)}


def test_closed_page_links_to_newer_and_older_pages_that_exist() -> None:
    pages = render(map(news, range(14)))
    for url, data in numbered(pages).items():
        for href in re.findall(rb'href="/news(/[^"]*/page/\d+/)"', data):
            assert href.decode() in pages, f"{url} links to {href!r}"
    second = pages["/latest/page/2/"].decode()
    assert 'href="/news/latest/page/3/" rel="prev"' in second
    assert 'href="/news/latest/page/1/" rel="next"' in second


def test_redirect_to_the_front_is_not_indexed() -> None:
    html = render(map(news, range(6)))["/latest/page/2/"].decode()
    assert '<meta http-equiv="refresh" content="0; url=/news/latest/">' in html
    assert '<meta name="robots" content="noindex">' in html


def test_list_of_one_page_has_no_pager() -> None:
    html = render(map(news, range(5)))["/latest/"].decode()
    assert "/page/" not in html


def chapter(number: int, part: int, *, hours: float = 0) -> Record:
    """One of the articles of a story; all of a story name one article of another outlet."""
    shared = related(f"https://q.example/story/{number}", published_at=hours_ago(-20 * number))
    return record(
        f"s{number:02}-{part}",
        hours_ago(-20 * number - part - hours),
        provider=f"Outlet {part}",
        topics=("AI", f"Topic {part}"),
        heat=part,
        related=(shared,),
    )


def chapters(stories: int) -> list[Record]:
    return [chapter(number, part) for number in range(stories) for part in range(1 + number % 3)]


@pytest.mark.parametrize("stories", range(6, 12))
def test_newer_story_changes_no_byte_of_a_closed_page_of_stories(stories: int) -> None:
    before = numbered(render(chapters(stories)))
    assert "/topics/ai/page/1/" in before
    after = render(chapters(stories + 1))
    assert {url: after[url] for url in before} == before


def test_newer_article_of_a_story_changes_only_pages_that_show_the_story() -> None:
    records, newer = chapters(12), chapter(11, 7, hours=10)
    before, after = render(records), render([*records, newer])
    of_story = {f"/news/s11-{part}/" for part in range(3)}
    of_story |= {f"/api{url}index.json" for url in of_story}
    changed = {url for url in before if after[url] != before[url]}
    # The story itself, and fronts, which show what is new.
    assert of_story <= changed
    inner = re.compile(r".*/page/|/(?:api/)?news/[^/]+/")
    fronts = {url for url in changed - of_story if not inner.match(url)}
    assert changed == of_story | fronts
    closed = numbered(before)
    assert {url: after[url] for url in closed} == closed


def test_changed_story_on_a_closed_page_changes_only_that_page_of_the_list() -> None:
    records = chapters(12)
    html = render(records)["/topics/ai/page/2/"].decode()
    assert 'href="/news/news/s05-2/"' in html
    before, after = render(records), render([*records, chapter(5, 7, hours=10)])
    lists = [url for url in before if re.fullmatch("/topics/ai/(page/[0-9]+/)?", url)]
    assert sorted(url for url in lists if after[url] != before[url]) == [
        "/topics/ai/",  # how many articles there are
        "/topics/ai/page/2/",
    ]
