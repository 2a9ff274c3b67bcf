"""Texts of a record that were escaped for HTML once too often: they are decoded, with a warning."""

from __future__ import annotations

import re
from typing import Any

from site_gen.entities import entities_in, escape_levels, unescaped
from site_gen.model import Severity
from site_gen.validate.fields import maps_in
from site_gen.validate.findings import Finding
from site_gen.wording import KeyPath, dotted

_MAY_BE_ENTITY = re.compile(r"&#?\w+;|\\(?:x26|u0026|U00000026)")
"""An entity, or an escape of YAML for ``&``. The addresses of most records have a ``&``, too."""
_MOST_SHOWN = 3
"""Entities in a message."""


def may_have_entities(front: str) -> bool:
    """Whether to look for entities in the fields of this YAML, which takes longer."""
    return _MAY_BE_ENTITY.search(front) is not None


def unescape_texts(fields: dict[str, Any], findings: list[Finding]) -> None:
    """Decode entities in the plain texts of a record and its related entries, in place.

    Values of other types are skipped: converting the record reports them.
    """
    _unescape_article(fields, (), findings)
    for path, entry in maps_in(fields, "related", ()):
        _unescape_article(entry, path, findings)


def _unescape_article(fields: dict[str, Any], path: KeyPath, findings: list[Finding]) -> None:
    texts = [text for name in ("title", "excerpt") if isinstance(text := fields.get(name), str)]
    parts: list[tuple[KeyPath, dict[str, Any], tuple[str, ...]]] = [
        (path, fields, ("title", "excerpt"))
    ]
    parts += [(at, each, ("title", "attribution")) for at, each in maps_in(fields, "images", path)]
    provider = fields.get("provider")
    if isinstance(provider, dict):
        path = (*path, "provider")
        parts.append((path, provider, ("name",)))
        parts += [(at, each, ("name",)) for at, each in maps_in(provider, "authors", path)]
    article = " ".join(texts)
    for at, values, names in parts:
        for name in names:
            if isinstance(text := values.get(name), str) and "&" in text:
                _unescape(values, name, (*at, name), article, findings)


def _unescape(
    values: dict[str, Any], name: str, field: KeyPath, article: str, findings: list[Finding]
) -> None:
    text = values[name]
    levels = escape_levels(text, article)
    if not levels:
        return
    values[name] = unescaped(text, levels).strip()
    entities = entities_in(text)
    characters = [_visible(unescaped(entity, levels)) for entity in entities]
    noun = "entity" if len(entities) == 1 else "entities"
    message = f"{dotted(field)} has the HTML {noun} {_listed(entities)}"
    hint = f"write {_listed(characters)}"
    findings.append(Finding(field, "escaped-text", message, hint, Severity.WARNING))


def _visible(text: str) -> str:
    if text.isspace():
        return "a space" if text == " " else f"a space (U+{ord(text):04X})"
    return text if text.isprintable() else " ".join(f"U+{ord(char):04X}" for char in text)


def _listed(texts: tuple[str, ...] | list[str]) -> str:
    more = " …" if len(texts) > _MOST_SHOWN else ""
    return " ".join(texts[:_MOST_SHOWN]) + more
