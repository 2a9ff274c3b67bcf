"""A temporary bare repository, from which the branch is pushed.

The newest commit of the branch is fetched into it, without earlier commits and, if the remote
supports that, without the contents of files: their ids suffice to compare. The new commit is made
on top of it, so that the branch is never rewritten.

The settings of the site's repository about the remote hold here too: address, proxies, keys,
credentials. They are passed in the environment and never written to disk.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from site_gen.errors import PublishError
from site_gen.publish.github_pages.files import Blob
from site_gen.publish.github_pages.git import Git, GitResult
from site_gen.publish.github_pages.repository import Repository

_COPIED = re.compile(
    r"(?:url|http|credential|ssh|protocol|user)\.|core\.(?:sshcommand|askpass|gitproxy)\Z"
)
_COPIED_OF_REMOTE = frozenset(
    "url pushurl proxy proxyauthmethod uploadpack receivepack vcs".split()
)
"""Settings of the remote; not those about fetching, mirroring and pruning."""


class TemporaryRepository:
    """A copy of the newest commit of the remote's branch."""

    def __init__(self, git: Git, repository: Repository, branch: str) -> None:
        self.git = git
        self.remote = repository.remote
        self.branch = branch
        self.ref = f"refs/heads/{branch}"
        self.base = ""
        """The commit that was fetched; empty if the branch does not exist yet."""

    def fetch(self) -> Mapping[str, Blob]:
        """Fetch the branch, and return its files by path."""
        self.base = self._tip()
        if not self.base:
            self.git.run("update-ref", "-d", self.ref)  # from an earlier attempt
            return {}
        self._run(
            "fetch",
            "--quiet",
            "--depth=1",
            "--filter=blob:none",
            "--no-tags",
            "--no-auto-maintenance",
            "--refmap=",
            self.remote,
            f"+{self.ref}:{self.ref}",
        )
        self.base = self._run("rev-parse", self.ref).text
        return dict(_tree_entries(self._run("ls-tree", "-r", "-z", "--full-tree", self.ref).out))

    def push(self) -> bool:
        """Push the branch; False if somebody else has pushed since it was fetched.

        Raises PublishError if the remote refuses it.
        """
        # A thin pack contains differences from contents that were not fetched.
        result = self.git.run(
            "push", "--porcelain", "--no-thin", self.remote, f"{self.ref}:{self.ref}"
        )
        if result.status == 0:
            return True
        if self._tip() != self.base:
            return False
        rejected = re.search(r"^!\t\S+\t(.+)$", result.text, re.MULTILINE)
        if not rejected:
            raise PublishError(
                f"{self.remote} cannot be pushed to: {result.reason}",
                hint=f"check whether you may write there: git push {self.remote}",
            )
        why = result.reason if "remote:" in result.err else rejected[1]
        raise PublishError(
            f"{self.remote} refused the push to {self.branch}: {why}",
            hint="a hook or a rule of the host forbids it: check the rules of the branch there",
        )

    def _tip(self) -> str:
        """The newest commit of the remote's branch; empty if there is no branch."""
        lines = self._run("ls-remote", self.remote, self.ref).text.splitlines()
        pairs = [line.partition("\t") for line in lines]
        return next((commit for commit, _, ref in pairs if ref == self.ref), "")

    def _run(self, *arguments: str) -> GitResult:
        result = self.git.run(*arguments)
        if result.status:
            raise PublishError(
                f"{self.remote} cannot be reached: {result.reason}",
                hint=f"try git ls-remote {self.remote}",
            )
        return result


@contextmanager
def temporary_repository(repository: Repository, branch: str) -> Iterator[TemporaryRepository]:
    """Create the repository, and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="site_gen-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "branch.git"
        result = repository.git.run(
            "init",
            "--quiet",
            "--bare",
            "--template=",
            f"--object-format={repository.object_format}",
            str(folder),
        )
        if result.status:
            raise PublishError(f"{folder}: cannot be created: {result.reason}")
        settings = _settings_to_copy(repository, repository.git.within(folder))
        yield TemporaryRepository(repository.git.within(folder, settings), repository, branch)


def _settings_to_copy(repository: Repository, plain: Git) -> list[tuple[str, str]]:
    """Settings about the remote that hold in the site's repository but not in this one.

    Others must not be repeated: some, such as headers, would be sent twice.
    """
    present = Counter(plain.settings())
    missing = []
    for key, value in repository.settings:
        if present[key, value]:
            present[key, value] -= 1
            continue
        prefix = f"remote.{repository.remote}."
        of_remote = key.startswith(prefix) and key.removeprefix(prefix) in _COPIED_OF_REMOTE
        if of_remote or _COPIED.match(key):
            missing.append((key, value))
    return missing


def _tree_entries(listed: bytes) -> Iterator[tuple[str, Blob]]:
    for line in listed.split(b"\0"):
        if line:
            head, _, path = line.partition(b"\t")
            mode, _, digest = head.decode("ascii").split(" ")
            yield path.decode("utf-8", "surrogateescape"), Blob(mode, digest)
