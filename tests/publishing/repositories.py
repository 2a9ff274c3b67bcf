"""Real repositories on disk: one with a folder to publish, and its bare remote.

quay = quay_in(tmp_path)
quay.write({"index.html": "Ferry"})
assert quay.publish() == [..., "published to origin/gh-pages"]
assert quay.tree() == {"index.html": "Ferry", ".nojekyll": ""}
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from site_gen.publish import PublishOptions, publish
from site_gen.publish.github_pages import GitHubPages
from site_gen.publish.github_pages.git import Git
from site_gen.publish.github_pages.repository import find_repository
from tests.sites.site import read_folder

BRANCH = "gh-pages"


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """The output of git, without the last line end."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=check)
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


def set_identity(folder: Path) -> None:
    configure(folder / ".git", "[user]\n\tname = Ada Quay\n\temail = ada@quay.example\n")


def configure(repository: Path, text: str) -> None:
    with (repository / "config").open("a") as file:
        file.write(text)


@dataclass
class Quay:
    """The two repositories."""

    work: Path
    """The repository around the site."""
    bare: Path
    """Its remote."""

    @property
    def folder(self) -> Path:
        return self.work / "_site"

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Replace the folder by these files."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def publish(self, remote: str = "origin", site: str = "", **changes: Any) -> list[str]:
        """Publish the folder as the command does after its checks; returns the lines printed."""
        branch = changes.pop("branch", BRANCH)
        site_git = Git.of(self.work / site, os.environ, unattended=True)
        destination = GitHubPages(
            find_repository(site_git, remote, branch),
            branch,
            self.folder,
            base_url=changes.pop("base_url", "https://quay.example/"),
            title="The Quay",
            message=changes.pop("message", ""),
        )
        lines: list[str] = []
        publish(destination, PublishOptions(folder=self.folder, **changes), lines.append)
        return lines

    def commits(self, branch: str = BRANCH) -> list[str]:
        """Subjects of the commits on the remote's branch, newest first."""
        return git(self.bare, "log", "--format=%s", branch, "--", check=False).splitlines()

    def tree(self, branch: str = BRANCH) -> dict[str, str]:
        """The files of the remote's branch."""
        listed = git(self.bare, "ls-tree", "-r", "-z", "--name-only", branch)
        return {
            name: git(self.bare, "cat-file", "blob", f"{branch}:{name}")
            for name in listed.split("\0")
            if name
        }

    def all_files(self) -> dict[str, dict[str, bytes]]:
        """All files of both repositories, with objects and references."""
        return {"work": read_folder(self.work / ".git"), "bare": read_folder(self.bare)}

    def hook(self, name: str, script: str) -> None:
        """Add a hook to the remote."""
        path = self.bare / "hooks" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def somebody_pushes(self, name: str, text: str) -> None:
        """Another person adds a file to the branch."""
        other = self.work.parent / "other"
        if not other.exists():
            git(
                self.bare.parent,
                "clone",
                "--quiet",
                "--template=",
                "-b",
                BRANCH,
                str(self.bare),
                str(other),
            )
            set_identity(other)
        git(other, "pull", "--quiet")
        (other / name).write_text(text)
        git(other, "add", ".")
        git(other, "commit", "--quiet", "-m", f"Add {name}")
        git(other, "push", "--quiet")


def quay_in(parent: Path, *, name: str = "work", object_format: str = "sha1") -> Quay:
    """Create the two repositories in a folder; the second is the remote ``origin`` of the first."""
    quay = Quay(parent / name, parent / "quay.git")
    kind = ("--quiet", "--template=", f"--object-format={object_format}")
    git(parent, "init", *kind, "--bare", str(quay.bare))
    git(parent, "init", *kind, "--initial-branch=main", str(quay.work))
    configure(quay.bare, "[gc]\n\tauto = 0\n")
    configure(quay.work / ".git", f'[remote "origin"]\n\turl = "{quay.bare}"\n')
    set_identity(quay.work)
    return quay
