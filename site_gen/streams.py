"""The standard streams, made fit for commands: one that is closed, or that nobody reads any more,
takes what is written and keeps nothing. A command does its work all the same."""

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
    """Replace the standard streams where a command could fail on them."""
    _open_closed()
    sys.stdin = sys.stdin or open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = _patient(sys.stdout, 1)
    sys.stderr = _patient(sys.stderr, _ERRORS)


def _open_closed() -> None:
    """Give a number that is free to nobody else: what they write would go into any file."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)  # the lowest number is taken


class _Patient(io.FileIO):
    """A stream that goes on as if it were read when its reader has gone.

    So does standard error on a full disk: there is nobody to tell that to.
    """

    def write(self, data: ReadableBuffer, /) -> int:
        try:
            return super().write(data) or 0
        except OSError as error:
            if not isinstance(error, BrokenPipeError) and self.fileno() != _ERRORS:
                raise
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self.fileno())
            os.close(nowhere)
            return memoryview(data).nbytes


def _patient(stream: TextIO | None, number: int) -> TextIO:
    """The stream; letters that it cannot write are written as escapes."""
    if stream is None or (_is(stream, number) and not stream.isatty()):
        return io.TextIOWrapper(
            io.BufferedWriter(_Patient(number, "wb", closefd=False)),
            encoding=stream.encoding if stream else "utf-8",
            errors="backslashreplace",
            line_buffering=number == _ERRORS
            or bool(stream and getattr(stream, "line_buffering", False)),
        )
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


def _is(stream: TextIO, number: int) -> bool:
    with contextlib.suppress(OSError, ValueError):
        return stream.fileno() == number
    return False
