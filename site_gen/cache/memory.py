"""The memory of one site: all that its next build need not do again."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property, partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from site_gen import sealed
from site_gen.cache.pages import FileMemory
from site_gen.cache.program import files_digest, program_digest
from site_gen.cache.records import ReadingStore
from site_gen.config import SiteConfig
from site_gen.load import digest_of, list_content
from site_gen.model import BuildReport, Record
from site_gen.options import Options
from site_gen.sealed import digest
from site_gen.theme import static_folders, template_folders
from site_gen.write import Folder

if TYPE_CHECKING:
    from site_gen.cache.groups import KnownGroups
    from site_gen.render.compiled import KeptTemplates


class LastBuild(msgspec.Struct, frozen=True):
    """A build that ended well, and what it was made from."""

    situation: bytes
    """Digest of all that went in."""
    manifest: bytes
    """Digest of the list of what came out."""
    recipe: bytes
    since: datetime | None
    """The newest record that was not in the future: for earlier instants the site is another."""
    until: datetime | None
    """The first record that was: from then on the site is another, too."""
    report: BuildReport


class Memory:
    """What earlier builds of a site have found; empty where nothing of it holds.

    With ``options.full`` all of it is forgotten first. One that is ``read_only`` is only asked,
    as by a preview while a build may run.
    """

    def __init__(self, options: Options, config: SiteConfig, *, read_only: bool = False) -> None:
        self.options = options
        self.config = config.for_build()  # what only fetch reads makes no other site
        self.output = Folder(options.output, options.cache)
        if options.full:
            _forget(options.cache)
        self.program = program_digest()
        limits = msgspec.msgpack.encode(config.limits)
        self.readings = ReadingStore(
            options.cache, digest(self.program, limits), read_only=read_only
        )
        self.listing = list_content(options.content)
        unread = partial(digest_of, options.content, config.limits.record_bytes)
        self.readings.look(options.content, self.listing.records, unread)
        self._recipe = b""
        # Before any of it is used: what is edited while a build runs is to be seen by the next.
        self._templates = files_digest(template_folders(options.site))
        self._surroundings = self._read_surroundings()

    @cached_property
    def groups(self) -> KnownGroups:
        """How blocks of records were grouped."""
        from site_gen.cache.groups import KnownGroups  # noqa: PLC0415  needs all of stories/

        rules = msgspec.msgpack.encode((self.config.stories, self.config.locale))
        return KnownGroups(self.options.cache, digest(self.program, rules))

    @cached_property
    def templates(self) -> KeptTemplates:
        """What was compiled of the templates."""
        from site_gen.render.compiled import KeptTemplates  # noqa: PLC0415  needs Jinja2

        return KeptTemplates(self.options.cache / "templates", self.program)

    def _beside_manifest(self, kind: str) -> Path:
        manifest = self.output.manifest
        return manifest.with_name(manifest.stem.replace("output", kind, 1))

    def recipe(self, *parts: object) -> bytes:
        """A digest of what all pages are made by: program, templates, configuration, parts."""
        made_by = msgspec.msgpack.encode((self.config, self.options.minify, parts))
        self._recipe = digest(self.program, made_by, self._templates)
        return self._recipe

    def files(self, recipe: bytes) -> FileMemory:
        """The files that the last build by this recipe left in the output folder."""
        return FileMemory(self._beside_manifest("files"), self.output.root, recipe)

    def same_site(self) -> BuildReport | None:
        """The report of a build that has nothing to do; None if there may be something."""
        last = sealed.read(self._beside_manifest("last"), self.program, LastBuild)
        if last is None or not self._holds(last):
            return None
        if not self.files(last.recipe).all_as_left():
            return None
        report = last.report
        files = report.written + report.unchanged
        problems = [each for each in report.problems if each.code != "edition-lost"]
        return msgspec.structs.replace(
            report,
            problems=tuple(problems),
            written=0,
            unchanged=files,
            removed=0,
            reused={**report.reused, "records": report.read, "files": files},
        )

    def _holds(self, last: LastBuild) -> bool:
        if last.since and self.options.now < last.since:
            return False
        if last.until and self.options.now >= last.until:
            return False
        whole = self.output.is_settled() and last.manifest == self._manifest()
        return whole and last.situation == self._situation()

    def _manifest(self) -> bytes:
        with contextlib.suppress(OSError):
            return digest(self.output.manifest.read_bytes())
        return b""

    def _situation(self) -> bytes:
        """A digest of all that a build is made from; empty if that cannot be told."""
        content = self.readings.content_digest(self.listing.records)
        return digest(self._surroundings, content) if self._surroundings and content else b""

    def _read_surroundings(self) -> bytes:
        """A digest of all that is no record: notes, theme, options, program."""
        options, listing = self.options, self.listing
        notes = [*listing.topics, *listing.providers, *listing.pages]
        asked = (options.unpublished, options.future, options.strict, options.minify)
        parts = [str(self.config), str(asked), str(options.search), str(options.content)]
        parts += [_version("pagefind_bin"), _version("cbor2"), str(shutil.which("pagefind"))]
        try:
            texts = [(options.content / path).read_bytes() for path in notes]
        except OSError:
            return b""
        static = files_digest(static_folders(options.site))
        named = [os.fsencode(name) for name in (*parts, *notes)]
        return digest(self.program, self._templates, static, *named, *texts)

    def reused(self, files: int) -> dict[str, int]:
        """What was not done again, for the report; ``files`` are those that were left."""
        return {"records": self.readings.hits, "blocks": self.groups.hits, "files": files}

    def remember(self, records: Sequence[Record], report: BuildReport) -> None:
        """Remember a build that has ended well."""
        self.groups.close()
        self.templates.close()
        situation = self._situation()
        if not situation or any(each.code.startswith("search-") for each in report.problems):
            return  # what could not be read, or indexed, is to be tried again
        since, until = _moments(records, self.options.now)
        last = LastBuild(situation, self._manifest(), self._recipe, since, until, report)
        sealed.write(self._beside_manifest("last"), self.program, last)


def _moments(records: Iterable[Record], now: datetime) -> tuple[datetime | None, datetime | None]:
    """The newest record that is not in the future, and the first that is."""
    times = [record.published_at for record in records]
    past = max((time for time in times if time <= now), default=None)
    return past, min((time for time in times if time > now), default=None)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _forget(cache: Path) -> None:
    """Remove all that is only remembered to save work."""
    for pattern in ("records*", "groups", "templates", "files-*", "last-*"):
        for path in cache.glob(pattern):
            with contextlib.suppress(OSError):
                path.unlink()
    shutil.rmtree(cache / "search", ignore_errors=True)
