"""The repository around the site folder: where it pushes to, and who by. It is only asked."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from site_gen.errors import UsageError
from site_gen.publish.git import Git, check_version


class Repository(msgspec.Struct, frozen=True):
    """What publishing needs to know of the repository."""

    git: Git
    """Runs at its top, from where its remotes' relative paths count."""
    remote: str
    addresses: tuple[str, ...]
    """Of the remote: as it is written in the configuration, and as it is used."""
    object_format: str
    """``sha1`` or ``sha256``: what names files."""
    settings: tuple[tuple[str, str], ...]
    """The configuration that holds there, includes and all."""


def check_extra() -> None:
    """Raise UsageError if what makes the commit is not installed."""
    try:
        importlib.import_module("ghp_import")
    except ImportError:
        raise UsageError(
            "publish needs the extra `publish`",
            hint="python -m pip install 'site-gen[publish]'",
        ) from None


def find_repository(git: Git, remote: str, branch: str) -> Repository:
    """The repository around the folder that ``git`` runs in, ready to publish from.

    Raises UsageError in the words of what is missing: git, a repository, its remote, a branch
    that may be replaced, a name for the commit.
    """
    check_version(git)
    found = git.run("rev-parse", "--git-dir", "--show-object-format")
    if found.status and "not a git repository" in found.err:
        raise UsageError(
            f"there is no git repository yet around {git.folder.resolve().name or git.folder}",
            hint=f"git init, then git remote add {remote} ADDRESS",
        )
    if found.status:
        raise UsageError(f"the git repository cannot be used: {found.reason}")
    top = git.ask("rev-parse", "--show-toplevel")
    git = git.at(Path(top)) if top else git
    settings = git.settings()
    addresses = _addresses(git, remote, settings)
    _check_branch(git, branch)
    _check_identity(git, dict(settings))
    return Repository(git, remote, addresses, found.text.splitlines()[-1], tuple(settings))


def _addresses(git: Git, remote: str, settings: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    written = [value for key, value in settings if key == f"remote.{remote}.url"]
    if not written:
        others = [re.fullmatch(r"remote\.(.+)\.url", key) for key, _ in settings]
        names = ", ".join(dict.fromkeys(other[1] for other in others if other))
        raise UsageError(
            f"the repository has no remote “{remote}”",
            hint=f"git remote add {remote} ADDRESS"
            + (f", or --remote with one of {names}" if names else ""),
        )
    used = git.ask("remote", "get-url", "--push", remote)
    return tuple(dict.fromkeys([*written, used]))


def _check_branch(git: Git, branch: str) -> None:
    if git.run("check-ref-format", f"refs/heads/{branch}").status or branch.startswith("-"):
        raise UsageError(f"--branch {branch}: no name of a branch", hint="such as gh-pages")
    if git.ask("symbolic-ref", "--quiet", "HEAD") == f"refs/heads/{branch}":
        raise UsageError(
            f"--branch {branch} is the branch you work on: the site would replace its files",
            hint="publish to a branch of its own, such as gh-pages",
        )


def _check_identity(git: Git, settings: Mapping[str, str]) -> None:
    """Whose name the commit bears; found out before anything is made."""
    needed = {"GIT_COMMITTER_NAME": "user.name", "GIT_COMMITTER_EMAIL": "user.email"}
    for variable, key in needed.items():
        if not (git.environment.get(variable) or settings.get(key)):
            raise UsageError(
                f"git does not know who publishes: {key} is not set",
                hint='git config user.name "Your Name"; git config user.email you@example.org',
            )
