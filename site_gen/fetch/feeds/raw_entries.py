"""An entry as its format says it, and the item that it becomes: the same for all formats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from site_gen.fetch.feeds.dates import Dates
from site_gen.fetch.feeds.excerpt_boilerplate import TAIL, bare, without_litter, without_short_codes
from site_gen.fetch.feeds.html_text import HtmlText, plain
from site_gen.fetch.feeds.links import is_absolute
from site_gen.fetch.feeds.one_line import CUT, balanced, cut
from site_gen.fetch.feeds.pictures import chosen
from site_gen.fetch.headlines import without_provider
from site_gen.fetch.types import FeedItem, FeedPicture, FeedProvider, Notice

TITLE_LENGTH = 300
"""Letters of a title; the longest headline seen in records has 131."""
_FIRST_WORDS = 100
"""Letters of an excerpt that stand for a title."""
_LONGEST_ID = 2048
_LOOKED_THROUGH = 4
"""How many excerpts' worth of a text are folded before it is cut."""


class RawEntry(msgspec.Struct, kw_only=True):
    """What an entry says, in the format's own order; addresses are absolute already."""

    titles: list[HtmlText] = []
    texts: list[HtmlText] = []
    """Where an excerpt may be found: summaries first, then contents."""
    id: str = ""
    links: list[str] = []
    published: list[str] = []
    updated: list[str] = []
    categories: list[HtmlText] = []
    authors: list[HtmlText] = []
    feed_authors: list[HtmlText] = []
    """Those of the feed, where the entry is its own."""
    from_elsewhere: bool = False
    """Whether it was taken from another feed."""
    pictures: list[list[FeedPicture | None]] = []
    """Groups of pictures, those that are meant for the entry most of all first."""
    provider: FeedProvider | None = None


def dates_of(drafts: Iterable[RawEntry], head: Iterable[str], language: str) -> Dates:
    """What reads the dates of a feed with these entries; ``head`` are the feed's own."""
    told = [[*draft.published, *draft.updated] for draft in drafts]
    others = [text for texts in told for text in texts[1:]]
    return Dates([texts[0] for texts in told if texts], others, head=head, language=language)


def titles_name_providers(drafts: Iterable[RawEntry]) -> bool:
    """Whether all titles end with their outlets' names, as searches for news write them."""
    told = [(draft.titles, draft.provider.name) for draft in drafts if draft.provider]
    ends = (plain(title, title=True).endswith(name) for titles, name in told for title in titles)
    return len(told) > 1 and all(ends)


def item(
    draft: RawEntry,
    excerpt_length: int,
    logos: frozenset[str],
    dates: Dates,
    *,
    named: bool = False,
) -> FeedItem | None:
    """The item that an entry becomes; None if it has neither a title nor a link.

    One without a title takes the first words of its excerpt, which is none if it says no more; or
    else its address. ``named``: titles end with their outlets' names.
    """
    title = next(filter(None, (plain(text, title=True) for text in draft.titles)), "")
    title = cut(title, TITLE_LENGTH)
    links = tuple(dict.fromkeys(filter(None, draft.links)))
    excerpt = _excerpt(draft.texts, title, excerpt_length)
    if not title:
        title = cut(excerpt, _FIRST_WORDS) or _as_title(links)
        excerpt = "" if excerpt == title else excerpt
    if not title:
        return None
    told = _provider(draft.provider, title)
    published, doubt = _first_date(draft.published, dates)
    updated, other = _first_date(draft.updated, dates)
    notice = doubt if published or not updated else other
    return FeedItem(
        title=without_provider(title, [told.name] if told else [], certain=named),
        id=_id(draft.id),
        links=links,
        excerpt=excerpt,
        published_at=published,
        updated_at=updated,
        notice=notice or (None if published else other),
        categories=tuple(_names(draft.categories, addresses=False)),
        picture=chosen(draft.pictures, draft.texts, logos),
        authors=people(draft.authors) or people(draft.feed_authors),
        provider=told,
    )


def people(texts: Iterable[HtmlText]) -> tuple[str, ...]:
    """Names of people, each once, without their addresses."""
    return tuple(_names(_person(text) for text in texts))


def authored(drafts: Iterable[RawEntry], authors: Iterable[HtmlText], title: str) -> None:
    """Give the feed's authors to entries of its own, whose authors they are where those name none.

    One of the feed's own name is the outlet, and no person.
    """
    own = [text for text in authors if bare(plain(text, title=True)) != bare(title)]
    for draft in drafts:
        if not draft.from_elsewhere:
            draft.feed_authors = own


def provider(name: HtmlText, url: str) -> FeedProvider | None:
    """The outlet of that name; None if it has none."""
    plain_name = cut(plain(name, title=True), TITLE_LENGTH)
    return FeedProvider(plain_name, url) if plain_name else None


def _excerpt(texts: Iterable[HtmlText], title: str, length: int) -> str:
    """The first text that says more than the title, without what the feed adds to its end."""
    for text in texts:
        whole = without_short_codes(plain(text, of=title))
        whole = balanced(whole[:-TAIL] + without_litter(whole[-TAIL:], title))
        if whole and not _repeats(whole, title):
            return cut(whole, length)
    return ""


def _provider(told: FeedProvider | None, title: str) -> FeedProvider | None:
    """The outlet, but for one of the article's own name: forums call a topic's feed its source."""
    return None if told and bare(told.name) == bare(title) else told


def _as_title(links: tuple[str, ...]) -> str:
    return cut(links[0].partition("://")[2], TITLE_LENGTH) if links else ""


def _id(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _LONGEST_ID else ""


def _first_date(texts: Iterable[str], dates: Dates) -> tuple[datetime | None, Notice | None]:
    """The first that can be read, or else what is wrong with the first."""
    found = [dates.read(text) for text in texts if text.strip()]
    return next((each for each in found if each[0]), found[0] if found else (None, None))


def _names(texts: Iterable[HtmlText], *, addresses: bool = True) -> Iterator[str]:
    """Plain names, each once whatever its capitals."""
    seen: set[str] = set()
    for text in texts:
        name = cut(plain(text, title=True), TITLE_LENGTH)
        if not name or name.casefold() in seen or (is_absolute(name) and not addresses):
            continue
        seen.add(name.casefold())
        yield name


_MAIL_AND_NAME = re.compile(r"\s*[^\s@()<>]+@[^\s@()<>]+\s*\(([^()]*)\)\s*")
_NAME_AND_MAIL = re.compile(r"([^<>()@]*)[<(][^\s@<>()]+@[^\s@<>()]+[>)]\s*")
_MAIL = re.compile(r"[^\s@]++@[^\s@.]++(?:\.[^\s@.]++)+")  # linear, whatever stands there


def _person(text: HtmlText) -> HtmlText:
    """A person's name without the address; empty if there is nothing else (RFC 5322, 3.4)."""
    value = text.value.strip()[:_LONGEST_ID]
    for form in (_MAIL_AND_NAME, _NAME_AND_MAIL):
        match = form.fullmatch(value)
        if match:
            return text._replace(value=match[1].strip(" \"'"))
    return text._replace(value="") if _MAIL.fullmatch(value) else text._replace(value=value)


def _repeats(excerpt: str, title: str) -> bool:
    """Whether an excerpt is the title again, or the beginning of it."""
    said = bare(excerpt[: 4 * TITLE_LENGTH])
    return bare(title).startswith(said) if said else not excerpt.strip(CUT + ". ")
