"""One source in one run: a type for each stage that it can be at, or end with.

    SourceRun ─→ Answered ─→ ParsedFeed ─→ PlannedSource
        └─→ SkippedSource  └─→ UnchangedSource, FailedSource (also from later stages)

:data:`Outcome` has the types that a source can end with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime

import msgspec

from site_gen.config import SiteConfig, Source
from site_gen.fetch.ledger import Ledger
from site_gen.fetch.state import SourceState, States, dates, failed, settings_digest, succeeded
from site_gen.fetch.types import Answer, Failure, Feed, FeedArticles, SourceChanges
from site_gen.fingerprint import digest


class SourceRun(msgspec.Struct, frozen=True):
    """A source to read, and what is remembered of it."""

    source: Source
    state: SourceState
    """As the last run left it."""
    settings: bytes
    """Digest of the settings that make its entries into articles."""
    up_to_date: bool
    """Whether settings and ledger are as the last run left them. Only then “not modified” means
    that there is nothing to do: a commit that is undone, for example, also undoes the ledger."""

    @property
    def settings_changed(self) -> bool:
        """Whether the last run made its articles with other settings or another version."""
        return bool(self.state.settings) and self.state.settings != self.settings


class SkippedSource(msgspec.Struct, frozen=True):
    """A source that is not asked: it is gone, or its server wants to be left alone."""

    run: SourceRun
    failure: Failure | None
    """None if it is gone."""


class FailedSource(msgspec.Struct, frozen=True):
    """A source that could not be read."""

    run: SourceRun
    answer: Answer
    failure: Failure


class UnchangedSource(msgspec.Struct, frozen=True):
    """A source whose feed is the same as the last time."""

    run: SourceRun
    answer: Answer


class Answered(msgspec.Struct, frozen=True):
    """A source that sent a new body."""

    run: SourceRun
    answer: Answer


class ParsedFeed(msgspec.Struct, frozen=True):
    """A source whose feed was parsed."""

    run: SourceRun
    answer: Answer
    feed: Feed


class PlannedSource(msgspec.Struct, frozen=True):
    """A source whose changes are planned; after writing, those that were written."""

    run: SourceRun
    answer: Answer
    feed: Feed
    articles: FeedArticles
    changes: SourceChanges


EndedSource = SkippedSource | FailedSource | UnchangedSource
AskedSource = EndedSource | Answered
ReadSource = EndedSource | ParsedFeed
Outcome = EndedSource | PlannedSource


def start_runs(
    sources: Sequence[Source],
    states: States,
    ledger: Ledger,
    config: SiteConfig,
) -> list[SourceRun]:
    """The sources with what the last run remembered of them."""
    runs = []
    for source in sources:
        state = states.get(source.url, SourceState())
        settings = settings_digest(source, config)
        up_to_date = state.settings == settings and state.known == _lines_digest(
            state.keys, ledger.text
        )
        runs.append(SourceRun(source, state, settings, up_to_date))
    return runs


def skipped(run: SourceRun, now: datetime) -> SkippedSource | None:
    """The outcome of a source that is gone, or must not be asked yet; None for all others."""
    until = run.state.wait_until
    if run.state.gone:
        return SkippedSource(run, None)
    if until and until > now:
        message = f"its server asks for a pause until {until:%Y-%m-%d %H:%M} UTC"
        return SkippedSource(run, Failure("waiting", message, "it is read after that"))
    return None


def answered(run: SourceRun, answer: Answer) -> AskedSource:
    """What an answer means for its source."""
    if answer.failure:
        return FailedSource(run, answer, answer.failure)
    if answer.body is None:
        return UnchangedSource(run, answer)
    if run.up_to_date and digest(answer.body) == run.state.body:
        return UnchangedSource(run, answer)
    return Answered(run, answer)


def unexpected(error: Exception) -> Failure:
    """A failure for an error of this program, so that it costs one source and not the run."""
    reason = f"{type(error).__name__}: {error}"
    return Failure("unexpected", f"unexpected {reason}", "report this bug of site_gen")


def new_states(
    outcomes: Iterable[Outcome], line_text: Callable[[str], str], now: datetime
) -> Iterator[tuple[str, SourceState]]:
    """What to remember of each source that was asked, by its address.

    ``line_text`` gives a line of the ledger as it is after the run.
    """
    for outcome in outcomes:
        if not isinstance(outcome, SkippedSource):
            yield outcome.run.source.url, _new_state(outcome, line_text, now)


def _new_state(
    outcome: FailedSource | UnchangedSource | PlannedSource,
    line_text: Callable[[str], str],
    now: datetime,
) -> SourceState:
    state = outcome.run.state
    if isinstance(outcome, FailedSource):
        return failed(state, outcome.failure, outcome.answer.wait_seconds, now)
    state = succeeded(state, outcome.answer, now)
    if isinstance(outcome, UnchangedSource):
        return state
    keys = tuple(dict.fromkeys(outcome.changes.keys))
    return msgspec.structs.replace(
        state,
        title=outcome.feed.title,
        body=digest(outcome.answer.body or b""),
        settings=outcome.run.settings,
        keys=keys,
        known=b"" if outcome.changes.waiting else _lines_digest(keys, line_text),
        dated=len(dates(outcome.feed)),
        oldest=min(dates(outcome.feed), default=None),
    )


def _lines_digest(keys: Iterable[str], line_text: Callable[[str], str]) -> bytes:
    """Digest of the ledger's lines for these articles."""
    return digest(*(line_text(key).encode() for key in keys))
