"""What pages will be, told before the site has been built.

A build looks at all records and makes all files, which takes seconds in a large site. Who edits
looks at one page. So that page is made at once, from what the last build knew of everything
else, and the build follows: it has the last word.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping

import msgspec

from site_gen import assets, plan
from site_gen.cache.memory import Memory
from site_gen.config import SiteConfig, load_config
from site_gen.gather import read_file
from site_gen.model import Library, PageNote, Problem, Record, Severity
from site_gen.newsroom import Newsroom, read_newsroom
from site_gen.options import Options, Stopwatch
from site_gen.render import Renderer
from site_gen.theme import static_folders, template_folders, theme_only

Edit = Record | PageNote

_SAID = frozenset(
    "title excerpt body updated_at type category tags categories locale images heat "
    "featured_content extra digest".split()
)
"""What a record says for itself. All else decides what it has to do with others, and whether it is
shown at all: that is left to the build."""


class Glimpse(msgspec.Struct, frozen=True):
    """Files of the site as the next build will probably leave them."""

    files: Mapping[str, bytes] = {}
    """Path → bytes, of pages and of joined stylesheets and scripts."""
    css: str = ""
    """Path of the stylesheet."""


class Glimpser:
    """Knows what the last build knew, and what was edited since."""

    def __init__(self, options: Options, config: SiteConfig) -> None:
        self.options = options
        self.config = config
        self.newsroom: Newsroom | None = None
        self.fine: frozenset[str] = frozenset()
        """Content files that had no errors; the site would lose something if one had."""
        self.edits: dict[str, Edit] = {}
        self._static: tuple[Mapping[str, bytes], Mapping[str, str]] | None = None
        """Joined stylesheets and scripts, and what else of static/ pages name; None if not read."""
        self._lock = threading.Lock()

    def learn(self, options: Options) -> None:
        """Read all content, as the last build has; ``options`` say what time it is.

        What was edited before counts as known from then on. While a file that was fine has
        errors, what was known before is kept: so is the site. Raises what a build would.
        """
        config = load_config(options.config, base_url=options.base_url)
        memory = Memory(options, config, read_only=True)
        newsroom = read_newsroom(options, config, Stopwatch(), memory)
        known = {record.path: record.digest for record in newsroom.records}
        pages = {note.path: note for note in newsroom.library.pages}
        listing, failed = memory.listing, _with_errors(newsroom.problems)
        notes = (*listing.topics, *listing.providers, *listing.pages)
        with self._lock:
            if self.newsroom is not None and self.fine & failed:
                return
            self.newsroom, self.config = newsroom, config
            self.fine = frozenset((*listing.records, *notes)) - failed
            self.edits = {
                path: edit
                for path, edit in self.edits.items()
                if edit != pages.get(path) and getattr(edit, "digest", "") != known.get(path)
            }

    def read(self, path: str) -> tuple[Problem, ...]:
        """Read a content file that has changed; the errors that it has now.

        While it has any, it is taken to say what it said when it was last read without.
        """
        said, problems = read_file(self.options.content, path, self.config.limits.record_bytes)
        with self._lock:
            if isinstance(said, Edit):
                self.edits[path] = said
        return tuple(each for each in problems if each.severity is Severity.ERROR)

    def covers(self, paths: Iterable[str]) -> bool:
        """Whether these content files say nothing that must be learned to make a page of them."""
        with self._lock:
            newsroom, edits = self.newsroom, dict(self.edits)
        if newsroom is None:
            return False
        records = newsroom.library.records
        return all(
            isinstance(edit, Record)
            and edit.id in records
            and _is_rewording(records[edit.id], edit)
            for edit in map(edits.get, paths)
        )

    def forget(self, path: str) -> None:
        """A content file has gone; what goes with it is left to the build."""
        with self._lock:
            self.edits.pop(path, None)

    def forget_static(self) -> None:
        """Something of static/ has changed. It may hold many pictures: not to be read each time."""
        self._static = None

    def _read_static(self) -> tuple[Mapping[str, bytes], Mapping[str, str]]:
        site = self.options.site
        found = assets.gather(static_folders(site), theme_only(site))
        joined = {file.path: file.data for file in found.outputs if file.path.startswith("assets/")}
        return joined, found.paths

    def glimpse(self, urls: Iterable[str], *, searched: bool) -> Glimpse:
        """The pages at these addresses within the site, such as ``/news/ferry-returns/``.

        ``searched`` says whether the site has a search page. Raises ConfigError and
        TemplateError.
        """
        options = self.options
        self.config = load_config(options.config, base_url=options.base_url)
        joined, paths = self._static = self._static or self._read_static()
        css = paths.get("css", "").lstrip("/")
        with self._lock:
            newsroom, edits = self.newsroom, tuple(self.edits.values())
        if newsroom is None:
            return Glimpse(joined, css)
        library = edited(newsroom.library, edits)
        at = plan.SEARCH_PATH if searched else ""
        renderer = Renderer(
            template_folders(options.site),
            plan.make_site(self.config, library, paths, at),
            minify=options.minify,
        )
        preview = paths.get("preview", "")
        files = {}
        for url in urls:
            page = plan.plan_page(
                library, newsroom.top, self.config, url, preview, searched=searched
            )
            if page is not None:
                output = renderer.render(page.page())
                files[output.path] = output.data
        return Glimpse({**joined, **files}, css)


def _with_errors(problems: Iterable[Problem]) -> frozenset[str]:
    """Files with errors of their own: two that claim one address have none."""
    return frozenset(
        each.path
        for each in problems
        if each.severity is Severity.ERROR and each.code != "url-taken"
    )


def edited(library: Library, edits: Iterable[Edit]) -> Library:
    """The library with what was edited, as far as that touches nothing but itself."""
    records = dict(library.records)
    pages = {note.path: note for note in library.pages}
    for edit in edits:
        if isinstance(edit, PageNote):
            if edit.path in pages:
                pages[edit.path] = edit
        elif edit.id in records and _is_rewording(records[edit.id], edit):
            records[edit.id] = edit
    return msgspec.structs.replace(library, records=records, pages=tuple(pages.values()))


def _is_rewording(old: Record, new: Record) -> bool:
    """Whether only what the record says for itself is different."""
    fields = set(Record.__struct_fields__) - _SAID
    return all(getattr(old, name) == getattr(new, name) for name in fields)
