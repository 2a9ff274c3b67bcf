"""Which picture a feed shows with an article: of those it names, or the first in its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser

from site_gen.fetch.feeds.html_text import HtmlText, plain, shorten
from site_gen.fetch.feeds.links import absolute
from site_gen.fetch.types import FeedPicture

_WIDEST = 1600
"""Pixels; a larger picture is worth its weight on no page."""
_LARGER_THAN_A_STAMP = 100
"""Pixels; some programs make stamps of 72 for their feeds, of pictures that the text shows."""
_SMALLEST = 3
"""Pixels; what is smaller counts readers."""
_EXTENSION = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|\Z)", re.IGNORECASE)
_IMG = re.compile(r"<img\b", re.IGNORECASE)
_ONE_PICTURE = 2_000
"""Characters of HTML in which the first picture mostly is; a whole article is ten times as long."""
_WHOLE = re.compile(r"\d{1,5}")
_COUNTER = re.compile(
    r"feedburner|doubleclick|feedsportal|scorecardresearch|quantserve|google-analytics"
    r"|//(?:pixel|stats|counter|track(?:er|ing)?)\.|/(?:pixel|b|blank|spacer|clear|1x1)\.(?:gif|png)"
    r"|feedblitz|//feeds\.wordpress\.com/|addtoany\.com/"
    r"|/~r/|emoji|smil(?:ey|ies)|//(?:[\w-]+\.)?gravatar\.com/avatar/|//avatars?\d*\.|/user_avatar/",
    re.IGNORECASE,
)
"""Addresses of pictures that count readers, that stand for a letter, or show who wrote: the first
of those that WordPress.com names with an article is the author's face."""
_FILE_NAME = re.compile(r"(?=.*[\d_.])[\w().+-]+", re.ASCII)
"""What programs take for a title where nobody wrote one: ``IMG_2041``, ``ferry-1024x683.jpg``."""
_PLACEHOLDER = re.compile(r"\Adata:|\A\s*\Z|placeholder|lazy|spacer|blank\.", re.IGNORECASE)
_LATER = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
"""Where scripts that load pictures later keep the address."""
_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_CANDIDATE = re.compile(r"(\S+?)(?:\s+(\d{1,5})w)?(?:\s+[\d.]+x)?\s*(?:,\s|,?\s*\Z)")


def picture(
    address: str,
    base: str,
    width: str | int | None = None,
    height: str | int | None = None,
    title: str = "",
) -> FeedPicture | None:
    """A picture with an absolute address; None if it has none.

    Sizes are pixels, kept if they are positive whole numbers.
    """
    if address.lstrip().startswith("//"):
        address = f"https:{address.strip()}"
    url = absolute(address, base)
    if not url:
        return None
    return FeedPicture(
        url, _pixels(width), _pixels(height), "" if _FILE_NAME.fullmatch(title) else title
    )


def is_picture(address: str, kind: str, medium: str = "") -> bool:
    """Whether an attachment is a picture, by its medium, its media type, or else its name."""
    if medium or "/" in kind:
        return medium == "image" or kind.lower().startswith("image/")
    return kind.lower() == "image" or bool(_EXTENSION.search(address))


def chosen(
    groups: Iterable[Iterable[FeedPicture | None]], texts: Iterable[HtmlText], logos: frozenset[str]
) -> FeedPicture | None:
    """The picture of an entry: of the first group that has one, or else the first in its texts.

    One that is told to be no larger than a stamp is taken where there is nothing else. Half a size
    helps to choose, and tells no page how much room to keep.
    """
    found = [one for one in (best(group, logos) for group in groups) if one]
    large = next((one for one in found if not _is_stamp(one)), None)
    one = large or in_html(texts, logos) or next(iter(found), None)
    if one and (one.width is None or one.height is None):
        return FeedPicture(one.url, title=one.title)
    return one


def best(candidates: Iterable[FeedPicture | None], logos: frozenset[str]) -> FeedPicture | None:
    """The largest of them up to 1,600 pixels wide, else one without a size, else the smallest.

    The feed's own logo shows nothing of an article, nor does a picture of a pixel.
    """
    found = [one for one in candidates if one and one.url not in logos and not _counts(one)]
    return max(found, key=_worth, default=None)


def in_html(texts: Iterable[HtmlText], logos: frozenset[str]) -> FeedPicture | None:
    """The first picture in these texts that shows something."""
    for text in texts:
        first = _IMG.search(text.value)
        if first is None:
            continue
        rest = text.value[first.start() :]
        found = _first_shown(rest[:_ONE_PICTURE], text.base, logos)
        if found is None and len(rest) > _ONE_PICTURE:
            found = _first_shown(shorten(rest), text.base, logos)
        if found:
            return found
    return None


def _first_shown(html: str, base: str, logos: frozenset[str]) -> FeedPicture | None:
    for node in LexborHTMLParser(html).css("img"):
        attributes = {name: value or "" for name, value in node.attributes.items()}
        shown = _shown(attributes, base)
        if shown and shown.url not in logos and not _counts(shown):
            return shown
    return None


def _pixels(size: str | int | None) -> int | None:
    match = _WHOLE.fullmatch(str(size).strip()) if size is not None else None
    return int(match[0]) or None if match else None


def _is_stamp(shown: FeedPicture) -> bool:
    return shown.width is not None and shown.width < _LARGER_THAN_A_STAMP


def _counts(shown: FeedPicture) -> bool:
    """Whether a picture only counts readers, or shows nothing of the article."""
    tiny = shown.width is not None and shown.height is not None
    tiny = tiny and min(shown.width or 0, shown.height or 0) < _SMALLEST
    return tiny or bool(_COUNTER.search(shown.url))


def _worth(shown: FeedPicture) -> tuple[int, int]:
    width = shown.width
    if width is None:
        return 1, 0
    return (2, width) if width <= _WIDEST else (0, -width)


def _shown(attributes: Mapping[str, str], base: str) -> FeedPicture | None:
    """The picture that an ``<img>`` shows, also if a script is to load it."""
    if "emoji" in attributes.get("class", "") or "smiley" in attributes.get("class", ""):
        return None
    title = plain(HtmlText(attributes.get("alt", ""), html=False))
    source = attributes.get("src", "")
    width, height = attributes.get("width"), attributes.get("height")
    sizes = {_pixels(width), _pixels(height)} - {None}
    if any(size is not None and size < _SMALLEST for size in sizes):
        return None
    if not _PLACEHOLDER.search(source):
        return picture(source, base, width, height, title)
    for address in _later(attributes):
        found = picture(address, base, title=title)
        if found:
            return found
    return None


def _later(attributes: Mapping[str, str]) -> Iterator[str]:
    for name in _SETS:
        if attributes.get(name):
            yield from _of_set(attributes[name])
    for name in _LATER:
        if attributes.get(name):
            yield attributes[name]


def _of_set(value: str) -> list[str]:
    """The addresses of a ``srcset`` (HTML Standard, 4.8.4.2.1), the best first."""
    folded = " ".join(value[:8192].split())  # many blanks would be read once for each
    found = [(match[1], int(match[2] or 0)) for match in _CANDIDATE.finditer(folded)]
    fitting = [pair for pair in found if pair[1] <= _WIDEST]
    ordered = sorted(fitting, key=lambda pair: -pair[1]) or sorted(found, key=lambda pair: pair[1])
    return [address for address, _ in ordered]
