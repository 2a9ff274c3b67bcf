"""Files → records and notes, with the problems of each file."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any, TypeVar

import msgspec

from site_gen import front_matter, urls
from site_gen.canonical import with_keys
from site_gen.front_matter import FrontMatterError, TextParts
from site_gen.model import FrontMatter, Problem, Record, SourceFile
from site_gen.validate.fast_path import convert_if_valid
from site_gen.validate.fields import convert, prune, read_instants
from site_gen.validate.findings import Finding, front_matter_problem, to_problems
from site_gen.validate.related import valid_related
from site_gen.validate.rules import image_rules, link_rules, record_rules
from site_gen.validate.unknown_fields import (
    field_names,
    nested_unknown_fields,
    unknown_fields,
    unknown_image_fields,
)

__all__ = ["field_names", "validate_note", "validate_record"]

T = TypeVar("T", bound=msgspec.Struct)

_RECORD_FIELDS = frozenset({*field_names(FrontMatter), "secured"})


def validate_record(source: SourceFile) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record of a file, or None if it has errors, and all problems of the file."""
    try:
        document, fields = _parse(source)
    except FrontMatterError as error:
        return None, (front_matter_problem(source.path, error),)
    front = convert_if_valid(fields, _RECORD_FIELDS)
    if front is not None:
        return _record(source, front, document.body, {}), ()
    findings: list[Finding] = []
    extra = {key: value for key, value in fields.items() if key not in _RECORD_FIELDS}
    findings += unknown_fields(extra, _RECORD_FIELDS)
    findings += nested_unknown_fields(fields)
    fields["related"] = valid_related(fields.get("related", []), findings)
    read_instants(fields)
    front = convert(fields, FrontMatter, findings)
    findings += link_rules((), fields)
    if front is not None:
        findings += record_rules(front)
    problems = to_problems(source.path, document.front, findings)
    if front is None or any(problem.is_error for problem in problems):
        return None, problems
    return _record(source, front, document.body, extra), problems


def _parse(source: SourceFile) -> tuple[TextParts, dict[str, Any]]:
    """The parts of a file, and its fields without empty values. Raises FrontMatterError."""
    document = front_matter.split(source.data)
    return document, prune(front_matter.parse(document.front))


def _record(source: SourceFile, front: FrontMatter, body: str, extra: dict[str, Any]) -> Record:
    record = Record(
        **{name: getattr(front, name) for name in FrontMatter.__struct_fields__},
        id=urls.record_id(PurePosixPath(source.path).stem),
        path=source.path,
        digest=source.digest,
        body=body,
        extra=extra,
    )
    for entry in front.related:
        if entry.original_url == entry.web_url:  # saves memory and space in the store
            msgspec.structs.force_setattr(entry, "original_url", "")
    return with_keys(record)


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
    findings = list(unknown_fields(fields, known))
    findings += unknown_image_fields((), fields)
    note = convert({**fields, **attributes}, kind, findings)
    if note is not None:
        findings += image_rules((), getattr(note, "images", ()))
    problems = to_problems(source.path, document.front, findings)
    failed = any(problem.is_error for problem in problems)
    return (None if failed else note), problems
