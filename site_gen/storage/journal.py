"""The objects in ``.site_gen/`` at an address: which editions were put there, and all files.

    0000000041-3f9c21aa.base        which parts the base has
    0000000041-3f9c21aa.part0001    files after edition 41
    0000000042-b07d1e44.edition     what edition 42 put and removed
    0000000043-5a11c0de.edition     what edition 43 will put or remove, or put and removed
    0000000044-5a11c0de.stopped     what a build may have put before it saw that it was overtaken

Each name has the number and the run of its build. Two builds that begin at once may take the same
number: the run decides which is the newer one, so no storage has to refuse a name that exists.
Each object is compressed JSON, a line for each file after a first line about itself.
"""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from site_gen.errors import UsageError

FOLDER = ".site_gen"
FORMAT = 1
"""Raise it if an older version could not read the objects."""

_NAME = re.compile(rf"{re.escape(FOLDER)}/(\d{{10}})-([0-9a-z]+)\.(base|edition|stopped|part\d+)")
_CORRUPT = (EOFError, OSError, UnicodeDecodeError, zlib.error, msgspec.MsgspecError, StopIteration)


class JournalEntry(NamedTuple):
    """The name of an object. Entries are sorted in the order in which they hold."""

    number: int
    is_late: bool
    """Whether it holds after all editions of the same number."""
    run: str
    is_base: bool
    """It holds after the edition of the same run, which it replaces."""
    kind: str

    @classmethod
    def of(cls, number: int, run: str, kind: str) -> JournalEntry:
        return cls(number, kind == "stopped", run, kind == "base", kind)

    @classmethod
    def parse(cls, path: str) -> JournalEntry | None:
        match = _NAME.fullmatch(path)
        return cls.of(int(match[1]), match[2], match[3]) if match else None

    @property
    def path(self) -> str:
        return f"{FOLDER}/{self.number:010}-{self.run}.{self.kind}"

    @property
    def edition(self) -> str:
        """The number and run of the edition that it belongs to."""
        return f"{self.number}-{self.run}"


class Head(msgspec.Struct, frozen=True, omit_defaults=True):
    """The first line of an object."""

    format: int
    is_done: bool = False
    """Whether an edition is complete; if not, its files may be there or not."""
    parts: int = 0
    """Of a base."""
    files: int = 0
    """How many files all parts of a base list."""
    languages: tuple[str, ...] = ()
    """The folders of other languages, which have manifests of their own."""


class RemoteFile(msgspec.Struct, frozen=True, array_like=True):
    """A file at the address."""

    path: str
    digest: str | None = None
    """BLAKE2b-128 of its bytes before compression. None: it was removed, or its bytes are not known
    or it may not exist."""
    size: int = 0
    """Bytes before compression."""
    headers: str = ""
    """A short text that differs for other headers."""


def encode(head: Head, files: Iterable[RemoteFile] = ()) -> bytes:
    """The bytes of an object."""
    encoder = msgspec.json.Encoder()
    compressor = zlib.compressobj(6, wbits=31)
    data = bytearray(compressor.compress(encoder.encode(head) + b"\n"))
    for file in files:
        data += compressor.compress(encoder.encode(file) + b"\n")
    data += compressor.flush()
    return bytes(data)


def decode(data: bytes, place: str) -> tuple[Head, Iterator[RemoteFile]]:
    """The content of an object; its files are read while they are iterated.

    Raises UsageError, also while iterating, for an object that cannot be read.
    """
    try:
        lines = iter(gzip.GzipFile(fileobj=io.BytesIO(data)))
        head = msgspec.json.decode(next(lines), type=Head)
    except _CORRUPT as error:
        raise _unreadable(place, error) from None
    if head.format > FORMAT:
        raise UsageError(
            f"{place}: a newer version of site_gen has published here",
            hint="install that version here as well",
        )
    return head, _files(lines, place)


def _files(lines: Iterator[bytes], place: str) -> Iterator[RemoteFile]:
    decoder = msgspec.json.Decoder(RemoteFile)
    try:
        for line in lines:
            yield decoder.decode(line)
    except _CORRUPT as error:
        raise _unreadable(place, error) from None


def _unreadable(place: str, error: Exception) -> UsageError:
    folder = place.rpartition("/")[0]
    return UsageError(
        f"{place}: cannot be read: {error}",
        hint=f"remove {folder}/ and run it again: every file is put again",
    )
