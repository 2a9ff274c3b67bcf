"""Unknown fields of the maps inside a record: its provider, images and related entries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from site_gen import front_matter
from site_gen.model import Author, Image, ProviderRef, Related
from site_gen.validate.fields import known_fields, unknown_fields
from site_gen.validate.findings import Finding

_IMAGE = frozenset(known_fields(Image))
_AUTHOR = frozenset(known_fields(Author))
_PROVIDER = frozenset(known_fields(ProviderRef))
# An entry is a cut of a record: what only records show is no mistake in it.
_RELATED = frozenset(known_fields(Related)) | {"updatedDateTime", "category", "heat", "locale"}


def known_inside(fields: Mapping[str, Any]) -> bool:
    """Whether there is no unknown field in any map of the record; quicker than naming them."""
    if not _known(fields):
        return False
    return all(entry.keys() <= _RELATED and _known(entry) for entry in fields.get("related", ()))


def _known(fields: Mapping[str, Any]) -> bool:
    """Whether the provider and the images of one map are as they should be."""
    images = fields.get("images", ())
    provider = fields.get("provider", {})
    if not (isinstance(images, list | tuple) and isinstance(provider, dict)):
        return False
    if not all(isinstance(image, dict) and image.keys() <= _IMAGE for image in images):
        return False
    plain = "images" not in provider and "authors" not in provider
    return provider.keys() <= _PROVIDER and (plain or next(_provider((), fields), None) is None)


def unknown_inside(fields: Mapping[str, Any]) -> Iterator[Finding]:
    """A warning for each unknown field in a map of the record; wrong types are passed over."""
    yield from unknown_in_images((), fields)
    yield from _provider((), fields)
    for place, entry in _maps(fields, "related"):
        yield from unknown_fields(entry, _RELATED, place)
        yield from unknown_in_images(place, entry)
        yield from _provider(place, entry)


def unknown_in_images(at: front_matter.Path, fields: Mapping[str, Any]) -> Iterator[Finding]:
    """A warning for each unknown field of the images in the map at ``at``."""
    for place, image in _maps(fields, "images"):
        yield from unknown_fields(image, _IMAGE, (*at, *place))


def _provider(at: front_matter.Path, fields: Mapping[str, Any]) -> Iterator[Finding]:
    provider = fields.get("provider")
    if not isinstance(provider, dict):
        return
    where = (*at, "provider")
    yield from unknown_fields(provider, _PROVIDER, where)
    yield from unknown_in_images(where, provider)
    for place, author in _maps(provider, "authors"):
        yield from unknown_fields(author, _AUTHOR, (*where, *place))


def _maps(
    fields: Mapping[str, Any], name: str
) -> Iterator[tuple[front_matter.Path, dict[str, Any]]]:
    items = fields.get(name)
    for index, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            yield (name, index), item
