"""Sources are asked as ``fetch`` does it, with little patience, and on loopback."""

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
    silence: float = 5.0,
    source: float = 10.0,
    limit: int = 200_000,
) -> config.Fetch:
    """Enough time for a busy machine; a test of impatience asks for less."""
    return config.Fetch(
        allow_private_hosts=private,
        connect_seconds=connect,
        read_seconds=silence,
        source_seconds=source,
        max_bytes=limit,
    )


def ask(
    sources: Sequence[str | SourceRequest],
    patience: config.Fetch | None = None,
    jobs: int = 32,
    told: Callable[[Answer], None] | None = None,
) -> list[Answer]:
    """The answers of several sources."""
    asked = [SourceRequest(one) if isinstance(one, str) else one for one in sources]
    return read_sources(asked, patience or settings(), agent=AGENT, now=NOW, jobs=jobs, told=told)


def ask_one(source: str | SourceRequest, patience: config.Fetch | None = None) -> Answer:
    """The answer of a source."""
    (answer,) = ask([source], patience)
    return answer


def code(answer: Answer) -> str:
    """Of its failure; empty if it is none."""
    return answer.failure.code if answer.failure else ""
