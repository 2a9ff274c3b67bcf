"""A fast check for records without problems, which most are.

It only says whether there is anything to report. If there is, the other modules of this package
check the record again, field by field, and describe each problem.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from site_gen.external_links import is_http_url, is_resource_url
from site_gen.model import FrontMatter, Image, Related
from site_gen.model.records import Addressed
from site_gen.validate.fields import NATIVE_TYPES, read_instants
from site_gen.validate.rules import record_rules
from site_gen.validate.unknown_fields import has_only_known_fields


def convert_if_valid(fields: dict[str, Any], known: frozenset[str]) -> FrontMatter | None:
    """The converted fields of a record; None if there is any error or warning to report.

    ``known`` are the names of all fields that a record may have. In either case, timestamps
    that can be parsed are replaced by instants, in place.
    """
    read_instants(fields)
    related = fields.get("related", ())
    if not isinstance(related, list | tuple):
        return None
    for entry in related:
        if not isinstance(entry, dict):
            return None
        read_instants(entry)
    if not (known >= fields.keys() and has_only_known_fields(fields)):
        return None
    try:
        front = msgspec.convert(fields, FrontMatter, builtin_types=NATIVE_TYPES)
    except msgspec.ValidationError:
        return None
    return front if _is_valid(front) else None


def _is_valid(front: FrontMatter) -> bool:
    if not (_has_valid_links(front) and all(map(_is_valid_entry, front.related))):
        return False
    return next(record_rules(front), None) is None


def _is_valid_entry(entry: Related) -> bool:
    return bool(entry.url) and _has_valid_links(entry) and _are_valid_images(entry.images)


def _has_valid_links(article: Addressed) -> bool:
    return all(is_http_url(url) for url in {*article.addresses} if url)


def _are_valid_images(images: Iterable[Image]) -> bool:
    return all(is_resource_url(image.url) for image in images)
