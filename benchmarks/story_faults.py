"""Groups that mix stories, and stories that are divided, in words: what to look at first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from grouped import Alike, comparison
from labelled import Labelled
from story_scores import Fault, merges, splits

from site_gen.config import Stories
from site_gen.model import Record

TRIED = 10
"""Records of each of two parts that are compared, to find the two that are most alike."""
TERMS = 5
"""Shared terms that are shown."""


class Found(NamedTuple):
    labelled: Labelled
    groups: Mapping[str, str]
    """Record id → name of the group that it was found in."""


class Kind(NamedTuple):
    name: str
    of: Callable[[Mapping[str, str], Mapping[str, str]], list[Fault]]
    costs: str
    parts: str


MERGES = Kind("merges", merges, "precision", "stories")
SPLITS = Kind("splits", splits, "recall", "groups")


class _Worst(NamedTuple):
    found: Found
    fault: Fault


def fault_lines(
    kind: Kind, found: Iterable[Found], most: int, rules: Stories, cache: Path
) -> Iterator[str]:
    """At most ``most`` faults, the worst first: what is lost, and of the two largest parts the two
    headlines that are most alike.

    The same stories of a file are told once, as the file is or moved, where they lose most.
    """
    compare_in: dict[tuple[str, float], Callable[[Record, Record], Alike]] = {}
    for number, (where, fault) in enumerate(_worst(kind, found)[:most], start=1):
        labelled = where.labelled
        at = (labelled.name, labelled.days)
        if at not in compare_in:
            compare_in[at] = comparison(labelled.records, rules, cache)
        count = sum(map(len, fault.parts))
        yield (
            f"{number:3}. {fault.lost:.4f} of {kind.costs}, {labelled.name} {moved(labelled)}: "
            f"{count:,} headlines of {len(fault.parts):,} {kind.parts}"
        )
        yield from _example(labelled, fault, compare_in[at])


def moved(labelled: Labelled) -> str:
    """Over how many days the stories were moved, as text."""
    return f"over {labelled.days:g} days" if labelled.days else "as is"


def _worst(kind: Kind, found: Iterable[Found]) -> list[_Worst]:
    worst: dict[tuple[str, frozenset[str]], _Worst] = {}
    for each in found:
        labels = each.labelled.labels
        for fault in kind.of(each.groups, labels):
            concerned = frozenset(labels[ids[0]] for ids in fault.parts[:2])
            key = (each.labelled.name, concerned)
            if key not in worst or fault.lost > worst[key].fault.lost:
                worst[key] = _Worst(each, fault)
    return sorted(worst.values(), key=lambda each: -each.fault.lost)


def _example(
    labelled: Labelled, fault: Fault, compare: Callable[[Record, Record], Alike]
) -> Iterator[str]:
    records = {record.id: record for record in labelled.records}
    largest = [[records[id_] for id_ in ids] for ids in fault.parts[:2]]
    one, other, alike = _most_alike(largest[0], largest[1], compare)
    for part, record in zip(largest, (one, other), strict=True):
        yield f"     {len(part):5,} × {record.title}"
    hours = abs((one.published_at - other.published_at).total_seconds()) / 3600
    shared = ", ".join(alike.terms[:TERMS]) or "nothing"
    yield f"           likeness {alike.likeness:.2f}, {hours:.1f} h apart, shared: {shared}"


def _most_alike(
    left: Sequence[Record], right: Sequence[Record], compare: Callable[[Record, Record], Alike]
) -> tuple[Record, Record, Alike]:
    """The first of those pairs of the first records that are most alike."""
    pairs = ((one, other) for one, other in product(left[:TRIED], right[:TRIED]))
    compared = ((one, other, compare(one, other)) for one, other in pairs)
    return max(compared, key=lambda pair: pair[2].likeness)
