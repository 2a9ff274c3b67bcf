"""Files → records and problems: what is accepted, and what is said of the rest.

The fields are checked by msgspec against the types of ``model.py``, all at once on
the fast path. Only where that fails is each field checked alone, so that every
problem of a file is reported and not just its first.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any, TypeVar

import msgspec

from site_gen import front_matter, urls
from site_gen.front_matter import FrontMatterError, describe
from site_gen.links import is_http_url, is_resource_url
from site_gen.model import LANGUAGE_TAG, FrontMatter, Problem, Record, Related, Severity, SourceFile

T = TypeVar("T", bound=msgspec.Struct)
Found = tuple[front_matter.Path, str, str, str, Severity]
"""Where in the fields, code, message, hint and severity: a problem before it has a line."""

_EMPTY: tuple[object, ...] = (None, "", [], {})
_INSTANTS = ("publishedDateTime", "updatedDateTime")
_LINKS = ("originalUrl", "webUrl", "ampWebUrl", "cdnAmpWebUrl")
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


_RECORD_FIELDS = frozenset({*known_fields(FrontMatter), "secured"})


def validate_record(source: SourceFile) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record of a file, or None if it has errors, with all problems found."""
    try:
        document = front_matter.split(source.data)
        fields = _prune(front_matter.parse(document.front))
    except FrontMatterError as error:
        return None, (_unreadable(source.path, error),)
    found: list[Found] = []
    extra = {key: value for key, value in fields.items() if key not in _RECORD_FIELDS}
    found += _unknown(extra, _RECORD_FIELDS)
    fields["related"] = _valid_related(fields.get("related", []), found)
    _read_instants(fields)
    front = _convert(fields, FrontMatter, found)
    found += _link_rules((), fields)
    if front is not None:
        found += _record_rules(front)
    problems = _located(source.path, document.front, found)
    if front is None or any(problem.severity is Severity.ERROR for problem in problems):
        return None, problems
    record = Record(
        **{name: getattr(front, name) for name in FrontMatter.__struct_fields__},
        id=urls.record_id(PurePosixPath(source.path).stem),
        path=source.path,
        digest=source.digest,
        body=document.body,
        extra=extra,
    )
    return record, problems


def validate_note(
    source: SourceFile, kind: type[T], slug: str
) -> tuple[T | None, tuple[Problem, ...]]:
    """A topic's, provider's or page's file as ``kind``, or None if it has errors."""
    try:
        document = front_matter.split(source.data)
        fields = _prune(front_matter.parse(document.front))
    except FrontMatterError as error:
        return None, (_unreadable(source.path, error),)
    made = {"slug": slug, "path": source.path, "body": document.body}
    known = frozenset(known_fields(kind)) - made.keys()
    found: list[Found] = list(
        _unknown({key: value for key, value in fields.items() if key not in known}, known)
    )
    fields = {key: value for key, value in fields.items() if key in known}
    note = _convert({**fields, **made}, kind, found)
    if note is not None:
        found += _image_rules((), getattr(note, "images", ()))
    problems = _located(source.path, document.front, found)
    failed = any(problem.severity is Severity.ERROR for problem in problems)
    return (None if failed else note), problems


def _unreadable(path: str, error: FrontMatterError) -> Problem:
    return Problem(
        path,
        error.message,
        code="front-matter",
        field=error.field,
        line=error.line,
        column=error.column,
        hint=error.hint,
    )


def _located(path: str, front: str, found: list[Found]) -> tuple[Problem, ...]:
    problems = []
    for where, code, message, hint, severity in found:
        line, column = front_matter.locate(front, where)
        problems.append(
            Problem(path, message, severity, code, field_name(where), line, column, hint)
        )
    return tuple(problems)


