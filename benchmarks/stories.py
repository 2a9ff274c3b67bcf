"""How well records are grouped into stories, measured on headlines whose stories are known.

``python benchmarks/stories.py FILE.csv …`` prints precision, recall and F1 of each file, for each
level that is installed. A file has the columns TITLE, URL, PUBLISHER, STORY and TIMESTAMP
(milliseconds since 1970), as the News Aggregator collection of the UCI Machine Learning Repository
does. Its headlines of one story lie within minutes; ``--spread HOURS`` moves each by up to so many
hours, to show what it costs when a story goes on over the borders of blocks. Or it is one of the
tests', ``tests/stories/headlines/LOCALE.csv``, with the columns title, outlet, story and time.

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
HEAD = ("file", "threshold", "precision", "recall", "F1", "stories", "largest", "seconds")


class Labelled(NamedTuple):
    name: str
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
            if "TITLE" in row:
                label, record = row["STORY"], _of_collection(id_, row)
            else:
                label, record = row["story"], _of_tests(id_, row, path.stem)
            records.append(with_keys(record))
            labels[id_] = label
    return Labelled(path.stem, tuple(records), labels)


def _of_collection(id_: str, row: Mapping[str, str]) -> Record:
    return Record(
        id=id_,
        path=f"{id_}.md",
        digest="",
        title=row["TITLE"],
        published_at=datetime.fromtimestamp(int(row["TIMESTAMP"]) / 1000, UTC),
        provider=ProviderRef(row["PUBLISHER"]),
        original_url=row["URL"],
    )


def _of_tests(id_: str, row: Mapping[str, str], locale: str) -> Record:
    return Record(
        id=id_,
        path=f"{id_}.md",
        digest="",
        title=row["title"],
        published_at=datetime.fromisoformat(row["time"]),
        provider=ProviderRef(row["outlet"]),
        original_url=f"https://news.example/{locale}/{id_}",
        locale=locale,
    )


def spread(labelled: Labelled, hours: float) -> Labelled:
    """The same, each record later by a time of its own, at most ``hours``."""
    if not hours:
        return labelled
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


def grouped(labelled: Labelled, rules: Stories) -> Mapping[str, str]:
    """Record id → id of the first record of the story that it is grouped into."""
    return {id_: story[0] for story in stories_of(labelled.records, rules) for id_ in story}


def measure(labelled: Labelled, rules: Stories) -> tuple[str, ...]:
    """A row of the table."""
    start = time.perf_counter()
    found = grouped(labelled, rules)
    seconds = time.perf_counter() - start
    scores = b_cubed(found, labelled.labels)
    sizes = Counter(found.values())
    return (
        labelled.name,
        f"{rules.threshold:.2f}",
        f"{scores.precision:.3f}",
        f"{scores.recall:.3f}",
        f"{scores.f1:.3f}",
        f"{len(sizes):,}",
        f"{max(sizes.values()):,}",
        f"{seconds:.1f}",
    )


def rows(
    files: Sequence[Labelled], rules: Stories, thresholds: Sequence[float]
) -> Iterator[Sequence[str]]:
    """A row for each file and threshold."""
    for labelled in files:
        for threshold in thresholds:
            yield measure(labelled, msgspec.structs.replace(rules, threshold=threshold))


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a table for each level."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+", help="labelled headlines, as CSV")
    parser.add_argument("--spread", type=float, default=0, metavar="HOURS", help="move each record")
    parser.add_argument("--thresholds", action="store_true", help="try other thresholds too")
    given = parser.parse_args(arguments)
    files = [spread(read(file), given.spread) for file in given.files]
    for labelled in files:
        count = (
            f"{len(labelled.records):,} headlines, {len(set(labelled.labels.values())):,} stories"
        )
        print(f"{labelled.name}: {count}, spread {given.spread:g} h")
    for level, rules in LEVELS.items():
        thresholds = SWEEP if given.thresholds else (rules.threshold,)
        print(f"\n{level}")
        try:
            print(table(HEAD, rows(files, rules, thresholds)))
        except ConfigError as error:
            print(f"left out: {error}")


if __name__ == "__main__":
    main()
