"""The picture of an entry: one that the feed names, or else the first in its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from selectolax.lexbor import LexborHTMLParser

from site_gen.fetch.feeds.absolute_urls import absolute_url
from site_gen.fetch.feeds.html_text import HtmlText, limit_html, plain_text
from site_gen.fetch.types import FeedPicture

_MAX_WIDTH = 1600
"""Pixels; larger pictures are too heavy for a page."""
_MIN_WIDTH = 100
"""Pixels; some programs add thumbnails of 72 of pictures that are larger in the text."""
_MIN_SIZE = 3
"""Pixels; smaller pictures are tracking pixels."""
_EXTENSION = re.compile(r"\.(?:jpe?g|png|webp|gif|avif)(?:[?#]|\Z)", re.IGNORECASE)
_IMG = re.compile(r"<img\b", re.IGNORECASE)
_FIRST_TRY = 2_000
"""Characters that are parsed first: most articles begin with their picture."""
_PIXELS = re.compile(r"\d{1,5}")
_NOT_ARTICLE = re.compile(
    r"feedburner|doubleclick|feedsportal|scorecardresearch|quantserve|google-analytics"
    r"|//(?:pixel|stats|counter|track(?:er|ing)?)\.|/(?:pixel|b|blank|spacer|clear|1x1)\.(?:gif|png)"
    r"|feedblitz|//feeds\.wordpress\.com/|addtoany\.com/"
    r"|/~r/|emoji|smil(?:ey|ies)|//(?:[\w-]+\.)?gravatar\.com/avatar/|//avatars?\d*\.|/user_avatar/",
    re.IGNORECASE,
)
"""Addresses of tracking pixels, emoji and avatars. The first picture that WordPress.com names with
an article is the author's avatar."""
_FILE_NAME = re.compile(r"(?=.*[\d_.])[\w().+-]+", re.ASCII)
"""A title that is only a file name, such as ``IMG_2041`` and ``ferry-1024x683.jpg``."""
_PLACEHOLDER = re.compile(r"\Adata:|\A\s*\Z|placeholder|lazy|spacer|blank\.", re.IGNORECASE)
_LAZY_ATTRIBUTES = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
"""Where lazy-loading scripts expect the address."""
_SRCSET_ATTRIBUTES = ("srcset", "data-srcset", "data-lazy-srcset")
_CANDIDATE = re.compile(r"(\S+?)(?:\s+(\d{1,5})w)?(?:\s+[\d.]+x)?\s*(?:,\s|,?\s*\Z)")


def make_picture(
    address: str,
    base_url: str,
    width: str | int | None = None,
    height: str | int | None = None,
    title: str = "",
) -> FeedPicture | None:
    """A picture with an absolute URL; None if the address is not valid.

    Sizes are in pixels; those that are not positive integers are ignored.
    """
    if address.lstrip().startswith("//"):
        address = f"https:{address.strip()}"
    url = absolute_url(address, base_url)
    if not url:
        return None
    title = "" if _FILE_NAME.fullmatch(title) else title
    return FeedPicture(url, _pixels(width), _pixels(height), title)


def is_picture(address: str, media_type: str, medium: str = "") -> bool:
    """Whether an attachment is a picture, by its medium, its media type, or else its extension."""
    if medium or "/" in media_type:
        return medium == "image" or media_type.lower().startswith("image/")
    return media_type.lower() == "image" or bool(_EXTENSION.search(address))


def choose_picture(
    groups: Iterable[Iterable[FeedPicture | None]], texts: Iterable[HtmlText], logos: frozenset[str]
) -> FeedPicture | None:
    """The picture of an entry: of the first group that has one, or else the first in its texts.

    A thumbnail is used only if there is nothing else. ``logos`` are URLs of the feed's own
    pictures, which are never used. The size of the result is complete or None.
    """
    named = [picture for picture in (_best(group, logos) for group in groups) if picture]
    large = next((picture for picture in named if not _is_thumbnail(picture)), None)
    picture = large or _first_in_html(texts, logos) or next(iter(named), None)
    if picture and (picture.width is None or picture.height is None):
        return FeedPicture(picture.url, title=picture.title)
    return picture


