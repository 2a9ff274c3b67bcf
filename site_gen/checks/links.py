"""Internal links: finding them in files, and resolving them to files of the folder.

URLs are parsed as browsers do (WHATWG URL Standard, by ada-url).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urldefrag, urljoin

import ada_url
import msgspec
from selectolax.lexbor import LexborHTMLParser

from site_gen.checks.problems import finding, url_path
from site_gen.model import Problem
from site_gen.urls import Urls

NOT_FOUND = "404.html"
SEARCH_ENTRY = "pagefind-entry.json"
"""The name of the file by which the search script finds an index part."""
_URL_ATTRIBUTES = ("href", "src", "data-src", "poster", "action", "data")
_SRCSET_ATTRIBUTES = ("srcset", "imagesrcset")
_LINK_NODES = ", ".join(
    f"[{name}]" for name in ("id", "data-bundle", *_URL_ATTRIBUTES, *_SRCSET_ATTRIBUTES)
) + (", meta[content], script[type='application/ld+json']")
# A URL within one kind of quotation marks may contain the other kind.
_CSS_URL = re.compile(r"""url\(\s*(?:"(?P<a>[^"]+)|'(?P<b>[^']+)|(?P<c>[^"')]+))""")
_HTML_LINK = re.compile(r"""\s(?:href|src)=(?:"(?P<a>[^"]+)|'(?P<b>[^']+))""")
_REFRESH = re.compile(
    r"""^\s*[\d.]+\s*[;,]\s*url\s*=\s*(?:"(?P<a>[^"]+)|'(?P<b>[^']+)|(?P<c>[^"'].*))""",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HTTP = re.compile(r"https?:", re.IGNORECASE)
_NETWORK_PATH = re.compile(r"[/\\]{2}")
_SLASHES = re.compile("/+")
_SAME_PAGE = re.compile(r"[?#]|\Z")
_QUOTED_URL = re.compile(r'"(https?:[^"\\]+)"')


class LinkTarget(msgspec.Struct, frozen=True):
    """The target of an internal link."""

    file: str = ""
    """Empty for the file that contains the link."""
    fragment: str = ""
    reason: str = ""
    """Why the link is broken; empty if the file exists."""
    planned: bool = False
    """Whether a build would make the file."""


class LinkResolver:
    """Resolves links for all files of one folder."""

    def __init__(self, files: Iterable[str], urls: Urls, planned: Iterable[str] = ()) -> None:
        self.files = frozenset(files)
        self.planned = frozenset(planned)
        """Files that a build would make now."""
        self.urls = urls
        self.site_url = urls.absolute("/")
        self._top = frozenset(file.split("/", 1)[0] for file in self.files)
        self._folded = {file.casefold(): file for file in sorted(self.files)}
        self._cache: dict[str, LinkTarget | None] = {}

    def target(self, link: str) -> LinkTarget | None:
        """The target of a link; None if it is external or cannot be followed."""
        if link not in self._cache:
            if len(self._cache) > 100_000:
                self._cache.clear()
            try:
                self._cache[link] = self._target(link.strip())
            except ValueError:  # not a URL, such as http://[
                self._cache[link] = None
        return self._cache[link]

    def _target(self, link: str) -> LinkTarget | None:
        if _SCHEME.match(link):
            return self._absolute(link) if _HTTP.match(link) else None
        if _NETWORK_PATH.match(link):
            return self._absolute(link)
        if _SAME_PAGE.match(link):
            return LinkTarget("", unquote(urldefrag(link)[1]))
        if not link.startswith(("/", "\\")):
            return LinkTarget(reason="it is relative to its page, expected a path from the root")
        url = ada_url.URL(link, base=self.site_url)
        if not url.pathname.startswith(self.urls.base + "/"):
            return LinkTarget(reason=f"it is outside the base path {self.urls.base}/")
        return self._file(url)

    def _absolute(self, link: str) -> LinkTarget | None:
        """The target of a link with a host; None if it is another site or outside the base path."""
        url = ada_url.URL(link, base=self.site_url)
        if f"{url.protocol}//{url.host}" != self.urls.origin:
            if _NETWORK_PATH.match(link) and self._is_folder(url.hostname):
                return LinkTarget(reason=f"browsers read “{url.hostname}” as a host, not a folder")
            return None
        base = self.urls.base + "/"
        if url.pathname.startswith(base):
            return self._file(url)
        if _SLASHES.sub("/", url.pathname).startswith(base):
            return LinkTarget(reason=f"it has doubled slashes, and the base path is {base}")
        return None  # something else on the same host

    def _is_folder(self, name: str) -> bool:
        """Whether the host of ``//name/`` was meant as a folder: one slash too many."""
        return "." not in name or name in (self.urls.base.split("/", 2)[1:2] or self._top)

    def _file(self, url: ada_url.URL) -> LinkTarget:
        path = unquote(url.pathname[len(self.urls.base) + 1 :])
        file = f"{path}index.html" if not path or path.endswith("/") else path
        return LinkTarget(file, unquote(url.hash[1:]), self._missing(file), file in self.planned)

    def _missing(self, file: str) -> str:
        if file in self.files:
            return ""
        other = self._folded.get(file.casefold())
        if other:
            return f"it differs from {url_path(other)} in upper and lower case"
        return "there is no such page or file"


def broken_link(path: str, link: str, reason: str, *, planned: bool = False) -> Problem:
    """The problem of a broken link; the code depends on the likely cause.

    ``missing-file``: the folder lacks a file that a build would make (``planned``).
    ``broken-frame``: the theme or the base path, as the 404 page shows no texts of records.
    ``broken-link``: anything else, most likely the text of a record.
    """
    message = f"links to {link}: {reason}"
    if planned:
        return finding(path, message, "missing-file", "build again, with the same options")
    if path.rpartition("/")[2] == NOT_FOUND:
        hint = "all pages have it: fix the template, or build with the base_url that is checked"
        return finding(path, message, "broken-frame", hint)
    hint = "fix the template, body or page that has the link"
    return finding(path, message, "broken-link", hint)


def missing_fragment(path: str, link: str, fragment: str) -> Problem:
    """The problem of a link to an id that its page does not have."""
    return broken_link(path, link, f"the page has no id “{fragment}”")


def html_links_and_ids(data: bytes, site_url: str) -> tuple[set[str], set[str]]:
    """The links of a page, and its ids."""
    tree = LexborHTMLParser(data)
    links: set[str] = set()
    ids: set[str] = set()
    search_files: set[str] = set()
    for node in tree.css(_LINK_NODES):
        attributes = node.attributes
        id_ = attributes.get("id")
        if id_:
            ids.add(id_)
        for name in _URL_ATTRIBUTES:
            link = attributes.get(name)
            if link:
                links.add(link)
        search_files.update(_search_files(attributes))
        for name in _SRCSET_ATTRIBUTES:
            if name in attributes:
                links.update(_candidates(attributes[name] or ""))
        if node.tag == "meta":
            links.update(_meta_links(attributes.get("content") or "", site_url))
        elif node.tag == "script" and "src" not in attributes:
            links.update(_internal(_QUOTED_URL.findall(node.text()), site_url))
    # The search page also preloads these, with a query.
    links = {link for link in links if link.partition("?")[0] not in search_files}
    return links | search_files, ids


def _search_files(attributes: Mapping[str, str | None]) -> Iterator[str]:
    """The files that the script of a search form will load."""
    bundle = attributes.get("data-bundle")
    if bundle:
        yield f"{bundle}pagefind.js"
        yield f"{bundle}{SEARCH_ENTRY}"
        for part in (attributes.get("data-parts") or "").split()[1:]:
            yield f"{bundle}{part}/{SEARCH_ENTRY}"


def _candidates(srcset: str) -> Iterator[str]:
    """The URLs of ``a.png 1x, b.png 2x``."""
    for candidate in srcset.split(", "):
        link = candidate.split()[:1]
        yield from link


def _meta_links(content: str, site_url: str) -> Iterator[str]:
    """The target of a redirect (``0; url=/on/``), or an internal URL such as ``og:image``."""
    refresh = _REFRESH.match(content)
    if refresh:
        yield refresh[refresh.lastgroup or 0].strip()
    elif content.startswith(site_url) and " " not in content:
        yield content


def _internal(links: Iterable[str], site_url: str) -> Iterator[str]:
    """The internal links, without fragments: in data these are part of identifiers."""
    for link in links:
        if link.startswith(site_url):
            yield urldefrag(link)[0]


def css_links(text: str, base: str) -> Iterator[str]:
    """The links of a stylesheet, resolved against its URL ``base``."""
    for link in _CSS_URL.finditer(text):
        yield urljoin(base, link[link.lastgroup or 0].strip())


def text_links(text: str, site_url: str) -> Iterator[str]:
    """The internal links of a value: it is a link itself, or HTML that has some."""
    if text.startswith(site_url) and " " not in text.strip():
        yield from _internal([text.strip()], site_url)
    elif "<" in text:
        for found in _HTML_LINK.finditer(text):
            link = found[found.lastgroup or 0]
            if link.startswith((site_url, "/")):
                yield link.replace("&amp;", "&")
