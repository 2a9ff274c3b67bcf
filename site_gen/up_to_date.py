"""Whether a build has nothing to do: all that it is made from is the same, all files are there."""

from __future__ import annotations

import os
import shutil
from importlib.metadata import PackageNotFoundError, version

import msgspec

from site_gen import write
from site_gen.config import SiteConfig
from site_gen.file_signature import now
from site_gen.fingerprint import digest, files_digest, program_digest
from site_gen.instants import micros
from site_gen.model import BuildReport
from site_gen.options import Options
from site_gen.output_marker import is_marked_by
from site_gen.scan import Scan, save_signatures
from site_gen.store import Store
from site_gen.store.pages import Pages
from site_gen.theme import static_folders, template_folders


class BuildInputs(msgspec.Struct, frozen=True):
    """A fingerprint of all that a build is made from, content aside.

    It is taken before any of it is used: what is edited while a build runs is seen by the next.
    """

    program: bytes
    surroundings: bytes

    @classmethod
    def now(cls, options: Options, config: SiteConfig) -> BuildInputs:
        """The situation of a build with these options."""
        asked = (options.unpublished, options.future, options.strict, options.minify)
        parts = [str(config.for_build()), str(asked), str(options.search), str(options.content)]
        parts += [_version("pagefind_bin"), _version("cbor2"), str(shutil.which("pagefind"))]
        folders = (*template_folders(options.site), *static_folders(options.site))
        named = [os.fsencode(part) for part in parts]
        return cls(program_digest(), digest(files_digest(folders), *named))

    def keep(self, store: Store) -> None:
        """Remember a build that has ended well."""
        store.begin()
        store.set("surroundings", self.surroundings)
        store.commit()


def same_site(
    store: Store, options: Options, found: Scan, situation: BuildInputs
) -> BuildReport | None:
    """The report of a build that has nothing to do; None if there may be something."""
    if not found.is_same:
        return None
    if store.get("surroundings", bytes) != situation.surroundings:
        return None
    data = store.get("report", bytes)
    if data is None or _time_has_come(store, options) or not _is_whole(store, options):
        return None
    if found.touched:
        store.begin()
        save_signatures(store, found)
    report = msgspec.json.decode(data, type=BuildReport)
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


def _time_has_come(store: Store, options: Options) -> bool:
    """Whether a record is no longer in the future, or is so again."""
    before, now = store.get("now", int) or 0, micros(options.now)
    return bool(
        store.value(
            "SELECT 1 FROM records WHERE published > ? AND published <= ? LIMIT 1",
            *(min(before, now), max(before, now)),
        )
    )


def _is_whole(store: Store, options: Options) -> bool:
    """Whether every file lies in the output folder as it was written."""
    if not Pages(store).is_done():
        return False
    folder = write.Folder(options.output)
    if not folder.is_settled() or not is_marked_by(folder.root, store.get("marked", int)):
        return False
    touched = []
    time = now()
    for page, signature in Pages(store).changed_files(folder.root):
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
