"""Which IP addresses are on the public internet."""

from __future__ import annotations

import ipaddress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

_NAT64 = IPv6Network("64:ff9b::/96")
"""The last four bytes are an IPv4 address (RFC 6052)."""
_GLOBAL_UNICAST = IPv6Network("2000::/3")

# Networks of IANA's registries of special addresses (RFC 6890) that ``is_global`` does not know in
# every supported version of Python.
_SPECIAL_4 = (IPv4Network("192.0.0.0/24"), IPv4Network("192.88.99.0/24"))
_SPECIAL_6 = (IPv6Network("2001::/23"), IPv6Network("2001:db8::/32"), IPv6Network("3fff::/20"))


def is_public(address: str) -> bool:
    """Whether a text is an IP address on the public internet.

    Private, loopback, link-local, multicast, shared, reserved and unspecified addresses are not,
    nor are IPv6 addresses that contain such an IPv4 address.
    """
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, IPv4Address):
        return _is_public_4(parsed)
    contained = _contained_ipv4(parsed)
    return _is_public_4(contained) if contained else _is_public_6(parsed)


def _contained_ipv4(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address in a mapped, NAT64 or 6to4 address."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour


def _is_public_4(address: IPv4Address) -> bool:
    special = any(address in network for network in _SPECIAL_4)
    return address.is_global and not (address.is_multicast or address.is_reserved or special)


def _is_public_6(address: IPv6Address) -> bool:
    special = any(address in network for network in _SPECIAL_6)
    return address in _GLOBAL_UNICAST and address.is_global and not special
