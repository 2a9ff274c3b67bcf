"""Medians of what contenders took, their ratios to Hugo, and the goals."""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence

import msgspec
from contenders import hugo, site_gen
from measure import Cost

MIB = 1024**2
GOALS = {
    "": 0.20,
    **dict(zip(site_gen.UPDATES, (0.03, 0.05, 0.05), strict=False)),
}
"""What site_gen builds, from nothing or after a change → the most of Hugo's time for it."""
MEMORY_GOAL = 0.5
"""The most of Hugo's memory that site_gen should take."""
HEAD = (
    "",
    "wall, s",
    "CPU, s",
    "memory, MiB",
    "of Hugo’s time",
    "goal",
    "of Hugo’s with YAML",
    "of Hugo’s memory",
    "goal",
)


class Result(msgspec.Struct, frozen=True, kw_only=True):
    """A contender's runs."""

    name: str
    costs: Sequence[Cost]
    share: float = 1.0
    """The part of the records that it was given: times are divided by this, memory is not."""

    @property
    def label(self) -> str:
        """The name, and whether its times are measured or calculated."""
        return self.name if self.share == 1 else f"{self.name} (scaled)"

    def median(self) -> Cost:
        """The medians of time, processor time and memory, each by itself."""
        return Cost(
            statistics.median(cost.wall for cost in self.costs) / self.share,
            statistics.median(cost.cpu for cost in self.costs) / self.share,
            round(statistics.median(cost.memory for cost in self.costs)),
        )


def rows(results: Sequence[Result]) -> list[tuple[str, ...]]:
    """A row for each contender; no ratios if Hugo is not among them."""
    medians = {result.name: result.median() for result in results}
    return [
        (
            result.label,
            f"{medians[result.name].wall:.2f}",
            f"{medians[result.name].cpu:.2f}",
            f"{medians[result.name].memory / MIB:,.0f}",
            *_ratios(result.name, medians),
        )
        for result in results
    ]


def _ratios(name: str, medians: Mapping[str, Cost]) -> tuple[str, ...]:
    base = medians.get(hugo.NAME)
    if base is None:
        return ("",) * 5
    wall, memory = medians[name].wall / base.wall, medians[name].memory / base.memory
    with_yaml = medians.get(hugo.WITH_YAML)
    return (
        f"{wall:.3f}",
        _judged(wall, _goal(name, medians, base)),
        f"{medians[name].wall / with_yaml.wall:.3f}" if with_yaml else "",
        f"{memory:.2f}",
        _judged(memory, MEMORY_GOAL if name == site_gen.NAME else None),
    )


def _goal(name: str, medians: Mapping[str, Cost], base: Cost) -> float | None:
    """Only site_gen has goals; after a change of a template it is its own build from nothing."""
    built, _, change = name.partition(": ")
    if change == site_gen.TEMPLATE_CHANGED:
        return medians[built].wall / base.wall if built in medians else None
    if built == site_gen.NAME or (built == site_gen.EVERYTHING and change):
        return GOALS[change]
    return None


def _judged(ratio: float, goal: float | None) -> str:
    if goal is None:
        return ""
    return (
        f"≤ {goal:.2f}: {'met' if ratio <= goal else f'missed by a factor of {ratio / goal:.1f}'}"
    )


def markdown(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table in Markdown, whose first column alone is aligned to the left."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, rule, *lines])
