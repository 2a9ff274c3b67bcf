"""Which addresses are public: those that may be read without being asked to read private ones."""

from __future__ import annotations

import ipaddress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

_NAT64 = IPv6Network("64:ff9b::/96")
"""Stands for the IPv4 address in its last four bytes (RFC 6052)."""
_UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that is given out to the world."""

# What the registries of special addresses (RFC 6890, as IANA keeps them) have beyond what every
# version of Python that is supported knows.
_SPECIAL_4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
_SPECIAL_6 = (IPv6Network("2001::/23"), IPv6Network("2001:db8::/32"), IPv6Network("3fff::/20"))


def is_public(address: str) -> bool:
    """Whether an IP address, as text, can belong to anybody on the internet.

    Not so private, loopback, link-local, multicast, shared, reserved and unspecified ones, nor an
    IPv6 address that stands for such an IPv4 address. What is no IP address is not public.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = found if isinstance(found, IPv4Address) else _inner(found)
    if inner is not None:
        return _is_public_4(inner)
    return isinstance(found, IPv6Address) and _is_public_6(found)


def _inner(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, by NAT64, or by 6to4."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _is_public_4(address: IPv4Address) -> bool:
    special = any(address in network for network in _SPECIAL_4)
    return address.is_global and not (address.is_multicast or address.is_reserved or special)


def _is_public_6(address: IPv6Address) -> bool:
    special = any(address in network for network in _SPECIAL_6)
    return address in _UNICAST and address.is_global and not special
