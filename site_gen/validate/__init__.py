"""Files → records and notes, with the problems of each file."""

from __future__ import annotations

import posixpath
from typing import Any, TypeVar

import msgspec

from site_gen import front_matter, urls
from site_gen.canonical import with_keys
from site_gen.front_matter import FrontMatterError, TextParts
from site_gen.model import FrontMatter, Problem, ProviderNote, Record, SourceFile
from site_gen.validate.escaped_texts import may_have_entities, unescape_texts
from site_gen.validate.fields import convert, prune, read_instants
from site_gen.validate.findings import front_matter_problem, to_problems
from site_gen.validate.outlet_tags import outlet_findings
from site_gen.validate.related import valid_related
from site_gen.validate.rules import (
    image_findings,
    language_findings,
    link_errors,
    record_findings,
)
from site_gen.validate.unknown_fields import (
    field_names,
    nested_unknown_fields,
    unknown_fields,
    unknown_image_fields,
)
from site_gen.zones import UTC_ZONE, Zone

__all__ = ["field_names", "validate_note", "validate_record"]

T = TypeVar("T", bound=msgspec.Struct)

_RECORD_FIELDS = frozenset({*field_names(FrontMatter), "secured"})


def validate_record(
    source: SourceFile, zone: Zone = UTC_ZONE
) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record of a file, or None if it has errors, and all problems of the file.

    Dates without an hour are days of ``zone``.
    """
    try:
        document, fields = _parse(source)
    except FrontMatterError as error:
        return None, (front_matter_problem(source.path, error),)
    findings = unknown_fields(fields, _RECORD_FIELDS) + nested_unknown_fields(fields)
    unknown = [name for name in fields if name not in _RECORD_FIELDS]
    extra = {name: fields.pop(name) for name in unknown}
    if may_have_entities(document.front):
        unescape_texts(fields, findings)
    fields["related"] = valid_related(fields.get("related", []), findings, zone)
    read_instants(fields, zone)
    attributes = {
        "id": urls.record_id(posixpath.splitext(posixpath.basename(source.path))[0]),
        "path": source.path,
        "digest": source.digest,
        "body": document.body,
        "extra": extra,
    }
    record = convert(fields | attributes, Record, findings)
    findings += link_errors(fields)
    if record is not None:
        findings += record_findings(record)
    problems = to_problems(source.path, document.front, findings)
    if record is None or any(problem.is_error for problem in problems):
        return None, problems
    for entry in record.related:
        if entry.original_url == entry.web_url:  # saves memory and space in the store
            msgspec.structs.force_setattr(entry, "original_url", "")
    return with_keys(record), problems


def _parse(source: SourceFile) -> tuple[TextParts, dict[str, Any]]:
    """The parts of a file, and its fields without empty values. Raises FrontMatterError."""
    document = front_matter.split(source.data)
    return document, prune(front_matter.parse(document.front))


def validate_note(
    source: SourceFile, kind: type[T], slug: str
) -> tuple[T | None, tuple[Problem, ...]]:
    """A topic's, provider's or page's file as ``kind``, or None if it has errors."""
    try:
        document, fields = _parse(source)
    except FrontMatterError as error:
        return None, (front_matter_problem(source.path, error),)
    attributes = {"slug": slug, "path": source.path, "body": document.body}
    known = frozenset(field_names(kind)) - attributes.keys()
    findings = unknown_fields(fields, known) + unknown_image_fields(fields)
    note = convert(fields | attributes, kind, findings)
    if note is not None:
        findings += image_findings(getattr(note, "images", ()))
        findings += language_findings(note)
    if isinstance(note, ProviderNote):
        findings += outlet_findings(note)
    problems = to_problems(source.path, document.front, findings)
    failed = any(problem.is_error for problem in problems)
    return (None if failed else note), problems
