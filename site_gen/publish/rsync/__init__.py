"""Publish to a folder of a server, with rsync over SSH.

rsync compares the checksums of all files, and replaces each file in one step. Files go up in the
order of ``upload_steps``, and gone ones are removed last. Only files are removed that
the list of published files on the server names.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Self

from site_gen.output_marker import MARKER_PATH, has_marker
from site_gen.publish.changes import Changes
from site_gen.publish.destination import PublishPlan
from site_gen.publish.published_list import LIST, decode_list, encode_list
from site_gen.publish.refusals import foreign_files
from site_gen.publish.rsync.address import ServerFolder
from site_gen.publish.rsync.program import Rsync
from site_gen.publish.site_files import empty_folders, in_the_way, site_files
from site_gen.upload_order import upload_steps

_READABLE = ("--perms", "--chmod=D755,F644")
"""Web servers can read all files, whatever the umasks here and there are."""
_BY_CHECKSUM = "--checksum"
"""Not by time: builds on different machines write the same files at different times."""
_SENT = re.compile(r"<f(\S{9}) (.+)")
"""A line about a file: nine attributes, all ``+`` if it is new, and its name."""
_ESCAPED = re.compile(r"\\#(\d{3})")


class RsyncFolder:
    """A folder of a server."""

    def __init__(self, rsync: Rsync, server: ServerFolder, folder: Path) -> None:
        self.name = str(server)
        self.success = f"published to {self.name}"
        self._rsync = rsync
        self._server = server
        self._folder = folder
        self._files: tuple[str, ...] = ()
        self._listed: frozenset[str] = frozenset()
        """Files of earlier editions, according to the list on the server."""

    def warnings(self) -> tuple[str, ...]:
        return ()

    def plan(self) -> PublishPlan:
        """Compare the folder with the server's, by checksums."""
        self._files = tuple(path for path in site_files(self._folder) if path != LIST)
        before, was_built = self._fetch_list()
        self._listed = frozenset() if before is None else decode_list(before, self.name)
        added, changed = self._differences()
        published = self._listed | (set(self._files) - added)
        foreign = () if was_built else sorted(changed - self._listed)
        if before != encode_list(self._files):
            (added if before is None else changed).add(LIST)
        return PublishPlan(
            published=published,
            files=self._files,
            changes=Changes(
                added=tuple(sorted(added)),
                changed=tuple(sorted(changed)),
                removed=tuple(sorted(self._listed - set(self._files))),
            ),
            remark="" if published else "nothing is published there yet",
            refusals=foreign_files(self.name, foreign),
        )

    def publish(self, changes: Changes) -> bool:
        """Upload what changed, then remove what is gone."""
        files = set(self._files)
        if not files <= self._listed:
            self._upload_list(self._listed | files)
        self._remove(in_the_way(changes.removed, changes.added), files.difference(changes.added))
        added, changed = _without_list(changes.added), _without_list(changes.changed)
        for step in upload_steps(added, changed).values():
            self._upload(step)
        self._remove(changes.removed, files)
        if LIST in (*changes.added, *changes.changed):
            self._upload_list(files)
        return True

    def _fetch_list(self) -> tuple[bytes | None, bool]:
        """The list on the server, or None; and whether a build wrote the files there."""
        with _temporary_folder() as name:
            wanted = (f"--include=/{LIST}", f"--include=/{MARKER_PATH}", "--exclude=*")
            self._rsync.run("--recursive", *wanted, self._server.target, f"{name}/")
            path = Path(name, LIST)
            return path.read_bytes() if path.is_file() else None, has_marker(Path(name))

    def _differences(self) -> tuple[set[str], set[str]]:
        """Files that the server lacks, and those with other bytes."""
        added: set[str] = set()
        changed: set[str] = set()
        # --force: what publish() removes first is not in the way.
        options = ("--dry-run", "--force", _BY_CHECKSUM, "--8-bit-output", "--out-format=%i %n")
        for line in self._send(self._files, *options).split("\n"):
            match = _SENT.fullmatch(line)
            if match:
                (added if match[1] == "+" * 9 else changed).add(_unescaped(match[2]))
        return added, changed

    def _upload(self, paths: Iterable[str], folder: Path | None = None) -> None:
        self._send(paths, _BY_CHECKSUM, "--compress", *_READABLE, folder=folder)

    def _upload_list(self, paths: Iterable[str]) -> None:
        with _temporary_folder() as name:
            Path(name, LIST).write_bytes(encode_list(paths))
            self._upload([LIST], Path(name))

    def _remove(self, paths: Sequence[str], left: Collection[str]) -> None:
        """Remove files, and folders in which none are left."""
        if not paths:
            return
        folders = empty_folders(paths, left)
        depths = sorted({folder.count("/") for folder in folders}, reverse=True)
        inner_first = [[f for f in folders if f.count("/") == depth] for depth in depths]
        with _temporary_folder() as name:
            # rsync removes what it is asked to send but does not find here.
            for step in (paths, *inner_first):
                options = ("--dirs", "--delete-missing-args")
                self._send(step, *options, folder=Path(name), may_lack_files=True)

    def _send(
        self,
        paths: Iterable[str],
        *options: str,
        folder: Path | None = None,
        may_lack_files: bool = False,
    ) -> str:
        """Run rsync for these files of a folder; returns what it prints."""
        source = f"{folder or self._folder}/"
        names = "".join(f"{path}\0" for path in paths).encode()
        arguments = (*options, "--files-from=-", "--from0", source, self._server.target)
        return self._rsync.run(*arguments, given=names, may_lack_files=may_lack_files)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def _temporary_folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="site_gen-", ignore_cleanup_errors=True)


def _without_list(paths: Iterable[str]) -> list[str]:
    return [path for path in paths if path != LIST]


def _unescaped(name: str) -> str:
    r"""A name as rsync prints it: ``\#012`` stands for a line end."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 8)), name)
