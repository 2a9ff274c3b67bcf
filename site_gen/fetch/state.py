"""What the last runs found out about each source. It changes with every run, so it lies in the
cache and not in the repository; without it everything is read once more, and nothing twice.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from site_gen import __version__, cache_file
from site_gen.config import SiteConfig, Source
from site_gen.fetch.types import Answer, Failure, Feed, Validators
from site_gen.fingerprint import digest

_FORM = b"fetch 2"
"""Changes with the shape of what is kept."""
_DAY = timedelta(days=1)


class SourceState(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one source."""

    title: str = ""
    """Of the feed."""
    validators: Validators = Validators()
    body: bytes = b""
    """Digest of the last body: some servers have no better way to say that nothing changed."""
    settings: bytes = b""
    """Digest of the settings that its articles were made by; empty if there were none yet."""
    keys: tuple[str, ...] = ()
    """Of the articles in the last answer."""
    known: bytes = b""
    """Digest of what the ledger said of them then; empty while a record waits to follow."""
    dated: int = 0
    """How many articles of the last answer have a date."""
    oldest: datetime | None = None
    """The first of these dates."""
    last_success: datetime | None = None
    failing_since: datetime | None = None
    failure: Failure | None = None
    gone: bool = False
    wait_until: datetime | None = None
    moved_to: str = ""

    @property
    def items_a_day(self) -> float | None:
        """Articles a day from the oldest in the last answer to the last success; None if the feed
        does not tell. Not to its newest: one that has ended would be at work for ever."""
        if self.dated < 2 or not self.oldest or not self.last_success:
            return None
        span = (self.last_success - self.oldest) / _DAY
        return round((self.dated - 1) / span, 1) if span > 0 else None


States = dict[str, SourceState]
"""Address of a source, as the configuration has it → its state."""


def read_states(cache: Path) -> States:
    """The states that the last run left; empty if they are lost or damaged."""
    return cache_file.read(cache / "fetch", _FORM, dict[str, SourceState]) or {}


def write_states(cache: Path, states: States, sources: tuple[Source, ...]) -> None:
    """Keep the states of the configured sources."""
    urls = {source.url for source in sources}
    kept = {url: states[url] for url in sorted(urls & states.keys())}
    cache_file.write(cache / "fetch", _FORM, kept)


def settings_digest(source: Source, config: SiteConfig) -> bytes:
    """Of all by which a feed's entries become articles, or are dropped; of this program, too."""
    made_by = (__version__, source, config.topics, config.rules, config.fetch.excerpt_length)
    return digest(msgspec.msgpack.encode((*made_by, config.shared_hosts)))


def succeeded(state: SourceState, answer: Answer, now: datetime) -> SourceState:
    """The state after an answer, be it that nothing has changed."""
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
    """The state after a failure; ``wait`` are seconds for which the server wants to rest."""
    return msgspec.structs.replace(
        state,
        failing_since=state.failing_since or now,
        failure=failure,
        gone=failure.code == "gone",
        wait_until=now + timedelta(seconds=wait) if wait else None,
    )


def dates(feed: Feed) -> list[datetime]:
    """The dates that the feed itself gives its articles."""
    return [date for item in feed.items if (date := item.published_at or item.updated_at)]
