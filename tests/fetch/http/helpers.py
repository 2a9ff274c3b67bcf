"""Read sources from servers on loopback, with short timeouts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from site_gen import config
from site_gen.fetch.http import read_sources, user_agent
from site_gen.fetch.types import Answer, SourceRequest

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
AGENT = user_agent("0.9", "https://site.example/news/")
FEED = b"<rss version='2.0'><channel><title>Harbour Post</title></channel></rss>"


def settings(
    *,
    private: bool = True,
    connect: float = 2.0,
    read: float = 5.0,
    source: float = 10.0,
    max_bytes: int = 200_000,
) -> config.Fetch:
    """Timeouts that suffice on a busy machine; tests of timeouts ask for less."""
    return config.Fetch(
        allow_private_hosts=private,
        connect_seconds=connect,
        read_seconds=read,
        source_seconds=source,
        max_bytes=max_bytes,
    )


def ask(
    sources: Sequence[str | SourceRequest],
    fetch_settings: config.Fetch | None = None,
    jobs: int = 32,
    on_answer: Callable[[Answer], None] | None = None,
) -> list[Answer]:
    """The answers of several sources."""
    requests = [SourceRequest(source) if isinstance(source, str) else source for source in sources]
    return read_sources(
        requests, fetch_settings or settings(), agent=AGENT, now=NOW, jobs=jobs, on_answer=on_answer
    )


def ask_one(source: str | SourceRequest, fetch_settings: config.Fetch | None = None) -> Answer:
    """The answer of a source."""
    (answer,) = ask([source], fetch_settings)
    return answer


def code(answer: Answer) -> str:
    """The code of its failure; empty if it has none."""
    return answer.failure.code if answer.failure else ""
