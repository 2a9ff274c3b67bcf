"""Warnings for fields that the format does not have, in a record and in the maps inside it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from site_gen.model import Author, Image, ProviderRef, Related, Severity
from site_gen.validate.findings import Finding
from site_gen.wording import KeyPath, dotted


def field_names(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The names of a type's fields as files write them."""
    return tuple(field.encode_name for field in msgspec.structs.fields(kind))


_IMAGE = frozenset(field_names(Image))
_AUTHOR = frozenset(field_names(Author))
_PROVIDER = frozenset(field_names(ProviderRef))
# Entries are often copied from records, so fields that only records use are allowed.
_RELATED = frozenset(field_names(Related)) | {"updatedDateTime", "category", "heat", "locale"}


def unknown_fields(
    names: Iterable[str], known: frozenset[str], path: KeyPath = ()
) -> Iterator[Finding]:
    """A warning for each of the names in the map at ``path`` that is not ``known``."""
    for name in names:
        if name in known or not isinstance(name, str):
            continue  # keys that are not text are reported as errors by ``convert``
        close = difflib.get_close_matches(name, sorted(known), 1, 0.6)
        hint = f"did you mean {close[0]}?" if close else "kept, but nothing shows it"
        field = (*path, name)
        message = f"unknown field {dotted(field)}"
        yield Finding(field, "unknown-field", message, hint, Severity.WARNING)


def has_only_known_fields(fields: Mapping[str, Any]) -> bool:
    """Whether the maps inside a record have no unknown fields; faster than listing them."""
    if not _is_known(fields):
        return False
    return all(entry.keys() <= _RELATED and _is_known(entry) for entry in fields.get("related", ()))


def _is_known(fields: Mapping[str, Any]) -> bool:
    """Whether the provider and the images of one map are maps without unknown fields."""
    images = fields.get("images", ())
    provider = fields.get("provider", {})
    if not (isinstance(images, list | tuple) and isinstance(provider, dict)):
        return False
    if not all(isinstance(image, dict) and image.keys() <= _IMAGE for image in images):
        return False
    is_flat = "images" not in provider and "authors" not in provider
    return provider.keys() <= _PROVIDER and (
        is_flat or next(_unknown_provider_fields((), fields), None) is None
    )


def nested_unknown_fields(fields: Mapping[str, Any]) -> Iterator[Finding]:
    """A warning for each unknown field in the maps inside a record; skips wrong types."""
    yield from unknown_image_fields((), fields)
    yield from _unknown_provider_fields((), fields)
    for path, entry in _maps(fields, "related"):
        yield from unknown_fields(entry, _RELATED, path)
        yield from unknown_image_fields(path, entry)
        yield from _unknown_provider_fields(path, entry)


def unknown_image_fields(path: KeyPath, fields: Mapping[str, Any]) -> Iterator[Finding]:
    """A warning for each unknown field of the images in the map at ``path``."""
    for image_path, image in _maps(fields, "images"):
        yield from unknown_fields(image, _IMAGE, (*path, *image_path))


def _unknown_provider_fields(path: KeyPath, fields: Mapping[str, Any]) -> Iterator[Finding]:
    provider = fields.get("provider")
    if not isinstance(provider, dict):
        return
    path = (*path, "provider")
    yield from unknown_fields(provider, _PROVIDER, path)
    yield from unknown_image_fields(path, provider)
    for author_path, author in _maps(provider, "authors"):
        yield from unknown_fields(author, _AUTHOR, (*path, *author_path))


def _maps(fields: Mapping[str, Any], name: str) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """The maps in the list called ``name``, with the path of each."""
    items = fields.get(name)
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield (name, index), item
