"""The mail server and the addresses, from the environment: passwords belong in no file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.utils import getaddresses
from typing import Literal, cast
from urllib.parse import urlsplit

import msgspec

from site_gen.errors import UsageError
from site_gen.wording import one_line

Security = Literal["starttls", "tls", "none"]
_PORTS: Mapping[Security, int] = {"starttls": 587, "tls": 465, "none": 25}
_URL = re.compile(r"[!-;=?-~]{1,900}")
"""ASCII without spaces, ``<`` and ``>``, so that it fits into a line of a header."""
_LOCAL = ("localhost", "127.0.0.1", "::1")


class Server(msgspec.Struct, frozen=True):
    """A mail server."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = ""


def server_of(environment: Mapping[str, str]) -> Server:
    """The mail server; raises UsageError for what is missing or wrong."""
    host = _required(environment, "SITE_GEN_SMTP_HOST", "the name of your mail server")
    security = environment.get("SITE_GEN_SMTP_SECURITY") or "starttls"
    if security not in _PORTS:
        raise UsageError(
            f"SITE_GEN_SMTP_SECURITY is “{security}”, expected starttls, tls or none",
            hint="starttls is usual on port 587, tls on port 465",
        )
    security = cast("Security", security)
    port = environment.get("SITE_GEN_SMTP_PORT") or str(_PORTS[security])
    if not port.isdecimal() or not 0 < int(port) < 65_536:
        raise UsageError(f"SITE_GEN_SMTP_PORT is “{port}”, expected a number such as 587")
    user = environment.get("SITE_GEN_SMTP_USER", "")
    password = environment.get("SITE_GEN_SMTP_PASSWORD", "")
    if user and not password:
        raise UsageError(
            "SITE_GEN_SMTP_USER is set and SITE_GEN_SMTP_PASSWORD is not", hint="set both or none"
        )
    for name in ("SITE_GEN_SMTP_USER", "SITE_GEN_SMTP_PASSWORD") if user else ():
        if not environment[name].isascii():
            raise UsageError(
                f"{name} has letters outside ASCII, which no login can have",
                hint="set a login of ASCII letters, digits and signs at your mail service",
            )
    if user and security == "none" and host not in _LOCAL:
        raise UsageError(
            "a password would be sent without encryption",
            hint="set SITE_GEN_SMTP_SECURITY to starttls or tls",
        )
    return Server(host, int(port), security, user, password)


def recipients_of(environment: Mapping[str, str], *, needed: bool) -> tuple[Address, ...]:
    """The addresses of ``SITE_GEN_DIGEST_TO``; raises UsageError if they are wrong or missing."""
    name = "SITE_GEN_DIGEST_TO"
    text = environment.get(name, "").strip()
    if not text and not needed:
        return ()
    text = text or _required(
        environment, name, "the address of your list, such as news@lists.example"
    )
    if one_line(text) != text:
        raise UsageError(f"{name} has a line break", hint="separate addresses by commas")
    found = getaddresses([text])
    if not all(spec for _, spec in found):
        return (address_of(text, name),)
    return tuple(address_of(f"{label} <{spec}>" if label else spec, name) for label, spec in found)


def unsubscribe_of(environment: Mapping[str, str]) -> str:
    """The address at which readers leave the list; empty if there is none."""
    url = environment.get("SITE_GEN_UNSUBSCRIBE_URL", "").strip()
    if url and not (_has_place(url) and _URL.fullmatch(url)):
        raise UsageError(
            f"SITE_GEN_UNSUBSCRIBE_URL is “{url}”, expected an address with https: or mailto:",
            hint="your list service says where readers unsubscribe",
        )
    return url


def _has_place(url: str) -> bool:
    if not url.startswith("https://"):
        return url.startswith("mailto:") and "@" in url
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def address_of(text: str, name: str) -> Address:
    """An address such as ``The Quay <news@quay.example>``; ``name`` is the setting it is from.

    Raises UsageError for any other text.
    """
    found = getaddresses([text])
    label, spec = found[0] if len(found) == 1 else ("", "")
    try:
        address = Address(label, addr_spec=spec)
    except (ValueError, IndexError, AttributeError, UnicodeError, HeaderParseError):
        address = Address()
    if not (address.username and "." in address.domain) and address.domain != "localhost":
        raise UsageError(
            f"{name} is “{text.strip()}”, expected an e-mail address",
            hint="such as news@quay.example, or: The Quay <news@quay.example>",
        )
    return address


def _required(environment: Mapping[str, str], name: str, meaning: str) -> str:
    value = environment.get(name, "").strip()
    if not value:
        raise UsageError(f"{name} is not set", hint=f"set it to {meaning}")
    if name.endswith("HOST") and not _is_host(value):
        raise UsageError(f"{name} is “{value}”, expected the name of a host")
    return value


def _is_host(text: str) -> bool:
    try:
        text.encode("idna")
    except UnicodeError:
        return False
    return not any(char.isspace() or char in "/@" for char in text)
