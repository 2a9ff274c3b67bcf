"""Errors for what is missing: git, a repository, a remote, a branch, a name."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen.errors import UsageError
from site_gen.publish.github_pages.git import Git
from site_gen.publish.github_pages.repository import find_repository
from tests.publishing.repositories import Quay, git


def error_of(
    folder: Path, remote: str = "origin", branch: str = "gh-pages", **variables: str
) -> str:
    site_git = Git.of(folder, {**os.environ, **variables}, unattended=True)
    with pytest.raises(UsageError) as missing:
        find_repository(site_git, remote, branch)
    assert missing.value.exit_status == 2
    return str(missing.value)


def remove_name(quay: Quay) -> None:
    git(quay.work, "config", "--unset", "user.name")


def remove_email(quay: Quay) -> None:
    git(quay.work, "config", "--unset", "user.email")


def remove_remote(quay: Quay) -> None:
    git(quay.work, "remote", "remove", "origin")


def rename_remote(quay: Quay) -> None:
    git(quay.work, "remote", "rename", "origin", "upstream")


def check_out_branch(quay: Quay) -> None:
    git(quay.work, "symbolic-ref", "HEAD", "refs/heads/gh-pages")


def damage_configuration(quay: Quay) -> None:
    (quay.work / ".git/config").write_text("[core\n")


SET = 'git config user.name "Your Name"; git config user.email you@example.org'


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (remove_name, f"git does not know who publishes: user.name is not set ({SET})"),
        (remove_email, f"git does not know who publishes: user.email is not set ({SET})"),
        (remove_remote, "the repository has no remote “origin” (git remote add origin ADDRESS)"),
        (
            rename_remote,
            "the repository has no remote “origin” "
            "(git remote add origin ADDRESS, or --remote with one of upstream)",
        ),
        (
            check_out_branch,
            "--branch gh-pages is checked out: the site would replace its files "
            "(publish to a branch of its own, such as gh-pages)",
        ),
        (
            damage_configuration,
            "the git repository cannot be used: bad config line 1 in file .git/config",
        ),
    ],
)
def test_incomplete_repository(quay: Quay, change: Callable[[Quay], None], line: str) -> None:
    change(quay)
    assert error_of(quay.work) == line


def test_name_from_the_environment(quay: Quay) -> None:
    remove_name(quay)
    remove_email(quay)
    assert "user.email is not set" in error_of(quay.work, GIT_COMMITTER_NAME="Ada")
    who = {"GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@quay.example"}
    site_git = Git.of(quay.work, {**os.environ, **who}, unattended=True)
    assert find_repository(site_git, "origin", "gh-pages").remote == "origin"


def test_no_repository(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert error_of(tmp_path / "site", remote="pages") == (
        "there is no git repository yet around site (git init, then git remote add pages ADDRESS)"
    )


@pytest.mark.parametrize("branch", ["", "a..b", "-d", "a b"])
def test_invalid_name_of_a_branch(quay: Quay, branch: str) -> None:
    assert error_of(quay.work, branch=branch).endswith(
        "is not a valid name of a branch (such as gh-pages)"
    )


def test_no_git(quay: Quay, tmp_path: Path) -> None:
    assert error_of(quay.work, PATH=str(tmp_path)) == (
        "the program git is not installed, or not on PATH "
        "(publish works with git: https://git-scm.com/)"
    )


def test_git_that_is_too_old(quay: Quay, tmp_path: Path) -> None:
    old = tmp_path / "git"
    old.write_text("#!/bin/sh\necho git version 2.25.1\n")
    old.chmod(0o755)
    assert error_of(quay.work, PATH=str(tmp_path)) == (
        "git 2.25 is too old (publish needs git 2.31 or newer)"
    )
