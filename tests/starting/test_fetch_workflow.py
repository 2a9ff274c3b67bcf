"""The hourly workflow that reads feeds and calls the publishing workflow."""

from __future__ import annotations

import re
from typing import Any

from site_gen.cli import cli
from tests.starting.workflows import FETCH, PAGES, action, commands, minute, steps, workflow

JOBS: dict[str, dict[str, Any]] = workflow(FETCH)["jobs"]
CACHE = ("actions/cache", "actions/cache/restore", "actions/cache/save")


def test_it_runs_by_hand_and_hourly_away_from_the_full_hour_and_from_publishing() -> None:
    assert workflow(FETCH)["on"].keys() == {"workflow_dispatch", "schedule"}
    assert minute(FETCH) % 5 != 0
    assert min(abs(minute(FETCH) - other) for other in (0, minute(PAGES), 60)) >= 10


def test_runs_are_queued_and_not_cancelled() -> None:
    groups = [workflow(path)["concurrency"] for path in (FETCH, PAGES)]
    assert [group["cancel-in-progress"] for group in groups] == ["false", "false"]
    assert groups[0]["group"] != groups[1]["group"]
    assert not any("${{" in group["group"] for group in groups), "a called one has its caller's"
    assert all("concurrency" not in job for job in JOBS.values())


def test_permissions_of_jobs_are_minimal() -> None:
    assert workflow(FETCH)["permissions"] == {}
    assert JOBS["fetch"]["permissions"] == {"contents": "write"}
    assert JOBS["publish"]["permissions"] == workflow(PAGES)["permissions"]
    assert JOBS.keys() == {"fetch", "publish"}


def test_jobs_have_a_time_limit() -> None:
    jobs = {**workflow(PAGES)["jobs"], "fetch": JOBS["fetch"]}
    assert all(int(job["timeout-minutes"]) <= 30 for job in jobs.values())


def test_pushed_commits_are_published_also_after_a_failure() -> None:
    publish = JOBS["publish"]
    assert publish["uses"] == f"./.github/workflows/{PAGES.name}"
    assert "workflow_call" in workflow(PAGES)["on"]
    assert publish["needs"] == "fetch"
    assert publish["if"] == "${{ !cancelled() && needs.fetch.outputs.news == 'pushed' }}"
    assert JOBS["fetch"]["outputs"] == {"news": "${{ steps.push.outputs.news }}"}
    (step,) = [step for step in steps(FETCH) if "news=pushed" in step.get("run", "")]
    assert step["id"] == "push"


def test_newest_commit_of_the_branch_is_checked_out() -> None:
    """Not the commit that started the run, which lacks what the run has pushed."""
    for path in (FETCH, PAGES):
        assert action(path, "actions/checkout")["with"] == {"ref": "${{ github.ref }}"}


def test_jobs_of_a_run_have_separate_cache_keys() -> None:
    read, written = (action(FETCH, name)["with"] for name in CACHE[1:])
    kept = action(PAGES, CACHE[0])["with"]
    assert read["path"] == written["path"] == ".site_gen_cache"
    assert read["key"] == written["key"]
    assert read["key"].startswith(read["restore-keys"])
    assert "${{ github.run_id }}-${{ github.run_attempt }}" in read["key"]
    assert not read["key"].startswith(kept["restore-keys"])
    assert not kept["key"].startswith(read["restore-keys"])


def test_records_are_committed_after_a_failure_and_the_state_is_cached_if_pushed() -> None:
    """After a failed push the state is not cached, so that the feeds are read again."""
    names = [step.get("name", step.get("uses", "").partition("@")[0]) for step in steps(FETCH)]
    assert names == [
        "actions/checkout",
        "actions/setup-python",
        "Install site_gen",
        "actions/cache/restore",
        "Fetch",
        "Commit and push",
        "actions/cache/save",
    ]
    *_, fetch, push, save = steps(FETCH)
    assert (fetch["id"], push["id"]) == ("fetch", "push")
    assert push["if"] == "${{ !cancelled() && steps.fetch.outcome != 'skipped' }}"
    assert save["if"] == "${{ !cancelled() && steps.push.outputs.news != '' }}"


def test_actions_have_the_versions_of_the_other_workflow() -> None:
    """And the same Python, so that both use one pip cache."""
    found: list[dict[str, str]] = []
    for path in (FETCH, PAGES):
        used = (step["uses"].split("@") for step in steps(path) if "uses" in step)
        found.append({re.sub(r"^(\w+/[\w-]+).*", r"\1", name): tag for name, tag in used})
    assert found[0].items() <= found[1].items()
    python = [action(path, "actions/setup-python")["with"] for path in (FETCH, PAGES)]
    assert python[0] == python[1]
    install = "python -m pip install -r requirements.txt"
    assert all(install in [step.get("run") for step in steps(path)] for path in (FETCH, PAGES))


def test_command_and_its_option_exist() -> None:
    ((name, *arguments),) = commands(FETCH)
    assert (name, arguments[0]) == ("fetch", "--report")
    cli.commands[name].make_context(name, arguments)  # raises for unknown options
