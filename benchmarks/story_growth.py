"""How the time of grouping grows with the number of records, and what part of a build it is.

``python benchmarks/story_growth.py`` groups 1,000, 10,000 and 100,000 records that always come
at the same pace, and prints seconds and how far they are from growing in a straight line.
Then it builds a site of ``--build`` records from an empty folder, with one process and two,
and prints the share of each stage. The records are made up here, the same in every run:
250 a day, of words some of which are far more frequent than others, a third of them in
stories of 2 to 30 outlets, some with related lists.
"""

from __future__ import annotations

import argparse
import gc
import itertools
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import wordfreq
from grouped import stories_of
from yaml_readers import table

from site_gen import front_matter
from site_gen.canonical import with_keys
from site_gen.config import Stories
from site_gen.model import ProviderRef, Record, Related

SIZES = (1_000, 10_000, 100_000)
PER_DAY = 250
IN_STORIES = 0.3
STORY_HOURS = 30
OUTLETS = 120
SEED = 20
BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
ROOT = Path(__file__).resolve().parent.parent

SYLLABLES = "ba del for gan hol is kem lor mar nu or pel quin ras sol tam ul ver wen yar".split()
VOCABULARY = wordfreq.top_n_list("en", 20_000, wordlist="small")[100:]
LINKS = "of in for with at by from on and to".split()


class Event(NamedTuple):
    """What records of one story, or a single record, are about."""

    names: tuple[str, ...]
    words: tuple[str, ...]


class Maker:
    """Makes records, the same ones for the same number of them."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.chance = random.Random(SEED)
        self.names = ["".join(part).title() for part in itertools.product(SYLLABLES, repeat=4)]
        self.chance.shuffle(self.names)
        self.providers = [f"The {first} {second}" for first, second in self._provider_names()]

    def _provider_names(self) -> Iterator[tuple[str, str]]:
        kinds = ("Courier", "Ledger", "Herald", "Wire")
        return itertools.islice(itertools.product(self.names[-OUTLETS // 4 :], kinds), OUTLETS)

    def records(self) -> list[Record]:
        """All of them, in no order."""
        made: list[Record] = []
        while len(made) < self.size:
            story = self.chance.random() < IN_STORIES / self._mean_story()
            number = self._providers_of_story() if story else 1
            made += self._about(self._event(), min(number, self.size - len(made)), len(made))
        return made

    def _mean_story(self) -> float:
        """How much rarer stories are than records in them: as many as `_outlets_of_story`."""
        return 8.0 * (1 - IN_STORIES) + IN_STORIES

    def _providers_of_story(self) -> int:
        return min(30, 2 + int(self.chance.expovariate(1 / 6.5)))

    def _event(self) -> Event:
        return Event(tuple(self._name() for _ in range(3)), tuple(self._word() for _ in range(6)))

    def _word(self) -> str:
        return self._skewed(VOCABULARY, 50)

    def _name(self) -> str:
        return self._skewed(self.names, 1_000)

    def _skewed(self, words: Sequence[str], first: int) -> str:
        """A word, by Zipf's law as Mandelbrot wrote it: its rank is counted from ``first``."""
        return words[int(first * ((len(words) + first) / first) ** self.chance.random()) - first]

    def _about(self, event: Event, number: int, first: int) -> Iterator[Record]:
        begins = self.chance.uniform(0, self.size / PER_DAY * 24)
        providers = self.chance.sample(range(OUTLETS), number)
        addresses: list[str] = []
        for place, provider in enumerate(providers):
            id_ = f"r{first + place:06}"
            hours = begins + (self.chance.uniform(0, STORY_HOURS) if place else 0)
            domain = f"outlet{provider}.example"
            listed = [self._entry(event, url) for url in addresses[-3:]] if place % 5 == 4 else []
            addresses.append(f"https://{domain}/{id_}")
            yield with_keys(
                Record(
                    id=id_,
                    path=f"news/{id_}.md",
                    digest="",
                    title=self._headline(event),
                    excerpt=f"{self._sentence(event)} {self._sentence(event)}",
                    published_at=BEGINNING + timedelta(seconds=round(hours * 3600)),
                    provider=ProviderRef(self.providers[provider], domain),
                    original_url=addresses[-1],
                    topics=(event.words[0].title(),),
                    related=tuple(listed),
                )
            )

    def _entry(self, event: Event, url: str) -> Related:
        domain = url.split("/")[2]
        return Related(
            title=self._headline(event),
            provider=ProviderRef(self.providers[int(domain[6 : -len(".example")])], domain),
            web_url=url,
        )

    def _headline(self, event: Event) -> str:
        pick = self.chance.choice
        return (
            f"{pick(event.names)} {pick(event.words)} {self._word()} {pick(LINKS)} "
            f"{pick(event.names)} {pick(event.words)}, {self._word()}"
        )

    def _sentence(self, event: Event) -> str:
        pick = self.chance.choice
        others = [self._word() for _ in range(8)]
        return (
            f"The {pick(event.words)} {pick(LINKS)} {pick(event.names)} {others[0]} {others[1]} "
            f"{pick(LINKS)} the {others[2]} {others[3]}, and {others[4]} {others[5]} "
            f"{pick(event.words)} {pick(LINKS)} {self._name()} {others[6]} {others[7]}."
        )


