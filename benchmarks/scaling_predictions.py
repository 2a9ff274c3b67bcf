"""Compares measured builds with what is calculated from costs of builds of at most their size."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
from scaling_builds import compared, model_of
from scaling_runs import COLD, Measured, Run


class Prediction(msgspec.Struct, frozen=True, kw_only=True):
    """A measured build, and what is calculated of it."""

    run: Run
    limit: int
    """Costs are fitted to builds of at most so many records."""
    measured: float
    """Seconds."""
    simulated: float
    """Seconds."""

    @property
    def is_fitted(self) -> bool:
        """Whether the build is one of those that the costs are fitted to."""
        return self.run.records <= self.limit

    @property
    def error(self) -> float:
        """0.1 if the calculated time is a tenth too long."""
        return self.simulated / self.measured - 1

    @property
    def name(self) -> str:
        """The site, and the update if it is one."""
        return self.run.name if self.run.kind == COLD else f"{self.run.name}: {self.run.kind}"


def predictions(measured: Measured) -> Iterator[Prediction]:
    """All builds from nothing, and updates of sites larger than those that costs are fitted to.

    The largest sites with fitted costs come twice. The second time costs are fitted to smaller
    sites only, as if the largest ones had not been measured.
    """
    sizes = sorted({
        run.records for run in measured.runs if run.staged and run.records <= measured.fitted
    })  # fmt: skip
    yield from _of_limit(measured, sizes[-1], 0)
    if len(sizes) > 1:
        yield from _of_limit(measured, sizes[-2], sizes[-2], sizes[-1])


def _of_limit(
    measured: Measured, limit: int, above: int, most: float = float("inf")
) -> Iterator[Prediction]:
    """With costs of sites up to ``limit``, builds of more than ``above`` and up to ``most``."""
    model = model_of(msgspec.structs.replace(measured, fitted=limit))
    for run in measured.runs:
        if not above < run.records <= most or (run.kind != COLD and run.records <= limit):
            continue
        took, simulated = compared(model, run)
        yield Prediction(run=run, limit=limit, measured=took, simulated=simulated)
