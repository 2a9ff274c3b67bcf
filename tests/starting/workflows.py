"""Reading the workflows of the starter and of the repository."""

from __future__ import annotations

import shlex
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "site_gen/starter/files/pages.yml"
DIGEST = ROOT / "site_gen/starter/files/digest.yml"
FETCH = ROOT / "site_gen/starter/files/fetch.yml"
OWN = ROOT / ".github/workflows/pages.yml"


@cache
def workflow(path: Path) -> dict[Any, Any]:
    """A workflow; ``on`` is read as text, as GitHub does, and not as true."""
    text = path.read_text(encoding="utf-8")
    read: dict[Any, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  text only
    return read


def steps(path: Path) -> list[dict[str, Any]]:
    """The steps of all jobs in order; a job that calls a workflow has none."""
    return [step for job in workflow(path)["jobs"].values() for step in job.get("steps", ())]


def action(path: Path, name: str) -> dict[str, Any]:
    """The only step that uses this action."""
    (step,) = [step for step in steps(path) if step.get("uses", "").startswith(f"{name}@")]
    return step


def script(path: Path, name: str) -> str:
    """The script of the step of this name."""
    (step,) = [step for step in steps(path) if step.get("name") == name]
    run: str = step["run"]
    return run


def commands(path: Path) -> list[list[str]]:
    """The arguments of each call of site_gen in a workflow."""
    lines = "\n".join(step.get("run", "") for step in steps(path)).splitlines()
    calls = [shlex.split(line.partition("||")[0]) for line in lines if "python -m " in line]
    return [call[3:] for call in calls if call[:3] == ["python", "-m", "site_gen"]]


def minute(path: Path) -> int:
    """The minute of each hour at which a workflow runs."""
    (schedule,) = workflow(path)["on"]["schedule"]
    first, *rest = schedule["cron"].split()
    assert rest == ["*", "*", "*", "*"]
    return int(first)
