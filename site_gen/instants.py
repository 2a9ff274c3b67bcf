"""Instants as text (RFC 3339) and as microseconds since 1970, as the store keeps them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
DAY = 86_400_000_000
"""Microseconds of a day."""


def micros(instant: datetime) -> int:
    """Microseconds since 1970."""
    return (instant - _EPOCH) // _MICROSECOND


def from_micros(microseconds: int) -> datetime:
    """The instant, in UTC."""
    return _EPOCH + microseconds * _MICROSECOND


def rfc3339(instant: datetime) -> str:
    """``2021-06-16T05:33:00Z``; fractions of a second are dropped.

    Years before 1000 have four digits, too, which ``strftime`` does not guarantee.
    """
    naive = instant.astimezone(UTC).replace(tzinfo=None)
    return f"{naive.isoformat(timespec='seconds')}Z"
