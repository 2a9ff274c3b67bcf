"""Folders of servers: ``user@host:/path`` and ``ssh://user@host:port/path``."""

from __future__ import annotations

import re

import msgspec

from site_gen.errors import UsageError

# A host of one letter would be a drive of Windows.
_HOST = r"(?P<host>\[[0-9A-Fa-f:.]+(?:%[\w.-]+)?\]|\w[\w.-]+)"
_USER = r"(?:(?P<user>\w[^@/:\s]*)@)?"
_SHORT = re.compile(rf"{_USER}{_HOST}:(?P<path>/(?!/).*)", re.DOTALL)
_LONG = re.compile(rf"ssh://{_USER}{_HOST}(?::(?P<port>\d+))?(?P<path>/.*)", re.DOTALL)
_UNUSABLE = re.compile(r"[*?\[\]\x00-\x1f\x7f]")
"""Wildcards, which rsync would expand on the server, and control characters."""


class ServerFolder(msgspec.Struct, frozen=True):
    """A folder of a server that is reached over SSH."""

    host: str
    """With the user, if one is given: ``ada@quay.example``."""
    path: str
    """Absolute, without a slash at its end."""
    port: int = 0
    """0 for that of ``~/.ssh/config``, or else 22."""

    @property
    def target(self) -> str:
        """What rsync calls the folder."""
        return f"{self.host}:{self.path}/"

    @property
    def login(self) -> str:
        """The command that logs in, for hints."""
        port = f" -p {self.port}" if self.port else ""
        return f"ssh{port} {self.host.replace('[', '').replace(']', '')}"

    def __str__(self) -> str:
        if self.port:
            return f"ssh://{self.host}:{self.port}{self.path}"
        return f"{self.host}:{self.path}"


def server_folder(text: str) -> ServerFolder | None:
    """The folder that a text names; None if it names no server.

    Raises UsageError for a folder that cannot be published to.
    """
    match = _LONG.fullmatch(text) or _SHORT.fullmatch(text)
    if not match:
        return None
    groups = match.groupdict()
    path = groups["path"].rstrip("/")
    port = int(groups.get("port") or 0)
    if not path:
        raise UsageError(
            f"--to {text}: the site would be published to the root of the server's disk",
            hint="name the folder that the web server serves, such as /srv/www",
        )
    if _UNUSABLE.search(path) or {".", ".."} & set(path.split("/")):
        raise UsageError(
            f"--to {text!r}: the folder has characters or steps that rsync would not take as given",
            hint="name a folder without * ? [ ] and without .. in its path",
        )
    user = f"{groups['user']}@" if groups["user"] else ""
    return ServerFolder(f"{user}{groups['host']}", path, port)
