"""Addresses of files outside of this machine: ``s3://bucket/site``.

Everything that opens them is in ``storage/``.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from site_gen.errors import UsageError

_PROTOCOL = re.compile(r"([a-z][a-z0-9+.-]+)://", re.IGNORECASE)
"""A name of two or more letters: that of a drive has one."""
_ONE_SLASH = re.compile(r"[a-z][a-z0-9+-]+:/", re.IGNORECASE)


class Address(msgspec.Struct, frozen=True):
    """An address that fsspec understands, without a slash at its end."""

    url: str

    @property
    def protocol(self) -> str:
        """What fsspec chooses the file system by: ``s3``."""
        return self.url.partition("://")[0]

    def __truediv__(self, path: str) -> Address:
        return Address(f"{self.url.rstrip('/')}/{path.strip('/')}")

    def __str__(self) -> str:
        return self.url


Location = Path | Address
"""A folder of this machine, or an address elsewhere."""


def location(text: str) -> Location:
    """The folder or address that a text names.

    Raises UsageError for an address with a password, which would be shown and stored, and for one
    that is not complete or leads elsewhere.
    """
    match = _PROTOCOL.match(text)
    if "::" in text and "://" in text:
        raise UsageError(f"{text} is a chain of addresses", hint="name a single one")
    if not match:
        if _ONE_SLASH.match(text):
            raise UsageError(
                f"{text} is no address and would be an odd folder",
                hint="write two slashes: s3://bucket/folder; or ./ before the name of a folder",
            )
        return Path(text)
    protocol, rest = match[1].lower(), text[match.end() :]
    if protocol in ("file", "local"):
        return Path(rest)
    login, at, host = rest.partition("/")[0].rpartition("@")
    if ":" in login:
        user = login.partition(":")[0]
        raise UsageError(
            f"the address {protocol}://{user}:…{at}{host} has a password",
            hint="remove it; set it in the environment, or use a key",
        )
    if not rest.strip("/"):
        raise UsageError(f"{text} names no place", hint="s3://bucket/folder, for example")
    if {".", ".."} & {*rest.split("/")}:
        raise UsageError(f"{text} has . or .. in it", hint="write the address without")
    return Address(f"{protocol}://{rest.rstrip('/')}")


def absolute(place: Location) -> Location:
    """The same place for a process that works in another folder."""
    return place.absolute() if isinstance(place, Path) else place
