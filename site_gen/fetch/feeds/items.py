"""Entries of any format → the items of a feed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from site_gen.fetch.feeds.absolute_urls import is_absolute_url
from site_gen.fetch.feeds.dates import DateParser
from site_gen.fetch.feeds.excerpt_boilerplate import (
    SEARCHED_TAIL,
    letters_only,
    remove_shortcodes,
    strip_boilerplate,
)
from site_gen.fetch.feeds.html_text import (
    HtmlText,
    plain_text,
    plain_title,
    unescaped_text,
    unescaped_title,
)
from site_gen.fetch.feeds.pictures import choose_picture
from site_gen.fetch.feeds.text_cleaning import ELLIPSIS, remove_unbalanced_bidi, truncate
from site_gen.fetch.headlines import without_provider
from site_gen.fetch.types import Feed, FeedItem, FeedPicture, FeedProvider, Notice
from site_gen.language_tags import is_language_tag

TRUNCATED = "it is cut off: its end is missing, and an incomplete entry is left out"
"""The fault of a feed without its end."""
_MAX_TITLE = 300
"""The longest headline in known records has 131 characters."""
_MAX_EXCERPT_AS_TITLE = 100
_MAX_ID = 2048
_MAX_LANGUAGE_TAG = 35


class RawEntry(msgspec.Struct, kw_only=True):
    """An entry as its format has it, each list in the order of preference; URLs are absolute."""

    titles: list[HtmlText] = []
    texts: list[HtmlText] = []
    """Summaries, then contents."""
    id: str = ""
    links: list[str] = []
    published: list[str] = []
    updated: list[str] = []
    categories: list[HtmlText] = []
    authors: list[HtmlText] = []
    has_source: bool = False
    """Whether it was taken from another feed."""
    pictures: list[list[FeedPicture | None]] = []
    """Groups of pictures, the group that is preferred first."""
    provider: FeedProvider | None = None


class RawFeed(msgspec.Struct, kw_only=True):
    """A feed as its format has it."""

    title: str
    link: str
    locale: str
    authors: list[HtmlText]
    dates: Sequence[str] = ()
    """When the feed itself was published or updated."""
    logos: frozenset[str]
    """URLs of pictures of the feed itself."""
    faults: tuple[str, ...]


def build_feed(raw: RawFeed, entries: Sequence[RawEntry], excerpt_length: int) -> Feed:
    """The feed with an item for each entry that has a title or a link."""
    dates = _date_parser(entries, raw)
    # An author with the feed's name is the provider, not a person.
    title_letters = letters_only(raw.title)
    feed_authors = _person_names(
        text for text in raw.authors if letters_only(plain_title(text)) != title_letters
    )
    with_provider = _titles_end_with_provider(entries)
    items = (
        _build_item(
            entry, excerpt_length, raw.logos, dates, feed_authors, with_provider=with_provider
        )
        for entry in entries
    )
    return Feed(
        title=raw.title,
        link=raw.link,
        locale=raw.locale,
        dated_at=dates.newest,
        items=tuple(filter(None, items)),
        faults=raw.faults,
    )


def first_title(titles: Iterable[HtmlText]) -> str:
    """The first title that is not empty, as plain text."""
    return truncate(unescaped_title(_first_plain_title(titles)), _MAX_TITLE)


def _first_plain_title(titles: Iterable[HtmlText]) -> str:
    return next(filter(None, map(plain_title, titles)), "")


def first_language_tag(texts: Iterable[str]) -> str:
    """The first language tag, in lower case with hyphens; empty if there is none.

    ``EN_us.UTF-8``, as programs write it, is ``en-us``.
    """
    for text in texts:
        tag = re.split(r"[.@]", text.strip(), maxsplit=1)[0].replace("_", "-").lower()
        if len(tag) <= _MAX_LANGUAGE_TAG and is_language_tag(tag):
            return tag
    return ""


def _person_names(texts: Iterable[HtmlText]) -> tuple[str, ...]:
    """Distinct names of people, without their mail addresses."""
    return tuple(_distinct_names(map(_without_mail_address, texts)))


def _date_parser(entries: Iterable[RawEntry], raw: RawFeed) -> DateParser:
    by_entry = [[*entry.published, *entry.updated] for entry in entries]
    first = [text for texts in by_entry for text in texts[:1]]
    others = [text for texts in by_entry for text in texts[1:]]
    return DateParser(first, others, feed_dates=raw.dates, language=raw.locale)


def _titles_end_with_provider(entries: Iterable[RawEntry]) -> bool:
    """Whether all titles end with the names of their providers, as in feeds of news searches."""
    named = [(entry.titles, entry.provider.name) for entry in entries if entry.provider]
    return len(named) > 1 and all(
        first_title([title]).endswith(name) for titles, name in named for title in titles
    )


def _build_item(
    entry: RawEntry,
    excerpt_length: int,
    logos: frozenset[str],
    dates: DateParser,
    feed_authors: tuple[str, ...],
    *,
    with_provider: bool,
) -> FeedItem | None:
    """The item of an entry; None if it has neither a title nor a link.

    Without a title, the title is the beginning of the excerpt, or else the address.
    """
    title, excerpt = _title_and_excerpt(entry, excerpt_length)
    links = tuple(dict.fromkeys(filter(None, entry.links)))
    if not title:
        title = truncate(excerpt, _MAX_EXCERPT_AS_TITLE) or _url_as_title(links)
        excerpt = "" if excerpt == title else excerpt
    if not title:
        return None
    entry_id = entry.id.strip()
    provider = _provider_of(entry, title)
    published, published_notice = _first_date(entry.published, dates)
    updated, updated_notice = _first_date(entry.updated, dates)
    notice = published_notice if published or not updated else updated_notice
    return FeedItem(
        title=without_provider(title, [provider.name] if provider else [], certain=with_provider),
        id=entry_id if len(entry_id) <= _MAX_ID else "",
        links=links,
        excerpt=excerpt,
        published_at=published,
        updated_at=updated,
        notice=notice or (None if published else updated_notice),
        categories=tuple(
            name for name in _distinct_names(entry.categories) if not is_absolute_url(name)
        ),
        picture=_picture(entry, logos, f"{title} {excerpt}"),
        authors=_person_names(entry.authors) or (() if entry.has_source else feed_authors),
        provider=provider,
    )


def _title_and_excerpt(entry: RawEntry, excerpt_length: int) -> tuple[str, str]:
    """Both may be empty."""
    title = _first_plain_title(entry.titles)
    excerpt = _excerpt(entry.texts, title[:_MAX_TITLE])
    article = f"{title} {excerpt}"
    title, excerpt = unescaped_title(title, article), unescaped_text(excerpt, article)
    return truncate(title, _MAX_TITLE), truncate(excerpt, excerpt_length)


def _picture(entry: RawEntry, logos: frozenset[str], article: str) -> FeedPicture | None:
    picture = choose_picture(entry.pictures, entry.texts, logos)
    if picture is None or "&" not in picture.title:
        return picture
    return msgspec.structs.replace(picture, title=unescaped_text(picture.title, article))


def _excerpt(texts: Iterable[HtmlText], title: str) -> str:
    """The first text that says more than the title, without boilerplate at its end."""
    for text in texts:
        plain = remove_shortcodes(plain_text(text, title))
        head, tail = plain[:-SEARCHED_TAIL], plain[-SEARCHED_TAIL:]
        plain = remove_unbalanced_bidi(head + strip_boilerplate(tail, title))
        if plain and not _repeats_title(plain, title):
            return plain
    return ""


def _repeats_title(excerpt: str, title: str) -> bool:
    """Whether an excerpt is the title or its beginning, or empty but for punctuation."""
    letters = letters_only(excerpt[: 4 * _MAX_TITLE])
    if not letters:
        return not excerpt.strip(f"{ELLIPSIS}. ")
    return letters_only(title).startswith(letters)


def _provider_of(entry: RawEntry, title: str) -> FeedProvider | None:
    """The entry's provider; None if it has the article's name, as the source of a forum's topic."""
    provider = entry.provider
    return None if provider and letters_only(provider.name) == letters_only(title) else provider


