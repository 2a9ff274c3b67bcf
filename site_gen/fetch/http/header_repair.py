"""Repair the headers of responses, which h11 would refuse for one invalid line.

Servers send lines without a colon, names with a space, control characters, or lengths that are not
numbers (RFC 9112, 5). Browsers ignore such lines, so that the outlet does not notice them.
"""

from __future__ import annotations

import re

_END = re.compile(rb"\r?\n\r?\n")
_MAX_BYTES = 65_536
"""h11 refuses longer headers."""
_STATUS = re.compile(rb"HTTP/\d\.\d (\d{3})")
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_LENGTHS = re.compile(rb"\d{1,20}(?:[ \t]*,[ \t]*\d{1,20})*")
_SWITCHING_PROTOCOLS = 101


class HeaderRepair:
    """Holds back the bytes of a response until its headers are complete, and repairs these."""

    def __init__(self) -> None:
        self._received: bytes | None = None
        """None within a body."""

    def start(self) -> None:
        """Expect a response next."""
        self._received = b""

    def add(self, data: bytes) -> bytes:
        """Return the bytes that can be parsed now; empty while the headers are incomplete.

        Empty ``data`` means that the connection has ended: the rest is returned unchanged.
        """
        if self._received is None:
            return data
        received, self._received = self._received + data, None
        end = _END.search(received, max(0, len(received) - len(data) - 3))
        if end:
            return self._repair(received, end.end())
        if data and len(received) < _MAX_BYTES:
            self._received = received
            return b""
        return received

    def _repair(self, received: bytes, end: int) -> bytes:
        headers, rest = received[:end], received[end:]
        status = _STATUS.match(headers)
        if not status:
            return received
        if 100 <= int(status[1]) < 200 and int(status[1]) != _SWITCHING_PROTOCOLS:
            self.start()  # the final response follows
            rest = self.add(rest) if rest else b""
        return repair_headers(headers) + rest


def repair_headers(headers: bytes) -> bytes:
    """Remove invalid lines from a status line and headers, which end with an empty line."""
    first, *lines = re.split(rb"\r?\n", headers.rstrip(b"\r\n"))
    repaired = [_CONTROL.sub(b" ", first)]
    valid = chunked = False
    for line in lines:
        if line[:1] in (b" ", b"\t"):  # continues the value of the line before
            if valid:
                repaired.append(b" " + _CONTROL.sub(b" ", line).strip())
            continue
        name, colon, value = line.partition(b":")
        name, value = name.rstrip(), _CONTROL.sub(b" ", value).strip()
        if name.lower() == b"transfer-encoding":
            chunked = chunked or b"chunked" in value.lower()
            valid = False
            continue
        valid = bool(colon and _NAME.fullmatch(name) and _is_valid_value(name.lower(), value))
        if valid:
            repaired.append(name + b": " + value)
    if chunked:  # h11 accepts it in this form only
        repaired.append(b"Transfer-Encoding: chunked")
    return b"\r\n".join((*repaired, b"", b""))


def _is_valid_value(name: bytes, value: bytes) -> bool:
    if name == b"content-length":
        return bool(_LENGTHS.fullmatch(value))  # h11 refuses several that differ
    return bool(value)
