"""A picture of times and memory."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from results import MIB, Result

COLOURS = {True: "#b3261e", False: "#8a8a8a"}
"""site_gen, and the others."""


def draw(results: Sequence[Result], path: Path) -> None:
    """An SVG: bars of wall time beside bars of memory. Needs matplotlib."""
    matplotlib: Any = importlib.import_module("matplotlib")
    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "bench", "svg.fonttype": "none", "font.size": 9})
    pyplot: Any = importlib.import_module("matplotlib.pyplot")
    figure, (times, memory) = pyplot.subplots(
        1, 2, figsize=(9, 0.6 + 0.28 * len(results)), sharey=True, layout="constrained"
    )
    names = [result.name for result in results]
    colours = [COLOURS["site_gen" in name] for name in names]
    medians = [result.median() for result in results]
    _bars(times, names, [cost.wall for cost in medians], colours, "wall time, s", "{:.2f}")
    mib = [cost.memory / MIB for cost in medians]
    _bars(memory, names, mib, colours, "memory of all processes, MiB", "{:,.0f}")
    times.invert_yaxis()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})
    pyplot.close(figure)


def _bars(
    axes: Any,
    names: Sequence[str],
    values: Sequence[float],
    colours: Sequence[str],
    label: str,
    form: str,
) -> None:
    bars = axes.barh(names, values, color=colours)
    axes.bar_label(bars, labels=[form.format(value) for value in values], padding=3)
    axes.set_xlabel(label)
    axes.margins(x=0.15)
    axes.spines[["top", "right"]].set_visible(False)
