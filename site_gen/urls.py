"""All URLs of the site: slugs, paths, absolute links, the base path.

The URL of a page depends only on what the page shows, so that adding a record, topic or provider
never moves another page. Different names with the same slug are therefore not counted (``ai-2``):
a slug that has lost a part of its name's meaning ends in a short digest of the name.
``docs/decisions/0003`` has the reasons.
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
from site_gen.language_tags import base_language

_SYMBOL_WORDS = (
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
# Names reserved for devices on Windows, with any extension.
_DEVICES = frozenset({"con", "prn", "aux", "nul", "conin$", "conout$"}) | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(10)
}
# Folders next to those of topics and providers that lists use.
_RESERVED_SLUGS = frozenset({"page", "index"})
RESERVED_PAGES = frozenset(
    (
        "404 api archive assets feeds following latest news pagefind providers saved search static "
        "topics"
    ).split()
)
"""Top-level folders that the site uses: no Markdown page may have their name."""
_STATIC_FILE = re.compile(r"[^?#]*\.(?!(?:html|xml|json|opml)\b)\w+(?:[?#]|\Z)")
"""The path of a file that is no page, feed or other file of one site: it is in ``static/``."""
_MAX_SLUG = 80
_MAX_STEM_TITLE = 60
"""Characters of a headline in the name of a file; cut between words."""
_DIGEST_LENGTH = 8
_WITH_DIGEST = re.compile(rf".*-[0-9a-f]{{{_DIGEST_LENGTH}}}\Z")
_TRANSLITERATED = frozenset(
    "LATIN GREEK CYRILLIC ARMENIAN GEORGIAN HANGUL CJK COMBINING MODIFIER".split()
)
"""Scripts whose letters slugify writes as they sound. It leaves out vowels of Arabic, Hebrew and
Indic scripts, reads Thai letter by letter, and drops the marks of kana."""
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ẞ": "SS"}
)


def short_digest(text: str) -> str:
    """Eight hexadecimal digits that tell texts with the same slug apart."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGEST_LENGTH]


def fold_name(name: str) -> str:
    """The name without differences in case, character width and white space."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def ascii_text(text: str) -> str:
    """The text in small ASCII letters and digits: ``Østlandets Blad`` → ``ostlandets-blad``."""
    return slugify(text)


def _loses_meaning(text: str) -> bool:
    """Whether a transliteration to ASCII could make this text equal to another.

    It does not if it only loses accents on Latin letters, punctuation and spaces. It does
    for other scripts and for symbols (an emoji, ``€``).
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

    ``C++`` → ``c-plus-plus``, ``AT&T`` → ``at-and-t``. A digest is appended if the slug is
    cut, empty, reserved, or has lost letters of the name; ``kind`` replaces an empty slug.
    Equal for spellings that differ by case, accents, punctuation or spaces.
    """
    folded = fold_name(name)
    text = folded
    for pattern, word in _SYMBOL_WORDS:
        text = pattern.sub(word, text)
    slug = slugify(text)
    exact = not _loses_meaning(text)
    if len(slug) > _MAX_SLUG:
        slug = slug[:_MAX_SLUG].rsplit("-", 1)[0]
        exact = False
    if not slug or slug in _DEVICES or slug in _RESERVED_SLUGS:
        exact = False
    return slug if exact else f"{slug or kind}-{short_digest(folded)}"


def has_digest(slug: str) -> bool:
    """Whether a slug ends in a digest, as that of a name in another script does."""
    return bool(_WITH_DIGEST.match(slug))


def normal_domain(domain: str) -> str:
    """``https://WWW.Example.org:443/x`` → ``example.org``; empty if it is not a domain."""
    return normal_host(domain).removeprefix("www.")


def normal_host(domain: str) -> str:
    """The host of a URL or domain, in lower case and Punycode; empty if it is not a domain."""
    text = domain.strip()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    host = (host if host.isascii() else ascii_host(host)).rstrip(".")
    return host if _DOMAIN.match(host) else ""


@lru_cache(maxsize=65536)
def provider_slug(name: str, domain: str) -> str:
    """The URL segment of a provider: its domain, or the slug of its name if it has none."""
    normal = normal_domain(domain)
    if not normal:
        return name_slug(name, "provider")
    if normal.split(".")[0] in _DEVICES:
        return f"site-{short_digest(normal)}-{normal}"
    return normal


