"""What a language calls a time zone, by CLDR."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

from site_gen.i18n.numbers import Numbers
from site_gen.zones import UTC_ZONE, Zone

_SEASONS = tuple([datetime(2035, month, 1, tzinfo=UTC) for month in range(1, 13)])
"""Instants that show whether a zone has summer time by its present rules."""


class ZoneNames:
    """The names of one zone in one language."""

    def __init__(self, zone: Zone, locale: Locale, numbers: Numbers) -> None:
        self.zone = zone
        self._numbers = numbers
        self._hours = str(locale.zone_formats["gmt"])
        self._cldr_name = str(get_global("zone_aliases").get(zone.name, zone.name))
        meta_zone = get_global("meta_zones").get(self._cldr_name, "")
        key = "Etc/UTC" if zone is UTC_ZONE else self._cldr_name
        self._sources = (locale.time_zones.get(key, {}), locale.meta_zones.get(meta_zone, {}))
        offsets = {zone.offset(each) for each in _SEASONS}
        self._winter, self._has_summer_time = min(offsets), len(offsets) > 1
        self._locale = locale

    @property
    def abbreviation(self) -> str:
        """The usual abbreviation in summer and winter, such as ``CET``; most zones have none."""
        return "UTC" if self.zone is UTC_ZONE else self._listed("short")

    @property
    def name(self) -> str:
        """The name: ``Central European Time``; that of its country if it has no other."""
        listed = self._listed("long")
        if listed:
            return listed
        if "/" not in self._cldr_name or self._cldr_name.startswith("Etc/"):
            return self.offset(_SEASONS[0])
        return str(get_timezone_location(self._cldr_name, locale=self._locale))

    @property
    def city(self) -> str:
        """The city after which the zone is named: ``Madrid``."""
        if "/" not in self._cldr_name or self._cldr_name.startswith("Etc/"):
            return self.zone.name
        return str(get_timezone_location(self._cldr_name, locale=self._locale, return_city=True))

    def at(self, instant: datetime) -> str:
        """A short name beside a time: ``CEST``, or ``GMT+2`` if it has no abbreviation."""
        if self.zone is UTC_ZONE:
            return "UTC"
        kind = "daylight" if self.zone.offset(instant) > self._winter else "standard"
        names: list[Mapping[str, Any]] = [source.get("short", {}) for source in self._sources]
        listed = next((each[kind] for each in names if kind in each), "")
        return self._shown(listed) or self.offset(instant)

    def offset(self, instant: datetime) -> str:
        """The difference to UTC: ``GMT+5:30``."""
        prefix = self._hours.replace("%s", "").strip()
        minutes = self.zone.offset(instant)
        if not minutes:
            return prefix
        hours, rest = divmod(abs(minutes), 60)
        sign = "-" if minutes < 0 else "+"
        text = f"{sign}{hours}:{rest:02}" if rest else f"{sign}{hours}"
        separator = " " if self._hours.startswith("%s ") else ""
        return f"{prefix}{separator}{self._numbers.with_digits(text)}"

    def _listed(self, width: str) -> str:
        """The name of this width that is right in summer and in winter, empty if there is none."""
        for source in self._sources:
            names = source.get(width, {})
            name = names.get("generic") or ("" if self._has_summer_time else names.get("standard"))
            if self._shown(name):
                return str(name)
        return ""

    @staticmethod
    def _shown(name: str | None) -> str:
        """The name; empty for CLDR's mark of one that is not in use."""
        return "" if name is None or name == "∅∅∅" else str(name)
