"""How alike groups must be: less on a quiet day, when few events are in the news.

Two reports of one event are often not alike, but nor are they like anything else. With a few events
in a block of time almost any word that reports share tells which of them they are about; with
twenty, reports of different events share such words by chance.
"""

from __future__ import annotations

import math
from collections.abc import Collection

from site_gen.stories.clusters import Cluster

_QUIET, _LOUD = 5.0, 20.0
"""Numbers of events up to which a day is quiet, and from which on it is as loud as any."""
_QUIET_SHARE = 0.4
"""The threshold of a quiet day, as a share of the one that is configured."""
_UNSEEN = 10
"""Texts of a loud day that are counted beside those of a block. Few texts say little about how many
events there are, and the fewer there are, the more these weigh (additive smoothing)."""


def event_count(clusters: Collection[Cluster]) -> float:
    """How many events the clusters of a block are about; that of a loud day if there are none.

    That is the number of clusters with several texts, or the inverse Simpson index of all, if it is
    more: with only single texts every one is an event of its own.
    """
    texts = sum(cluster.texts for cluster in clusters)
    several = sum(cluster.texts > 1 for cluster in clusters)
    squares = sum(cluster.texts**2 for cluster in clusters)
    events = max(several, texts**2 / squares) if squares else 0.0
    return (events * texts + _LOUD * _UNSEEN) / (texts + _UNSEEN)


def threshold_for(events: float, configured: float) -> float:
    """The threshold in a block with so many events.

    It grows with the logarithm of their number, from the share for quiet days to all of it.
    """
    loudness = math.log(max(events, _QUIET) / _QUIET) / math.log(_LOUD / _QUIET)
    # Rounded, since the last bits of logarithms differ between machines.
    return round(configured * (_QUIET_SHARE + (1 - _QUIET_SHARE) * min(1.0, loudness)), 6)