def record_id(stem: str) -> str:
    """The id of a record and the last segment of its URL, from the stem of its file.

    A stem that is valid in URLs and on every file system is its own id. Others become a
    slug with a digest of the stem.
    """
    if _SAFE_STEM.match(stem) and stem.split(".", maxsplit=1)[0].lower() not in _DEVICES:
        return stem
    slug = slugify(stem)[:_MAX_SLUG].rstrip("-")
    return f"{slug or 'record'}-{short_digest(unicodedata.normalize('NFC', stem))}"


def record_stem(day: date, title: str, locale: str = "") -> str:
    """The name of a new record's file without its extension: ``2026-11-25-night-ferry``.

    Umlauts are ``ae``, ``oe`` and ``ue`` in German. Letters are left out if their transliteration
    would mislead, as that of kanji by their sounds in Chinese.
    """
    title = unicodedata.normalize("NFKC", title)
    if base_language(locale) == "de":
        title = title.translate(_UMLAUTS)
    beginning = textwrap.shorten(title, _MAX_STEM_TITLE, placeholder="") or title
    readable = _without_misleading(beginning, locale)
    if readable == beginning:
        slug = name_slug(beginning, "record")
    else:
        words = ascii_text(readable)[:_MAX_SLUG].rstrip("-")
        slug = f"{words or 'record'}-{short_digest(fold_name(beginning))}"
    return f"{day:%Y-%m-%d}-{slug}"


def _without_misleading(text: str, locale: str) -> str:
    """The text with spaces for letters of which slugify makes other sounds than they have."""
    letters = {char for char in text if unicodedata.category(char)[0] in "LM"}
    scripts = {letter: unicodedata.name(letter, "").split(" ")[0] for letter in letters}
    sounds = _TRANSLITERATED
    if base_language(locale) == "ja" or not {"HIRAGANA", "KATAKANA"}.isdisjoint(scripts.values()):
        sounds -= {"CJK"}
    return "".join(char if scripts.get(char, "LATIN") in sounds else " " for char in text)


def record_path(record: str) -> str:
    return f"/news/{record}/"


def topic_path(slug: str) -> str:
    return f"/topics/{slug}/"


def provider_path(slug: str) -> str:
    return f"/providers/{slug}/"


def archive_path(year: int = 0, month: int = 0, day: int = 0) -> str:
    """``/archive/``, or the archive of a year, a month or a day."""
    parts = ([f"{year:04}"] if year else []) + [f"{part:02}" for part in (month, day) if part]
    return "/".join(["/archive", *parts, ""])


def list_page_path(front: str, number: int) -> str:
    """A numbered page of the list whose front is at ``front``; 0 is the front."""
    return f"{front}page/{number}/" if number else front


def mirror_path(front: str, number: int = 0) -> str:
    """The JSON of a page of the site's list at ``front``, such as ``/topics/ai/``."""
    return f"/api{list_page_path(front, number)}index.json"


class Urls(msgspec.Struct, frozen=True):
    """Links of a site, from paths without the base path, such as ``/topics/``."""

    origin: str
    """``https://example.org``"""
    base: str
    """The base path without the slash at its end: ``/news``, or empty."""
    files: str
    """The same of static files, which the sites of all languages share."""

    @classmethod
    def of(cls, base_url: str, root_url: str = "") -> Urls:
        """Links below ``base_url``; static files are below ``root_url`` if that is given."""
        parts = urlsplit(base_url)
        base = parts.path.rstrip("/")
        files = urlsplit(root_url).path.rstrip("/") if root_url else base
        return cls(f"{parts.scheme}://{parts.netloc}", base, files)

    def href(self, path: str) -> str:
        """The path with the base path: ``/news/topics/``."""
        return self.base + path

    def file(self, path: str) -> str:
        """The path of a static file with the base path: ``/news/img/icon.svg``."""
        return self.files + path

    def inside(self, path: str) -> str:
        """A link of an editor, with the base path: to a static file, or else to a page or feed."""
        return self.file(path) if _STATIC_FILE.match(path) else self.href(path)

    def absolute(self, path: str) -> str:
        return self.origin + self.base + path

    def on_host(self, href: str) -> str:
        """A link with the base path as an absolute URL; absolute URLs stay as they are."""
        return self.origin + href if href.startswith("/") else href

    def resource(self, url: str) -> str:
        """The link to an image whose URL in a record is absolute or relative to the site."""
        if url.startswith("//"):
            return f"https:{url}"
        if ":" in url.split("/", 1)[0]:
            return url
        return self.file("/" + quote(url.lstrip("/"), safe="/?&=#%+,;:@!$'()*~-._"))
