"""The commit, as a stream for ``git fast-import``."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import IO

from site_gen.errors import PublishError
from site_gen.publish.github_pages.files import File
from site_gen.publish.github_pages.git import failure_reason
from site_gen.publish.github_pages.temporary_repository import TemporaryRepository


def make_commit(temporary: TemporaryRepository, files: Iterable[File], message: str) -> None:
    """Commit exactly these files to the branch, on top of the commit that was fetched.

    Raises PublishError if a file cannot be read or git refuses the stream.
    """
    identity = temporary.git.ask("var", "GIT_COMMITTER_IDENT")
    with temporary.git.start("fast-import", "--quiet", "--done") as process:
        assert process.stdin  # noqa: S101 - it was started with pipes
        try:
            with contextlib.suppress(BrokenPipeError):  # git has ended, and its status says why
                _write_commit(process.stdin, temporary, identity, files, message)
            _, stderr = process.communicate()
        except BaseException as error:
            process.kill()
            process.communicate()
            if isinstance(error, OSError):
                raise PublishError(f"the commit could not be made: {error}") from error
            raise
    if process.returncode:
        reason = failure_reason(stderr.decode("utf-8", "replace"))
        raise PublishError(f"the commit could not be made: {reason}")


def _write_commit(
    stream: IO[bytes],
    temporary: TemporaryRepository,
    identity: str,
    files: Iterable[File],
    message: str,
) -> None:
    stream.write(f"commit {temporary.ref}\ncommitter {identity}\n".encode(errors="surrogateescape"))
    _write_data(stream, message.encode(errors="surrogateescape"))
    if temporary.base:
        stream.write(f"from {temporary.base}\n".encode())
    stream.write(b"deleteall\n")
    for file in files:
        stream.write(f"M {file.blob.mode} inline {quote_path(file.path)}\n".encode())
        _write_data(stream, file.read())
    stream.write(b"done\n")
    stream.flush()


def _write_data(stream: IO[bytes], data: bytes) -> None:
    stream.write(b"data %d\n%b\n" % (len(data), data))


def quote_path(path: str) -> str:
    """A path at the end of a line, quoted only if that is needed."""
    if not path.startswith('"') and "\n" not in path:
        return path
    escaped = path.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
