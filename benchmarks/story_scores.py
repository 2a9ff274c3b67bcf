"""How well found groups agree with the stories that records belong to.

Precision and recall are B-cubed (Bagga and Baldwin 1998; Amigó, Gonzalo, Artiles and Verdejo
2009): for each record, how many of those grouped with it belong to its story, and how
many of its story are grouped with it; then the mean over all records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple


class Scores(NamedTuple):
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


class Fault(NamedTuple):
    """A group with records of several stories, or a story whose records are in several groups."""

    lost: float
    """How much less precision, or recall, is for it: the faults of all groups add up to 1 −
    precision, those of all stories to 1 − recall."""
    parts: tuple[tuple[str, ...], ...]
    """Ids of the records of each story in the group, or of each group in the story; the largest
    part first."""


def b_cubed(found: Mapping[str, str], labels: Mapping[str, str]) -> Scores:
    """How well ``found`` (record id → name of its group) agrees with the labels."""
    groups, wanted = Counter(found.values()), Counter(labels.values())
    both = Counter((found[id_], label) for id_, label in labels.items())
    pairs = [(both[found[id_], label], found[id_], label) for id_, label in labels.items()]
    return Scores(
        sum(common / groups[group] for common, group, _ in pairs) / len(pairs),
        sum(common / wanted[label] for common, _, label in pairs) / len(pairs),
    )


def merges(found: Mapping[str, str], labels: Mapping[str, str]) -> list[Fault]:
    """Groups of several stories, the one that costs most precision first."""
    return _faults(found, labels)


def splits(found: Mapping[str, str], labels: Mapping[str, str]) -> list[Fault]:
    """Stories in several groups, the one that costs most recall first."""
    return _faults(labels, found)


def _faults(whole: Mapping[str, str], part: Mapping[str, str]) -> list[Fault]:
    """Both map record id → name, of what should have one part and of the part."""
    parts_of: dict[str, dict[str, list[str]]] = {}
    for id_ in sorted(whole):
        parts_of.setdefault(whole[id_], {}).setdefault(part[id_], []).append(id_)
    faults = []
    for parts in parts_of.values():
        if len(parts) > 1:
            size = sum(map(len, parts.values()))
            kept = sum(len(ids) ** 2 for ids in parts.values()) / size
            largest = sorted(map(tuple, parts.values()), key=lambda ids: (-len(ids), ids))
            faults.append(Fault((size - kept) / len(whole), tuple(largest)))
    return sorted(faults, key=lambda fault: (-fault.lost, fault.parts))
