"""site_gen beside Hugo, Eleventy and Jekyll: the same pages from the same records.

``python benchmarks/compare.py`` makes records (``newsroom.py``) in memory, gives them to each
generator in its own terms, lets the generators take turns, looks whether all made the same
pages, and prints medians and ratios. With ``--write`` they go into ``docs/benchmarks.md``, too.
``make bench`` installs what is needed first. ``growth.py`` has larger sites.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import document
import machine
import measure
import newsroom
import plot
import results
import same_pages
from articles import Article, read_articles
from contenders import ROOT, Contender, Missing, eleventy, hugo, jekyll, site_gen

PAGE = ROOT / "docs" / "benchmarks.md"
PICTURE = ROOT / "docs" / "images" / "benchmarks.svg"
FLOOR = "copying input and output"


def memory_folder() -> tempfile.TemporaryDirectory[str]:
    """A folder in memory, where there is one: disks are not what is compared."""
    memory = Path("/dev/shm")  # noqa: S108
    return tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)


def prepare(folder: Path, size: int, *, mixed: bool) -> list[Contender]:
    """All contenders that are installed, each with a site; the others are named."""
    source = folder / "records"
    newsroom.write_site(source, size, mixed=mixed)
    articles = read_articles(source)
    others: list[tuple[str, Callable[[Path, Sequence[Article]], Contender]]] = [
        (hugo.NAME, hugo.prepare),
        (hugo.WITH_YAML, partial(hugo.prepare, yaml=True)),
        (eleventy.NAME, eleventy.prepare),
        (jekyll.NAME, jekyll.prepare),
    ]
    found = []
    for name, make in others:
        try:
            found.append(make(folder / name, articles))
        except Missing as error:
            print(f"{name} is left out, it is not installed: {error}", file=sys.stderr)
    same, everything = (
        site_gen.prepare(folder / name, source, articles, everything=name == "everything")
        for name in ("same", "everything")
    )
    return [*found, same, floor(same), everything, *warm(folder, source, articles)]


def floor(built: Contender) -> Contender:
    """What no generator can go below: to read all that goes in and to write all that comes out."""
    command = ["cp", "-r", "content", built.output, "copy"]
    return Contender(name=FLOOR, folder=built.folder, command=command, output="copy")


def warm(folder: Path, source: Path, articles: Sequence[Article]) -> list[Contender]:
    """Small changes to sites that are built, so far as they are remembered."""
    found = []
    for everything in (False, True):
        place = folder / f"warm {everything}"
        built = site_gen.prepare(place, source, articles, everything=everything)
        found += list(site_gen.updates(built))
    return found


def verify(contender: Contender) -> None:
    """Stop if a contender did not make what it should."""
    wrong = same_pages.faults(contender.built, contender.articles, grouped=contender.grouped)
    if wrong:
        sys.exit(f"{contender.name} did not make the same pages:\n" + "\n".join(wrong))


def take_turns(contenders: Sequence[Contender], rounds: int) -> list[results.Result]:
    """Each contender once in each round. Their pages are examined after the first."""
    costs: dict[str, list[measure.Cost]] = {each.name: [] for each in contenders}
    for folder in {each.folder: each for each in contenders if each.edit}.values():
        measure.run(folder.command, folder.folder)
    for round_ in range(rounds):
        for each in contenders:
            each.make_ready(round_)
            if each.name == FLOOR:
                each.built.mkdir()
            cost = measure.run(each.command, each.folder)
            costs[each.name].append(cost)
            print(f"round {round_ + 1}: {each.name}: {cost.wall:.2f} s", file=sys.stderr)
            if round_ == 0 and each.articles:
                verify(each)
    return [
        results.Result(name=each.name, costs=costs[each.name], share=each.share)
        for each in contenders
    ]


def report(found: Sequence[results.Result], size: int, rounds: int, *, mixed: bool) -> str:
    """The machine, the table and what is in it, as Markdown."""
    kind = "mixed records" if mixed else "records with ten related entries each"
    scaled = [
        f"{each.name} had {each.share * 100:.0f} % of the records; its times are scaled to all."
        for each in found
        if each.share < 1
    ]
    return "\n\n".join(
        [
            f"{size:,} {kind}, medians of {rounds} rounds. {machine.describe()}",
            results.markdown(results.HEAD, results.rows(found)),
            *scaled,
        ]
    )


def main() -> None:
    """Compare, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--mixed", action="store_true", help="0 to 10 related, some with a body")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="of the contenders")
    parser.add_argument("--write", action="store_true", help=f"refresh {PAGE.relative_to(ROOT)}")
    given = parser.parse_args()
    with memory_folder() as folder:
        contenders = prepare(Path(folder), given.records, mixed=given.mixed)
        chosen = [each for each in contenders if not given.only or each.name in given.only]
        found = take_turns(chosen, given.rounds)
    text = report(found, given.records, given.rounds, mixed=given.mixed)
    print(text)
    if given.write:
        document.refresh(PAGE, "comparison", text)
        plot.draw(found, PICTURE)


if __name__ == "__main__":
    main()
