"""Whether a build has nothing to do: no input has changed and the output folder is intact."""

from __future__ import annotations

import os
import shutil
from importlib.metadata import PackageNotFoundError, version

import msgspec

from site_gen.config import SiteConfig
from site_gen.file_signature import now
from site_gen.fingerprint import digest, files_digest, program_digest
from site_gen.instants import micros
from site_gen.model import BuildReport
from site_gen.options import Options
from site_gen.relations.due import due_records
from site_gen.scan import save_signatures
from site_gen.site_inputs import SiteInputs
from site_gen.store import Store
from site_gen.store.pages import Pages
from site_gen.target import Target
from site_gen.targets import open_target, target_settings
from site_gen.theme import static_folders, template_folders, translations_folder


class BuildInputs(msgspec.Struct, frozen=True):
    """Digests of everything that a build reads, except the content.

    Taken before the build reads any of it, so that the next build sees edits made meanwhile.
    """

    program: bytes
    settings: bytes
    """Digest of configuration, options, theme, static files and search program."""

    @classmethod
    def collect(cls, options: Options, config: SiteConfig) -> BuildInputs:
        """The inputs of a build with these options."""
        flags = (options.unpublished, options.future, options.strict, options.minify)
        parts = [str(config.for_build()), str(flags), str(options.search), str(options.content)]
        parts += [_version("pagefind_bin"), _version("cbor2"), str(shutil.which("pagefind"))]
        folders = (
            *template_folders(options.site),
            *static_folders(options.site),
            translations_folder(options.site),
        )
        encoded = [os.fsencode(part) for part in parts]
        return cls(program_digest(), digest(files_digest(folders), *encoded))

    def save(self, store: Store) -> None:
        """Store the inputs of a build that has succeeded."""
        store.begin()
        store.set("inputs", self.settings)
        store.commit()


def up_to_date_report(site: SiteInputs, inputs: BuildInputs) -> BuildReport | None:
    """The report of a build that has nothing to do; None if there may be something to do."""
    store, options, scan = site.store, site.options, site.scan
    target = open_target(target_settings(options, site.config), store)
    # First of all: an address that cannot be reached is found before any content is read.
    is_as_left = target.is_as_left(store)
    if not is_as_left or not scan.is_same or store.get("inputs", bytes) != inputs.settings:
        return None
    data = store.get("report", bytes)
    if data is None or _is_due(store, options) or not _is_intact(store, target):
        return None
    if scan.touched:
        store.begin()
        save_signatures(store, scan)
    report = msgspec.json.decode(data, type=BuildReport)
    files = report.written + report.unchanged
    problems = [problem for problem in report.problems if problem.code != "edition-lost"]
    return msgspec.structs.replace(
        report,
        problems=tuple(problems),
        written=0,
        unchanged=files,
        removed=0,
        reused={**report.reused, "records": report.read, "files": files},
    )


def _is_due(store: Store, options: Options) -> bool:
    """Whether other records or entries are in the future, or other records pinned, than at the
    last build."""
    before, now = store.get("now", int) or 0, micros(options.now)
    span = min(before, now), max(before, now)
    return bool(due_records(store, before, now)) or any(
        store.value(f"SELECT 1 FROM records WHERE {column} > ? AND {column} <= ? LIMIT 1", *span)  # noqa: S608
        for column in ("published", "pin")
    )


def _is_intact(store: Store, target: Target) -> bool:
    """Whether every file of the output is as it was written."""
    if not Pages(store).is_done():
        return False
    if not target.is_finished():
        return False
    touched = []
    time = now()
    for page, signature in target.changed_files(Pages(store)):
        if signature is None:
            return False
        touched.append((page, signature))
    if touched:
        store.begin()
        Pages(store).save_signatures(touched, time)
    return True


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
