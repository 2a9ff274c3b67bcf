"""Languages with catalogues that tests write."""

from __future__ import annotations

from pathlib import Path

from site_gen.i18n.language import Language, language_settings

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'


def catalogue(folder: Path, name: str, *entries: str, header: str = HEADER) -> Path:
    """Write a catalogue: ``*entries`` are texts such as ``msgid "A"\\nmsgstr "B"``."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.po"
    path.write_text(header + "\n\n".join(entries) + "\n", encoding="utf-8")
    return path


def language(tag: str, own: Path | None = None, zone: str = "UTC") -> Language:
    return Language(language_settings(tag, zone, own))
