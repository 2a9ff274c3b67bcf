"""What GitHub Pages makes of a repository: its address, and the file that gives it a domain."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from site_gen.urls import normal_host

_ON_GITHUB = re.compile(
    r"(?:[a-z+]+://)?(?:[^/@]*@)?(?:www\.|ssh\.)?github\.com(?::\d+/|:|/)/*([^/]+)/([^/]+)", re.I
)
_PLACEHOLDER = re.compile(r"(?:.+\.)?example\.(?:com|net|org)\Z")
"""Hosts that are nobody's; ``init`` puts one into ``site.yaml``."""


def host_for(base_url: str, addresses: Iterable[str]) -> str:
    """The host that belongs into CNAME; empty if the file must not be made.

    It is due where the site is all of a domain of one's own and the remote, by one of its
    ``addresses``, is on github.com. A site under a path is a project's: it takes its domain from
    the site of the user, and a CNAME would move it to the top of a domain.
    """
    if not _repository(addresses):
        return ""
    parts = urlsplit(base_url)
    if parts.path not in ("", "/") or parts.port is not None:
        return ""
    host = normal_host(parts.hostname or "")
    foreign = host.endswith((".github.io", ".localhost")) or host == "github.io"
    return "" if foreign or _PLACEHOLDER.match(host) or _is_address(host) else host


def doubt(base_url: str, addresses: Iterable[str]) -> str:
    """Why links of the site would lead astray at GitHub Pages; empty if nothing shows it.

    That is so where ``base_url`` is still the placeholder, or another repository's address.
    """
    repository = _repository(addresses)
    parts = urlsplit(base_url.lower())
    host = parts.hostname or ""
    if not repository or not (host.endswith(".github.io") or _PLACEHOLDER.match(host)):
        return ""
    owner, name = repository
    served = f"https://{owner}.github.io/"
    if name != f"{owner}.github.io":
        served += f"{name}/"
    if f"{parts.scheme}://{host}{parts.path.rstrip('/')}/" == served:
        return ""
    return (
        f"warning: base_url is {base_url}, but without a domain of its own the site is served at "
        f"{served} (set base_url, and build again)"
    )


def _repository(addresses: Iterable[str]) -> tuple[str, str] | None:
    """Owner and name on github.com, in small letters as host names are."""
    for address in addresses:
        found = _ON_GITHUB.match(address)
        if found:
            return found[1].lower(), found[2].lower().removesuffix(".git")
    return None


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
