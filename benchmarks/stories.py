"""How well records are grouped into stories, measured on headlines whose stories are known.

``python benchmarks/stories.py HEADLINES.csv`` prints precision, recall and F1, for each level that
is installed. The file has the columns TITLE, URL, PUBLISHER, STORY and TIMESTAMP (milliseconds
since 1970), as the News Aggregator collection of the UCI Machine Learning Repository does.
Its headlines of one story lie within minutes; ``--spread HOURS`` moves each by up to so many
hours, to show what it costs when a story goes on over the borders of blocks.

Precision and recall are B-cubed (Bagga and Baldwin 1998; Amigó, Gonzalo, Artiles and Verdejo
2009): for each record, how many of those grouped with it belong to its story, and how
many of its story are grouped with it; then the mean over all records.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec
from grouped import stories_of
from yaml_readers import table

from site_gen.canonical import with_keys
from site_gen.config import Stories
from site_gen.errors import ConfigError
from site_gen.model import ProviderRef, Record

SEED = 20
LEVELS = {"words": Stories(), "semantic": Stories(semantic=True)}
SWEEP = tuple(step / 100 for step in (8, 10, 12, 14, 15, 16, 17, 18, 20, 22, 24))
HEAD = ("threshold", "precision", "recall", "F1", "stories", "largest", "seconds")


class Labelled(NamedTuple):
    records: tuple[Record, ...]
    labels: Mapping[str, str]
    """Record id → the story that it belongs to."""


class Scores(NamedTuple):
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def read(path: Path) -> Labelled:
    """The records of a file of labelled headlines."""
    records, labels = [], {}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            id_ = f"r{number:06}"
            milliseconds = int(row["TIMESTAMP"])
            records.append(
                with_keys(
                    Record(
                        id=id_,
                        path=f"{id_}.md",
                        digest="",
                        title=row["TITLE"],
                        published_at=datetime.fromtimestamp(milliseconds / 1000, UTC),
                        provider=ProviderRef(row["PUBLISHER"]),
                        original_url=row["URL"],
                    )
                )
            )
            labels[id_] = row["STORY"]
    return Labelled(tuple(records), labels)


def spread(labelled: Labelled, hours: float) -> Labelled:
    """The same, each record later by a time of its own, at most ``hours``."""
    chance = random.Random(SEED)
    moved = [
        msgspec.structs.replace(
            record,
            published_at=record.published_at + timedelta(hours=chance.uniform(0, hours)),
        )
        for record in labelled.records
    ]
    return labelled._replace(records=tuple(moved))


def b_cubed(found: Mapping[str, str], labels: Mapping[str, str]) -> Scores:
    """How well ``found`` (record id → name of its group) agrees with the labels."""
    groups, wanted = Counter(found.values()), Counter(labels.values())
    both = Counter((found[id_], label) for id_, label in labels.items())
    pairs = [(both[found[id_], label], found[id_], label) for id_, label in labels.items()]
    return Scores(
        sum(common / groups[group] for common, group, _ in pairs) / len(pairs),
        sum(common / wanted[label] for common, _, label in pairs) / len(pairs),
    )


def measure(labelled: Labelled, rules: Stories) -> tuple[str, ...]:
    """A row of the table."""
    start = time.perf_counter()
    groups = stories_of(labelled.records, rules)
    seconds = time.perf_counter() - start
    found = {id_: story[0] for story in groups for id_ in story}
    scores = b_cubed(found, labelled.labels)
    sizes = Counter(found.values())
    return (
        f"{rules.threshold:.2f}",
        f"{scores.precision:.3f}",
        f"{scores.recall:.3f}",
        f"{scores.f1:.3f}",
        f"{len(sizes):,}",
        f"{max(sizes.values()):,}",
        f"{seconds:.1f}",
    )


def rows(
    labelled: Labelled, rules: Stories, thresholds: Sequence[float]
) -> Iterator[Sequence[str]]:
    """A row for each threshold."""
    for threshold in thresholds:
        yield measure(labelled, msgspec.structs.replace(rules, threshold=threshold))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for each level."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path, help="labelled headlines, as CSV")
    parser.add_argument("--spread", type=float, default=0, metavar="HOURS", help="move each record")
    parser.add_argument("--thresholds", action="store_true", help="try other thresholds too")
    given = parser.parse_args(arguments)
    labelled = read(given.file)
    if given.spread:
        labelled = spread(labelled, given.spread)
    wanted = len(set(labelled.labels.values()))
    print(f"{len(labelled.records):,} headlines, {wanted:,} stories, spread {given.spread:g} h")
    for level, rules in LEVELS.items():
        thresholds = SWEEP if given.thresholds else (rules.threshold,)
        print(f"\n{level}")
        try:
            print(table(HEAD, rows(labelled, rules, thresholds)))
        except ConfigError as error:
            print(f"left out: {error}")


if __name__ == "__main__":
    main()
