"""Find and run the program Pagefind.

It comes with the Python package ``pagefind[extended]``; that of ``pagefind[bin]`` does not segment
texts without spaces into words.

Pagefind numbers pages in the order in which it reads them. In a folder that is the order of the
file system, so the same pages would give another index on another disk. Its service keeps the order
in which pages are sent. The Python package's client waits a tenth of a second for each page; here
requests are sent without waiting for answers.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import IO, Any

import msgspec

INCLUDE_CHARACTERS = "+#"
"""Counted as part of words, so that C++ and C# are found."""
_MESSAGE_LENGTH = 300
"""Characters from the end of Pagefind's error output."""


class ProgramError(Exception):
    """Pagefind could not be run, or failed; the message is one line."""


class Program(msgspec.Struct, frozen=True):
    """The installed Pagefind."""

    path: str
    version: str

    @property
    def segments_words(self) -> bool:
        """Whether it finds words in Chinese, Japanese and Thai, which have no spaces."""
        return "extended" in Path(self.path).name

    def index(self, pages: Iterable[tuple[str, str]], bundle: Path, language: str) -> None:
        """Index pages into the folder ``bundle``; raises ProgramError.

        ``pages`` are paths within the site and HTML.
        """
        with tempfile.TemporaryFile() as errors:
            try:
                process = subprocess.Popen(  # noqa: S603 (no shell; the program that was found)
                    (self.path, "--service"),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                )
            except OSError as error:
                raise ProgramError(error.strerror or str(error)) from error
            with process:
                assert process.stdin is not None  # noqa: S101  opened above
                assert process.stdout is not None  # noqa: S101
                reader = _Reader(process.stdout, bundle)
                reader.start()
                try:
                    _send(process.stdin, _requests(pages, language))
                    reader.join()
                except BaseException:
                    process.kill()
                    raise
                finally:
                    with contextlib.suppress(OSError):
                        process.stdin.close()  # ends the program
            errors.seek(0)
            message = _one_line(reader.error or errors.read().decode(errors="replace"))
        if reader.error or not reader.is_done:
            raise ProgramError(message or f"exit status {process.returncode}")


def _requests(pages: Iterable[tuple[str, str]], language: str) -> Iterator[dict[str, Any]]:
    config = {"force_language": language, "include_characters": INCLUDE_CHARACTERS}
    yield {"type": "NewIndex", "config": config}
    for path, html in pages:
        # Pagefind refuses lone surrogates.
        text = html.encode(errors="replace").decode()
        yield {"type": "AddFile", "index_id": 0, "file_path": path, "file_contents": text}
    # Not WriteFiles: it answers before the files are complete.
    yield {"type": "GetFiles", "index_id": 0}


def _send(stream: IO[bytes], requests: Iterable[dict[str, Any]]) -> None:
    """Send requests as base64 of JSON, each followed by a comma."""
    with contextlib.suppress(BrokenPipeError):  # the program has ended; stderr says why
        for number, payload in enumerate(requests, 1):
            request = json.dumps({"message_id": number, "payload": payload})
            stream.write(base64.b64encode(request.encode()) + b",")
        stream.flush()


class _Reader(Thread):
    """Reads answers while requests are sent, and writes the files that the last one contains."""

    def __init__(self, stream: IO[bytes], bundle: Path) -> None:
        super().__init__(daemon=True)
        self.stream = stream
        self.bundle = bundle
        self.is_done = False
        """Whether all files are written."""
        self.error = ""
        """The first error."""

    def run(self) -> None:
        parts: list[bytes] = []
        while not self.is_done and (block := os.read(self.stream.fileno(), 1 << 20)):
            *ends, rest = block.split(b",")
            for end in ends:
                self._handle(b"".join((*parts, end)))
                parts.clear()
            parts.append(rest)

    def _handle(self, answer: bytes) -> None:
        try:
            payload = json.loads(base64.b64decode(answer))["payload"]
            if payload["type"] == "Error":
                self.error = self.error or str(payload["message"])
            elif payload["type"] == "GetFiles":
                self._write(payload["files"])
                self.is_done = True
        except (ValueError, KeyError, TypeError):
            self.error = self.error or "its answers are not as expected of this program"
        except OSError as error:
            self.error = self.error or error.strerror or str(error)

    def _write(self, files: Iterable[Mapping[str, str]]) -> None:
        for file in files:
            path = self.bundle / file["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(base64.b64decode(file["content"]))


def find_program() -> Program | None:
    """Pagefind from its Python package, else from PATH; None without it or without ``cbor2``.

    Raises ProgramError if it does not run.
    """
    if find_spec("cbor2") is None:
        return None
    path = _packaged() or shutil.which("pagefind_extended") or shutil.which("pagefind")
    return Program(path, _run(path, "--version").strip()) if path else None


def _packaged() -> str | None:
    for package in ("pagefind_bin_extended", "pagefind_bin"):
        try:
            return str(import_module(package).get_executable())
        except (ImportError, AttributeError, FileNotFoundError):
            continue
    return None


def _run(*command: str) -> str:
    try:
        result = subprocess.run(  # noqa: S603 (no shell; the program is the one that was found)
            command, capture_output=True, text=True, errors="replace", check=True
        )
    except subprocess.CalledProcessError as error:
        message = _one_line(error.stderr or error.stdout or "")
        raise ProgramError(message or f"exit status {error.returncode}") from error
    except OSError as error:
        raise ProgramError(error.strerror or str(error)) from error
    return result.stdout


def _one_line(text: str) -> str:
    return " ".join(text.split())[-_MESSAGE_LENGTH:]
