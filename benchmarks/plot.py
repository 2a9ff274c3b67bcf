"""A picture of times and memory: a dot for each contender."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from results import MIB, Result

COLOURS = {True: "#b3261e", False: "#8a8a8a"}
"""site_gen, and the others."""


def draw(results: Sequence[Result], path: Path) -> None:
    """An SVG: wall time beside memory. Needs matplotlib.

    They span three powers of ten, so the scales are logarithmic, and there are dots: bars would
    have to begin at 0.
    """
    matplotlib: Any = importlib.import_module("matplotlib")
    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "bench", "svg.fonttype": "none", "font.size": 9})
    pyplot: Any = importlib.import_module("matplotlib.pyplot")
    figure, (times, memory) = pyplot.subplots(
        1, 2, figsize=(9, 0.6 + 0.28 * len(results)), sharey=True, layout="constrained"
    )
    names = [result.label for result in results]
    colours = [COLOURS["site_gen" in name] for name in names]
    medians = [result.median() for result in results]
    _dots(times, names, [cost.wall for cost in medians], colours, "wall time, s", "{:.2f}")
    mib = [cost.memory / MIB for cost in medians]
    _dots(memory, names, mib, colours, "memory of all processes, MiB", "{:,.0f}")
    times.invert_yaxis()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def _dots(
    axes: Any,
    names: Sequence[str],
    values: Sequence[float],
    colours: Sequence[str],
    label: str,
    form: str,
) -> None:
    axes.scatter(values, names, c=colours, zorder=2)
    for name, value in zip(names, values, strict=True):
        axes.annotate(
            form.format(value), (value, name), (6, 0), textcoords="offset points", va="center"
        )
    axes.set_xscale("log")
    axes.xaxis.set_major_formatter("{x:g}")
    axes.grid(axis="both", color="#e0e0e0", zorder=0)
    axes.set_xlabel(label)
    axes.margins(x=0.2)
    axes.spines[["top", "right"]].set_visible(False)
