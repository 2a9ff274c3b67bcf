"""Errors of file systems in one line."""

from __future__ import annotations

import logging
import re

from site_gen.address import Address
from site_gen.errors import BuildError, SiteGenError, UsageError

_LONGEST = 300
"""Characters of a reason; some services answer with a page."""
_LOGIN = re.compile(r"(?<=//)[^/@\s]+@")
_LOGGERS = ("asyncssh", "azure", "gcsfs", "paramiko", "s3fs")


def silence_libraries() -> None:
    """Keep libraries from printing tracebacks of errors that they raise as well."""
    for name in _LOGGERS:
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())


def failure(address: Address, error: Exception) -> SiteGenError:
    """The error of a command that could not read an address."""
    reason = reason_of(error)
    if isinstance(error, FileNotFoundError):
        return UsageError(
            f"{address}: no such bucket or folder", hint="look for a spelling mistake"
        )
    if isinstance(error, NotADirectoryError):
        return UsageError(f"{address}: is a file", hint="name the folder that it is in")
    if isinstance(error, PermissionError) or "Credential" in type(error).__name__:
        return UsageError(
            f"{address}: no permission to read it: {reason}",
            hint="look at the credentials, and at the rights they have",
        )
    if isinstance(error, TypeError | ValueError):
        return UsageError(f"{address}: cannot be used: {reason}")
    return BuildError(
        f"{address}: cannot be read: {reason}", hint="what was fetched before is kept; try again"
    )


def reason_of(error: Exception) -> str:
    """The first line of an error's text, without a login."""
    lines = str(error).strip().splitlines()
    reason = lines[0] if lines else type(error).__name__
    return _LOGIN.sub("", reason)[:_LONGEST].rstrip(".")
