"""Fields → types: msgspec checks them against ``model/``, all at once where it can.

Only where that fails is each field checked alone, so that every problem of a file is
reported and not just its first.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Any, TypeVar

import msgspec

from site_gen import front_matter
from site_gen.front_matter import describe
from site_gen.model import Severity
from site_gen.validate.findings import Finding, field_name

T = TypeVar("T", bound=msgspec.Struct)

_INSTANTS = ("publishedDateTime", "updatedDateTime")
READ_ALREADY = (datetime,)
"""Types that msgspec must not make of text: what :func:`read_instant` refuses stays refused."""
_EXPECTED = {
    "str": "text",
    "int": "a whole number",
    "bool": "true or false",
    "array": "a list",
    "object": "a map",
    "datetime": "a timestamp such as 2021-06-16T05:33:00Z",
}


def known_fields(kind: type[msgspec.Struct]) -> tuple[str, ...]:
    """The names of a type's fields as files write them."""
    return tuple(field.encode_name for field in msgspec.structs.fields(kind))


def _is_empty(value: object) -> bool:
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or (isinstance(value, dict | list) and not value)


def prune(value: Any) -> Any:
    """Take out, in place, what is null, empty or blank: it means the same as what is absent."""
    holes = False
    for item in value.values() if isinstance(value, dict) else value:
        kind = type(item)  # exact types are all that a reader of YAML makes, and asked fast
        if kind is str:
            holes = holes or not item or item.isspace()
        elif kind is dict or kind is list:
            if item:
                prune(item)
            else:
                holes = True
        elif item is None:
            holes = True
    if holes and isinstance(value, dict):
        for key in [key for key, item in value.items() if _is_empty(item)]:
            del value[key]
    elif holes:
        value[:] = [item for item in value if not _is_empty(item)]
    return value


def unknown_fields(
    names: Iterable[str], known: frozenset[str], at: front_matter.Path = ()
) -> Iterator[Finding]:
    """A warning for each of the names in the map at ``at`` that the format does not have."""
    for name in names:
        if name in known or not isinstance(name, str):
            continue  # a key that is no text is an error of its own
        close = difflib.get_close_matches(name, sorted(known), 1, 0.6)
        hint = f"did you mean {close[0]}?" if close else "kept, but nothing shows it"
        where = (*at, name)
        text = f"unknown field {field_name(where)}"
        yield Finding(where, "unknown-field", text, hint, Severity.WARNING)


def read_instants(fields: dict[str, Any]) -> None:
    """Turn timestamps that can be read into instants in UTC, in place."""
    for name in _INSTANTS:
        text = fields.get(name)
        if isinstance(text, str):
            fields[name] = read_instant(text) or text


def read_instant(text: str) -> datetime | None:
    """An ISO 8601 timestamp or day as an instant in UTC; None if it is neither.

    Without an offset it is taken for UTC; a day alone is its midnight.
    """
    try:
        instant = datetime.fromisoformat(text.strip().upper())
        if instant.tzinfo is None:
            return instant.replace(tzinfo=UTC)
        return instant.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def convert(fields: dict[str, Any], kind: type[T], found: list[Finding]) -> T | None:
    """The fields as ``kind``; None, and every problem added to ``found``, if they are not."""
    try:
        return msgspec.convert(fields, kind, builtin_types=READ_ALREADY)
    except msgspec.ValidationError:
        pass
    for field in msgspec.structs.fields(kind):
        name = field.encode_name
        if name not in fields:
            if field.required:
                found.append(_missing((name,)))
            continue
        try:
            msgspec.convert(fields[name], field.type, builtin_types=READ_ALREADY)
        except msgspec.ValidationError as error:
            found.append(_type_finding(str(error), (name,), fields[name]))
    return None


def _missing(where: front_matter.Path) -> Finding:
    return Finding(where, "missing", f"{field_name(where)} is missing", "it is required")


def _type_finding(error: str, where: front_matter.Path, value: Any) -> Finding:
    """msgspec's message about a value as a finding: what is there, what is expected."""
    message, _, inner = error.replace("`key` in ", "").partition(" - at `$")
    for key, index in re.findall(r"\.(\w+)|\[(\d+)\]", inner):
        step: str | int = key or int(index)
        where = (*where, step)
        value = value[step]
    if "`key` in " in error:
        text = f"a key of {field_name(where)} is not text"
        return Finding(where, "wrong-type", text, "put it in quotes")
    missing = re.search(r"missing required field `(.*)`", message)
    if missing:
        return _missing((*where, missing[1]))
    expected = re.search(r"Expected `(\w+)", message)
    name = expected[1] if expected else "datetime" if "date" in message else ""
    words = _EXPECTED.get(name, message)
    text = f"{field_name(where)} is {describe(value)}, expected {words}"
    code = "bad-timestamp" if name == "datetime" else "wrong-type"
    return Finding(where, code, text, _hint(name, value))


def _hint(expected: str, value: Any) -> str:
    if expected == "str" and isinstance(value, int | float):
        return "put it in quotes"
    if expected == "array" and isinstance(value, str):
        return f"write a list: [{value}]"
    if expected == "int" and isinstance(value, str) and value.lstrip("-").isdigit():
        return "write it without quotes"
    return ""
