"""A temporary bare repository, between the site's and the remote's.

The newest commit of the branch is fetched into it, without the commits before and, where the
remote can, without the contents of files: names are enough to compare. The new commit is made on
top of that one, so that the branch only grows.

It is given what the site's own repository knows of the way to the remote: address, proxies, keys,
credentials, also those that a configuration includes for that repository alone. They are handed
over in the environment and never written down.
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from site_gen.errors import PublishError
from site_gen.publish.files import Blob
from site_gen.publish.git import Git, GitResult
from site_gen.publish.repository import Repository

_HANDED_OVER = re.compile(
    r"(?:url|http|credential|ssh|protocol|user)\.|core\.(?:sshcommand|askpass|gitproxy)\Z"
)
_OF_REMOTE = frozenset("url pushurl proxy proxyauthmethod uploadpack receivepack vcs".split())
"""Not what it fetches, mirrors or prunes."""


class TemporaryRepository:
    """The remote's branch, seen from the temporary repository."""

    def __init__(self, git: Git, place: Repository, branch: str) -> None:
        self.git = git
        self.place = place
        self.remote = place.remote
        self.branch = branch
        self.ref = f"refs/heads/{branch}"
        self.base = ""
        """The commit that was fetched."""

    def fetch(self) -> Mapping[str, Blob]:
        """Every file of the branch by its path, as it is now; none if there is no branch yet."""
        self.base = self._tip()
        if not self.base:
            self.git.run("update-ref", "-d", self.ref)  # it was there a moment ago
            return {}
        self._must(
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
        self.base = self._must("rev-parse", self.ref).text
        return dict(_entries(self._must("ls-tree", "-r", "-z", "--full-tree", self.ref).out))

    def push(self) -> bool:
        """Push the branch; False if somebody else has pushed since it was fetched.

        Raises PublishError if the remote does not take it.
        """
        # Not thin: the contents that a thin pack would be told as differences from are not here.
        done = self.git.run(
            "push", "--porcelain", "--no-thin", self.remote, f"{self.ref}:{self.ref}"
        )
        if done.status == 0:
            return True
        if self._tip() != self.base:
            return False
        rejected = re.search(r"^!\t\S+\t(.+)$", done.text, re.MULTILINE)
        if not rejected:
            raise PublishError(
                f"{self.remote} cannot be pushed to: {done.reason}",
                hint=f"see whether you may write there: git push {self.remote}",
            )
        why = done.reason if "remote:" in done.err else rejected[1]
        raise PublishError(
            f"{self.remote} refused the push to {self.branch}: {why}",
            hint="a hook or a rule of the host forbids it: see the branch's rules there",
        )

    def _tip(self) -> str:
        """The newest commit of the remote's branch; empty if there is no branch."""
        lines = self._must("ls-remote", self.remote, self.ref).text.splitlines()
        pairs = [line.partition("\t") for line in lines]
        return next((commit for commit, _, ref in pairs if ref == self.ref), "")

    def _must(self, *arguments: str) -> GitResult:
        done = self.git.run(*arguments)
        if done.status:
            raise PublishError(
                f"{self.remote} cannot be reached: {done.reason}",
                hint=f"see what git ls-remote {self.remote} says",
            )
        return done


@contextmanager
def opened(place: Repository, branch: str) -> Iterator[TemporaryRepository]:
    """The temporary repository; it is gone afterwards, however that came."""
    with tempfile.TemporaryDirectory(prefix="site_gen-", ignore_cleanup_errors=True) as name:
        folder = Path(name) / "branch.git"
        made = place.git.run(
            "init",
            "--quiet",
            "--bare",
            "--template=",
            f"--object-format={place.object_format}",
            str(folder),
        )
        if made.status:
            raise PublishError(f"{folder}: cannot be made: {made.reason}")
        settings = _handed_over(place, place.git.within(folder))
        yield TemporaryRepository(place.git.within(folder, settings), place, branch)


def _handed_over(place: Repository, plain: Git) -> list[tuple[str, str]]:
    """Settings about the remote that hold in the site's repository and not yet in this one.

    Those that hold everywhere must not come twice: some, such as headers, would be sent twice.
    """
    known = Counter(plain.settings())
    missing = []
    for key, value in place.settings:
        if known[key, value]:
            known[key, value] -= 1
            continue
        prefix = f"remote.{place.remote}."
        of_remote = key.startswith(prefix) and key.removeprefix(prefix) in _OF_REMOTE
        if of_remote or _HANDED_OVER.match(key):
            missing.append((key, value))
    return missing


def _entries(listed: bytes) -> Iterator[tuple[str, Blob]]:
    for line in listed.split(b"\0"):
        if line:
            head, _, path = line.partition(b"\t")
            mode, _, digest = head.decode("ascii").split(" ")
            yield path.decode("utf-8", "surrogateescape"), Blob(mode, digest)
