"""Links within the site: where they lead, and why they do not.

They are read as browsers read them (WHATWG URL Standard, by ada-url).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urldefrag, urljoin

import ada_url
import msgspec
from selectolax.lexbor import LexborHTMLParser

from site_gen.checks import search
from site_gen.checks.problems import address, finding
from site_gen.model import Problem
from site_gen.urls import Urls

NOT_FOUND = "404.html"
_ONE = ("href", "src", "data-src", "poster", "action", "data")
_SEVERAL = ("srcset", "imagesrcset")
_NODES = ", ".join(f"[{name}]" for name in ("id", "data-bundle", *_ONE, *_SEVERAL)) + (
    ", meta[content], script[type='application/ld+json']"
)
# An address may hold one of the quotation marks that stand around others.
_CSS_URL = re.compile(r"""url\(\s*(?:"(?P<a>[^"]+)|'(?P<b>[^']+)|(?P<c>[^"')]+))""")
_HTML_LINK = re.compile(r"""\s(?:href|src)=(?:"(?P<a>[^"]+)|'(?P<b>[^']+))""")
_REFRESH = re.compile(
    r"""^\s*[\d.]+\s*[;,]\s*url\s*=\s*(?:"(?P<a>[^"]+)|'(?P<b>[^']+)|(?P<c>[^"'].*))""",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HTTP = re.compile(r"https?:", re.IGNORECASE)
_TO_A_HOST = re.compile(r"[/\\]{2}")
_SLASHES = re.compile("/+")
_HERE = re.compile(r"[?#]|\Z")
_QUOTED = re.compile(r'"(https?:[^"\\]+)"')


class LinkTarget(msgspec.Struct, frozen=True):
    """Where a link of the site to itself leads."""

    file: str = ""
    """Empty: the file that has the link."""
    fragment: str = ""
    reason: str = ""
    """Why it leads nowhere; empty if the file exists."""
    planned: bool = False
    """Whether a build would make the file."""


class LinkResolver:
    """Tells where links lead, for all files of one folder."""

    def __init__(self, files: Iterable[str], urls: Urls, planned: Iterable[str] = ()) -> None:
        self.files = frozenset(files)
        self.planned = frozenset(planned)
        """Files that a build would make now."""
        self.urls = urls
        self.whole = urls.absolute("/")
        self._top = frozenset(file.split("/", 1)[0] for file in self.files)
        self._folded = {file.casefold(): file for file in sorted(self.files)}
        self._known: dict[str, LinkTarget | None] = {}

    def target(self, link: str) -> LinkTarget | None:
        """Where the link leads; None if out of the site, or nowhere that could be followed."""
        if link not in self._known:
            if len(self._known) > 100_000:
                self._known.clear()
            try:
                self._known[link] = self._target(link.strip())
            except ValueError:  # no address at all, such as http://[
                self._known[link] = None
        return self._known[link]

    def _target(self, link: str) -> LinkTarget | None:
        if _SCHEME.match(link):
            return self._elsewhere(link) if _HTTP.match(link) else None
        if _TO_A_HOST.match(link):
            return self._elsewhere(link)
        if _HERE.match(link):
            return LinkTarget("", unquote(urldefrag(link)[1]))
        if not link.startswith(("/", "\\")):
            return LinkTarget(reason="is relative to its page")
        url = ada_url.URL(link, base=self.whole)
        if not url.pathname.startswith(self.urls.base + "/"):
            return LinkTarget(reason=f"is outside the base path {self.urls.base}/")
        return self._file(url)

    def _elsewhere(self, link: str) -> LinkTarget | None:
        """Where a link with a host leads; None if it is not the site's, or not in its path."""
        url = ada_url.URL(link, base=self.whole)
        if f"{url.protocol}//{url.host}" != self.urls.origin:
            if _TO_A_HOST.match(link) and self._is_folder(url.hostname):
                return LinkTarget(reason=f"browsers take “{url.hostname}” for a host, not a folder")
            return None
        base = self.urls.base + "/"
        if url.pathname.startswith(base):
            return self._file(url)
        if _SLASHES.sub("/", url.pathname).startswith(base):
            return LinkTarget(reason=f"has slashes side by side, and the base path is {base}")
        return None  # something else on the same host

    def _is_folder(self, name: str) -> bool:
        """Whether what a link has for a host must be a folder: a slash before it is too many."""
        return "." not in name or name in (self.urls.base.split("/", 2)[1:2] or self._top)

    def _file(self, url: ada_url.URL) -> LinkTarget:
        inside = unquote(url.pathname[len(self.urls.base) + 1 :])
        file = f"{inside}index.html" if not inside or inside.endswith("/") else inside
        return LinkTarget(file, unquote(url.hash[1:]), self._missing(file), file in self.planned)

    def _missing(self, file: str) -> str:
        if file in self.files:
            return ""
        other = self._folded.get(file.casefold())
        if other:
            return f"it differs from {address(other)} by upper and lower case"
        return "there is no such page or file"


def broken(path: str, link: str, reason: str, *, planned: bool = False) -> Problem:
    """The finding that a file has a link that leads nowhere.

    Whose fault it is decides the code: that of the folder, which lacks a file that a build would
    make (``planned``); that of the theme or the base path, as the 404 page shows nothing that a
    record says; or that of anything else, a text above all.
    """
    message = f"links to {link}: {reason}"
    if planned:
        return finding(path, message, "missing-file", "build again, with the same options")
    if path == NOT_FOUND:
        hint = "every page has it: mend the template, or build with the base_url that is checked"
        return finding(path, message, "broken-frame", hint)
    hint = "mend the template, body or page that has the link"
    return finding(path, message, "broken-link", hint)


def in_html(data: bytes, whole: str) -> tuple[set[str], set[str]]:
    """The links of a page, and the ids that links may point to."""
    tree = LexborHTMLParser(data)
    links: set[str] = set()
    ids: set[str] = set()
    for node in tree.css(_NODES):
        attributes = node.attributes
        id_ = attributes.get("id")
        if id_:
            ids.add(id_)
        for name in _ONE:
            link = attributes.get(name)
            if link:
                links.add(link)
        links.update(search.in_form(attributes))
        for name in _SEVERAL:
            if name in attributes:
                links.update(_candidates(attributes[name] or ""))
        if node.tag == "meta":
            links.update(_of_meta(attributes.get("content") or "", whole))
        elif node.tag == "script" and "src" not in attributes:
            links.update(_own(_QUOTED.findall(node.text()), whole))
    return links, ids


def _candidates(srcset: str) -> Iterator[str]:
    """The addresses of ``a.png 1x, b.png 2x``."""
    for candidate in srcset.split(", "):
        link = candidate.split()[:1]
        yield from link


def _of_meta(content: str, whole: str) -> Iterator[str]:
    """``0; url=/on/`` of a redirect, or an address of the site such as that of ``og:image``."""
    refresh = _REFRESH.match(content)
    if refresh:
        yield refresh[refresh.lastgroup or 0].strip()
    elif content.startswith(whole) and " " not in content:
        yield content


def _own(links: Iterable[str], whole: str) -> Iterator[str]:
    """Those of the site, without fragments: in data these are names, not places."""
    for link in links:
        if link.startswith(whole):
            yield urldefrag(link)[0]


def in_css(text: str, here: str) -> Iterator[str]:
    """The links of a stylesheet that lies ``here``, made independent of where that is."""
    for link in _CSS_URL.finditer(text):
        yield urljoin(here, link[link.lastgroup or 0].strip())


def in_text(text: str, whole: str) -> Iterator[str]:
    """The links of a piece of data: it is one of the site, or HTML that has some."""
    if text.startswith(whole) and " " not in text.strip():
        yield from _own([text.strip()], whole)
    elif "<" in text:
        for found in _HTML_LINK.finditer(text):
            link = found[found.lastgroup or 0]
            if link.startswith((whole, "/")):
                yield link.replace("&amp;", "&")
