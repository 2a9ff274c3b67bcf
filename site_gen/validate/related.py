"""Validation of related entries. An invalid entry is left out; its record is not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from site_gen.front_matter import describe
from site_gen.model import Related, Severity
from site_gen.validate.fields import convert, read_instants
from site_gen.validate.findings import Finding
from site_gen.validate.rules import image_rules, link_rules
from site_gen.wording import KeyPath, dotted


def valid_related(entries: Any, findings: list[Finding]) -> Any:
    """The valid entries; a warning about each of the others is added to ``findings``.

    What is not a list is returned unchanged: converting the record reports it.
    """
    if not isinstance(entries, list):
        return entries
    valid = []
    for index, entry in enumerate(entries):
        errors = list(_errors(entry, ("related", index)))
        findings += map(_as_warning, errors)
        if not errors:
            valid.append(entry)
    return valid


def _as_warning(finding: Finding) -> Finding:
    hint = "; ".join(filter(None, (finding.hint, "the entry is left out")))
    return msgspec.structs.replace(finding, hint=hint, severity=Severity.WARNING)


def _errors(entry: Any, path: KeyPath) -> Iterator[Finding]:
    if not isinstance(entry, dict):
        message = f"{dotted(path)} is {describe(entry)}, expected a map"
        yield Finding(path, "wrong-type", message)
        return
    read_instants(entry)
    findings: list[Finding] = []
    related = convert(entry, Related, findings)
    for finding in findings:
        yield msgspec.structs.replace(
            finding,
            field=(*path, *finding.field),
            message=f"{dotted(path)}.{finding.message}",
        )
    yield from link_rules(path, entry)
    if related is None:
        return
    if not related.url:
        message = f"{dotted(path)}.webUrl is missing"
        yield Finding((*path, "webUrl"), "missing", message, "it is required")
    for finding in image_rules(path, related.images):
        if finding.severity is Severity.ERROR:
            yield finding
