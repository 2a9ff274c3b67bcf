"""Warnings for fields that the format does not have, in a record and in the maps inside it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

import msgspec

from site_gen.model import Author, Image, ProviderRef, Related, Severity
from site_gen.validate.fields import maps_in
from site_gen.validate.findings import Finding
from site_gen.wording import KeyPath, dotted, meant_key


def field_names(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The names of a type's fields as files write them."""
    return tuple(field.encode_name for field in msgspec.structs.fields(kind))


_IMAGE = frozenset(field_names(Image))
_AUTHOR = frozenset(field_names(Author))
_PROVIDER = frozenset(field_names(ProviderRef))
_SIMPLE_PROVIDER = _PROVIDER - {"images", "authors"}
# Entries are often copied from records, so fields that only records use are allowed.
_RELATED = frozenset(field_names(Related)) | {"updatedDateTime", "category", "heat", "locale"}


def unknown_fields(
    fields: Mapping[str, Any], known: frozenset[str], path: KeyPath = ()
) -> list[Finding]:
    """A warning for each field of the map at ``path`` whose name is not ``known``."""
    if known >= fields.keys():
        return []
    findings = []
    for name in fields:
        if name in known or not isinstance(name, str):
            continue  # keys that are not text are reported as errors by ``convert``
        near = difflib.get_close_matches(name, sorted(known), 1, 0.6)
        close = meant_key(name, known) or next(iter(near), "")
        hint = f"did you mean {close}?" if close else "kept, but nothing shows it"
        field = (*path, name)
        message = f"unknown field {dotted(field)}"
        findings.append(Finding(field, "unknown-field", message, hint, Severity.WARNING))
    return findings


def nested_unknown_fields(fields: Mapping[str, Any]) -> list[Finding]:
    """A warning for each unknown field in the maps inside a record; skips wrong types."""
    findings = _in_article(fields, ())
    for path, entry in maps_in(fields, "related", ()):
        findings += unknown_fields(entry, _RELATED, path)
        findings += _in_article(entry, path)
    return findings


def unknown_image_fields(fields: Mapping[str, Any], path: KeyPath = ()) -> list[Finding]:
    """A warning for each unknown field of the images in the map at ``path``."""
    return _in_list(fields, "images", _IMAGE, path)


def _in_article(fields: Mapping[str, Any], path: KeyPath) -> list[Finding]:
    """The warnings about the images and the provider of a record or related entry."""
    findings = _in_list(fields, "images", _IMAGE, path) if "images" in fields else []
    provider = fields.get("provider")
    if isinstance(provider, dict) and not provider.keys() <= _SIMPLE_PROVIDER:
        path = (*path, "provider")
        findings += unknown_fields(provider, _PROVIDER, path)
        findings += _in_list(provider, "images", _IMAGE, path)
        findings += _in_list(provider, "authors", _AUTHOR, path)
    return findings


def _in_list(
    fields: Mapping[str, Any], name: str, known: frozenset[str], path: KeyPath
) -> list[Finding]:
    """A warning for each unknown field of the maps in the list called ``name``."""
    findings: list[Finding] = []
    for item_path, item in maps_in(fields, name, path):
        findings += unknown_fields(item, known, item_path)
    return findings
