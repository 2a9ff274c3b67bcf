"""Response bodies, decompressed piece by piece up to a limit."""

from __future__ import annotations

import zlib

from site_gen.fetch.http import failures

ACCEPT_ENCODING = "gzip, deflate"
"""Encodings that zlib can decompress up to a limit."""

_NO_ENCODING = frozenset(
    ("", "identity", "none", "utf-8", "utf8", "iso-8859-1", "binary", "8bit", "7bit")
)
"""Values of Content-Encoding that some servers send with a body that is not compressed."""
_GZIP_WBITS = 16 + zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"


class Body:
    """A body of at most ``max_bytes`` after decompression.

    ``encoding`` is the Content-Encoding. All methods raise ReadingError.
    """

    def __init__(self, encoding: str, max_bytes: int) -> None:
        names = [name.strip().lower() for name in encoding.split(",")]
        names = [name for name in names if name not in _NO_ENCODING]
        if names and names not in (["gzip"], ["x-gzip"], ["deflate"]):
            raise failures.bad_encoding(
                f"it is compressed as “{', '.join(names)[:40]}”, which was not asked for"
            )
        self._encoding = names[0].removeprefix("x-") if names else ""
        self._max_bytes = max_bytes
        self._received = 0
        self._body = bytearray()
        self._start = b""
        """The first byte of a gzip member or of a deflate body, until there are two."""
        self._decompressor: zlib._Decompress | None = None

    def add(self, chunk: bytes) -> None:
        """Add the next bytes as they were received."""
        self._received += len(chunk)
        # Data that cannot be compressed grows little: this ends a compressed body without content.
        if self._received > self._max_bytes + self._max_bytes // 100 + 1024:
            raise failures.too_large(self._max_bytes)
        if not self._encoding:
            self._append(chunk)
            return
        try:
            self._decompress(chunk)
        except zlib.error:
            raise failures.bad_encoding(
                "it is declared as compressed, but cannot be decompressed"
            ) from None

    def complete(self) -> bytes:
        """The whole body, after the last bytes."""
        unfinished = not self._decompressor.eof if self._decompressor else bool(self._start)
        if unfinished:
            raise failures.cut_off()
        if not self._body:
            raise failures.empty()
        return bytes(self._body)

    def _append(self, plain: bytes) -> None:
        if len(self._body) + len(plain) > self._max_bytes:
            raise failures.too_large(self._max_bytes)
        self._body += plain

    def _decompress(self, chunk: bytes) -> None:
        """Append what ``chunk`` contains; gzip may have several members (RFC 1952, 2.2)."""
        chunk = self._start + chunk
        self._start = b""
        while chunk:
            if self._decompressor is None or self._decompressor.eof:
                if len(chunk) < len(_GZIP_MAGIC):
                    self._start = chunk
                    return
                if self._decompressor and not self._is_next_member(chunk):
                    return  # padding
                self._decompressor = zlib.decompressobj(self._wbits(chunk))
            # One byte more than allowed, so that nothing stays behind in the decompressor.
            room = self._max_bytes + 1 - len(self._body)
            self._append(self._decompressor.decompress(chunk, room))
            chunk = self._decompressor.unused_data

    def _is_next_member(self, rest: bytes) -> bool:
        return self._encoding == "gzip" and rest.startswith(_GZIP_MAGIC)

    def _wbits(self, start: bytes) -> int:
        """The format for zlib: many servers send ``deflate`` without the zlib header."""
        if self._encoding == "gzip":
            return _GZIP_WBITS
        has_header = start[0] & 0x0F == zlib.DEFLATED and int.from_bytes(start[:2]) % 31 == 0
        return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS
