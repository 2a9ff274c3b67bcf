"""How well records are grouped into stories, measured on headlines whose stories are known.

``python benchmarks/stories.py FILE.csv FILE.jsonl …`` prints precision, recall and F1 of each file,
of each language of a JSONL file, for each level that is installed; then what grouping costs.
``labelled.py`` has the formats of files, ``story_scores.py`` the definitions of the figures.

``--days N …`` measures each file again with its stories moved over so many days, each story as a
whole: a collection may have on one day what a site has in a month. ``--spread HOURS`` moves each
headline by up to so many hours, to show what it costs when a story goes on. ``--worst N`` prints
the worst merges and splits. Options come after the files.
"""

from __future__ import annotations

import argparse
import gc
import math
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
from grouped import stories_of
from labelled import InvalidFileError, Labelled, read
from labelled_times import move, spread
from story_faults import MERGES, SPLITS, Found, fault_lines, moved
from story_scores import Scores, b_cubed
from yaml_readers import table

from site_gen.config import Stories
from site_gen.errors import ConfigError

LEVELS = {"words": Stories(), "semantic": Stories(semantic=True)}
SWEEP = tuple(step / 100 for step in (8, 10, 12, 14, 15, 16, 17, 18, 20, 22, 24))
HEAD = (
    "level",
    "threshold",
    "file",
    "moved",
    "precision",
    "recall",
    "F1",
    "stories",
    "largest",
    "µs each",
)
COSTS = ("level", "headlines", "µs each, first time", "µs each, again")


class Measured(NamedTuple):
    labelled: Labelled
    found: Mapping[str, str]
    scores: Scores
    seconds: float
    """Processor time."""


class Level(NamedTuple):
    """What was measured at a level."""

    name: str
    rules: Stories
    first: Sequence[Measured]
    """Each file as it is, with an empty cache."""
    again: Mapping[float, Sequence[Measured]]
    """Threshold → all files, as they are and moved, with that cache."""


def grouped(labelled: Labelled, rules: Stories, cache: Path | None = None) -> Mapping[str, str]:
    """Record id → id of the first record of the story that it is grouped into."""
    found = stories_of(labelled.records, rules, cache)
    return {id_: story[0] for story in found for id_ in story}


def measure(labelled: Labelled, rules: Stories, cache: Path) -> Measured:
    """Group the records, and measure all that a build does to relate them.

    For a file of few headlines most of that is opening a store, 5 to 10 ms.
    """
    gc.disable()  # as a build does while it reads and relates records
    try:
        start = time.process_time()  # other programs may use the processor, too
        found = grouped(labelled, rules, cache)
        seconds = time.process_time() - start
    finally:
        gc.enable()
    return Measured(labelled, found, b_cubed(found, labelled.labels), seconds)


def measure_level(
    name: str,
    rules: Stories,
    files: Sequence[Labelled],
    days: Sequence[float],
    thresholds: Sequence[float],
    cache: Path,
) -> Level:
    """Measure each file, as it is and moved; raises ConfigError if the level is not installed."""
    first = [measure(labelled, rules, cache) for labelled in files]
    sets = [move(labelled, most) for labelled in files for most in (0, *days)]
    again = {}
    for threshold in sorted({*thresholds, rules.threshold}):
        tried = msgspec.structs.replace(rules, threshold=threshold)
        again[threshold] = [measure(labelled, tried, cache) for labelled in sets]
    return Level(name, rules, first, again)


def rows(level: Level) -> Iterator[Sequence[str]]:
    """A row for each threshold and set, and after those of a threshold their mean and the worst."""
    for threshold, sets in level.again.items():
        begin = (level.name, f"{threshold:.2f}")
        for each in sets:
            sizes = Counter(each.found.values())
            yield (
                *begin,
                each.labelled.name,
                moved(each.labelled),
                *_figures(each.scores.precision, each.scores.recall, each.scores.f1),
                f"{len(sizes):,}",
                f"{max(sizes.values()):,}",
                _microseconds([each]),
            )
        means = [
            math.fsum(figures) / len(sets)
            for figures in zip(*((*each.scores, each.scores.f1) for each in sets), strict=True)
        ]
        yield (*begin, "mean", "", *_figures(*means), "", "", "")
        worst = min(sets, key=lambda each: each.scores.f1)
        yield (
            *begin,
            f"worst: {worst.labelled.name}",
            moved(worst.labelled),
            *_figures(*worst.scores, worst.scores.f1),
            "",
            "",
            "",
        )


def _figures(*values: float) -> Sequence[str]:
    return [f"{value:.3f}" for value in values]


def _microseconds(sets: Sequence[Measured]) -> str:
    """For each record."""
    seconds = math.fsum(each.seconds for each in sets)
    return f"{seconds / sum(len(each.labelled.records) for each in sets) * 1e6:,.0f}"


def cost_row(level: Level) -> Sequence[str]:
    """What grouping takes; the first time, word lists are read and texts are encoded."""
    headlines = sum(len(each.labelled.records) for each in level.first)
    again = level.again[level.rules.threshold]
    return (level.name, f"{headlines:,}", _microseconds(level.first), _microseconds(again))


def print_worst(level: Level, most: int, cache: Path) -> None:
    """Print the worst merges and splits of a level."""
    found = [Found(each.labelled, each.found) for each in level.again[level.rules.threshold]]
    for kind in (MERGES, SPLITS):
        print(f"\nworst {kind.name}, {level.name}\n")
        lines = fault_lines(kind, found, most, level.rules, cache)
        print("\n".join(lines) or "none")


def _positive(text: str) -> float:
    value = float(text)
    if not 0 < value < math.inf:
        raise ValueError
    return value


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise ValueError
    return value


_positive.__name__ = _count.__name__ = "positive number"  # in messages of argparse


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables; the exit status is 2 if a file cannot be read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    add = parser.add_argument
    add("files", type=Path, nargs="+", help="labelled headlines, as CSV or JSONL")
    add("--days", type=_positive, nargs="+", default=[], metavar="N", help="also move each story")
    add("--spread", type=_positive, default=0, metavar="HOURS", help="move each record")
    add("--thresholds", action="store_true", help="try other thresholds too")
    add("--worst", type=_count, default=0, metavar="N", help="show the N worst merges and splits")
    given = parser.parse_args(arguments)
    try:
        files = [spread(each, given.spread) for file in given.files for each in read(file)]
    except InvalidFileError as error:
        print(error, file=sys.stderr)
        raise SystemExit(2) from None
    for labelled in files:
        stories = len(set(labelled.labels.values()))
        print(
            f"{labelled.name}: {len(labelled.records):,} headlines, {stories:,} stories, "
            f"spread {given.spread:g} h"
        )
    _measure_and_print(files, given.days, SWEEP if given.thresholds else (), given.worst)


def _measure_and_print(
    files: Sequence[Labelled], days: Sequence[float], thresholds: Sequence[float], worst: int
) -> None:
    with tempfile.TemporaryDirectory() as place:
        levels, left_out = [], []
        for name, rules in LEVELS.items():
            try:
                cache = Path(place) / name
                levels.append(measure_level(name, rules, files, days, thresholds, cache))
            except ConfigError as error:
                left_out.append(f"{name}  left out: {error}")
        found = table(HEAD, (row for level in levels for row in rows(level)))
        print("\n".join(("", found, *left_out)))
        print(f"\n{table(COSTS, map(cost_row, levels))}")
        for level in levels if worst else ():
            print_worst(level, worst, Path(place) / level.name)


if __name__ == "__main__":
    main()
