"""The program Pagefind: where it is, and how it is run.

It comes with the Python package ``pagefind[extended]``; that of ``pagefind[bin]`` finds no words
in texts without spaces. The package's own interface waits a tenth of a second for every record;
the program indexes thousands in that time.
"""

from __future__ import annotations

import shutil
import subprocess
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import msgspec

INCLUDE_CHARACTERS = "+#"
"""Part of words, so that C++ and C# are found."""
_LAST_WORDS = 300


class ProgramError(Exception):
    """Pagefind could not be run, or did not end well; the message is one line."""


class Program(msgspec.Struct, frozen=True):
    """Pagefind as it is installed."""

    path: str
    version: str

    @property
    def divides_words(self) -> bool:
        """Whether it finds the words of texts without spaces: Chinese, Japanese, Thai."""
        return "extended" in Path(self.path).name

    def index(self, pages: Path, bundle: Path, language: str) -> None:
        """Index the folder ``pages`` into the folder ``bundle``; raises ProgramError."""
        _run(
            self.path,
            *("--site", str(pages), "--output-path", str(bundle), "--silent"),
            *("--force-language", language, "--include-characters", INCLUDE_CHARACTERS),
        )


def find_program() -> Program | None:
    """Pagefind from its Python package, else from PATH; None if there is none.

    None, too, without ``cbor2``, which reads what it writes. Raises ProgramError for one
    that is there and does not run.
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
        done = subprocess.run(  # noqa: S603 (no shell; the program is the one that was found)
            command, capture_output=True, text=True, errors="replace", check=True
        )
    except subprocess.CalledProcessError as error:
        words = " ".join((error.stderr or error.stdout or "").split())[-_LAST_WORDS:]
        raise ProgramError(words or f"exit status {error.returncode}") from error
    except OSError as error:
        raise ProgramError(error.strerror or str(error)) from error
    return done.stdout
