"""Publish to a folder that the program of a host deploys, such as Netlify's.

The folder is a copy of the built one, with rules for the host: ``_headers`` and ``_redirects``.
Hosts serve it at the root of a domain, so a site whose ``base_url`` has a path is in a subfolder of
that name, and its page for wrong addresses at both places.
"""

from __future__ import annotations

import contextlib
import hashlib
import shlex
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Self
from urllib.parse import unquote, urlsplit

from site_gen.atomic import replace_file
from site_gen.errors import PublishError, UsageError
from site_gen.folders import real_path
from site_gen.publish.changes import Changes, compare
from site_gen.publish.deploy_folders.headers import HEADERS, headers_file
from site_gen.publish.deploy_folders.hosts import DeployHost
from site_gen.publish.deploy_folders.limits import over_limits
from site_gen.publish.deploy_folders.redirects import (
    REDIRECTS,
    redirecting_pages,
    redirects_file,
)
from site_gen.publish.destination import PublishPlan
from site_gen.publish.published_list import LIST, decode_list, encode_list
from site_gen.publish.refusals import foreign_files
from site_gen.publish.site_files import empty_folders, site_files
from site_gen.wording import counted

_NOT_FOUND = "404.html"


class DeployFolder:
    """A folder for the program of a host."""

    def __init__(self, host: DeployHost, target: Path, folder: Path, base_url: str) -> None:
        """Raises UsageError if ``target`` is not a folder of its own, for this alone."""
        self.name = str(target)
        command = host.command.format(shlex.quote(str(target)))
        self.success = f"written to {target} (deploy it: {command})"
        self._host = host
        self._target = target
        self._folder = folder
        path = unquote(urlsplit(base_url).path).strip("/")
        self._prefix = f"{path}/" if path else ""
        self._files: Mapping[str, Path | bytes] = {}
        self._listed: frozenset[str] = frozenset()
        _check_target(target, folder)

    def warnings(self) -> tuple[str, ...]:
        return ()

    def plan(self) -> PublishPlan:
        """Compare the files for the host with those in its folder."""
        try:
            return self._plan()
        except OSError as error:
            raise _unreadable(error) from error

    def _plan(self) -> PublishPlan:
        paths = [path for path in site_files(self._folder) if path != LIST]
        headers, redirects, left_out = self._rules(paths)
        self._files = self._for_host(paths, headers, redirects)
        is_new = not (self._target / LIST).is_file()
        before = b"" if is_new else (self._target / LIST).read_bytes()
        self._listed = decode_list(before, self.name) if before else frozenset()
        known = {*self._files, *self._listed}
        present = {path: _digest(self._target / path) for path in known if self._has(path)}
        present |= {LIST: _digest(before)} if before else {}
        changes = compare(
            present, {path: _digest(content) for path, content in self._files.items()}
        )
        sizes = {path: _size(content) for path, content in self._files.items()}
        foreign = [path for path in changes.changed if path not in {*self._listed, LIST}]
        return PublishPlan(
            published=self._within_site(present),
            files=self._within_site(self._files),
            changes=changes,
            remark="the folder is new" if is_new else "",
            notes=_notes(left_out, self._host),
            refusals=(
                *over_limits(self._host, sizes, headers.decode(), redirects.decode()),
                *foreign_files(self.name, foreign),
            ),
        )

    def _rules(self, paths: list[str]) -> tuple[bytes, bytes, int]:
        """``_headers`` and ``_redirects``; and the number of redirects without a rule."""
        own_headers = (self._folder / HEADERS).read_bytes() if HEADERS in paths else b""
        own_redirects = (self._folder / REDIRECTS).read_bytes() if REDIRECTS in paths else b""
        try:
            own_headers.decode()
            own = own_redirects.decode()
        except UnicodeDecodeError as error:
            raise PublishError(
                f"{HEADERS} or {REDIRECTS} is not UTF-8: {error.reason}",
                hint="save the files in static/ as UTF-8, and build again",
            ) from None
        redirects = redirecting_pages(self._folder, paths, self._prefix)
        rules = redirects_file(own, redirects, self._host)
        return own_headers or headers_file(paths, self._prefix), rules.data, rules.left_out

    def _for_host(
        self, paths: list[str], headers: bytes, redirects: bytes
    ) -> Mapping[str, Path | bytes]:
        files: dict[str, Path | bytes] = {
            self._prefix + path: self._folder / path
            for path in paths
            if path not in (HEADERS, REDIRECTS)
        }
        if _NOT_FOUND in paths:
            files[_NOT_FOUND] = self._folder / _NOT_FOUND
        files |= {HEADERS: headers} | ({REDIRECTS: redirects} if redirects else {})
        return {**files, LIST: encode_list(files)}

    def _within_site(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The paths as they are in the built folder."""
        return tuple(path.removeprefix(self._prefix) for path in paths)

    def _has(self, path: str) -> bool:
        return path != LIST and (self._target / path).is_file()

    def publish(self, changes: Changes) -> bool:
        """Write the changed files into the folder, and remove those that are gone."""
        try:
            self._write(changes)
        except OSError as error:
            raise PublishError(
                f"{error.filename or self.name}: cannot be written: {error.strerror}",
                hint="when this is mended, publish again: it continues where it stopped",
            ) from error
        return True

    def _write(self, changes: Changes) -> None:
        self._target.mkdir(parents=True, exist_ok=True)
        replace_file(self._target / LIST, encode_list({*self._listed, *self._files}))
        self._remove(changes.removed)  # first: they may lie where the site now needs a folder
        for path in (*changes.added, *changes.changed):
            if path != LIST:
                (self._target / path).parent.mkdir(parents=True, exist_ok=True)
                replace_file(self._target / path, _read(self._files[path]))
        replace_file(self._target / LIST, _read(self._files[LIST]))

    def _remove(self, paths: Sequence[str]) -> None:
        for path in paths:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                (self._target / path).unlink()
        for folder in empty_folders(paths, ()):
            with contextlib.suppress(OSError):  # it has other files
                (self._target / folder).rmdir()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass


def _check_target(target: Path, folder: Path) -> None:
    real, built, working = real_path(target), real_path(folder), Path.cwd().resolve()
    if real == built or real in built.parents or built in real.parents:
        raise UsageError(f"{target} is, holds or lies in {folder}", hint="name a folder beside it")
    if real == working or real in working.parents:
        raise UsageError(f"{target} is or holds the working folder", hint="name a folder in it")
    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} is not a folder")
    if target.is_dir() and not (target / LIST).is_file() and any(target.iterdir()):
        raise UsageError(
            f"{target} has files that publish did not write",
            hint="name a new folder, or remove this one",
        )


def _digest(content: Path | bytes) -> bytes:
    return hashlib.blake2b(_read(content), digest_size=16).digest()


def _read(content: Path | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


def _size(content: Path | bytes) -> int:
    return len(content) if isinstance(content, bytes) else content.stat().st_size


def _unreadable(error: OSError) -> PublishError:
    return PublishError(f"{error.filename}: cannot be read: {error.strerror}", hint="build again")


def _notes(left_out: int, host: DeployHost) -> tuple[str, ...]:
    if not left_out:
        return ()
    return (
        f"{REDIRECTS}: {counted(left_out, 'redirect')} more than {host.title} allows; "
        "these stay pages that redirect",
    )
