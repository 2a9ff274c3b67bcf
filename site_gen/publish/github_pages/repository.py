"""The repository around the site folder, which is only read: its remote and its configuration."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from site_gen.errors import UsageError
from site_gen.publish.github_pages.git import Git, check_version


class Repository(msgspec.Struct, frozen=True):
    """What publishing needs of the repository."""

    git: Git
    """Runs in its top folder, which relative paths of remotes start from."""
    remote: str
    addresses: tuple[str, ...]
    """Of the remote: as configured, and as rewritten by the configuration."""
    object_format: str
    """``sha1`` or ``sha256``."""
    settings: tuple[tuple[str, str], ...]
    """The whole configuration, with included files."""


def find_repository(git: Git, remote: str, branch: str) -> Repository:
    """The repository around the folder that ``git`` runs in.

    Raises UsageError if something is missing: git, a repository, its remote, a branch that may be
    replaced, a name for the commit.
    """
    check_version(git)
    result = git.run("rev-parse", "--git-dir", "--show-object-format")
    if result.status and "not a git repository" in result.err:
        raise UsageError(
            f"there is no git repository yet around {git.folder.resolve().name or git.folder}",
            hint=f"git init, then git remote add {remote} ADDRESS",
        )
    if result.status:
        raise UsageError(f"the git repository cannot be used: {result.reason}")
    top = git.ask("rev-parse", "--show-toplevel")
    git = git.at(Path(top)) if top else git
    settings = git.settings()
    addresses = _addresses(git, remote, settings)
    _check_branch(git, branch)
    _check_identity(git, dict(settings))
    return Repository(git, remote, addresses, result.text.splitlines()[-1], tuple(settings))


def _addresses(git: Git, remote: str, settings: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    configured = [value for key, value in settings if key == f"remote.{remote}.url"]
    if not configured:
        others = [re.fullmatch(r"remote\.(.+)\.url", key) for key, _ in settings]
        names = ", ".join(dict.fromkeys(other[1] for other in others if other))
        raise UsageError(
            f"the repository has no remote “{remote}”",
            hint=f"git remote add {remote} ADDRESS"
            + (f", or --remote with one of {names}" if names else ""),
        )
    used = git.ask("remote", "get-url", "--push", remote)
    return tuple(dict.fromkeys([*configured, used]))


def _check_branch(git: Git, branch: str) -> None:
    if git.run("check-ref-format", f"refs/heads/{branch}").status or branch.startswith("-"):
        raise UsageError(
            f"--branch {branch} is not a valid name of a branch", hint="such as gh-pages"
        )
    if git.ask("symbolic-ref", "--quiet", "HEAD") == f"refs/heads/{branch}":
        raise UsageError(
            f"--branch {branch} is checked out: the site would replace its files",
            hint="publish to a branch of its own, such as gh-pages",
        )


def _check_identity(git: Git, settings: Mapping[str, str]) -> None:
    """Raise UsageError if the commit would have no name or address."""
    needed = {"GIT_COMMITTER_NAME": "user.name", "GIT_COMMITTER_EMAIL": "user.email"}
    for variable, key in needed.items():
        if not (git.environment.get(variable) or settings.get(key)):
            raise UsageError(
                f"git does not know who publishes: {key} is not set",
                hint='git config user.name "Your Name"; git config user.email you@example.org',
            )
