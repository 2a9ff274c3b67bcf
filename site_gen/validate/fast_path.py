"""The ordinary case, told apart fast: a record that nothing can be said against.

All that is asked here is asked again, item by item and with words for it, by the other
modules of this room. They need not begin where the answer is that all is well.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from site_gen.external_links import is_http_url, is_resource_url
from site_gen.model import FrontMatter, Image, Related
from site_gen.model.records import Addressed
from site_gen.validate.fields import READ_ALREADY, read_instants
from site_gen.validate.nested import known_inside
from site_gen.validate.rules import record_rules


def faultless(fields: dict[str, Any], known: frozenset[str]) -> FrontMatter | None:
    """The fields of a record as they should be; None if there is anything to say of them.

    ``known`` are the names of all fields that a record may have. Timestamps that can be
    read are instants afterwards, in either case.
    """
    read_instants(fields)
    related = fields.get("related", ())
    if not isinstance(related, list | tuple):
        return None
    for entry in related:
        if not isinstance(entry, dict):
            return None
        read_instants(entry)
    if not (known >= fields.keys() and known_inside(fields)):
        return None
    try:
        front = msgspec.convert(fields, FrontMatter, builtin_types=READ_ALREADY)
    except msgspec.ValidationError:
        return None
    return front if _all_well(front) else None


def _all_well(front: FrontMatter) -> bool:
    if not (_links(front) and all(map(_entry, front.related))):
        return False
    return next(record_rules(front), None) is None


def _entry(entry: Related) -> bool:
    return bool(entry.url) and _links(entry) and _images(entry.images)


def _links(article: Addressed) -> bool:
    return all(is_http_url(url) for url in {*article.addresses} if url)


def _images(images: Iterable[Image]) -> bool:
    return all(is_resource_url(image.url) for image in images)
