"""Find and run the program Pagefind.

It comes with the Python package ``pagefind[extended]``; that of ``pagefind[bin]`` does not segment
texts without spaces into words. The package's Python interface takes a tenth of a second for each
record; the program indexes thousands in that time.
"""

from __future__ import annotations

import shutil
import subprocess
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

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

    def index(self, pages: Path, bundle: Path, language: str) -> None:
        """Index the folder ``pages`` into the folder ``bundle``; raises ProgramError."""
        _run(
            self.path,
            *("--site", str(pages), "--output-path", str(bundle), "--silent"),
            *("--force-language", language, "--include-characters", INCLUDE_CHARACTERS),
        )


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
        message = " ".join((error.stderr or error.stdout or "").split())[-_MESSAGE_LENGTH:]
        raise ProgramError(message or f"exit status {error.returncode}") from error
    except OSError as error:
        raise ProgramError(error.strerror or str(error)) from error
    return result.stdout
