"""Finding the catalogues of messages of a language.

A site's own ``translations/<tag>.po`` come before the catalogues of the program, nearer tags before
others. A message that none of them translates is shown in English.
"""

from __future__ import annotations

import gettext
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from site_gen.fingerprint import digest
from site_gen.i18n.tags import matching_tags
from site_gen.language_tags import language_tag

if TYPE_CHECKING:
    from site_gen.i18n.loading import LoadedCatalogue

SHIPPED = Path(__file__).parent.parent / "translations"
TEMPLATE = SHIPPED / "messages.pot"
"""All messages of the program and its theme, without translations."""


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


def catalogue_files(tag: str, own: Path | None) -> Iterator[Path]:
    """The catalogues of a language, the first one that translates a message decides.

    ``own`` is the folder of the site's own catalogues, if any.
    """
    for folder in (own, SHIPPED):
        files = catalogues_in(folder) if folder else {}
        yield from (files[name] for name in matching_tags(tag, files))


def catalogues_in(folder: Path) -> dict[str, Path]:
    """The catalogues of a folder by their tags; ``pt_BR.po`` has the tag ``pt-BR``."""
    files = sorted(path for path in folder.glob("*.po") if path.is_file())
    return {language_tag(path.stem): path for path in reversed(files) if language_tag(path.stem)}


def load_catalogues(tag: str, own: Path | None = None) -> list[LoadedCatalogue]:
    """What can be used of the catalogues of a language."""
    files = list(catalogue_files(tag, own))
    if not files:
        return []
    from site_gen.i18n.loading import load  # noqa: PLC0415  most English sites do without

    return [load(path) for path in files]


def compile_catalogues(tag: str, own: Path | None = None) -> Compiled:
    """The catalogues of a language, without those and the translations that cannot be used."""
    return Compiled(tuple([each.data for each in load_catalogues(tag, own) if each.keys]))
