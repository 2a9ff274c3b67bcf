"""Real repositories of git, and edits of their files.

repository = Repository.new(tmp_path / "work", {"a.md": "A\n"})
assert repository.clean() == {"a.md"}
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from site_gen.git_blobs import blob_id, clean_blobs

FILES = {"a.md": "Ferry\n", "b.md": "Harbour\n", "news/c.md": "Tide\n"}
LONG_AGO = 1_000_000_000


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """What git says, without the last line end."""
    somebody = ("-c", "user.name=Ada Quay", "-c", "user.email=ada@quay.example")
    done = subprocess.run(
        ["git", *somebody, *arguments], cwd=folder, capture_output=True, check=check
    )
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


@dataclass
class Repository:
    """A repository and its work tree, and short words for what tests do with them."""

    work: Path

    @classmethod
    def new(cls, work: Path, files: Mapping[str, str | bytes], *options: str) -> Repository:
        """One with a commit of these files."""
        work.mkdir()
        git(work, "init", "--quiet", "--template=", "--initial-branch=main", *options)
        repository = cls(work)
        repository.put(files)
        repository.commit()
        return repository

    def put(self, files: Mapping[str, str | bytes]) -> None:
        for name, text in files.items():
            path = self.work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self) -> None:
        git(self.work, "add", "--all")
        git(self.work, "commit", "--quiet", "-m", "Change")

    def clone(self, *settings: str) -> Repository:
        """A fresh checkout; settings are ``name=value``, and stay in its configuration."""
        work = self.work.with_name("clone")
        options = [option for setting in settings for option in ("-c", setting)]
        git(self.work, "clone", "--quiet", "--template=", *options, str(self.work), str(work))
        return Repository(work)

    def settle(self) -> None:
        """Have git trust its index: it reads files that are as young as the index is."""
        index = self.work / ".git" / "index"
        later = index.stat().st_mtime + 60
        os.utime(index, (later, later))

    def differing(self) -> str:
        """What git itself says has changed."""
        return git(self.work, "diff-files", "--name-only")

    def clean(self, folder: str = "") -> set[str]:
        """The files that have the bytes of their blobs; each is read to see that this is so."""
        found = clean_blobs(self.work / folder)
        for name, blob in found.items():
            assert blob == blob_id((self.work / folder / name).read_bytes()), name
        return set(found)


def edit(path: Path) -> None:
    """Keep the size, which alone would give an edit away."""
    path.write_bytes(path.read_bytes().upper())


def edit_unseen(path: Path) -> None:
    """Keep the modification time too."""
    before = path.stat()
    edit(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
