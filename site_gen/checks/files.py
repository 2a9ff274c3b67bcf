"""Reading one file of the built folder and checking what concerns this file alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from site_gen.checks import feeds, json_files, links, sitemaps
from site_gen.checks.folder import FolderEntry
from site_gen.checks.hosting import LARGEST
from site_gen.checks.problems import finding
from site_gen.checks.sitemaps import Sitemap
from site_gen.checks.xml_files import read_xml
from site_gen.model import Problem

READ_SUFFIXES = (".html", ".xml", ".opml", ".json", ".css", sitemaps.ROBOTS)
"""Only files with these endings are read; of others it is enough that they exist."""


class ExaminedFile(msgspec.Struct, frozen=True):
    """What checks across files need to know of a file; small, because there are many."""

    path: str
    problems: tuple[Problem, ...] = ()
    ids: frozenset[str] = frozenset()
    """Ids that fragments of links can name."""
    fragment_links: tuple[tuple[str, str, str], ...] = ()
    """Links to fragments of other pages: link, file, fragment."""
    sitemap: Sitemap | None = None
    robots_sitemaps: tuple[str, ...] = ()
    """The sitemaps that robots.txt names."""


class Examiner:
    """Examines files of one folder; a callable, as forked workers share its data."""

    def __init__(
        self, root: Path, resolver: links.LinkResolver, previous_ids: Mapping[str, str]
    ) -> None:
        self.root = root
        self.resolver = resolver
        self.previous_ids = previous_ids
        """Links of feed entries → their ids in the previous edition."""

    def __call__(self, entry: FolderEntry) -> ExaminedFile:
        """The facts of one file; one that cannot be read has a problem."""
        path = entry.path
        if entry.size > LARGEST:
            return ExaminedFile(path)  # hosting.py reports it; reading it would need much memory
        try:
            return self._examine(path, (self.root / path).read_bytes())
        except (OSError, ValueError, RecursionError) as error:
            reason = getattr(error, "strerror", None) or error
            hint = "build again; if the problem remains, look at the file"
            return ExaminedFile(
                path, (finding(path, f"cannot be read: {reason}", "unreadable", hint),)
            )

    def _examine(self, path: str, data: bytes) -> ExaminedFile:
        suffix = path.rpartition(".")[2]
        if suffix == "html":
            hrefs, ids = links.html_links_and_ids(data, self.resolver.site_url)
            return self._with_links(path, hrefs, ids=frozenset(ids))
        if suffix in ("xml", "opml"):
            return self._xml(path, data)
        if suffix == "json":
            return self._json(path, data)
        text = data.decode("utf-8", "replace")
        if suffix == "css":
            url = self.resolver.urls.href(f"/{path}")
            return self._with_links(path, links.css_links(text, url))
        if path == sitemaps.ROBOTS:
            urls = sitemaps.robots_sitemaps(text)
            return msgspec.structs.replace(self._with_links(path, urls), robots_sitemaps=urls)
        return ExaminedFile(path)

    def _xml(self, path: str, data: bytes) -> ExaminedFile:
        site_url = self.resolver.site_url
        xml = read_xml(path, data, site_url)
        problems, sitemap = xml.problems, None
        if xml.root in feeds.ROOTS:
            problems = feeds.check_feed(path, data, self.previous_ids)
        elif xml.root in sitemaps.ROOTS:
            sitemap, problems = sitemaps.check_sitemap(path, data, xml, site_url)
        return msgspec.structs.replace(self._with_links(path, xml.links, problems), sitemap=sitemap)

    def _json(self, path: str, data: bytes) -> ExaminedFile:
        document, problems = json_files.decode(path, data)
        if feeds.is_json_feed(document):
            problems = feeds.check_json_feed(path, document, self.previous_ids)
        next_page = json_files.check_next_page(path, document, self.resolver.files)
        index = json_files.check_search_index(path, document, self.resolver.files)
        hrefs = json_files.json_links(document, self.resolver.site_url)
        return self._with_links(path, set(hrefs), (*problems, *next_page, *index))

    def _with_links(
        self,
        path: str,
        hrefs: Iterable[str],
        problems: tuple[Problem, ...] = (),
        ids: frozenset[str] = frozenset(),
    ) -> ExaminedFile:
        """The file with problems of its links, as far as this file alone shows them."""
        all_problems = list(problems)
        fragment_links = []
        for link in hrefs:
            target = self.resolver.target(link)
            if target is None:
                continue
            if target.reason:
                all_problems.append(
                    links.broken_link(path, link, target.reason, planned=target.planned)
                )
            elif target.fragment in ("", "top"):
                continue
            elif target.file in ("", path):
                if path.endswith(".html") and target.fragment not in ids:
                    all_problems.append(links.missing_fragment(path, link, target.fragment))
            elif target.file.endswith(".html"):
                fragment_links.append((link, target.file, target.fragment))
        return ExaminedFile(path, tuple(all_problems), ids, tuple(fragment_links))
