"""Which valid records the site shows, and why it leaves out the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from site_gen.config import Admission
from site_gen.instants import from_micros, micros, rfc3339
from site_gen.model import LeftOut, Problem, Severity
from site_gen.store import Store

UNPUBLISHED, REMOVED = 1, 2
"""Bits of a record's gate."""
_GONE = "gone"
"""In place of a reason: the file has gone, or has errors now."""
_DAY = 86_400_000_000
_ALL_DAYS = 10_000_000
"""More than there are, and few enough for the numbers of the store."""


class Policy(msgspec.Struct, frozen=True):
    """The configuration's admission rules, with what the command line lets in."""

    rules: Admission
    now: datetime
    """Decides only which records are in the future."""
    unpublished: bool = False
    """Let in what is not published or removed."""
    future: bool = False


def admit(store: Store, policy: Policy, changed: Iterable[int], removed: Iterable[int]) -> set[int]:
    """Decide which records are shown; numbers of those that have changed and were or are admitted.

    The age limit counts from the newest record that every other rule lets in, never from the
    clock: the same records make the same site tomorrow.
    """
    touched: set[int] = set()
    now = micros(policy.now)
    for n in removed:
        if store.value("SELECT left_out IS NULL FROM records WHERE n = ?", n):
            touched.add(n)
        store.execute("UPDATE records SET left_out = ?, path = NULL WHERE n = ?", (_GONE, n))
    touched |= _decide(store, policy, now, {*changed, *_passed(store, now)})
    touched.update(_age(store, policy.rules.max_age_days))
    store.set("now", now)
    return touched


def _passed(store: Store, now: int) -> list[int]:
    """Records that were in the future, or are so again."""
    before = store.get("now", int)
    if before is None:
        return []
    between = (min(before, now), max(before, now))
    return store.column(
        "SELECT n FROM records WHERE published > ? AND published <= ? AND left_out IS NOT 'gone'",
        *between,
    )


def _decide(store: Store, policy: Policy, now: int, numbers: set[int]) -> set[int]:
    """Decide by what each record says; those that were or are admitted."""
    with store.set_of(numbers) as some:
        rows = store.execute(
            f"SELECT n, published, quality, gate, left_out, named FROM {some} "  # noqa: S608
            "CROSS JOIN records ON n = x"
        ).fetchall()
    found = set()
    changed = []
    for n, published, quality, gate, before, named in rows:
        reason = _reason(policy, now, published, quality, gate)
        if reason is None and before == LeftOut.AGE:
            reason = LeftOut.AGE  # until the limit is looked at
        if reason != before:
            changed.append((reason, n))
        if reason is None or named:
            found.add(n)
    store.executemany("UPDATE records SET left_out = ? WHERE n = ?", changed)
    return found


def _reason(policy: Policy, now: int, published: int, quality: int, gate: int) -> LeftOut | None:
    if not policy.unpublished and gate:
        return LeftOut.REMOVED if gate & REMOVED else LeftOut.UNPUBLISHED
    if published > now and not policy.future:
        return LeftOut.FUTURE
    if quality < policy.rules.min_quality:
        return LeftOut.QUALITY
    return None


def _age(store: Store, days: int | None) -> Iterable[int]:
    """Records that the age limit takes out or lets in; it moves with the newest record."""
    if days is None:
        return ()
    newest = store.value(
        "SELECT published FROM records WHERE left_out IS NULL OR left_out = ? "
        "ORDER BY published DESC LIMIT 1",
        LeftOut.AGE,
    )
    if newest is None:
        return ()
    oldest = newest - min(days, _ALL_DAYS) * _DAY
    found = store.column(
        "SELECT n FROM records WHERE (left_out IS NULL AND published < ?) "
        "OR (left_out = ? AND published >= ?)",
        *(oldest, LeftOut.AGE, oldest),
    )
    store.executemany(
        "UPDATE records SET left_out = CASE WHEN published < ? THEN ? END WHERE n = ?",
        ((oldest, LeftOut.AGE, n) for n in found),
    )
    return found


def future_problems(store: Store, now: datetime) -> Iterator[Problem]:
    """A warning for each record dated after ``now``."""
    rows = store.execute(
        "SELECT path, published FROM records INDEXED BY records_published "
        "WHERE published > ? AND left_out IS NOT 'gone' "
        "ORDER BY path",
        (micros(now),),
    )
    for path, published in rows:
        yield Problem(
            path.decode("utf-8", "replace"),
            f"publishedDateTime is {rfc3339(from_micros(published))}, in the future",
            Severity.WARNING,
            "future",
            "publishedDateTime",
            hint="left out until then; --future lets it in",
        )
