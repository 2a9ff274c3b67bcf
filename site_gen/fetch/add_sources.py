"""Sources written into site.yaml, where every other byte stays as its owner wrote it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from site_gen.canonical import article_key
from site_gen.config import load_config
from site_gen.config.types import SiteConfig
from site_gen.errors import ConfigError, OutputError
from site_gen.fetch import content_files
from site_gen.fetch.opml import FeedList, Subscription
from site_gen.front_matter import CannotRevise, dump, parse, revise_yaml

_ABOVE = "Feeds that fetch makes records of."
_MARK = "\ufeff"


class NewSources(msgspec.Struct, frozen=True):
    """The feeds of a list, by whether the site has them."""

    new: tuple[Subscription, ...]
    known: tuple[Subscription, ...]
    """Those that the site has, or that stand in the list before."""


def choose(feeds: FeedList, config: SiteConfig) -> NewSources:
    """Which feeds of a list the site has no source for, by their canonical addresses."""
    keys = {article_key(source.url) for source in config.sources}
    new: list[Subscription] = []
    known: list[Subscription] = []
    for feed in feeds.subscriptions:
        key = article_key(feed.url)
        (known if key in keys else new).append(feed)
        keys.add(key)
    return NewSources(tuple(new), tuple(known))


def as_sources(feeds: Iterable[Subscription], *, topics: bool) -> list[dict[str, Any]]:
    """Items of ``sources``; with ``topics``, folders become topics of all articles."""
    return [
        {
            "url": feed.url,
            **({"provider": _provider(feed)} if feed.name or feed.domain else {}),
            **({"topics": list(feed.topics)} if topics and feed.topics else {}),
        }
        for feed in feeds
    ]


def _provider(feed: Subscription) -> dict[str, str]:
    fields = {"name": feed.name, "domain": feed.domain}
    return {key: value for key, value in fields.items() if value}


def lines_to_paste(sources: list[dict[str, Any]]) -> str:
    """The lines that say these sources in site.yaml, for those who write them in by hand."""
    return dump({"sources": sources}).removeprefix("---\n").removesuffix("---\n")


def with_sources(path: Path, sources: list[dict[str, Any]]) -> bytes:
    """The bytes of site.yaml with these items at the end of ``sources``; writes nothing.

    Raises CannotRevise where that cannot be had for certain: the file is not to be touched then.
    """
    text = path.read_bytes().decode("utf-8")
    mark, text = text[: text.startswith(_MARK)], text.removeprefix(_MARK)
    try:
        old = parse(text.replace("\r\n", "\n").replace("\r", "\n")).get("sources")
    except ValueError as error:
        raise CannotRevise(str(error)) from None
    if not isinstance(old, list | None):
        raise CannotRevise("sources is no list")
    items = [*(old or []), *sources]
    made = revise_yaml(text, {"sources": items}, above={"sources": _ABOVE})
    return (mark + made).encode()


def check(data: bytes, config: SiteConfig) -> None:
    """Let the reader of the configuration read these bytes, away from the site.

    Raises CannotRevise if they do not say ``config`` with further sources at the end.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "site.yaml"
        file.write_bytes(data)
        try:
            made = load_config(file)
        except ConfigError as error:
            message = error.message.removeprefix(str(file)).lstrip(":0123456789 ")
            raise CannotRevise(f"it would not load: {message}") from None
    kept = made.sources[: len(config.sources)]
    if msgspec.structs.replace(made, sources=kept) != config:
        raise CannotRevise("other settings would change")


def write(path: Path, data: bytes) -> None:
    """Put these bytes in the place of site.yaml, in one step.

    Its mode stays, and a link stays a link. Raises OutputError if they cannot be written.
    """
    try:
        content_files.replace(path, data, path.resolve().parent)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written: {error.strerror or error}", hint="it is as it was"
        ) from error
