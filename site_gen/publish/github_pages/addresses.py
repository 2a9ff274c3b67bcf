"""Rules of GitHub Pages: the address of a repository's site, and the file CNAME."""

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
"""Example hosts, such as the one that ``init`` writes into ``site.yaml``."""


def host_for(base_url: str, addresses: Iterable[str]) -> str:
    """The host to write into CNAME; empty if there must be no such file.

    It is needed if the site is at the top of a custom domain, and an address of the remote is on
    github.com. A site under a path belongs to a project and uses the domain of the user's site; a
    CNAME would move it to the top of a domain.
    """
    if not _repository(addresses):
        return ""
    parts = urlsplit(base_url)
    if parts.path not in ("", "/") or parts.port is not None:
        return ""
    host = normal_host(parts.hostname or "")
    not_custom = host.endswith((".github.io", ".localhost")) or host == "github.io"
    return "" if not_custom or _PLACEHOLDER.match(host) or _is_ip_address(host) else host


def base_url_warning(base_url: str, addresses: Iterable[str]) -> str:
    """A warning if GitHub Pages serves the site at another address; else empty.

    That is known if ``base_url`` is a placeholder, or the address of another repository.
    """
    repository = _repository(addresses)
    parts = urlsplit(base_url.lower())
    host = parts.hostname or ""
    if not repository or not (host.endswith(".github.io") or _PLACEHOLDER.match(host)):
        return ""
    owner, name = repository
    served_at = f"https://{owner}.github.io/"
    if name != f"{owner}.github.io":
        served_at += f"{name}/"
    if f"{parts.scheme}://{host}{parts.path.rstrip('/')}/" == served_at:
        return ""
    return (
        f"warning: base_url is {base_url}, but without a domain of its own the site is served at "
        f"{served_at} (set base_url, and build again)"
    )


def _repository(addresses: Iterable[str]) -> tuple[str, str] | None:
    """Owner and name on github.com, in lower case as in host names."""
    for address in addresses:
        match = _ON_GITHUB.match(address)
        if match:
            return match[1].lower(), match[2].lower().removesuffix(".git")
    return None


def _is_ip_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