class Growth(NamedTuple):
    records: int
    seconds: float
    grouped: int
    """Records in a story of two or more."""


def measure(size: int) -> Growth:
    """Grouping so many records, reading their words included."""
    records = Maker(size).records()
    gc.disable()  # as a build does while it reads and relates records
    start = time.perf_counter()
    found = stories_of(records, Stories())
    seconds = time.perf_counter() - start
    gc.enable()
    return Growth(size, seconds, sum(len(story) for story in found if len(story) > 1))


def growth_rows(found: Sequence[Growth]) -> Iterator[Sequence[str]]:
    """Rows of the first table; a straight line is drawn through the first row."""
    pace = found[0].seconds / found[0].records
    for each in found:
        yield (
            f"{each.records:,}",
            f"{each.seconds:.2f}",
            f"{each.seconds / each.records * 1e6:,.0f}",
            f"{each.seconds / each.records / pace:.2f}",
            f"{each.grouped / each.records:.0%}",
        )


def write_site(folder: Path, size: int) -> None:
    """A site of so many records."""
    (folder / "content" / "news").mkdir(parents=True)
    config = "title: The Quay\nbase_url: https://quay.example/\n"
    (folder / "site.yaml").write_text(config, encoding="utf-8")
    for record in Maker(size).records():
        path = folder / "content" / record.path
        path.write_text(front_matter.dump(fields_of(record), ""), encoding="utf-8")


def fields_of(record: Record) -> dict[str, object]:
    """A record as its file has it."""
    return {
        "title": record.title,
        "excerpt": record.excerpt,
        "publishedDateTime": record.published_at.isoformat(),
        "originalUrl": record.original_url,
        "provider": {"name": record.provider.name, "domain": record.provider.domain},
        "topics": list(record.topics),
        "related": [
            {
                "title": entry.title,
                "webUrl": entry.web_url,
                "provider": {"name": entry.provider.name, "domain": entry.provider.domain},
            }
            for entry in record.related
        ],
    }


def build(folder: Path, jobs: int) -> dict[str, float]:
    """Seconds of each stage of a build into an empty folder."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        report = Path(place) / "report.json"
        command = [sys.executable, "-m", "site_gen", "build", "--quiet"]
        options = ["--jobs", str(jobs), "--report", str(report), "--output", f"{place}/_site"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run([*command, *options], cwd=folder, check=True, env=environment)
        seconds: dict[str, float] = json.loads(report.read_text(encoding="utf-8"))["seconds"]
        return seconds


def main(arguments: Sequence[str] | None = None) -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="records to group")
    parser.add_argument("--build", type=int, default=10_000, help="records to build; 0: none")
    given = parser.parse_args(arguments)
    if given.sizes:
        measure(500)  # the word list is read once
        head = ("records", "seconds", "µs each", "of linear", "in stories")
        print(table(head, growth_rows([measure(size) for size in given.sizes])))
    if given.build:
        with tempfile.TemporaryDirectory() as place:
            write_site(Path(place), given.build)
            builds = {jobs: build(Path(place), jobs) for jobs in (1, 2)}
        print(f"\na build of {given.build:,} records into an empty folder, seconds\n")
        print(table(("stage", *(f"--jobs {jobs}" for jobs in builds)), stage_rows(builds)))


def stage_rows(builds: dict[int, dict[str, float]]) -> Iterator[Sequence[str]]:
    """Rows of the second table."""
    for stage in next(iter(builds.values())):
        cells = ((times[stage], times[stage] / sum(times.values())) for times in builds.values())
        yield (stage, *(f"{seconds:.2f} ({share:.1%})" for seconds, share in cells))
    yield ("all", *(f"{sum(times.values()):.2f}" for times in builds.values()))


if __name__ == "__main__":
    main()