def _best(candidates: Iterable[FeedPicture | None], logos: frozenset[str]) -> FeedPicture | None:
    """The widest up to 1,600 pixels, else one without a size, else the smallest."""
    usable = [picture for picture in candidates if picture and _is_of_article(picture, logos)]
    return max(usable, key=_preference, default=None)


def _first_in_html(texts: Iterable[HtmlText], logos: frozenset[str]) -> FeedPicture | None:
    """The first picture in these texts that belongs to the article."""
    for text in texts:
        first = _IMG.search(text.value)
        if first is None:
            continue
        rest = text.value[first.start() :]
        picture = _first_img(rest[:_FIRST_TRY], text.base_url, logos)
        if picture is None and len(rest) > _FIRST_TRY:
            picture = _first_img(limit_html(rest), text.base_url, logos)
        if picture:
            return picture
    return None


def _first_img(html: str, base_url: str, logos: frozenset[str]) -> FeedPicture | None:
    for node in LexborHTMLParser(html).css("img"):
        attributes = {name: value or "" for name, value in node.attributes.items()}
        picture = _img_picture(attributes, base_url)
        if picture and _is_of_article(picture, logos):
            return picture
    return None


def _pixels(size: str | int | None) -> int | None:
    match = _PIXELS.fullmatch(str(size).strip()) if size is not None else None
    return int(match[0]) or None if match else None


def _is_thumbnail(picture: FeedPicture) -> bool:
    return picture.width is not None and picture.width < _MIN_WIDTH


def _is_of_article(picture: FeedPicture, logos: frozenset[str]) -> bool:
    """Whether a picture is neither the feed's logo, nor a tracking pixel, emoji or avatar."""
    width, height = picture.width, picture.height
    is_tiny = width is not None and height is not None and min(width, height) < _MIN_SIZE
    return not (picture.url in logos or is_tiny or _NOT_ARTICLE.search(picture.url))


def _preference(picture: FeedPicture) -> tuple[int, int]:
    width = picture.width
    if width is None:
        return 1, 0
    return (2, width) if width <= _MAX_WIDTH else (0, -width)


def _img_picture(attributes: Mapping[str, str], base_url: str) -> FeedPicture | None:
    """The picture of an ``<img>``, also if a script loads it lazily."""
    if "emoji" in attributes.get("class", "") or "smiley" in attributes.get("class", ""):
        return None
    title = plain_text(HtmlText(attributes.get("alt", ""), is_html=False))
    source = attributes.get("src", "")
    width, height = attributes.get("width"), attributes.get("height")
    if any(size and size < _MIN_SIZE for size in (_pixels(width), _pixels(height))):
        return None
    if not _PLACEHOLDER.search(source):
        return make_picture(source, base_url, width, height, title)
    pictures = (make_picture(address, base_url, title=title) for address in _lazy(attributes))
    return next(filter(None, pictures), None)


def _lazy(attributes: Mapping[str, str]) -> Iterator[str]:
    for name in _SRCSET_ATTRIBUTES:
        if attributes.get(name):
            yield from _srcset(attributes[name])
    for name in _LAZY_ATTRIBUTES:
        if attributes.get(name):
            yield attributes[name]


def _srcset(value: str) -> list[str]:
    """The addresses of a ``srcset`` (HTML Standard, 4.8.4.2.1), the best first."""
    value = " ".join(value[:8192].split())  # the pattern is quadratic in runs of white space
    found = [(match[1], int(match[2] or 0)) for match in _CANDIDATE.finditer(value)]
    fitting = [pair for pair in found if pair[1] <= _MAX_WIDTH]
    ordered = sorted(fitting, key=lambda pair: -pair[1]) or sorted(found, key=lambda pair: pair[1])
    return [address for address, _ in ordered]
