"""Related entries: an invalid one costs itself, never its record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from site_gen import front_matter
from site_gen.front_matter import describe
from site_gen.model import Related, Severity
from site_gen.validate.fields import convert, read_instants
from site_gen.validate.findings import Finding, field_name
from site_gen.validate.rules import image_rules, link_rules


def valid_related(entries: Any, found: list[Finding]) -> Any:
    """The entries without the invalid ones, each of which is warned about in ``found``.

    What is not a list is returned as it is, for the record's own check.
    """
    if not isinstance(entries, list):
        return entries
    valid = []
    for index, entry in enumerate(entries):
        wrong = list(_errors(entry, ("related", index)))
        found += map(_as_warning, wrong)
        if not wrong:
            valid.append(entry)
    return valid


def _as_warning(finding: Finding) -> Finding:
    hint = "; ".join(filter(None, (finding.hint, "the entry is left out")))
    return msgspec.structs.replace(finding, hint=hint, severity=Severity.WARNING)


def _errors(entry: Any, where: front_matter.Path) -> Iterator[Finding]:
    if not isinstance(entry, dict):
        text = f"{field_name(where)} is {describe(entry)}, expected a map"
        yield Finding(where, "wrong-type", text)
        return
    read_instants(entry)
    found: list[Finding] = []
    related = convert(entry, Related, found)
    for finding in found:
        yield msgspec.structs.replace(
            finding,
            where=(*where, *finding.where),
            message=f"{field_name(where)}.{finding.message}",
        )
    yield from link_rules(where, entry)
    if related is None:
        return
    if not related.url:
        text = f"{field_name(where)}.webUrl is missing"
        yield Finding((*where, "webUrl"), "missing", text, "it is required")
    for finding in image_rules(where, related.images):
        if finding.severity is Severity.ERROR:
            yield finding
