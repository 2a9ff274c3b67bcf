"""The head of an answer, made readable: what browsers pass over is taken out (RFC 9112, 5).

h11 refuses an answer for one line that it cannot read. Programs on servers write such lines, no
browser minds, and so nobody notices: a line without a colon, a name with a blank in it, control
characters, a length that is no number.
"""

from __future__ import annotations

import re

_END = re.compile(rb"\r?\n\r?\n")
_MOST_BYTES = 65_536
"""Of a head; h11 refuses a longer one."""
_STATUS = re.compile(rb"HTTP/\d\.\d (\d{3})")
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_LENGTHS = re.compile(rb"\d{1,20}(?:[ \t]*,[ \t]*\d{1,20})*")
_SWITCHING = 101


class HeaderRepair:
    """Collects the head of an answer, and gives it on in one piece when it is whole."""

    def __init__(self) -> None:
        self._received: bytes | None = None

    def expect(self) -> None:
        """What comes next is the beginning of an answer."""
        self._received = b""

    def add(self, data: bytes) -> bytes:
        """What is to be read of the next bytes; empty while the head is not whole.

        No bytes are the end of the connection: what there is by then is given on as it is.
        """
        if self._received is None:
            return data
        received, self._received = self._received + data, None
        end = _END.search(received, max(0, len(received) - len(data) - 3))
        if end:
            return self._whole(received, end.end())
        if data and len(received) < _MOST_BYTES:
            self._received = received
            return b""
        return received

    def _whole(self, received: bytes, end: int) -> bytes:
        head, rest = received[:end], received[end:]
        status = _STATUS.match(head)
        if not status:
            return received
        if 100 <= int(status[1]) < 200 and int(status[1]) != _SWITCHING:  # the answer follows it
            self.expect()
            rest = self.add(rest) if rest else b""
        return mended(head) + rest


def mended(head: bytes) -> bytes:
    """A head, with its blank line, without the lines that say nothing."""
    first, *lines = re.split(rb"\r?\n", head.rstrip(b"\r\n"))
    kept = [_CONTROL.sub(b" ", first)]
    was_kept = chunked = False
    for line in lines:
        if line[:1] in (b" ", b"\t"):  # the value of the line before goes on
            if was_kept:
                kept.append(b" " + _CONTROL.sub(b" ", line).strip())
            continue
        name, colon, value = line.partition(b":")
        name, value = name.rstrip(), _CONTROL.sub(b" ", value).strip()
        if name.lower() == b"transfer-encoding":
            chunked = chunked or b"chunked" in value.lower()
            was_kept = False
            continue
        was_kept = bool(colon and _NAME.fullmatch(name) and _says_something(name.lower(), value))
        if was_kept:
            kept.append(name + b": " + value)
    if chunked:  # once, and alone: h11 understands no other form
        kept.append(b"Transfer-Encoding: chunked")
    return b"\r\n".join((*kept, b"", b""))


def _says_something(name: bytes, value: bytes) -> bool:
    """Whether a header can be taken at its word; one without a value cannot."""
    if name == b"content-length":
        return bool(_LENGTHS.fullmatch(value))  # several that differ are refused by h11
    return bool(value)
