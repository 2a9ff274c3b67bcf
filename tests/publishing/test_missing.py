"""What is missing is told in one line, with what to do, before anything is made."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen.errors import UsageError
from site_gen.publish.git import Git
from site_gen.publish.repository import check_extra, find_repository
from tests.publishing.repositories import Quay, git


def said(folder: Path, remote: str = "origin", branch: str = "gh-pages", **variables: str) -> str:
    around = Git.of(folder, {**os.environ, **variables}, unattended=True)
    with pytest.raises(UsageError) as missing:
        find_repository(around, remote, branch)
    assert missing.value.exit_status == 2
    return str(missing.value)


def without_name(quay: Quay) -> None:
    git(quay.work, "config", "--unset", "user.name")


def without_email(quay: Quay) -> None:
    git(quay.work, "config", "--unset", "user.email")


def without_remote(quay: Quay) -> None:
    git(quay.work, "remote", "remove", "origin")


def renamed_remote(quay: Quay) -> None:
    git(quay.work, "remote", "rename", "origin", "upstream")


def on_the_branch(quay: Quay) -> None:
    git(quay.work, "symbolic-ref", "HEAD", "refs/heads/gh-pages")


def damaged(quay: Quay) -> None:
    (quay.work / ".git/config").write_text("[core\n")


SET = 'git config user.name "Your Name"; git config user.email you@example.org'


@pytest.mark.parametrize(
    ("take", "line"),
    [
        (without_name, f"git does not know who publishes: user.name is not set ({SET})"),
        (without_email, f"git does not know who publishes: user.email is not set ({SET})"),
        (without_remote, "the repository has no remote “origin” (git remote add origin ADDRESS)"),
        (
            renamed_remote,
            "the repository has no remote “origin” "
            "(git remote add origin ADDRESS, or --remote with one of upstream)",
        ),
        (
            on_the_branch,
            "--branch gh-pages is the branch you work on: the site would replace its files "
            "(publish to a branch of its own, such as gh-pages)",
        ),
        (damaged, "the git repository cannot be used: bad config line 1 in file .git/config"),
    ],
)
def test_repository_that_lacks_something(
    quay: Quay, take: Callable[[Quay], None], line: str
) -> None:
    take(quay)
    assert said(quay.work) == line


def test_name_may_come_from_the_environment(quay: Quay) -> None:
    without_name(quay)
    without_email(quay)
    assert "user.email is not set" in said(quay.work, GIT_COMMITTER_NAME="Ada")
    who = {"GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@quay.example"}
    around = Git.of(quay.work, {**os.environ, **who}, unattended=True)
    assert find_repository(around, "origin", "gh-pages").remote == "origin"


def test_no_repository(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert said(tmp_path / "site", remote="pages") == (
        "there is no git repository yet around site (git init, then git remote add pages ADDRESS)"
    )


@pytest.mark.parametrize("branch", ["", "a..b", "-d", "a b"])
def test_name_that_no_branch_can_have(quay: Quay, branch: str) -> None:
    assert said(quay.work, branch=branch).endswith("no name of a branch (such as gh-pages)")


def test_no_git(quay: Quay, tmp_path: Path) -> None:
    assert said(quay.work, PATH=str(tmp_path)) == (
        "the program git is not installed, or not on PATH "
        "(publish works with git: https://git-scm.com/)"
    )


def test_git_that_is_too_old(quay: Quay, tmp_path: Path) -> None:
    old = tmp_path / "git"
    old.write_text("#!/bin/sh\necho git version 2.25.1\n")
    old.chmod(0o755)
    assert said(quay.work, PATH=str(tmp_path)) == (
        "git 2.25 is too old (publish needs git 2.31 or newer)"
    )


def test_extra_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    check_extra()
    monkeypatch.setitem(sys.modules, "ghp_import", None)
    with pytest.raises(UsageError) as missing:
        check_extra()
    assert str(missing.value) == (
        "publish needs the extra `publish` (python -m pip install 'site-gen[publish]')"
    )
