"""The commit, made by ghp-import: all files in one stream to ``git fast-import``.

Its own ``ghp_import()`` works on the repository around the working folder, moves the local branch
there, takes in whatever lies below the folder, and lets git speak to the terminal. So its parts
are used: they write the very files that were compared, into the temporary repository.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Iterable

from site_gen.errors import PublishError
from site_gen.publish.files import CNAME, NOJEKYLL, File
from site_gen.publish.git import reason
from site_gen.publish.temporary_repository import TemporaryRepository


class _GhpImportOptions:
    """The two things that ghp-import asks git for, which are known already."""

    def __init__(self, scratch: TemporaryRepository) -> None:
        self.settings = dict(scratch.place.settings)
        self.base = scratch.base

    def get_config(self, key: str) -> str:
        return self.settings.get(key, "")

    def get_prev_commit(self, branch: str) -> str:  # noqa: ARG002  there is one only
        return self.base


def make_commit(scratch: TemporaryRepository, files: Iterable[File], message: str) -> None:
    """Commit just these files to the branch, on top of what it has; raises PublishError."""
    with scratch.git.start("fast-import", "--date-format=rfc2822", "--quiet") as process:
        try:
            with contextlib.suppress(BrokenPipeError):  # it has ended, and says below why
                _tell(process, _GhpImportOptions(scratch), scratch.branch, files, message)
            _, err = process.communicate()
        except OSError as error:
            _end(process)
            raise PublishError(f"the commit could not be made: {error}") from error
        except BaseException:
            _end(process)
            raise
    if process.returncode:
        said = err.decode("utf-8", "replace")
        raise PublishError(f"the commit could not be made: {reason(said)}")


def _tell(
    process: subprocess.Popen[bytes],
    asked: _GhpImportOptions,
    branch: str,
    files: Iterable[File],
    message: str,
) -> None:
    import ghp_import

    ghp_import.start_commit(process, asked, branch, message)
    for file in files:
        if file.source is not None:
            ghp_import.add_file(process, str(file.source), quoted(file.path))
        elif file.path == NOJEKYLL:
            ghp_import.add_nojekyll(process)
        elif file.path == CNAME:
            ghp_import.add_cname(process, file.text)
    assert process.stdin  # noqa: S101  it was started with pipes
    process.stdin.write(b"\n")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill it, and forget what was meant for it: to close its pipe would fail by that."""
    process.kill()
    process.communicate()


def quoted(path: str) -> str:
    """A path as fast-import reads it to the end of its line: quoted only if it must be."""
    if not path.startswith('"') and "\n" not in path:
        return path
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
