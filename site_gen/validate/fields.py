"""Conversion of fields to the types in ``model/``, by msgspec.

Only where that fails is each field converted separately, so that all errors of a file are
reported and not just its first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, TypeVar

import msgspec

from site_gen.front_matter import describe
from site_gen.validate.findings import Finding
from site_gen.wording import TYPE_NAMES, KeyPath, dotted, type_hint, undotted
from site_gen.zones import UTC_ZONE, Zone

T = TypeVar("T", bound=msgspec.Struct)

_TIMESTAMPS = ("publishedDateTime", "updatedDateTime")
NATIVE_TYPES = (datetime,)
"""Types that msgspec must not parse from text: text that ``read_instant`` rejects is an error."""


_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b"
    "\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u2800\u3164\ufeff\uffa0"
)
"""White space and characters without a shape, such as marks of direction."""


def is_blank(text: str) -> bool:
    """Whether nothing of a text can be seen."""
    return not text or (text[0] in _BLANKS and not text.strip(_BLANKS))


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return is_blank(value)
    return value is None or (isinstance(value, dict | list) and not value)


def prune(value: Any) -> Any:
    """Remove null, empty and blank values from nested maps and lists, in place.

    A text is blank if nothing of it can be seen. Such values mean the same as absent
    ones. Returns ``value``.
    """
    has_empty = False
    for item in value.values() if type(value) is dict else value:
        kind = type(item)  # faster than isinstance; YAML readers make no subclasses
        if kind is str:
            if not item or (item[0] in _BLANKS and is_blank(item)):
                has_empty = True
        elif kind is dict or kind is list:
            if item:
                prune(item)
            else:
                has_empty = True
        elif item is None:
            has_empty = True
    if not has_empty:
        return value
    if isinstance(value, dict):
        for key in [key for key, item in value.items() if _is_empty(item)]:
            del value[key]
    else:
        value[:] = [item for item in value if not _is_empty(item)]
    return value


def maps_in(
    fields: Mapping[str, Any], name: str, path: KeyPath
) -> list[tuple[KeyPath, dict[str, Any]]]:
    """The maps in the list called ``name`` of the map at ``path``, with the path of each."""
    items = fields.get(name)
    if not isinstance(items, list):
        return []
    return [((*path, name, i), item) for i, item in enumerate(items) if isinstance(item, dict)]


def read_instants(fields: dict[str, Any], zone: Zone) -> None:
    """Replace timestamps that can be parsed by instants in UTC, in place."""
    for name in _TIMESTAMPS:
        text = fields.get(name)
        if isinstance(text, str):
            fields[name] = read_instant(text, zone) or text
    if isinstance(text := fields.get("pin"), str):
        fields["pin"] = _read_end(text, zone) or text


def _read_end(text: str, zone: Zone) -> datetime | None:
    """Until when something holds: an instant or, for a date without an hour, the end of that day in
    ``zone``; None if it is neither.

    Midnight in UTC is that instant, since an editor wrote it and no feed did.
    """
    try:
        day = date.fromisoformat(text.strip().upper())
    except ValueError:
        return read_instant(text)
    try:
        return zone.checked(zone.start(day + timedelta(days=1)))
    except OverflowError:  # 9999-12-31, by which editors mean “for ever”: zones may not have it
        return datetime.combine(day, time(23, 59, 59), UTC)


def read_instant(text: str, zone: Zone = UTC_ZONE) -> datetime | None:
    """An ISO 8601 timestamp or date as an instant in UTC; None if it is neither.

    A timestamp without an offset is taken as UTC. A date, and midnight written in UTC, mean that
    only the day is known: it is the first instant of that day in ``zone``.
    """
    try:
        instant = datetime.fromisoformat(text.strip().upper())
        if instant.tzinfo is None:
            instant = instant.replace(tzinfo=UTC)
        elif instant.tzinfo is not UTC:
            instant = instant.astimezone(UTC)
            return instant if zone is UTC_ZONE else zone.checked(instant)
        return instant if zone is UTC_ZONE else zone.from_utc_day(instant)
    except (ValueError, OverflowError):
        return None


def convert(
    fields: dict[str, Any], kind: type[T], findings: list[Finding], path: KeyPath = ()
) -> T | None:
    """The fields of the map at ``path`` as ``kind``.

    If that fails, None, and every error is added to ``findings``.
    """
    try:
        return msgspec.convert(fields, kind, builtin_types=NATIVE_TYPES)
    except msgspec.ValidationError:
        pass
    for field in msgspec.structs.fields(kind):
        name = field.encode_name
        if name not in fields:
            if field.required:
                findings.append(missing((*path, name)))
            continue
        try:
            msgspec.convert(fields[name], field.type, builtin_types=NATIVE_TYPES)
        except msgspec.ValidationError as error:
            findings.append(_type_finding(str(error), (*path, name), fields[name]))
    return None


def missing(field: KeyPath) -> Finding:
    return Finding(field, "missing", f"{dotted(field)} is missing", "it is required")


def _type_finding(error: str, field: KeyPath, value: Any) -> Finding:
    """The finding for msgspec's error about the value of a field."""
    message, _, position = error.replace("`key` in ", "").partition(" - at `$")
    for key in undotted(position):
        field = (*field, key)
        value = value[key]
    if "`key` in " in error:
        message = f"a key of {dotted(field)} is not text"
        return Finding(field, "wrong-type", message, "put it in quotes")
    absent = re.search(r"missing required field `(.*)`", message)
    if absent:
        return missing((*field, absent[1]))
    expected = re.search(r"Expected `(\w+)", message)
    type_name = expected[1] if expected else "datetime" if "date" in message else ""
    expectation = TYPE_NAMES.get(type_name, message)
    code = "bad-timestamp" if type_name == "datetime" else "wrong-type"
    message = f"{dotted(field)} is {describe(value)}, expected {expectation}"
    is_list_item = type_name == "array" and isinstance(value, str)
    hint = f"write a list: [{value}]" if is_list_item else type_hint(type_name, value)
    return Finding(field, code, message, hint)
