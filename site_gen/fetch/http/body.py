"""Bodies, unpacked while they come: what a bomb would unpack to is never in memory."""

from __future__ import annotations

import zlib

from site_gen.fetch.http import failures

ACCEPTED = "gzip, deflate"
"""What servers are asked for: codings that can be unpacked up to a limit."""

_NONE = frozenset(("", "identity", "none", "utf-8", "utf8", "iso-8859-1", "binary", "8bit", "7bit"))
"""No codings: what servers write here that mean the charset, or how mail is sent. Browsers and
programs read such feeds, so their outlets do not know."""
_GZIP = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"


class Body:
    """Collects a body of at most ``limit`` bytes, counted after unpacking.

    ``coding`` is the Content-Encoding. All methods raise ReadingError for what cannot be a body.
    """

    def __init__(self, coding: str, limit: int) -> None:
        codings = [one.strip().lower() for one in coding.split(",")]
        codings = [one for one in codings if one not in _NONE]
        if codings and codings not in (["gzip"], ["x-gzip"], ["deflate"]):
            raise failures.bad_encoding(
                f"it is compressed as “{', '.join(codings)[:40]}”, which was not asked for"
            )
        self._coding = codings[0].removeprefix("x-") if codings else ""
        self._limit = limit
        self._received = 0
        self._body = bytearray()
        self._head = b""
        self._unpacker: zlib._Decompress | None = None

    def add(self, chunk: bytes) -> None:
        """Take the next bytes as they came."""
        self._received += len(chunk)
        if self._received > self._limit + self._limit // 100 + 1024:
            raise failures.too_large(self._limit)  # packed, it is hardly larger: no end of nothing
        if not self._coding:
            self._keep(chunk)
            return
        try:
            self._unpack(chunk)
        except zlib.error:
            raise failures.bad_encoding(
                "it is said to be compressed, and cannot be unpacked"
            ) from None

    def whole(self) -> bytes:
        """All of it, after the last bytes were added."""
        if self._unpacker and not self._unpacker.eof:
            raise failures.cut_off()
        if self._head and not self._unpacker:
            raise failures.cut_off()
        if not self._body:
            raise failures.empty()
        return bytes(self._body)

    def _keep(self, plain: bytes) -> None:
        if len(self._body) + len(plain) > self._limit:
            raise failures.too_large(self._limit)
        self._body += plain

    def _unpack(self, chunk: bytes) -> None:
        """Unpack what came; a gzip body may have several members (RFC 1952, 2.2)."""
        chunk = self._head + chunk
        self._head = b""
        while chunk:
            if self._unpacker is None or self._unpacker.eof:
                if len(chunk) < len(_GZIP_MAGIC):
                    self._head = chunk
                    return
                if self._unpacker and not self._continues(chunk):
                    return  # what follows the end is padding, or no part of the body
                self._unpacker = zlib.decompressobj(self._format(chunk))
            # One byte more than may be: with room left, nothing stays behind in the unpacker.
            room = self._limit + 1 - len(self._body)
            self._keep(self._unpacker.decompress(chunk, room))
            chunk = self._unpacker.unused_data

    def _continues(self, rest: bytes) -> bool:
        return self._coding == "gzip" and rest.startswith(_GZIP_MAGIC)

    def _format(self, head: bytes) -> int:
        """Which format zlib is to expect: many servers send ``deflate`` without its frame."""
        if self._coding == "gzip":
            return _GZIP
        framed = head[0] & 0x0F == zlib.DEFLATED and int.from_bytes(head[:2]) % 31 == 0
        return zlib.MAX_WBITS if framed else -zlib.MAX_WBITS