def field_name(where: front_matter.Path) -> str:
    """``("related", 2, "images")`` → ``related[2].images``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in where)
    return text.removeprefix(".")


def _prune(value: Any) -> Any:
    """Without fields that are null or empty: they mean the same as absent ones.

    Places in lists are kept where something is wrong with the list, so that
    problems point at the right one; empty texts in lists are dropped.
    """
    if isinstance(value, dict):
        return {
            key: _prune(item) if isinstance(item, dict | list) else item
            for key, item in value.items()
            if item not in _EMPTY
        }
    return [_prune(item) if isinstance(item, dict | list) else item for item in value]


def _unknown(extra: dict[str, Any], known: frozenset[str]) -> Iterator[Found]:
    for name in extra:
        close = difflib.get_close_matches(name, sorted(known), 1, 0.6)
        hint = f"did you mean {close[0]}?" if close else "kept, but nothing shows it"
        yield (name,), "unknown-field", f"unknown field {name}", hint, Severity.WARNING


def _read_instants(fields: dict[str, Any]) -> None:
    """Turn timestamps that can be read into instants in UTC, in place."""
    for name in _INSTANTS:
        text = fields.get(name)
        if isinstance(text, str):
            instant = read_instant(text)
            if instant is not None:
                fields[name] = instant


def read_instant(text: str) -> datetime | None:
    """An ISO 8601 timestamp or day as an instant in UTC; None if it is neither.

    Without an offset it is taken for UTC; a day alone is its midnight.
    """
    try:
        instant = datetime.fromisoformat(text.strip())
        if instant.tzinfo is None:
            return instant.replace(tzinfo=UTC)
        return instant.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _convert(fields: dict[str, Any], kind: type[T], found: list[Found]) -> T | None:
    """The fields as ``kind``; None, and every problem added to ``found``, if they are not."""
    try:
        return msgspec.convert(fields, kind)
    except msgspec.ValidationError:
        pass
    for field in msgspec.structs.fields(kind):
        name = field.encode_name
        if name not in fields:
            if field.required:
                message = f"{name} is missing"
                found.append(((name,), "missing", message, "it is required", Severity.ERROR))
            continue
        try:
            msgspec.convert(fields[name], field.type)
        except msgspec.ValidationError as error:
            found.append(_type_problem(str(error), (name,), fields[name]))
    return None


def _type_problem(error: str, where: front_matter.Path, value: Any) -> Found:
    """msgspec's message about a value as a problem: what was found, what is expected."""
    message, _, inner = error.partition(" - at `$")
    for name, index in re.findall(r"\.(\w+)|\[(\d+)\]", inner):
        step: str | int = name or int(index)
        where = (*where, step)
        value = value[step]
    missing = re.search(r"missing required field `(.*)`", message)
    if missing:
        where = (*where, missing[1])
        return (
            where,
            "missing",
            f"{field_name(where)} is missing",
            "it is required",
            Severity.ERROR,
        )
    expected = re.search(r"Expected `(\w+)", message)
    name = expected[1] if expected else "datetime" if "date" in message else ""
    words = _EXPECTED.get(name, message)
    hint = ""
    if name == "str" and isinstance(value, int | float):
        hint = f'put it in quotes: "{value}"'
    elif name == "array" and isinstance(value, str):
        hint = f"write a list: [{value}]"
    elif name == "int" and isinstance(value, str) and value.lstrip("-").isdigit():
        hint = "write it without quotes"
    text = f"{field_name(where)} is {describe(value)}, expected {words}"
    code = "bad-timestamp" if name == "datetime" else "wrong-type"
    return where, code, text, hint, Severity.ERROR


def _record_rules(front: FrontMatter) -> Iterator[Found]:
    """What types alone cannot say of a record."""
    if not front.original_url and not front.web_url:
        yield (
            ("originalUrl",),
            "missing",
            "originalUrl and webUrl are both missing",
            "a record needs at least one of the two",
            Severity.ERROR,
        )
    yield from _image_rules((), front.images)
    yield from _image_rules(("provider",), front.provider.images)
    if front.provider.domain and not urls.normal_domain(front.provider.domain):
        yield (
            ("provider", "domain"),
            "bad-domain",
            f"provider.domain is {describe(front.provider.domain)}, expected a domain name",
            "such as example.org; until then the provider is known by its name",
            Severity.WARNING,
        )
    if front.locale and not LANGUAGE_TAG.match(front.locale):
        yield (
            ("locale",),
            "bad-locale",
            f"locale is {describe(front.locale)}, expected a language tag such as en or en-us",
            "until then the site's language is assumed",
            Severity.WARNING,
        )
    if not front.excerpt:
        yield ("excerpt",), "no-excerpt", "excerpt is empty", "add a summary", Severity.WARNING


def _link_rules(at: front_matter.Path, fields: dict[str, Any]) -> Iterator[Found]:
    for name in _LINKS:
        url = fields.get(name)
        if isinstance(url, str) and not is_http_url(url):
            yield (
                (*at, name),
                "bad-url",
                f"{field_name((*at, name))} is {describe(url)}, expected an http or https URL",
                "",
                Severity.ERROR,
            )


def _image_rules(at: front_matter.Path, images: tuple[Any, ...]) -> Iterator[Found]:
    for index, image in enumerate(images):
        where = (*at, "images", index)
        if not is_resource_url(image.url):
            yield (
                (*where, "url"),
                "bad-url",
                f"{field_name((*where, 'url'))} is {describe(image.url)}, expected an http or "
                "https URL or a path of the site",
                "",
                Severity.ERROR,
            )
        if not image.width or not image.height or image.width < 0 or image.height < 0:
            yield (
                where,
                "image-size",
                f"{field_name(where)} has no size",
                "add width and height in pixels, so that pages do not jump while it loads",
                Severity.WARNING,
            )


def _valid_related(entries: Any, found: list[Found]) -> Any:
    """The related entries without the invalid ones, each of which is warned about."""
    if not isinstance(entries, list):
        return entries
    valid = []
    for index, entry in enumerate(entries):
        where: front_matter.Path = ("related", index)
        problems = list(_entry_problems(entry, where))
        if problems:
            found += [
                (place, code, message, f"{hint + '; ' if hint else ''}the entry is left out", level)
                for place, code, message, hint, _ in problems
                for level in (Severity.WARNING,)
            ]
        else:
            valid.append(entry)
    return valid


def _entry_problems(entry: Any, where: front_matter.Path) -> Iterator[Found]:
    if not isinstance(entry, dict):
        text = f"{field_name(where)} is {describe(entry)}, expected a map"
        yield where, "wrong-type", text, "", Severity.ERROR
        return
    _read_instants(entry)
    found: list[Found] = []
    related = _convert(entry, Related, found)
    yield from (
        ((*where, *place), code, f"{field_name(where)}: {message}", hint, level)
        for place, code, message, hint, level in found
    )
    if related is None:
        return
    if not related.url:
        text = f"{field_name(where)} has no webUrl"
        yield (*where, "webUrl"), "missing", text, "", Severity.ERROR
    yield from _link_rules(where, entry)
    bad = (problem for problem in _image_rules(where, related.images))
    yield from (problem for problem in bad if problem[4] is Severity.ERROR)
