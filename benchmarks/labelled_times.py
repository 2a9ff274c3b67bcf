"""Other times for headlines of known stories, the same ones in every run.

A collection often has its stories of months on one day, or all headlines of a story within minutes.
A site's real days have few stories at once, each of which goes on for hours.
"""

from __future__ import annotations

import random
from datetime import timedelta

import msgspec
from labelled import Labelled

from site_gen.model import Record

SEED = 20


def move(labelled: Labelled, days: float) -> Labelled:
    """The same, each story as a whole later by a time of its own, at most ``days``."""
    if not days:
        return labelled
    chance = random.Random(SEED)
    delays = {
        label: timedelta(seconds=chance.uniform(0, days * 86_400))
        for label in sorted(set(labelled.labels.values()))
    }
    moved = [_later(record, delays[labelled.labels[record.id]]) for record in labelled.records]
    return labelled._replace(records=tuple(moved), days=days)


def spread(labelled: Labelled, hours: float) -> Labelled:
    """The same, each record later by a time of its own, at most ``hours``."""
    if not hours:
        return labelled
    chance = random.Random(SEED)
    moved = [
        _later(record, timedelta(hours=chance.uniform(0, hours))) for record in labelled.records
    ]
    return labelled._replace(records=tuple(moved))


def _later(record: Record, delay: timedelta) -> Record:
    return msgspec.structs.replace(record, published_at=record.published_at + delay)