def _url_as_title(links: tuple[str, ...]) -> str:
    return truncate(links[0].partition("://")[2], _MAX_TITLE) if links else ""


def _first_date(texts: Iterable[str], dates: DateParser) -> tuple[datetime | None, Notice | None]:
    """The first date that can be read, or else the notice about the first."""
    parsed = [dates.parse(text) for text in texts if text.strip()]
    return next((date for date in parsed if date[0]), parsed[0] if parsed else (None, None))


def _distinct_names(texts: Iterable[HtmlText]) -> Iterator[str]:
    """Plain names, each once, ignoring case."""
    seen: set[str] = set()
    for text in texts:
        name = first_title([text])
        if name and name.casefold() not in seen:
            seen.add(name.casefold())
            yield name


_MAIL_AND_NAME = re.compile(r"\s*[^\s@()<>]+@[^\s@()<>]+\s*\(([^()]*)\)\s*")
_NAME_AND_MAIL = re.compile(r"([^<>()@]*)[<(][^\s@<>()]+@[^\s@<>()]+[>)]\s*")
_MAIL = re.compile(r"[^\s@]++@[^\s@.]++(?:\.[^\s@.]++)+")  # linear for any text


def _without_mail_address(text: HtmlText) -> HtmlText:
    """A person's name without the mail address, which may be all there is (RFC 5322, 3.4)."""
    value = text.value.strip()[:_MAX_ID]
    match = _MAIL_AND_NAME.fullmatch(value) or _NAME_AND_MAIL.fullmatch(value)
    if match:
        return text._replace(value=match[1].strip(" \"'"))
    return text._replace(value="" if _MAIL.fullmatch(value) else value)
