"""One run at a time: two at once would each write what the other has not written yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from site_gen.errors import UsageError


@contextmanager
def alone(cache: Path, *, dry_run: bool) -> Iterator[None]:
    """Hold the lock of the site's cache; a dry run, which writes nothing, needs none.

    The system releases it when the process ends, however it does. Raises UsageError if another
    run holds it, or the cache cannot be written to.
    """
    if dry_run:
        yield
        return
    from filelock import FileLock, Timeout  # noqa: PLC0415  part of an extra

    try:
        cache.mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache / "fetch.lock", timeout=0)
        lock.acquire()
    except Timeout:
        raise UsageError(
            "another fetch is at work on this site", hint="wait until it has ended"
        ) from None
    except OSError as error:
        raise UsageError(
            f"{cache}: cannot be written to: {error.strerror or error}",
            hint="fetch remembers there what it has read",
        ) from None
    try:
        yield
    finally:
        lock.release()
