"""Validation of related entries. An invalid entry is left out; its record is not."""

from __future__ import annotations

from typing import Any

import msgspec

from site_gen.front_matter import describe
from site_gen.model import Related, Severity
from site_gen.validate.fields import convert, missing, read_instants
from site_gen.validate.findings import Finding
from site_gen.validate.rules import image_errors, link_errors
from site_gen.wording import KeyPath, dotted
from site_gen.zones import UTC_ZONE, Zone


def valid_related(entries: Any, findings: list[Finding], zone: Zone = UTC_ZONE) -> Any:
    """The valid entries, converted; a warning about each of the others is added to ``findings``.

    What is not a list is returned unchanged: converting the record reports it. Dates without an
    hour are days of ``zone``.
    """
    if not isinstance(entries, list):
        return entries
    valid = []
    for index, entry in enumerate(entries):
        errors: list[Finding] = []
        related = _convert_entry(entry, ("related", index), errors, zone)
        if errors:
            findings += map(_as_warning, errors)
        else:
            valid.append(related)
    return valid


def _as_warning(finding: Finding) -> Finding:
    hint = "; ".join(filter(None, (finding.hint, "the entry is left out")))
    return msgspec.structs.replace(finding, hint=hint, severity=Severity.WARNING)


def _convert_entry(entry: Any, path: KeyPath, errors: list[Finding], zone: Zone) -> Related | None:
    if not isinstance(entry, dict):
        message = f"{dotted(path)} is {describe(entry)}, expected a map"
        errors.append(Finding(path, "wrong-type", message))
        return None
    read_instants(entry, zone)
    related = convert(entry, Related, errors, path)
    errors += link_errors(entry, path)
    if related is None:
        return None
    if not related.url:
        errors.append(missing((*path, "webUrl")))
    errors += image_errors(related.images, path)
    return related
