"""Files → records and problems: what is accepted, and what is said of the rest."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any, TypeVar

import msgspec

from site_gen import front_matter, urls
from site_gen.canonical import with_keys
from site_gen.front_matter import FrontMatterError
from site_gen.model import FrontMatter, Problem, Record, SourceFile
from site_gen.validate.fast_path import faultless
from site_gen.validate.fields import convert, known_fields, prune, read_instants, unknown_fields
from site_gen.validate.findings import Finding, located, unreadable
from site_gen.validate.nested import unknown_in_images, unknown_inside
from site_gen.validate.related import valid_related
from site_gen.validate.rules import image_rules, link_rules, record_rules

__all__ = ["known_fields", "validate_note", "validate_record"]

T = TypeVar("T", bound=msgspec.Struct)

_RECORD_FIELDS = frozenset({*known_fields(FrontMatter), "secured"})


def validate_record(source: SourceFile) -> tuple[Record | None, tuple[Problem, ...]]:
    """The record of a file, or None if it has errors, with all problems found."""
    try:
        document = front_matter.split(source.data)
        fields = prune(front_matter.parse(document.front))
    except FrontMatterError as error:
        return None, (unreadable(source.path, error),)
    front = faultless(fields, _RECORD_FIELDS)
    if front is not None:
        return _record(source, front, document.body, {}), ()
    found: list[Finding] = []
    extra = {key: value for key, value in fields.items() if key not in _RECORD_FIELDS}
    found += unknown_fields(extra, _RECORD_FIELDS)
    found += unknown_inside(fields)
    fields["related"] = valid_related(fields.get("related", []), found)
    read_instants(fields)
    front = convert(fields, FrontMatter, found)
    found += link_rules((), fields)
    if front is not None:
        found += record_rules(front)
    problems = located(source.path, document.front, found)
    if front is None or any(problem.is_error for problem in problems):
        return None, problems
    return _record(source, front, document.body, extra), problems


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
        if entry.original_url == entry.web_url:  # one address need not be kept twice
            msgspec.structs.force_setattr(entry, "original_url", "")
    return with_keys(record)


def validate_note(
    source: SourceFile, kind: type[T], slug: str
) -> tuple[T | None, tuple[Problem, ...]]:
    """A topic's, provider's or page's file as ``kind``, or None if it has errors."""
    try:
        document = front_matter.split(source.data)
        fields = prune(front_matter.parse(document.front))
    except FrontMatterError as error:
        return None, (unreadable(source.path, error),)
    made = {"slug": slug, "path": source.path, "body": document.body}
    known = frozenset(known_fields(kind)) - made.keys()
    extra = {key: value for key, value in fields.items() if key not in known}
    found = list(unknown_fields(extra, known))
    found += unknown_in_images((), fields)
    note = convert({**fields, **made}, kind, found)
    if note is not None:
        found += image_rules((), getattr(note, "images", ()))
    problems = located(source.path, document.front, found)
    failed = any(problem.is_error for problem in problems)
    return (None if failed else note), problems
