"""Adding sources to site.yaml without changing any other byte of it."""

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
from site_gen.front_matter import CannotRevise, parse, revise_yaml, yaml_text

_COMMENT = "Feeds that fetch makes records of."
_BOM = "\ufeff"


class NewSources(msgspec.Struct, frozen=True):
    """The feeds of a list: new ones, and those that the site already has."""

    new: tuple[Subscription, ...]
    known: tuple[Subscription, ...]
    """Also repetitions within the list."""


def find_new(feeds: FeedList, config: SiteConfig) -> NewSources:
    """Compare a list with the site's sources, by article keys."""
    keys = {article_key(source.url) for source in config.sources}
    new: list[Subscription] = []
    known: list[Subscription] = []
    for feed in feeds.subscriptions:
        key = article_key(feed.url)
        (known if key in keys else new).append(feed)
        keys.add(key)
    return NewSources(tuple(new), tuple(known))


def as_sources(feeds: Iterable[Subscription], *, topics: bool) -> list[dict[str, Any]]:
    """The feeds as items of ``sources``; ``topics`` makes topics of the feeds' folders."""
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
    """These sources as YAML, for adding them to site.yaml by hand."""
    return f"{yaml_text({'sources': sources})}\n"


def with_sources(path: Path, sources: list[dict[str, Any]]) -> bytes:
    """The bytes of site.yaml with these items at the end of ``sources``; writes nothing.

    Raises CannotRevise if the file cannot be changed reliably.
    """
    text = path.read_bytes().decode("utf-8")
    bom, text = text[: text.startswith(_BOM)], text.removeprefix(_BOM)
    try:
        old = parse(text.replace("\r\n", "\n").replace("\r", "\n")).get("sources")
    except ValueError as error:
        raise CannotRevise(str(error)) from None
    if not isinstance(old, list | None):
        raise CannotRevise("sources is no list")
    items = [*(old or []), *sources]
    return (bom + revise_yaml(text, {"sources": items}, above={"sources": _COMMENT})).encode()


def check(data: bytes, config: SiteConfig) -> None:
    """Load these bytes as a configuration.

    Raises CannotRevise if the result is not ``config`` with further sources at the end.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "site.yaml"
        file.write_bytes(data)
        try:
            loaded = load_config(file)
        except ConfigError as error:
            message = error.message.removeprefix(str(file)).lstrip(":0123456789 ")
            raise CannotRevise(f"it would not load: {message}") from None
    old_sources = loaded.sources[: len(config.sources)]
    if msgspec.structs.replace(loaded, sources=old_sources) != config:
        raise CannotRevise("other settings would change")


def write(path: Path, data: bytes) -> None:
    """Write site.yaml in one step; raises OutputError if it cannot be written."""
    try:
        content_files.replace(path, data, path.resolve().parent)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written: {error.strerror or error}", hint="it is as it was"
        ) from error
