"""The sources of the configuration: which are selected, their names, and how they are doing."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

import msgspec

from site_gen.config import Source
from site_gen.errors import UsageError
from site_gen.external_links import without_login
from site_gen.fetch.state import SourceState, States
from site_gen.urls import fold_name


def chosen_sources(
    sources: Sequence[Source], names: Sequence[str], states: States
) -> tuple[Source, ...]:
    """The sources with these names, in the order of the configuration; all if there are no names.

    A name is an address, a provider's name or domain, or a part of one of them, in any case; it may
    mean several sources. The feed's title, which ``sources`` lists, is a name too. Raises
    UsageError if there are no sources, or if a name means none.
    """
    if not sources:
        raise UsageError(
            "there are no sources to read",
            hint="list feeds under sources in site.yaml, or take them from OPML: "
            "python -m site_gen import-opml FILE",
        )
    names_of = {source.url: _names(source, states) for source in sources}
    chosen: set[str] = set()
    for name in names:
        urls = {url for url, known in names_of.items() if _means(name, known)}
        if not urls:
            shown = name if name.strip() else f"“{name}”"
            hint = _suggestion(name, names_of.values())
            raise UsageError(f"{shown}: no source has this name", hint=hint)
        chosen |= urls
    return tuple(source for source in sources if not names or source.url in chosen)


def _names(source: Source, states: States) -> tuple[str, ...]:
    """Everything that a source may be called; the last one may contain a password."""
    title = states.get(source.url, SourceState()).title
    return source_name(source, title), source.provider.domain, shown_url(source), source.url


def _means(name: str, known: Iterable[str]) -> bool:
    """Whether one of the names contains ``name``; an empty one is in none."""
    part = fold_name(name).strip()
    return bool(part) and any(part in fold_name(full_name) for full_name in known)


def _suggestion(name: str, names_of: Iterable[tuple[str, ...]]) -> str:
    known = [known for names in names_of for known in names[:-1] if known]
    close = difflib.get_close_matches(name, known, 1, 0.5)
    return f"did you mean {close[0]}?" if close else "python -m site_gen sources lists them"


def shown_url(source: Source) -> str:
    """The source's address without user name and password."""
    return without_login(source.url)


def source_name(source: Source, title: str) -> str:
    """The source's name in messages; ``title`` is that of its feed."""
    return source.provider.name or title or name_from_url(source.url)


def name_from_url(url: str) -> str:
    """The name of a source that has no other; not unique."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''}{parts.path}"


class SourceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A source in the list of the command ``sources``."""

    name: str
    url: str
    last_success: datetime | None
    """None if it was never read, or the cache was lost."""
    items_a_day: float | None
    failing_since: datetime | None
    failure: str
    gone: bool
    wait_until: datetime | None
    moved_to: str

    @property
    def status_text(self) -> str:
        """``fine``, or what is wrong with it and since when."""
        if self.gone:
            return "gone for good"
        if self.failing_since:
            return f"fails since {self.failing_since:%Y-%m-%d %H:%M}: {self.failure}"
        if self.moved_to:
            return f"has moved to {self.moved_to}"
        return "fine" if self.last_success else "not read yet"


def source_rows(sources: Sequence[Source], states: States) -> list[SourceRow]:
    """The sources in the order of the configuration."""
    return [_row(source, states.get(source.url, SourceState())) for source in sources]


def _row(source: Source, state: SourceState) -> SourceRow:
    return SourceRow(
        name=source_name(source, state.title),
        url=shown_url(source),
        last_success=state.last_success,
        items_a_day=state.items_a_day,
        failing_since=state.failing_since,
        failure=state.failure.message if state.failure else "",
        gone=state.gone,
        wait_until=state.wait_until,
        moved_to=state.moved_to,
    )
