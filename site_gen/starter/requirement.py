"""requirements.txt of a new site: which site_gen its workflow installs."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any
from urllib.parse import urlsplit

import msgspec

from site_gen import __version__

_REMOTE = ("https", "http", "ssh")
"""Schemes of URLs that other machines can use."""


class Requirement(msgspec.Struct, frozen=True):
    """The lines of requirements.txt, and a warning about them."""

    text: str
    warning: str = ""
    """Why a workflow may not be able to install this site_gen; empty if it will."""


def requirement(extras: tuple[str, ...] = ("search",)) -> Requirement:
    """How to install the running site_gen with extras on another machine.

    If it was installed from version control, by its commit, which installers record (PEP 610);
    else by its version. Never by a path of this machine.
    """
    name = f"site-gen[{','.join(extras)}]"
    vcs_form = f"{name} @ git+https://…"
    origin = _origin()
    address = _from_version_control(origin)
    if address:
        return Requirement(f"# What the workflow installs.\n{name} @ {address}\n")
    text = (
        f"# What the workflow installs. If it is not on the package index, write where it is:\n"
        f"# {vcs_form}\n"
        f"{name}=={__version__}\n"
    )
    if not origin:
        return Requirement(text)
    warning = (
        f"requirements.txt: {name}=={__version__} may not be found by pip: this site_gen was not "
        f"installed from the package index (write where a workflow can get it: {vcs_form})"
    )
    return Requirement(text, warning)


def _origin() -> dict[str, Any]:
    """The URL that site_gen was installed from, by PEP 610; empty if from the package index."""
    try:
        recorded = distribution("site-gen").read_text("direct_url.json")
        origin = json.loads(recorded) if recorded else {}
    except PackageNotFoundError:
        return {"url": ""}  # not installed
    except ValueError:
        return {}
    return origin if isinstance(origin, dict) else {}


def _from_version_control(origin: dict[str, Any]) -> str:
    """``git+https://…@commit``; empty if the origin is not a remote repository."""
    vcs = origin.get("vcs_info")
    url = str(origin.get("url", ""))
    if not isinstance(vcs, dict) or not vcs.get("vcs") or not vcs.get("commit_id"):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    # With ssh the user name is “git”; with other schemes it may be a token.
    has_secret = parts.password or (parts.username and parts.scheme != "ssh")
    if parts.scheme not in _REMOTE or not host or has_secret or re.search(r"\s", url):
        return ""
    address = f"{vcs['vcs']}+{url}@{vcs['commit_id']}"
    folder = origin.get("subdirectory")
    return f"{address}#subdirectory={folder}" if folder else address
