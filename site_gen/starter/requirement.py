"""requirements.txt of a new site: where its workflow gets site_gen from."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from typing import Any
from urllib.parse import urlsplit

import msgspec

from site_gen import __version__

_REMOTE = ("https", "http", "ssh")
"""Schemes of addresses that another machine can use too."""


class Requirement(msgspec.Struct, frozen=True):
    """The lines of requirements.txt, and what the person who asked for them should know."""

    text: str
    doubt: str = ""
    """Why a workflow may not get this site_gen by it; empty if it will."""


def requirement(extras: tuple[str, ...] = ("search",)) -> Requirement:
    """What to install to have the site_gen that is running, with extras, on another machine.

    From version control, it is the very commit (PEP 610 says how installers note it); else
    its version. A path of this machine is never part of it.
    """
    name = f"site-gen[{','.join(extras)}]"
    elsewhere = f"{name} @ git+https://…"
    origin = _origin()
    address = _from_version_control(origin)
    if address:
        return Requirement(f"# What the workflow installs.\n{name} @ {address}\n")
    text = (
        f"# What the workflow installs. If you have site_gen from elsewhere, say from where:\n"
        f"# {elsewhere}\n"
        f"{name}=={__version__}\n"
    )
    if not origin:
        return Requirement(text)
    doubt = (
        f"requirements.txt: {name}=={__version__} may lead nowhere: this site_gen was not "
        f"installed by its name (write there where a workflow gets it: {elsewhere})"
    )
    return Requirement(text, doubt)


def _origin() -> dict[str, Any]:
    """What the installer noted of the address it was given; empty if it was given a name."""
    try:
        noted = distribution("site-gen").read_text("direct_url.json")
        origin = json.loads(noted) if noted else {}
    except PackageNotFoundError:
        return {"url": ""}  # run from its source
    except ValueError:
        return {}
    return origin if isinstance(origin, dict) else {}


def _from_version_control(origin: dict[str, Any]) -> str:
    """``git+https://…@commit``; empty if it is from elsewhere, or from this machine only."""
    noted = origin.get("vcs_info")
    url = str(origin.get("url", ""))
    if not isinstance(noted, dict) or not noted.get("vcs") or not noted.get("commit_id"):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    # A name before the host is “git” with ssh; elsewhere it may be a token, which is a secret.
    secret = parts.password or (parts.username and parts.scheme != "ssh")
    if parts.scheme not in _REMOTE or not host or secret or re.search(r"\s", url):
        return ""
    address = f"{noted['vcs']}+{url}@{noted['commit_id']}"
    folder = origin.get("subdirectory")
    return f"{address}#subdirectory={folder}" if folder else address
