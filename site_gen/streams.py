"""Standard streams that may be closed, or pipes without a reader: output to them is discarded, so
that a command can still do its work."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_ERRORS = 2


def secure() -> None:
    """Replace standard streams on which a command could fail."""
    _open_closed()
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = _discarding(sys.stdout, 1)
    sys.stderr = _discarding(sys.stderr, _ERRORS)


def _open_closed() -> None:
    """Open closed streams on the null device.

    Otherwise the next file that is opened gets the number, and output would go into that file.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # the lowest free number


class _DiscardingIO(io.FileIO):
    """A stream that discards output when its reader has gone.

    Standard error does so on any error, such as a full disk, as that could not be reported.
    """

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data) or 0
        except OSError as error:
            if not isinstance(error, BrokenPipeError) and self.fileno() != _ERRORS:
                raise
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, self.fileno())
            os.close(null)
            return memoryview(data).nbytes


def _discarding(stream: TextIO | None, number: int) -> TextIO:
    """The stream, which writes characters that it cannot encode as escapes."""
    if stream is None or (_has_number(stream, number) and not stream.isatty()):
        return io.TextIOWrapper(
            io.BufferedWriter(_DiscardingIO(number, "wb", closefd=False)),
            encoding=stream.encoding if stream else "utf-8",
            errors="backslashreplace",
            line_buffering=number == _ERRORS
            or bool(stream and getattr(stream, "line_buffering", False)),
        )
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


def _has_number(stream: TextIO, number: int) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return stream.fileno() == number
    return False
