"""One source in one run: what was known of it, what it answered, and what came of that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from site_gen import __version__
from site_gen.canonical import article_key
from site_gen.config import SiteConfig, Source
from site_gen.fetch.article_keys import short
from site_gen.fetch.articles import FeedArticles
from site_gen.fetch.http.failures import NOT_ASKED
from site_gen.fetch.ledger import Ledger
from site_gen.fetch.planning import PlannedChanges
from site_gen.fetch.report import SourceReport, Status
from site_gen.fetch.sources import name_of, shown_url
from site_gen.fetch.state import SourceState, States, dates, failed, settings_digest, succeeded
from site_gen.fetch.topics import TopicFinder
from site_gen.fetch.types import Answer, Article, Failure, Feed, SourceRequest, Validators
from site_gen.fingerprint import digest

_MOST_UNMAPPED = 20
_NOTHING = PlannedChanges([], [], [])


class SourceRun(msgspec.Struct, kw_only=True):
    """A source in this run."""

    source: Source
    state: SourceState
    """As the last run left it."""
    settings: bytes
    settled: bool
    """Whether the ledger says of its last answer's articles what it said after that run, and the
    settings are the same: only then “nothing has changed” means that there is nothing to do. A
    commit that is given up, for one, takes the ledger back with the records."""
    skipped: bool = False
    """It is gone, or wants to rest, and is not asked."""
    answer: Answer | None = None
    failure: Failure | None = None
    feed: Feed | None = None
    """What it says; None if nothing has changed."""
    taken: FeedArticles | None = None
    unmapped: dict[str, int] = {}

    @property
    def remade(self) -> bool:
        """Whether its articles were made by other settings, or another version, the last time."""
        return bool(self.state.settings) and self.state.settings != self.settings

    @property
    def digest(self) -> bytes:
        """Of the body of the answer."""
        return digest((self.answer and self.answer.body) or b"")

    @property
    def body(self) -> bytes | None:
        """The body, if it is not that of the last run."""
        if self.answer is None or self.answer.body is None:
            return None
        same = self.settled and self.digest == self.state.body
        return None if same else self.answer.body

    @property
    def articles(self) -> tuple[Article, ...]:
        """What it tells of."""
        return self.taken.articles if self.taken else ()

    def count_unmapped(self, finder: TopicFinder) -> None:
        """Count the categories that led to no topic."""
        items = self.feed.items if self.feed else ()
        counted = Counter(name for item in items for name in finder.unmapped(item))
        self.unmapped = dict(counted.most_common(_MOST_UNMAPPED))


def source_mark(source: Source) -> str:
    """By which the ledger knows a source."""
    return short("source", article_key(source.url))


def lines_digest(keys: Iterable[str], text_of: Callable[[str], str]) -> bytes:
    """Of what the ledger says of these articles."""
    return digest(*(text_of(key).encode() for key in keys))


def begin(
    sources: Sequence[Source],
    states: States,
    ledger: Ledger,
    config: SiteConfig,
    now: datetime,
    *,
    named: bool,
) -> list[SourceRun]:
    """The rounds of the sources; those that are gone or want to rest are asked if named only."""
    rounds = []
    for source in sources:
        state = states.get(source.url, SourceState())
        settings = settings_digest(source, config)
        settled = state.settings == settings and state.known == lines_digest(
            state.keys, ledger.text
        )
        each = SourceRun(source=source, state=state, settings=settings, settled=settled)
        if not named:
            _rest(each, now)
        rounds.append(each)
    return rounds


def _rest(each: SourceRun, now: datetime) -> None:
    """Do not ask a source that is gone, or that wants to be left alone for a while."""
    until = each.state.wait_until
    each.skipped = each.state.gone or bool(until and until > now)
    if each.skipped and not each.state.gone and until:
        each.failure = Failure(
            "waiting", f"asks to be left alone until {until:%Y-%m-%d %H:%M} UTC", "read then"
        )


def hear(
    rounds: Sequence[SourceRun],
    config: SiteConfig,
    now: datetime,
    at_once: int,
    told: Callable[[Answer], None] | None,
) -> None:
    """Ask the sources that are to be asked; their rounds have the answers then."""
    from site_gen.fetch.http import read_sources, user_agent  # noqa: PLC0415  needs an extra

    waiting = sorted((each for each in rounds if not each.skipped), key=_turn)
    nothing = Validators()
    asked = [
        SourceRequest(each.source.url, each.state.validators if each.settled else nothing)
        for each in waiting
    ]
    agent = user_agent(__version__, config.base_url)
    answers = read_sources(asked, config.fetch, agent=agent, now=now, jobs=at_once, on_answer=told)
    for each, answer in zip(waiting, answers, strict=True):
        each.answer, each.failure = answer, answer.failure


def _turn(each: SourceRun) -> tuple[int, float]:
    """When it is asked: those that were not asked before all others, the longest of them first, so
    that a host with an answer for a few in each run is read in turns; those that failed last, so
    that they can shut none of their host out for ever."""
    failure, since = each.state.failure, each.state.failing_since
    if failure and failure.code in NOT_ASKED:
        return 0, since.timestamp() if since else 0.0
    return (2 if failure else 1), 0.0


def states_after(
    rounds: Sequence[SourceRun],
    decided: Mapping[str, PlannedChanges],
    text_of: Callable[[str], str],
    now: datetime,
) -> Iterator[tuple[str, SourceState]]:
    """What is known of each source after the run; ``text_of`` gives a line of the new ledger."""
    for each in rounds:
        if each.skipped or each.answer is None:
            continue
        if each.failure:
            wait = each.answer.wait_seconds
            yield each.source.url, failed(each.state, each.failure, wait, now)
            continue
        state = succeeded(each.state, each.answer, now)
        if each.feed is not None:
            done = decided.get(each.source.url, _NOTHING)
            keys = tuple(dict.fromkeys(done.keys))
            state = msgspec.structs.replace(
                state,
                title=each.feed.title,
                body=each.digest,
                settings=each.settings,
                keys=keys,
                known=b"" if done.waiting else lines_digest(keys, text_of),
                dated=len(dates(each.feed)),
                oldest=min(dates(each.feed), default=None),
            )
        yield each.source.url, state


def reports(
    rounds: Sequence[SourceRun], decided: Mapping[str, PlannedChanges]
) -> Iterator[SourceReport]:
    """What came of each source."""
    for each in rounds:
        done = decided.get(each.source.url, _NOTHING)
        taken = each.taken or FeedArticles((), 0, 0)
        answer = each.answer or Answer(url=each.source.url)
        title = each.feed.title if each.feed else each.state.title
        yield SourceReport(
            url=shown_url(each.source),
            name=name_of(each.source, SourceState(title=title)),
            status=_status(each),
            http_status=answer.status,
            new=len(done.new),
            updated=len(done.revisions),
            known=done.known,
            dropped=taken.dropped,
            nowhere=taken.nowhere,
            failure=each.failure,
            moved_to=answer.moved_to,
            faults=each.feed.faults if each.feed else (),
            notices=taken.notices,
            unmapped=each.unmapped,
            records=(*[each.path for each in done.new], *[each.path for each in done.revisions]),
            attempts=answer.attempts,
            seconds=round(answer.seconds, 3),
        )


def _status(each: SourceRun) -> Status:
    if each.failure:
        return Status.FAILED
    if each.skipped:
        return Status.GONE
    return Status.READ if each.feed else Status.UNCHANGED
