"""What ``publish --to`` names."""

from __future__ import annotations

import difflib
from pathlib import Path

import msgspec

from site_gen.address import Address, location
from site_gen.errors import UsageError
from site_gen.publish.deploy_folders.hosts import HOSTS, DeployHost
from site_gen.publish.rsync.address import ServerFolder, server_folder

GITHUB_PAGES = "github-pages"
_EXAMPLES = (
    GITHUB_PAGES,
    "user@host:/path",
    "ssh://user@host:port/path",
    *HOSTS,
    "s3://bucket/folder",
)


class HostFolder(msgspec.Struct, frozen=True):
    """A folder that the program of a host deploys."""

    host: DeployHost
    folder: Path


Place = str | ServerFolder | HostFolder | Address
"""``github-pages``, or one of the others."""


def read_destination(text: str, site: Path) -> Place:
    """The place that ``--to`` names; folders of hosts are beside the site's configuration.

    Raises UsageError for anything else.
    """
    if text == GITHUB_PAGES:
        return text
    name, colon, folder = text.partition(":")
    if name in HOSTS and not folder.startswith("//"):
        host = HOSTS[name]
        if colon and not folder:
            raise UsageError(
                f"--to {text} names no folder", hint=f"{name}:{host.folder}, or only {name}"
            )
        return HostFolder(host, Path(folder) if folder else site / host.folder)
    server = server_folder(text)
    if server:
        return server
    place = location(text)
    if isinstance(place, Address) and place.protocol not in ("ssh", "http", "https"):
        return place
    raise _unknown(text)


def _unknown(text: str) -> UsageError:
    names = (GITHUB_PAGES, *HOSTS)
    name, colon, folder = text.partition(":")
    close = next(iter(difflib.get_close_matches(name.casefold(), names, 1)), "")
    more = f"{colon}{folder}" if close in HOSTS else ""
    meant = f"did you mean {close}{more}? " if close else ""
    return UsageError(
        f"--to {text}: no such destination",
        hint=f"{meant}the destinations are {', '.join(_EXAMPLES)}",
    )
