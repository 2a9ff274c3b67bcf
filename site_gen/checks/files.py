"""What is gathered of each file of the folder, by whichever worker has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from site_gen.checks import feeds, links, mirror, search, sitemaps
from site_gen.checks.folder import FolderEntry
from site_gen.checks.hosting import LARGEST
from site_gen.checks.problems import finding
from site_gen.checks.sitemaps import Sitemap
from site_gen.checks.xml_files import read_xml
from site_gen.model import Problem

READ = (".html", ".xml", ".opml", ".json", ".css", sitemaps.ROBOTS)
"""Names of files that are read end so; of others it is enough that they exist."""


class ExaminedFile(msgspec.Struct, frozen=True):
    """What the checks need to know of a file that was read: little, as there are many."""

    path: str
    problems: tuple[Problem, ...] = ()
    ids: frozenset[str] = frozenset()
    """What links to a page may point to."""
    elsewhere: tuple[tuple[str, str, str], ...] = ()
    """Links to fragments of other pages: link, file, fragment."""
    sitemap: Sitemap | None = None
    named: tuple[str, ...] = ()
    """The sitemaps that robots.txt names."""


class Examiner:
    """Reads files of one folder; forked workers share what it knows."""

    def __init__(self, root: Path, resolver: links.LinkResolver, former: Mapping[str, str]) -> None:
        self.root = root
        self.resolver = resolver
        self.former = former

    def __call__(self, entry: FolderEntry) -> ExaminedFile:
        """What one file says; one that cannot be read has a problem."""
        path = entry.path
        if entry.size > LARGEST:
            return ExaminedFile(path)  # told by hosting.py, and not worth the memory
        try:
            data = (self.root / path).read_bytes()
            return self._examine(path, data)
        except (OSError, ValueError, RecursionError) as error:
            reason = getattr(error, "strerror", None) or error
            hint = "build again; if it stays, look at the file"
            return ExaminedFile(
                path, (finding(path, f"cannot be read: {reason}", "unreadable", hint),)
            )

    def _examine(self, path: str, data: bytes) -> ExaminedFile:
        suffix = path.rpartition(".")[2]
        if suffix == "html":
            found, ids = links.in_html(data, self.resolver.whole)
            return self._facts(path, found, ids=frozenset(ids))
        if suffix in ("xml", "opml"):
            return self._xml(path, data)
        if suffix == "json":
            return self._json(path, data)
        text = data.decode("utf-8", "replace")
        if suffix == "css":
            here = self.resolver.urls.href(f"/{path}")
            return self._facts(path, links.in_css(text, here))
        if path == sitemaps.ROBOTS:
            named = sitemaps.named_in(text)
            return msgspec.structs.replace(self._facts(path, named), named=named)
        return ExaminedFile(path)

    def _xml(self, path: str, data: bytes) -> ExaminedFile:
        whole = self.resolver.whole
        read = read_xml(path, data, whole)
        problems, sitemap = read.problems, None
        if read.root in feeds.ROOTS:
            problems = feeds.check_feed(path, data, self.former)
        elif read.root in sitemaps.ROOTS:
            sitemap, problems = sitemaps.check_sitemap(path, data, read, whole)
        facts = self._facts(path, read.links, problems)
        return msgspec.structs.replace(facts, sitemap=sitemap)

    def _json(self, path: str, data: bytes) -> ExaminedFile:
        document, problems = mirror.decode(path, data)
        if feeds.is_json_feed(document):
            problems = feeds.check_json_feed(path, document, self.former)
        pages = mirror.check_pages(path, document, self.resolver.files)
        index = search.check_shard(path, document, self.resolver.files)
        found = mirror.in_json(document, self.resolver.whole)
        return self._facts(path, set(found), (*problems, *pages, *index))

    def _facts(
        self,
        path: str,
        found: Iterable[str],
        problems: tuple[Problem, ...] = (),
        ids: frozenset[str] = frozenset(),
    ) -> ExaminedFile:
        """The links followed as far as this file alone allows."""
        broken = list(problems)
        elsewhere = []
        for link in found:
            target = self.resolver.target(link)
            if target is None:
                continue
            if target.reason:
                planned = target.planned
                broken.append(links.broken(path, link, target.reason, planned=planned))
            elif target.fragment in ("", "top"):
                continue
            elif target.file in ("", path):
                if path.endswith(".html") and target.fragment not in ids:
                    broken.append(no_fragment(path, link, target.fragment))
            elif target.file.endswith(".html"):
                elsewhere.append((link, target.file, target.fragment))
        return ExaminedFile(path, tuple(broken), ids, tuple(elsewhere))


def no_fragment(path: str, link: str, fragment: str) -> Problem:
    """The finding that a link points to a part that its page does not have."""
    return links.broken(path, link, f"the page has no id “{fragment}”")
