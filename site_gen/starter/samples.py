"""The samples of a new site: records with drawings, and notes about their topics."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from site_gen.starter.new_files import filled

_SAMPLES = Path(__file__).parent / "samples"

_AGES = {
    "piano_on_deck": timedelta(hours=2, minutes=40),
    "ferry_is_back": timedelta(hours=5, minutes=55),
    "night_ferry": timedelta(hours=8, minutes=30),
    "empty_berth": timedelta(hours=10, minutes=15),
    "seal_pups": timedelta(hours=22, minutes=35),
    "counted_from_the_air": timedelta(hours=27, minutes=50),
    "fish_market": timedelta(hours=32, minutes=20),
    "relit_lamp": timedelta(hours=46, minutes=10),
    "gull_point_lighthouse": timedelta(hours=51, minutes=45),
}
"""The age of each article, in no case whole hours: midnight means that the hour is not known."""


def sample_files(now: datetime) -> Iterator[tuple[str, str]]:
    """Paths in the site folder and texts of all samples.

    The records are some hours and days older than ``now``: a new site looks like one of today, and
    none of them is in the future. Records and drawings are in folders of their own, which editors
    delete as a whole.
    """
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    times = {name: hour - age for name, age in _AGES.items()}
    instants = {name: f"{time:%Y-%m-%dT%H:%M:%SZ}" for name, time in times.items()}
    for path in (_SAMPLES / "records").glob("*.md"):
        day = times[path.stem.replace("-", "_")]
        yield f"content/samples/{day:%Y-%m-%d}-{path.name}", filled(path, **instants)
    for path in (_SAMPLES / "topics").glob("*.md"):
        yield f"content/topics/{path.name}", filled(path)
    for path in (_SAMPLES / "img").glob("*.svg"):
        yield f"static/img/samples/{path.name}", filled(path)
