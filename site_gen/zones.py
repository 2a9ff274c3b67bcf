"""Days and clock times of a time zone.

Days of readers (the archive, headings, dates on pages) are those of the site's zone. Instants stay
in UTC everywhere; only here are they assigned to days.

The rules of zones are read from the package ``tzdata`` and never from the system, so that all
machines write the same pages.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

from site_gen.instants import DAY, from_micros, micros

_EPOCH = date(1970, 1, 1)
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_FIRST = datetime.combine(date.min + 3 * _DAY, time(), UTC)
_LAST = datetime.combine(date.max - 3 * _DAY, time(), UTC)


class Zone:
    """A time zone.

    Days have 24 hours or, where clocks are changed, 23 or 25 and seldom others. They begin at
    midnight, or at the first instant of the day if clocks skip midnight. If clocks are set back
    over midnight, a day begins when it comes for the last time, so that days never alternate.
    """

    def __init__(self, name: str, rules: tzinfo) -> None:
        self.name = name
        """The name in the IANA database: ``Europe/Madrid``."""
        self._rules = rules
        self._is_utc = rules is UTC
        self._start = lru_cache(maxsize=4096)(self._find_start)

    def local(self, instant: datetime) -> datetime:
        """The instant as clocks show it."""
        return instant.astimezone(self._rules)

    def day(self, instant: datetime) -> date:
        """The day of an instant."""
        day = instant.astimezone(self._rules).date()
        if self._is_utc:
            return day
        if instant < self._start(day):
            return day - _DAY
        return day + _DAY if day < date.max and instant >= self._start(day + _DAY) else day

    def offset(self, instant: datetime) -> int:
        """How many minutes clocks are ahead of UTC."""
        offset = self.local(instant).utcoffset() or timedelta(0)
        return offset // timedelta(minutes=1)

    def start(self, day: date) -> datetime:
        """The first instant of a day, in UTC."""
        return self._start(day)

    def is_day_only(self, instant: datetime) -> bool:
        """Whether only the day of an article is known, which the first second of a day means."""
        if self._is_utc:
            at = instant if instant.tzinfo is UTC else instant.astimezone(UTC)
            return not (at.hour or at.minute or at.second)
        start = self._start(instant.astimezone(self._rules).date())
        return start <= instant < start + _SECOND

    def from_utc_day(self, instant: datetime) -> datetime:
        """For midnight in UTC the first instant of that day in this zone; others are returned.

        Raises OverflowError as :meth:`checked` does.
        """
        if instant.hour or instant.minute or instant.second:
            return self.checked(instant)
        return self.checked(self._start(instant.date()))

    def checked(self, instant: datetime) -> datetime:
        """The instant; raises OverflowError on the first and last days of the calendar, which
        clocks of this zone may not have."""
        if not _FIRST < instant < _LAST:
            raise OverflowError
        return instant

    # Days as the store counts them, from 1970; instants in microseconds.

    def day_number(self, published: int) -> int:
        """The number of the day of an instant."""
        return published // DAY if self._is_utc else day_number(self.day(from_micros(published)))

    def bounds(self, number: int) -> tuple[int, int]:
        """The first instant of a day, and that of the day after it."""
        if self._is_utc:
            return number * DAY, (number + 1) * DAY
        return micros(self.start(date_of(number))), micros(self.start(date_of(number + 1)))

    def _find_start(self, day: date) -> datetime:
        if self._is_utc:
            return datetime.combine(day, time(), UTC)
        midnight = datetime.combine(day, time(), self._rules)
        first, last = (midnight.replace(fold=fold).astimezone(UTC) for fold in (0, 1))
        if first <= last:  # the same, or clocks show midnight twice
            return last if self._begins(day, last) else first
        before, after = last - _SECOND, first  # clocks skip midnight
        while after - before > _SECOND:
            middle = before + (after - before) // _SECOND // 2 * _SECOND
            is_before = middle.astimezone(self._rules).date() < day
            before, after = (middle, after) if is_before else (before, middle)
        return after

    def _begins(self, day: date, instant: datetime) -> bool:
        """Whether the day begins at an instant: the second before is another day."""
        if day == date.min:
            return True
        return (instant - _SECOND).astimezone(self._rules).date() < day


UTC_ZONE = Zone("UTC", UTC)


@lru_cache(maxsize=16)
def zone_named(name: str) -> Zone:
    """A zone by its name in the IANA database, which is known to exist."""
    if name in ("UTC", "Etc/UTC"):
        return UTC_ZONE
    from importlib.resources import files  # noqa: PLC0415  most sites do not need it
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    *folders, last = name.split("/")
    folder = files("tzdata").joinpath("zoneinfo", *folders)
    with folder.joinpath(last).open("rb") as file:
        return Zone(name, ZoneInfo.from_file(file, name))


@lru_cache(maxsize=1)
def zone_names() -> frozenset[str]:
    """The names of all zones."""
    from importlib.resources import files  # noqa: PLC0415

    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="ascii").split())


def day_number(day: date) -> int:
    """Days since 1970, as the store counts them."""
    return (day - _EPOCH).days


def date_of(number: int) -> date:
    """The day of a number of days since 1970."""
    return _EPOCH + timedelta(days=number)
