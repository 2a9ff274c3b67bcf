"""The only maker of the site's URLs: slugs, paths, absolute links, the base path.

A page's URL depends on nothing but the thing it shows. Whether other records,
topics or providers exist never matters, so that adding one moves no page. Names
that would end in the same slug without meaning the same are therefore not told
apart by counting (``ai-2``) but by a short digest of the name itself, and only
where the slug has lost something of the name. ``docs/decisions/0003`` has the why.
"""

from __future__ import annotations

import hashlib
import re
import textwrap
import unicodedata
from datetime import date
from functools import lru_cache
from urllib.parse import quote, urlsplit

import msgspec
from slugify import slugify

from site_gen.base_url import ascii_host

_READABLE = (
    (re.compile(r"\+"), " plus "),
    (re.compile(r"(?<=\w)#"), " sharp "),
    (re.compile(r"&"), " and "),
    (re.compile(r"@"), " at "),
    (re.compile(r"%"), " percent "),
    (re.compile(r"(?<=\w)\*"), " star "),
    (re.compile(r"(?:(?<=\s)|^)\.(?=\w)"), " dot "),
)
_SAFE_STEM = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._~-]*[A-Za-z0-9_~-])?\Z")
_DOMAIN = re.compile(
    r"(?=.{4,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}\Z"
)
# Windows keeps these names for devices, with any extension.
_DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"}) | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
# Folders that lists make for themselves beside the pages of their members.
_TAKEN = frozenset({"page", "index"})
RESERVED_PAGES = frozenset(
    "404 api archive assets feeds latest news pagefind providers search static topics".split()
)
"""Top-level folders that the site makes for itself: no Markdown page may have their name."""
_SLUG_LENGTH = 80
_STEM_TITLE = 60
"""Letters of a headline that go into a file's name, whole words of them."""
_DIGEST_LENGTH = 8


def digest(text: str) -> str:
    """Eight characters that stand for a whole text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]


def fold_name(name: str) -> str:
    """The form in which two spellings of one name are equal: case, width and space aside."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def _loses_meaning(text: str) -> bool:
    """Whether a transliteration to ASCII could make this text equal to another.

    Accents on Latin letters, punctuation and spaces may go. What stands for a word
    in another script, or is a symbol (an emoji, ``€``), may not.
    """
    for char in unicodedata.normalize("NFKD", text):
        if char.isascii() or unicodedata.category(char)[0] in "PZM":
            continue
        if not unicodedata.name(char, "").startswith("LATIN "):
            return True
    return False


@lru_cache(maxsize=65536)
def name_slug(name: str, kind: str = "topic") -> str:
    """The URL segment of a topic or of a provider without a domain.

    ``C++`` → ``c-plus-plus``, ``AT&T`` → ``at-and-t``. A digest is appended where
    the slug is cut, empty, reserved, or has lost letters of the name; ``kind`` is
    what stands before the digest when nothing else is left. Equal for spellings
    that differ by case, accents, punctuation or spaces.
    """
    folded = fold_name(name)
    text = folded
    for pattern, words in _READABLE:
        text = pattern.sub(words, text)
    slug = slugify(text)
    exact = not _loses_meaning(text)
    if len(slug) > _SLUG_LENGTH:
        slug = slug[:_SLUG_LENGTH].rsplit("-", 1)[0]
        exact = False
    if not slug or slug in _DEVICES or slug in _TAKEN:
        exact = False
    return slug if exact else f"{slug or kind}-{digest(folded)}"


def normal_domain(domain: str) -> str:
    """``https://WWW.Example.org:443/x`` → ``example.org``; empty if it is no domain name."""
    return normal_host(domain).removeprefix("www.")


def normal_host(domain: str) -> str:
    """The host of a URL or domain, as browsers ask for it; empty if it is no domain name."""
    text = domain.strip()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    host = (host if host.isascii() else ascii_host(host)).rstrip(".")
    return host if _DOMAIN.match(host) else ""


@lru_cache(maxsize=65536)
def provider_slug(name: str, domain: str) -> str:
    """The URL segment of a provider: its domain as it is, else the slug of its name.

    A domain needs no slug: it is unique, readable and already fit for a path.
    """
    normal = normal_domain(domain)
    if not normal:
        return name_slug(name, "provider")
    if normal.split(".")[0] in _DEVICES:
        return f"site-{digest(normal)}-{normal}"
    return normal


def record_id(stem: str) -> str:
    """The id of a record, from its file's stem; also the end of its URL.

    A stem that is fit for a URL and for every file system is its own id. Others
    become a slug with a digest of the stem.
    """
    if _SAFE_STEM.match(stem) and stem.split(".", maxsplit=1)[0].lower() not in _DEVICES:
        return stem
    slug = slugify(stem)[:_SLUG_LENGTH].rstrip("-")
    return f"{slug or 'record'}-{digest(unicodedata.normalize('NFC', stem))}"


def record_stem(day: date, title: str) -> str:
    """What the file of a record is called, without its extension: ``2026-11-25-night-ferry``."""
    beginning = textwrap.shorten(title, _STEM_TITLE, placeholder="") or title
    return f"{day:%Y-%m-%d}-{name_slug(beginning, 'record')}"


def record_path(record: str) -> str:
    return f"/news/{record}/"


def topic_path(slug: str) -> str:
    return f"/topics/{slug}/"


def provider_path(slug: str) -> str:
    return f"/providers/{slug}/"


def archive_path(year: int = 0, month: int = 0, day: int = 0) -> str:
    """``/archive/``, or that of a year, a month or a day."""
    parts = ([f"{year:04}"] if year else []) + [f"{part:02}" for part in (month, day) if part]
    return "/".join(["/archive", *parts, ""])


def list_page_path(front: str, number: int) -> str:
    """A numbered page of the list whose front page is at ``front``; 0 is the front."""
    return f"{front}page/{number}/" if number else front


def mirror_path(front: str, number: int = 0) -> str:
    """The JSON of a page of the site's list at ``front``, such as ``/topics/ai/``."""
    return f"/api{list_page_path(front, number)}index.json"


class Urls(msgspec.Struct, frozen=True):
    """Links of one site: paths of the site under its base path, and absolute."""

    origin: str
    """``https://example.org``"""
    base: str
    """The base path without its last slash: ``/news``, or empty."""

    @classmethod
    def of(cls, base_url: str) -> Urls:
        parts = urlsplit(base_url)
        return cls(f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/"))

    def href(self, path: str) -> str:
        """A path of the site (``/topics/``) as links on pages have it."""
        return self.base + path

    def absolute(self, path: str) -> str:
        return self.origin + self.base + path

    def on_host(self, href: str) -> str:
        """A link as pages have it, with the host where it has none."""
        return self.origin + href if href.startswith("/") else href

    def resource(self, url: str) -> str:
        """A picture's address as records give it: absolute, or relative to the site."""
        if url.startswith("//"):
            return f"https:{url}"
        if ":" in url.split("/", 1)[0]:
            return url
        return self.href("/" + quote(url.lstrip("/"), safe="/?&=#%+,;:@!$'()*~-._"))
