"""The workflow that publishes: the starter's, and the repository's own, which is the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from site_gen.cli import cli
from tests.starting.workflows import (
    DIGEST,
    FETCH,
    OWN,
    PAGES,
    ROOT,
    action,
    commands,
    minute,
    steps,
)
from tests.starting.workflows import workflow as read


def test_workflow_of_the_repository_differs_only_in_the_installation() -> None:
    starter = PAGES.read_text(encoding="utf-8")
    line = "run: python -m pip install -r requirements.txt\n"
    assert starter.count(line) == 1
    expected = starter.replace(line, "run: python -m pip install '.[search]'\n")
    assert OWN.read_text(encoding="utf-8") == expected


def test_it_runs_on_pushes_by_hand_and_hourly_at_an_odd_minute() -> None:
    on = read(PAGES)["on"]
    assert on.keys() == {"push", "workflow_dispatch", "workflow_call", "schedule"}
    assert on["push"] == {"branches": ["main", "master"]}
    assert minute(PAGES) % 5 != 0


def test_newest_commit_of_the_branch_is_built() -> None:
    """So no run publishes less than one before it did, and one that is called has the news."""
    assert action(PAGES, "actions/checkout")["with"] == {"ref": "${{ github.ref }}"}


def test_permissions_are_those_of_publishing() -> None:
    assert read(PAGES)["permissions"] == {"contents": "read", "pages": "write", "id-token": "write"}
    assert all("permissions" not in job for job in read(PAGES)["jobs"].values())
    assert read(PAGES)["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}


def test_order_of_steps() -> None:
    done = [step.get("uses", step.get("run", "")).split("@")[0] for step in steps(PAGES)]
    assert done.pop() == "actions/deploy-pages"
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
    assert read(PAGES)["jobs"]["deploy"]["needs"] == "build"


def test_cache_and_site_are_cached_together_under_a_new_key() -> None:
    kept = action(PAGES, "actions/cache")["with"]
    assert kept["path"].split() == [".site_gen_cache", "_site"]
    assert kept["key"] == kept["restore-keys"] + "${{ github.run_id }}"


def test_whole_folder_is_uploaded_and_published() -> None:
    assert action(PAGES, "actions/upload-pages-artifact")["with"] == {
        "path": "_site",
        "include-hidden-files": "true",
    }
    deploy = read(PAGES)["jobs"]["deploy"]
    assert deploy["environment"] == {
        "name": "github-pages",
        "url": "${{ steps.deployment.outputs.page_url }}",
    }
    assert action(PAGES, "actions/deploy-pages")["id"] == "deployment"
    assert action(PAGES, "actions/configure-pages")["id"] == "pages"


@pytest.mark.parametrize(
    "path", [PAGES, FETCH, DIGEST, OWN, ROOT / ".github/workflows/ci.yml"], ids=str
)
def test_scripts_contain_no_untrusted_expressions(path: Path) -> None:
    scripts = [step.get("run", "") for step in steps(path)]
    assert any(scripts)
    assert [script for script in scripts if "${{" in script] == []


def test_commands_and_their_options_exist() -> None:
    assert [command[0] for command in commands(PAGES)] == ["build", "check"]
    for name, *arguments in commands(PAGES):
        cli.commands[name].make_context(name, arguments)  # raises for what it does not know


def test_build_and_check_have_the_same_base_url() -> None:
    for name, *arguments in commands(PAGES):
        given = cli.commands[name].make_context(name, arguments).params
        assert given["base_url"] == "$BASE_URL"
        assert given["lenient"]
    addresses = {step["env"]["BASE_URL"] for step in steps(PAGES) if "env" in step}
    assert addresses == {"${{ steps.pages.outputs.base_url }}/"}
