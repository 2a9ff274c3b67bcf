"""HTTP headers of files in object storage, and the compression that one of them announces."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import PurePosixPath
from typing import Any

import msgspec
from msgspec.structs import replace

from site_gen.address import Address
from site_gen.config import Storage
from site_gen.errors import UsageError
from site_gen.file_names import is_hashed
from site_gen.service_worker import is_service_worker

_TEXT = {
    **dict.fromkeys((".html", ".htm"), "text/html; charset=utf-8"),
    ".css": "text/css; charset=utf-8",
    **dict.fromkeys((".js", ".mjs"), "text/javascript; charset=utf-8"),
    **dict.fromkeys((".xml", ".opml"), "application/xml; charset=utf-8"),
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
}
_OTHER = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".ico": "image/x-icon",
    **dict.fromkeys((".jpeg", ".jpg"), "image/jpeg"),
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".otf": "font/otf",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ttf": "font/ttf",
    ".wasm": "application/wasm",
    ".webm": "video/webm",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
}
"""Python's ``mimetypes`` reads files of the machine, so it is not used."""
_UNKNOWN = "application/octet-stream"

_S3 = frozenset({"s3", "s3a"})
_GOOGLE = frozenset({"gs", "gcs"})
_AZURE = frozenset({"az", "abfs", "abfss"})
OBJECT_STORAGE = _S3 | _GOOGLE | _AZURE
"""Protocols whose files have headers. They have no folders, and every file is put in one step."""

_FOR_EVER = "public, max-age=31536000, immutable"
_ASK = "no-cache"
_ENCODINGS = {"none": "", "gzip": "gzip", "brotli": "br"}
_BROTLI_QUALITY = 9
"""11, the best, takes 20 times as long and saves 3 % of a page."""


class Headers(msgspec.Struct, frozen=True):
    """The headers of a file."""

    content_type: str
    cache_control: str
    encoding: str = ""
    """Of its bytes: ``gzip``, ``br``, or empty."""

    @property
    def key(self) -> str:
        """A short text that differs for other headers."""
        text = "\n".join((self.content_type, self.cache_control, self.encoding))
        return hashlib.blake2b(text.encode(), digest_size=3).hexdigest()

    def encode(self, data: bytes) -> bytes:
        """The bytes that are put, the same on every machine of one version of the library."""
        if self.encoding == "gzip":
            compressor = zlib.compressobj(6, wbits=31)  # no time in the header
            return compressor.compress(data) + compressor.flush()
        if self.encoding == "br":
            import brotli  # noqa: PLC0415  optional

            return bytes(brotli.compress(data, quality=_BROTLI_QUALITY))
        return data

    def arguments(self, protocol: str) -> Mapping[str, Any]:
        """The arguments of ``pipe_file`` of fsspec's class for the protocol."""
        if protocol in _S3:
            encoding = {"ContentEncoding": self.encoding} if self.encoding else {}
            return {"ContentType": self.content_type, "CacheControl": self.cache_control} | encoding
        fixed = {"cache_control": self.cache_control}
        if self.encoding:
            fixed["content_encoding"] = self.encoding
        if protocol in _GOOGLE:
            return {"content_type": self.content_type, "fixed_key_metadata": fixed}
        if protocol in _AZURE:
            return {"content_settings": {"content_type": self.content_type, **fixed}}
        return {}


class HeaderRules:
    """Which headers the files at an address get.

    Raises UsageError for a compression that the protocol cannot announce, or whose package is not
    installed.
    """

    def __init__(self, address: Address, settings: Storage) -> None:
        self._settings = settings
        self._has_headers = address.protocol in OBJECT_STORAGE
        if settings.compress != "none" and not self._has_headers:
            raise UsageError(
                f"storage.compress is {settings.compress}, and files at {address.protocol}:// have "
                "no header that says so",
                hint="remove it; the web server can compress",
            )
        if settings.compress == "brotli":
            _require_brotli()
        self.of_kind = cache(self._of_kind)

    @property
    def key(self) -> str:
        """A text that differs for other settings."""
        settings = self._settings
        return f"{settings.max_age} {settings.compress}" if self._has_headers else ""

    def headers(self, path: str) -> Headers:
        """The headers of a file of a site; empty ones if files at the address have none."""
        if not self._has_headers:
            return _NONE
        name = PurePosixPath(path)
        headers = self.of_kind(name.suffix.lower() or name.name, is_hashed(path))
        return replace(headers, cache_control=_ASK) if is_service_worker(path) else headers

    def key_of(self, path: str) -> str:
        """A short text that differs for other headers of the file."""
        return self.headers(path).key if self._has_headers else ""

    def _of_kind(self, suffix: str, is_hashed_name: bool) -> Headers:
        age = self._settings.max_age
        short = f"public, max-age={age}" if age else _ASK
        control = _FOR_EVER if is_hashed_name else short
        if suffix in _TEXT:
            return Headers(_TEXT[suffix], control, _ENCODINGS[self._settings.compress])
        return Headers(_OTHER.get(suffix, _UNKNOWN), control)


_NONE = Headers("", "")


def _require_brotli() -> None:
    try:
        import brotli  # noqa: F401, PLC0415  optional
    except ImportError:
        raise UsageError(
            "storage.compress is brotli, and the package brotli is not installed",
            hint="pip install 'site-gen[storage]'",
        ) from None
