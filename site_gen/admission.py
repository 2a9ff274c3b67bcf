"""Which valid records the site shows, and why it leaves out the others."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from site_gen.config import Admission
from site_gen.model import LeftOut, Problem, Record, Severity


class Policy(msgspec.Struct, frozen=True):
    """The configuration's admission rules, with what the command line lets in."""

    rules: Admission
    now: datetime
    """Decides only which records are in the future."""
    unpublished: bool = False
    """Let in what is not published or removed."""
    future: bool = False


class Admitted(msgspec.Struct, frozen=True):
    records: tuple[Record, ...]
    left_out: dict[str, LeftOut]
    """Path of the record → reason."""


def admit(records: Iterable[Record], policy: Policy) -> Admitted:
    """Sort records into those that are shown and those left out, each with its reason.

    The age limit counts from the newest record that every other rule lets in, never
    from the clock: the same records make the same site tomorrow.
    """
    left_out: dict[str, LeftOut] = {}
    candidates = []
    for record in records:
        reason = _reason(record, policy)
        if reason:
            left_out[record.path] = reason
        else:
            candidates.append(record)
    days = policy.rules.max_age_days
    if days is not None and candidates:
        oldest = max(record.published_at for record in candidates) - timedelta(days=days)
        for record in candidates:
            if record.published_at < oldest:
                left_out[record.path] = LeftOut.AGE
        candidates = [record for record in candidates if record.path not in left_out]
    return Admitted(tuple(candidates), left_out)


def _reason(record: Record, policy: Policy) -> LeftOut | None:
    if not policy.unpublished:
        if record.removed or record.deleted:
            return LeftOut.REMOVED
        if not record.published:
            return LeftOut.UNPUBLISHED
    if record.published_at > policy.now and not policy.future:
        return LeftOut.FUTURE
    if record.quality < policy.rules.min_quality:
        return LeftOut.QUALITY
    return None


def future_problems(records: Iterable[Record], now: datetime) -> tuple[Problem, ...]:
    """A warning for each record dated after ``now``."""
    return tuple(
        Problem(
            record.path,
            f"publishedDateTime is {record.published_at:%Y-%m-%dT%H:%M:%SZ}, in the future",
            Severity.WARNING,
            "future",
            "publishedDateTime",
            hint="left out until then; --future lets it in",
        )
        for record in records
        if record.published_at > now
    )
