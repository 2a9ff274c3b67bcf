"""Finding and reading the catalogues of messages of a language.

A site's own ``translations/<tag>.po`` come before the catalogues of the program, nearer tags before
others. A message that none of them translates is shown in English.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec
from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po

from site_gen.errors import UsageError
from site_gen.fingerprint import digest
from site_gen.i18n.tags import matching_tags

SHIPPED = Path(__file__).parent.parent / "translations"
TEMPLATE = SHIPPED / "messages.pot"
"""All messages of the program and its theme, without translations."""


def catalogue_files(tag: str, own: Path | None) -> Iterator[Path]:
    """The catalogues of a language, the first one that translates a message decides."""
    for folder in (own, SHIPPED):
        if folder is not None and folder.is_dir():
            files = {path.stem: path for path in folder.glob("*.po")}
            yield from (files[name] for name in matching_tags(tag, files))


def read_catalogue(path: Path) -> Catalog:
    """A catalogue; raises UsageError with file and line if it cannot be read."""
    try:
        with path.open("rb") as file:
            return read_po(file, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, LookupError) as error:
        line = getattr(error, "lineno", None)
        place = f"{path}:{line + 1}" if line is not None else str(path)
        raise UsageError(
            f"{place}: not a gettext catalogue: {error}", hint="msgfmt --check shows all mistakes"
        ) from error
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from error


class Compiled(msgspec.Struct, frozen=True):
    """The catalogues of a language as plain data that processes can pass on."""

    parts: tuple[bytes, ...] = ()
    """Catalogues in gettext's binary format (MO), the first decides."""

    @property
    def digest(self) -> str:
        """A digest of all messages, in hexadecimal digits."""
        return digest(*self.parts).hex()

    def translations(self) -> gettext.NullTranslations:
        """The functions of gettext over these catalogues."""
        chain: gettext.NullTranslations = gettext.NullTranslations()
        for part in reversed(self.parts):
            current = gettext.GNUTranslations(io.BytesIO(part))
            current.add_fallback(chain)
            chain = current
        return chain


def compile_catalogues(tag: str, own: Path | None = None) -> Compiled:
    """The catalogues of a language; ``own`` is the folder of the site's own ones, if any.

    Raises UsageError for a catalogue that cannot be read.
    """
    return Compiled(tuple([_compile(path) for path in catalogue_files(tag, own)]))


def _compile(path: Path) -> bytes:
    stat = path.stat()
    return _compile_version(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _compile_version(path: Path, _time: int, _size: int) -> bytes:
    catalogue = read_catalogue(path)
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()
