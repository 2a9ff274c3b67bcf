"""An entry as its format says it, and the item that it becomes: the same for all formats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from site_gen.ingest.feeds.dates import read_date
from site_gen.ingest.feeds.folding import CUT, balanced, cut
from site_gen.ingest.feeds.links import is_absolute
from site_gen.ingest.feeds.pictures import chosen
from site_gen.ingest.feeds.text import Text, plain
from site_gen.ingest.types import Item, Outlet, Picture

TITLE_LENGTH = 300
"""Letters of a title; the longest headline seen in records has 131."""
_SEPARATOR = re.compile(r"\s+[-–—|]\s+\Z")
_FIRST_WORDS = 100
"""Letters of an excerpt that stand for a title."""
_LONGEST_ID = 2048
_LOOKED_THROUGH = 4
"""How many excerpts' worth of a text are folded before it is cut."""


class Draft(msgspec.Struct, kw_only=True):
    """What an entry says, in the format's own order; addresses are absolute already."""

    titles: list[Text] = []
    texts: list[Text] = []
    """Where an excerpt may be found: summaries first, then contents."""
    id: str = ""
    links: list[str] = []
    published: list[str] = []
    updated: list[str] = []
    categories: list[Text] = []
    authors: list[Text] = []
    pictures: list[list[Picture | None]] = []
    """Groups of pictures, those that are meant for the entry most of all first."""
    outlet: Outlet | None = None


def item(draft: Draft, excerpt_length: int, logos: frozenset[str]) -> Item | None:
    """The item that an entry becomes; None if it has neither a title nor a link.

    One without a title takes the first words of its excerpt, which is none if it says no more; or
    else its address.
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
    return Item(
        title=_without_outlet(title, draft.outlet),
        id=_id(draft.id),
        links=links,
        excerpt=excerpt,
        published_at=_first_date(draft.published),
        updated_at=_first_date(draft.updated),
        categories=tuple(_names(draft.categories, addresses=False)),
        picture=chosen(draft.pictures, draft.texts, logos),
        authors=tuple(_names(_person(text) for text in draft.authors)),
        outlet=draft.outlet,
    )


def outlet(name: Text, url: str) -> Outlet | None:
    """The outlet of that name; None if it has none."""
    plain_name = cut(plain(name, title=True), TITLE_LENGTH)
    return Outlet(plain_name, url) if plain_name else None


def _excerpt(texts: Iterable[Text], title: str, length: int) -> str:
    """The first text that says more than the title, without what the feed adds to its end."""
    for text in texts:
        whole = plain(text)
        whole = balanced(whole[:-_TAIL] + without_litter(whole[-_TAIL:], title))
        if whole and not _repeats(whole, title):
            return cut(whole, length)
    return ""


def _without_outlet(title: str, told: Outlet | None) -> str:
    """A headline without the outlet that a search for news adds to it: the outlet's own feed has
    the article without, and both are one."""
    if told and title.endswith(told.name):
        headline = _SEPARATOR.sub("", title[: -len(told.name)])
        return headline if headline and len(headline) + len(told.name) < len(title) else title
    return title


def _as_title(links: tuple[str, ...]) -> str:
    return cut(links[0].partition("://")[2], TITLE_LENGTH) if links else ""


def _id(text: str) -> str:
    text = text.strip()
    return text if len(text) <= _LONGEST_ID else ""


def _first_date(texts: Iterable[str]) -> datetime | None:
    return next(filter(None, map(read_date, texts)), None)


def _names(texts: Iterable[Text], *, addresses: bool = True) -> Iterator[str]:
    """Plain names, each once whatever its capitals."""
    seen: set[str] = set()
    for text in texts:
        name = cut(plain(text, title=True), TITLE_LENGTH)
        if not name or name.casefold() in seen or (is_absolute(name) and not addresses):
            continue
        seen.add(name.casefold())
        yield name


_MAIL_AND_NAME = re.compile(r"\s*[^\s@()<>]+@[^\s@()<>]+\s*\(([^()]*)\)\s*")
_NAME_AND_MAIL = re.compile(r"([^<>@]*)<[^\s@<>]+@[^\s@<>]+>\s*")
_MAIL = re.compile(r"[^\s@]++@[^\s@.]++(?:\.[^\s@.]++)+")  # linear, whatever stands there


def _person(text: Text) -> Text:
    """A person's name without the address; empty if there is nothing else (RFC 5322, 3.4)."""
    value = text.value.strip()[:_LONGEST_ID]
    for form in (_MAIL_AND_NAME, _NAME_AND_MAIL):
        match = form.fullmatch(value)
        if match:
            return text._replace(value=match[1].strip(" \"'"))
    return text._replace(value="") if _MAIL.fullmatch(value) else text._replace(value=value)


# What programs add to the end of an excerpt by themselves. WordPress: “The post … appeared first
# on …”, “[…]” where it cut, and “Continue reading”; others: “Read more”, in some languages.
_TAIL = 700
_POST = re.compile(
    r"\s*The post .{1,350} (?:appeared first on|first appeared on) .{1,250}\Z", re.DOTALL
)
_MORE = re.compile(
    r"(?:\A|(?<=[\s.!?…\])»”\"]))(?:Read more|Read the full (?:article|story|post)|Continue reading"
    r"|Keep reading|View (?:article|post)|Weiterlesen|Mehr lesen|Lire la suite|Leer más|Lees meer"
    r"|Leggi tutto|Ler mais|Читать далее|続きを読む|阅读全文)\b(?P<rest>.{0,350})\Z",
    re.DOTALL,
)
_CUT_BY_FEED = re.compile(r"\s*(?:\[\s*(?:…|\.{2,}|&hellip;)\s*\]|\(\s*(?:…|\.{3})\s*\))\s*\Z")
_SIGNS = re.compile(r"[\W_]+")


def without_litter(text: str, title: str) -> str:
    """A text without what feeds add to its end by themselves; ``[…]`` becomes ``…``."""
    for _ in range(3):
        before = text
        text = _POST.sub("", text)
        more = _MORE.search(text)
        if more and _says_nothing(more["rest"], title):
            text = text[: more.start()].rstrip(" →»(")
        text = _CUT_BY_FEED.sub(CUT, text)
        if text == before:
            break
    return text.rstrip()


def _says_nothing(rest: str, title: str) -> bool:
    """Whether what follows “Read more” is but signs, the title, or words in quotes."""
    bare = rest.strip(" .…→»>)]")
    quoted = bare[:1] in tuple("“\"'‘«„") and bare[-1:] in tuple("”\"'’»“")
    return not _SIGNS.sub("", bare) or quoted or _bare(bare) == _bare(title)


def _bare(text: str) -> str:
    return _SIGNS.sub("", text).casefold()


def _repeats(excerpt: str, title: str) -> bool:
    """Whether an excerpt is the title again, or the beginning of it."""
    bare = _bare(excerpt)
    return _bare(title).startswith(bare) if bare else not excerpt.strip(CUT + ". ")
