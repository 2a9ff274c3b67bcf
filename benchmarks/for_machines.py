"""What feeds, the JSON mirror and sitemaps add to the pages for people, and what the search costs.

``python benchmarks/for_machines.py --records 10000 --rounds 5`` makes a site of records of
production's shape in memory (``newsroom.py``), and in each round plans, renders and writes the
pages for people alone, then all, each into an empty folder, with as many processes as there
are processors. It prints the medians, their ratio, bytes a record, and the time and weight of
the search index: from nothing, and after one record has changed.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from functools import partial
from pathlib import Path

import msgspec
from newsroom import LAST, write_site
from yaml_readers import table

from site_gen import making, search, workers, write
from site_gen.config import load_config
from site_gen.newsroom import Newsroom, read_newsroom
from site_gen.options import Options, Stopwatch
from site_gen.pipeline import plan_outputs

FOR_MACHINES = frozenset({"feeds", "api", "sitemap"})
"""Kinds of pages; the page of feeds for people counts with these."""


def make(options: Options, newsroom: Newsroom, folder: Path, *, everything: bool) -> list[int]:
    """Plan, render and write into an empty folder; the bytes of each file."""
    planned = plan_outputs(options, newsroom)
    pages = [page for page in planned.pages if everything or page.kind not in FOR_MACHINES]
    with write.Folder(folder / "out", folder / "cache") as output:
        output.open([page.path for page in pages])
        numbers: dict[str, int] = {}
        put = partial(making.make_page, planned, output, numbers)
        made = workers.map_ordered(put, pages, options.processes)
        return [each.written.size for each in made]


def timed(options: Options, newsroom: Newsroom, *, everything: bool) -> tuple[float, int]:
    """Seconds and bytes."""
    with tempfile.TemporaryDirectory(dir=options.site) as folder:
        start = time.perf_counter()
        sizes = make(options, newsroom, Path(folder), everything=everything)
        return time.perf_counter() - start, sum(sizes)


def page_rows(options: Options, newsroom: Newsroom, rounds: int) -> list[tuple[str, ...]]:
    """Medians of interleaved rounds: pages for people, everything, and the ratio."""
    count = len(newsroom.library.records)
    found: dict[bool, list[float]] = {False: [], True: []}
    weight = {False: 0, True: 0}
    for _ in range(rounds):
        for everything, seconds in found.items():
            took, weight[everything] = timed(options, newsroom, everything=everything)
            seconds.append(took)
    people, all_ = (statistics.median(found[everything]) for everything in (False, True))
    ratios = [b / a - 1 for a, b in zip(found[False], found[True], strict=True)]
    added = f"{statistics.median(ratios):+.0%}"
    kilobytes = [f"{weight[everything] / count / 1000:.1f}" for everything in (False, True)]
    return [
        ("pages for people", f"{people:.2f}", "", kilobytes[0]),
        ("all pages", f"{all_:.2f}", added, kilobytes[1]),
    ]


def search_rows(options: Options, newsroom: Newsroom) -> list[tuple[str, ...]]:
    """The index from nothing, unchanged, and after a record of the newest year has changed."""
    library = newsroom.library
    first = library.newest_first[0]
    changed = msgspec.structs.replace(library.records[first], title="Something else entirely")
    other = msgspec.structs.replace(library, records={**library.records, first: changed})
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory(dir=options.site) as folder:
        for name, some in (("from nothing", library), ("unchanged", library), ("one new", other)):
            start = time.perf_counter()
            index = search.make_index(some, newsroom.config, Path(folder))
            took = time.perf_counter() - start
            weight = sum(source.stat().st_size for _, _, source in index.files())
            each = weight / len(library.records) / 1000
            rows.append((f"search index, {name}", f"{took:.2f}", "", f"{each:.1f}"))
    return rows


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--mixed", action="store_true", help="0 to 10 related, some with a body")
    given = parser.parse_args()
    memory = Path("/dev/shm")  # noqa: S108 (a folder in memory, where there is one)
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        site = Path(folder)
        write_site(site, given.records, mixed=given.mixed)
        options = Options(
            now=LAST, config=site / "site.yaml", content=site / "content", output=site / "_site"
        )
        newsroom = read_newsroom(options, load_config(options.config), Stopwatch())
        rows = page_rows(options, newsroom, given.rounds) + search_rows(options, newsroom)
    print(table(("", "seconds", "added", "kB a record"), rows))


if __name__ == "__main__":
    main()
