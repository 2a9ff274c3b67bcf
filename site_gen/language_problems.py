"""Problems with catalogues: what cannot be used of them, and what they do not translate."""

# ruff: noqa: PLC0415  modules that read catalogues are imported if there are any

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from site_gen.i18n.catalogues import TEMPLATE, catalogue_files, load_catalogues
from site_gen.language_tags import base_language, language_tag
from site_gen.model import Problem, Severity
from site_gen.options import Options
from site_gen.theme import translations_folder

if TYPE_CHECKING:
    from site_gen.i18n.entries import Entry, Key
    from site_gen.i18n.loading import CatalogueFault, LoadedCatalogue

_WRITTEN_IN = "en"
"""The language of the messages themselves, which needs no translations."""


def build_problems(options: Options, tags: Iterable[str]) -> list[Problem]:
    """Problems that change pages of a site in these languages."""
    problems: list[Problem] = []
    for tag, catalogues in _loaded(options, tags).items():
        problems += [_fault_problem(each, options) for each in _faults(catalogues)]
        if not catalogues:
            problems += _untranslated(options, tag, catalogues)
    return list(dict.fromkeys(problems))


def check_problems(options: Options, tags: Iterable[str]) -> list[Problem]:
    """These, and what else is worth knowing about the catalogues."""
    tags = tuple(tags)
    problems = build_problems(options, tags)
    for tag, catalogues in _loaded(options, tags).items():
        if catalogues:
            problems += _untranslated(options, tag, catalogues)
            problems += _unknown(options, tag, catalogues)
    return [*dict.fromkeys(problems), *_unused(options, tags)]


def all_messages(site: Path) -> list[Entry]:
    """The messages of the program, its theme, and the site's own theme.

    Raises TemplateError for a template that cannot be read.
    """
    from site_gen.i18n.po_reader import read_file
    from site_gen.message_files import own_messages

    shipped = read_file(TEMPLATE).entries
    known = {entry.key for entry in shipped}
    return [*shipped, *(entry for entry in own_messages(site).entries if entry.key not in known)]


def _loaded(options: Options, tags: Iterable[str]) -> dict[str, list[LoadedCatalogue]]:
    """The catalogues of each language."""
    own = translations_folder(options.site)
    return {tag: load_catalogues(tag, own) for tag in tags}


def _faults(catalogues: Iterable[LoadedCatalogue]) -> Iterator[CatalogueFault]:
    for catalogue in catalogues:
        yield from catalogue.faults


def _fault_problem(fault: CatalogueFault, options: Options) -> Problem:
    return Problem(
        _path(fault.path, options),
        fault.message,
        Severity.ERROR if fault.is_error else Severity.WARNING,
        "broken-catalogue" if fault.is_error else "broken-translation",
        line=fault.line,
        column=1 if fault.line else 0,
        hint=fault.hint,
    )


def _path(file: Path, options: Options) -> str:
    return Path(os.path.relpath(file, options.content)).as_posix()


def _untranslated(
    options: Options, tag: str, catalogues: Iterable[LoadedCatalogue]
) -> Iterator[Problem]:
    """How many messages are shown in English because no catalogue translates them."""
    if base_language(tag) == _WRITTEN_IN:
        return
    translated = frozenset().union(*(each.lines for each in catalogues))
    messages = all_messages(options.site)
    missing = sum(entry.key not in translated for entry in messages)
    if missing:
        yield Problem(
            "",
            f"{missing:,} of {len(messages):,} messages have no translation into {tag}: "
            "pages show them in English",
            Severity.WARNING,
            "untranslated",
            hint=f"python -m site_gen translate {tag} writes a catalogue to fill in",
        )


def _unknown(
    options: Options, tag: str, catalogues: Iterable[LoadedCatalogue]
) -> Iterator[Problem]:
    """A warning for each translation of the site of a message that does not exist."""
    own = [each for each in catalogues if each.path.parent == translations_folder(options.site)]
    if not own:
        return
    messages = [entry.key for entry in all_messages(options.site)]
    for catalogue in own:
        for key in sorted(catalogue.lines.keys() - set(messages)):
            yield Problem(
                _path(catalogue.path, options),
                f"no page has the message “{key[1]}”" + (f" in “{key[0]}”" if key[0] else ""),
                Severity.WARNING,
                "unknown-message",
                line=catalogue.lines[key],
                column=1,
                hint=_nearest(key, messages)
                or f"python -m site_gen translate {tag} makes it a comment",
            )


def _nearest(key: Key, messages: list[Key]) -> str:
    """What was probably meant; empty if nothing is near."""
    from difflib import get_close_matches

    text = key[1]
    others = [other for other, known in messages if known == text]
    if others:
        return f'write msgctxt "{others[0]}" before it' if others[0] else "it has no msgctxt"
    near = get_close_matches(text, [known for _, known in messages], 1, 0.8)
    return f"did you mean “{near[0]}”?" if near else ""


def _unused(options: Options, tags: tuple[str, ...]) -> Iterator[Problem]:
    """A warning for each of the site's own catalogues that no language uses."""
    own = translations_folder(options.site)
    used = {path for tag in tags for path in catalogue_files(tag, own)}
    for path in sorted(own.glob("*.po")):
        if path.is_file() and path not in used:
            is_tag = bool(language_tag(path.stem))
            why = f"the site is in {', '.join(tags)}" if is_tag else "its name is no language tag"
            yield Problem(
                _path(path, options),
                f"no language of the site uses this catalogue: {why}",
                Severity.WARNING,
                "unused-catalogue",
                hint=f"to use it, write {path.stem} under locale or languages in site.yaml"
                if is_tag
                else "name it after the language, such as de.po or pt-BR.po",
            )
