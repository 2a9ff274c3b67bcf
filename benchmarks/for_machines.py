"""What feeds, mirror, sitemaps and search add to a build from nothing, in time and bytes.

``python benchmarks/for_machines.py`` builds a site of 10,000 records in memory, with and without
them, several times in turn.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

import yaml
from contenders.site_gen import OFF
from newsroom import CONFIG, LAST, write_site
from yaml_readers import table

from site_gen.build import build
from site_gen.options import Options

MACHINES = {**OFF, "search": False}
CONTENTS = {
    "pages for people": CONFIG + yaml.safe_dump(MACHINES),
    "feeds, mirror and sitemaps too": CONFIG + yaml.safe_dump({"search": False}),
    "and search": CONFIG,
}


def timed(options: Options, config: str) -> tuple[float, int]:
    """Seconds and bytes of a build from nothing."""
    options.config.write_text(config, encoding="utf-8")
    for folder in (options.folder, options.cache):
        shutil.rmtree(folder, ignore_errors=True)
    report = build(options)
    return sum(report.seconds.values()), report.total_bytes


def rows(options: Options, records: int, rounds: int) -> list[tuple[str, ...]]:
    """Medians of interleaved rounds, and how much more that is than pages for people."""
    found: dict[str, list[float]] = {name: [] for name in CONTENTS}
    weight = dict.fromkeys(CONTENTS, 0)
    for _ in range(rounds):
        for name, config in CONTENTS.items():
            seconds, weight[name] = timed(options, config)
            found[name].append(seconds)
    medians = {name: statistics.median(seconds) for name, seconds in found.items()}
    first = next(iter(medians.values()))
    return [
        (
            name,
            f"{seconds:.2f}",
            f"{seconds / first - 1:+.0%}",
            f"{weight[name] / records / 1000:.1f}",
        )
        for name, seconds in medians.items()
    ]


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
        found = rows(options, given.records, given.rounds)
    print(table(("", "seconds", "added", "kB a record"), found))


if __name__ == "__main__":
    main()
