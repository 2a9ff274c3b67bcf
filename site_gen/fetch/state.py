"""What ``fetch`` has in the cache: the state of each source, and a lock.

The state changes with every run, so it is not in the repository. Without it every source is read in
full once more, and no article is written twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from site_gen import __version__, cache_file
from site_gen.config import SiteConfig, Source
from site_gen.errors import UsageError
from site_gen.fetch.types import Answer, Failure, Feed, Validators
from site_gen.fingerprint import digest

_FORMAT = b"fetch 2"
"""Changes with :class:`SourceState`."""
_DAY = timedelta(days=1)


class SourceState(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of one source."""

    title: str = ""
    """Of the feed."""
    validators: Validators = Validators()
    body: bytes = b""
    """Digest of the last body, for servers that do not support validators."""
    settings: bytes = b""
    """Digest of the settings that its articles were made with; empty if there were none yet."""
    keys: tuple[str, ...] = ()
    """Keys in the ledger of the articles in the last feed."""
    known: bytes = b""
    """Digest of the lines of these articles; empty while a record could not be revised."""
    dated: int = 0
    """How many entries of the last feed have a date."""
    oldest: datetime | None = None
    """The oldest of these dates."""
    last_success: datetime | None = None
    failing_since: datetime | None = None
    failure: Failure | None = None
    gone: bool = False
    wait_until: datetime | None = None
    moved_to: str = ""

    @property
    def items_a_day(self) -> float | None:
        """Entries a day, from the oldest in the last feed to the last success; None if it has too
        few dates. Not to the newest entry: a feed that has ended would stay active forever."""
        if self.dated < 2 or not self.oldest or not self.last_success:
            return None
        span = (self.last_success - self.oldest) / _DAY
        return round((self.dated - 1) / span, 1) if span > 0 else None


States = dict[str, SourceState]
"""Address of a source, as the configuration has it → its state."""


def read_states(cache: Path) -> States:
    """The states as the last run left them; empty if they are lost or damaged."""
    return cache_file.read(cache / "fetch", _FORMAT, dict[str, SourceState]) or {}


def write_states(cache: Path, states: States, sources: tuple[Source, ...]) -> None:
    """Store the states of the configured sources."""
    urls = {source.url for source in sources}
    configured = {url: states[url] for url in sorted(urls & states.keys())}
    cache_file.write(cache / "fetch", _FORMAT, configured)


@contextmanager
def only_run(cache: Path, *, dry_run: bool) -> Iterator[None]:
    """Lock the site's cache, so that two runs never write the same articles.

    A dry run writes nothing and needs no lock. The system releases the lock when the process ends,
    even if it is killed. Raises UsageError if another run has the lock, or if the cache cannot be
    written to.
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
            "another fetch is running on this site", hint="wait until it has ended"
        ) from None
    except OSError as error:
        raise UsageError(
            f"{cache}: cannot be written to: {error.strerror or error}",
            hint="fetch stores the state of each source there",
        ) from None
    try:
        yield
    finally:
        lock.release()


def settings_digest(source: Source, config: SiteConfig) -> bytes:
    """Digest of the settings, and of the version of this program, that make articles of entries."""
    settings = (__version__, source, config.topics, config.rules, config.fetch.excerpt_length)
    return digest(msgspec.msgpack.encode((*settings, config.shared_hosts)))


def succeeded(state: SourceState, answer: Answer, now: datetime) -> SourceState:
    """The state after an answer, also after “not modified”."""
    return msgspec.structs.replace(
        state,
        validators=answer.validators,
        last_success=now,
        failing_since=None,
        failure=None,
        gone=False,
        wait_until=None,
        moved_to=answer.moved_to,
    )


def failed(state: SourceState, failure: Failure, wait: float | None, now: datetime) -> SourceState:
    """The state after a failure; ``wait`` is for how many seconds not to ask again."""
    return msgspec.structs.replace(
        state,
        failing_since=state.failing_since or now,
        failure=failure,
        gone=failure.code == "gone",
        wait_until=now + timedelta(seconds=wait) if wait else None,
    )


def dates(feed: Feed) -> list[datetime]:
    """The dates of the feed's entries."""
    return [date for item in feed.items if (date := item.published_at or item.updated_at)]
