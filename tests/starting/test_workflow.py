"""The workflow that publishes: the starter's, and the repository's own, which is the same."""

from __future__ import annotations

import re
import shlex
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from site_gen.cli import cli

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "site_gen/starter/files/pages.yml"
OWN = ROOT / ".github/workflows/pages.yml"


@cache
def workflow() -> dict[Any, Any]:
    """The starter's workflow; ``on`` is read as text, as GitHub does, and not as true."""
    text = STARTER.read_text(encoding="utf-8")
    read: dict[Any, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  text only
    return read


def steps(job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = workflow()["jobs"][job]["steps"]
    return found


def action(name: str) -> dict[str, Any]:
    """The only step that uses this action."""
    (step,) = [
        step
        for job in workflow()["jobs"]
        for step in steps(job)
        if step.get("uses", "").startswith(f"{name}@")
    ]
    return step


def test_own_workflow_differs_in_how_site_gen_is_installed_only() -> None:
    starter = STARTER.read_text(encoding="utf-8")
    line = "run: python -m pip install -r requirements.txt\n"
    assert starter.count(line) == 1
    expected = starter.replace(line, "run: python -m pip install '.[search]'\n")
    assert OWN.read_text(encoding="utf-8") == expected


def test_it_runs_on_pushes_by_hand_and_hourly_at_an_odd_minute() -> None:
    on = workflow()["on"]
    assert on.keys() == {"push", "workflow_dispatch", "schedule"}
    assert on["push"] == {"branches": ["main", "master"]}
    (schedule,) = on["schedule"]
    minute, *rest = schedule["cron"].split()
    assert rest == ["*", "*", "*", "*"]
    assert int(minute) % 5 != 0


def test_it_may_do_what_publishing_needs_and_no_more() -> None:
    assert workflow()["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    assert all("permissions" not in job for job in workflow()["jobs"].values())
    assert workflow()["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}


def test_steps_come_in_their_order() -> None:
    done = [step.get("uses", step.get("run", "")).split("@")[0] for step in steps("build")]
    assert [re.sub(r" (--|-r).*", "", name) for name in done] == [
        "actions/checkout",
        "actions/setup-python",
        "python -m pip install",
        "actions/cache",
        "actions/configure-pages",
        "python -m site_gen build",
        "python -m site_gen check",
        "actions/upload-pages-artifact",
    ]
    assert workflow()["jobs"]["deploy"]["needs"] == "build"


def test_cache_and_site_are_kept_together_under_a_new_key_each_time() -> None:
    kept = action("actions/cache")["with"]
    assert kept["path"].split() == [".site_gen_cache", "_site"]
    assert kept["key"] == kept["restore-keys"] + "${{ github.run_id }}"


def test_whole_folder_is_uploaded_and_published() -> None:
    assert action("actions/upload-pages-artifact")["with"] == {
        "path": "_site",
        "include-hidden-files": "true",
    }
    deploy = workflow()["jobs"]["deploy"]
    assert deploy["environment"] == {
        "name": "github-pages",
        "url": "${{ steps.deployment.outputs.page_url }}",
    }
    assert action("actions/deploy-pages")["id"] == "deployment"
    assert action("actions/configure-pages")["id"] == "pages"


@pytest.mark.parametrize("path", [STARTER, OWN, ROOT / ".github/workflows/ci.yml"], ids=str)
def test_nothing_from_outside_is_pasted_into_a_script(path: Path) -> None:
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    scripts = [step.get("run", "") for job in jobs.values() for step in job["steps"]]
    assert any(scripts)
    assert [script for script in scripts if "${{" in script] == []


def commands() -> list[list[str]]:
    """The arguments of each run of site_gen in the workflow."""
    words = [shlex.split(step["run"]) for step in steps("build") if "run" in step]
    return [line[3:] for line in words if line[:3] == ["python", "-m", "site_gen"]]


def test_commands_and_their_options_exist() -> None:
    assert [command[0] for command in commands()] == ["build", "check"]
    for name, *arguments in commands():
        cli.commands[name].make_context(name, arguments)  # raises for what it does not know


def test_build_and_check_are_given_the_same_address() -> None:
    for name, *arguments in commands():
        given = cli.commands[name].make_context(name, arguments).params
        assert given["base_url"] == "$BASE_URL"
        assert given["lenient"]
    addresses = {step["env"]["BASE_URL"] for step in steps("build") if "env" in step}
    assert addresses == {"${{ steps.pages.outputs.base_url }}/"}
