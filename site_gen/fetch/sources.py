"""Which sources are meant, and what they are called."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from site_gen.config import Source
from site_gen.errors import UsageError
from site_gen.external_links import without_login
from site_gen.fetch.state import SourceState, States
from site_gen.urls import fold_name


def chosen(sources: Sequence[Source], names: Sequence[str], states: States) -> tuple[Source, ...]:
    """The sources that are named, all if none is; each once, in the order of the configuration.

    A name is an address, an outlet's name or domain, or a part of one of them, in any case; it
    may mean several. What ``sources`` calls a source by its feed's title is a name too. Raises
    UsageError if there are no sources, or a name means none.
    """
    if not sources:
        raise UsageError(
            "there are no sources to read",
            hint="list feeds under sources in site.yaml, or take them from OPML: "
            "python -m site_gen import-opml FILE",
        )
    called = {source.url: _names(source, states) for source in sources}
    meant: set[str] = set()
    for name in names:
        urls = {url for url, known in called.items() if _means(name, known)}
        if not urls:
            shown = name if name.strip() else f"“{name}”"
            raise UsageError(f"{shown}: no source is called so", hint=_guess(name, called.values()))
        meant |= urls
    return tuple(source for source in sources if not names or source.url in meant)


def _names(source: Source, states: States) -> tuple[str, ...]:
    """What a source may be called; its address as messages show it, and as it is."""
    name = name_of(source, states.get(source.url, SourceState()))
    return name, source.provider.domain, shown_url(source), source.url


def _means(name: str, known: Iterable[str]) -> bool:
    """A name without a letter, such as of a variable that is not set, means none."""
    part = fold_name(name).strip()
    return bool(part) and any(part in fold_name(each) for each in known)


def _guess(name: str, called: Iterable[tuple[str, ...]]) -> str:
    known = [each for names in called for each in names[:-1] if each]
    close = difflib.get_close_matches(name, known, 1, 0.5)
    return f"did you mean {close[0]}?" if close else "python -m site_gen sources lists them"


def shown_url(source: Source) -> str:
    """The source's address without the password that it may have."""
    return without_login(source.url)


def name_of(source: Source, state: SourceState) -> str:
    """What a source is called in messages."""
    return source.provider.name or state.title or name_of_address(source.url)


def name_of_address(url: str) -> str:
    """What a source is called that has no other name; two of one site may have the same."""
    parts = urlsplit(url)
    return f"{parts.hostname or ''}{parts.path}"
