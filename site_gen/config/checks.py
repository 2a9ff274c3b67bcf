"""Checks of settings that types cannot express: URLs, duplicates, rules without effect."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from site_gen.base_url import normalise_base_url
from site_gen.colours import parse_colour
from site_gen.config.fetch_checks import invalid_fetch_settings
from site_gen.config.invalid import InvalidSetting, check_blank, invalid_url
from site_gen.config.navigation import NavItem
from site_gen.config.storage import invalid_storage_settings
from site_gen.config.time_zones import zone_error
from site_gen.config.types import (
    ACCENTS,
    AccentColours,
    Feeds,
    Front,
    LogoFiles,
    SiteConfig,
    SiteLanguage,
    Theme,
)
from site_gen.external_links import is_http_url, without_login
from site_gen.language_tags import is_language_tag, language_folder
from site_gen.urls import RESERVED_PAGES, fold_name, normal_domain, normal_host
from site_gen.wording import KeyPath, dotted, one_line

_SITE_PATH = re.compile(r"/(?!/)[^\s\\]*\Z")
"""A path on the site, such as ``/about/``; ``//`` and ``/\\`` would lead to another host."""
_SHARED_HOST = re.compile(r"[^/*?#\s]+(?:(?:/[^/*?#\s]+)*/[^/*?#\s]*\*)?")


def invalid_settings(config: SiteConfig) -> Iterator[InvalidSetting]:
    """All settings that have the right type and an invalid value, in the order of the sections."""
    yield from _check_site(config)
    yield from _check_languages(config)
    yield from _check_front(config.front)
    for index, item in enumerate(config.nav):
        if isinstance(item, NavItem):
            yield from _check_nav_item(("nav", index), item)
        elif item in config.nav[:index]:
            yield InvalidSetting(("nav", index), f"nav names {item} twice", "keep one of the two")
    yield from _check_theme(config.theme)
    yield from _check_feeds(config.feeds)
    for index, host in enumerate(config.embeds.hosts):
        if normal_host(host) != host:
            yield InvalidSetting(
                ("embeds", "hosts", index),
                f"embeds.hosts[{index}] is “{host}”, expected a host",
                "such as player.vimeo.com, in lower case",
            )
    yield from _check_shared_hosts(config.shared_hosts)
    yield from invalid_storage_settings(config.storage)
    yield from invalid_fetch_settings(config)


def _check_site(config: SiteConfig) -> Iterator[InvalidSetting]:
    """Refuse settings of the site itself, which are in no section."""
    if not normalise_base_url(config.base_url):
        yield _invalid_base_url(config.base_url)
    wrong_zone = zone_error(config.timezone)
    if wrong_zone:
        yield InvalidSetting(("timezone",), f"timezone is {wrong_zone[0]}", wrong_zone[1])
    if config.repository and not is_http_url(config.repository):
        yield invalid_url(("repository",), config.repository)


def _invalid_base_url(url: str) -> InvalidSetting:
    path, hint = ("base_url",), "such as https://example.org/news/"
    safe_url = without_login(url)
    if safe_url != url and normalise_base_url(safe_url):
        message = "base_url has a login, which every page would show"
        return InvalidSetting(path, message, f"write {safe_url}")
    return invalid_url(path, safe_url, hint)


def _check_languages(config: SiteConfig) -> Iterator[InvalidSetting]:
    """Refuse languages whose sites would have one folder, or without that of the site."""
    path: KeyPath = ("languages",)
    folders: dict[str, KeyPath] = {}
    for index, item in enumerate(config.languages):
        tag, tag_path = item, (*path, index)
        if isinstance(item, SiteLanguage):
            tag, tag_path = item.tag, (*tag_path, "tag")
        assert isinstance(tag, str)  # noqa: S101
        folder = language_folder(tag)
        if folder in RESERVED_PAGES:
            message = f"{dotted(tag_path)} is {tag}, and /{folder}/ is a folder of every site"
            yield InvalidSetting(tag_path, message, "add a region or a script to the tag")
        first = folders.setdefault(folder, tag_path)
        if first != tag_path:
            message = f"{dotted(path)} names {tag} twice"
            yield InvalidSetting(tag_path, message, "keep one of the two", first)
    if config.languages and language_folder(config.locale) not in folders:
        message = f"languages lacks {config.locale}, the language of the site"
        yield InvalidSetting(path, message, f"add {config.locale}, or set locale to one of them")


def _check_front(front: Front) -> Iterator[InvalidSetting]:
    path: KeyPath = ("front", "blocks")
    if not front.blocks:
        yield InvalidSetting(path, "front.blocks is empty", "name at least one, such as latest")
    yield from _check_repeated(path, front.blocks)
    if isinstance(front.topics, tuple):
        path = ("front", "topics")
        yield from check_blank(path, front.topics, "the name of a topic")
        yield from _check_repeated(path, front.topics)


def _check_repeated(path: KeyPath, names: Sequence[str]) -> Iterator[InvalidSetting]:
    """Refuse two equal names in a list."""
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        if first.setdefault(fold_name(name), index) != index:
            message = f"{dotted(path)} names {one_line(name)} twice"
            yield InvalidSetting((*path, index), message, "keep one of the two")


def _check_nav_item(path: KeyPath, item: NavItem) -> Iterator[InvalidSetting]:
    targets = [name for name in ("topic", "page", "url") if getattr(item, name).strip()]
    if not targets:
        message = f"{dotted(path)} leads nowhere"
        yield InvalidSetting(path, message, "name a topic, page or url")
    if len(targets) > 1:
        message = f"{dotted(path)} has a {targets[0]} and a {targets[1]}"
        yield InvalidSetting((*path, targets[1]), message, "keep one of the two")
    labels = () if isinstance(item.label, str) else item.label
    for tag in labels:
        if not is_language_tag(tag):
            tag_path: KeyPath = (*path, "label", tag)
            message = f"{dotted((*path, 'label'))} has “{tag}”, expected a language tag"
            yield InvalidSetting(tag_path, message, "such as en or en-gb")
    if item.url and not is_http_url(item.url) and not _SITE_PATH.match(item.url):
        url_path: KeyPath = (*path, "url")
        message = f"{dotted(url_path)} is “{item.url}”, expected an http or https URL or a path"
        yield InvalidSetting(url_path, message, "such as https://example.org/ or /about/")


def _check_theme(theme: Theme) -> Iterator[InvalidSetting]:
    path: KeyPath = ("theme", "accent")
    if isinstance(theme.accent, AccentColours):
        for name, colour in msgspec.structs.asdict(theme.accent).items():
            if colour and not parse_colour(colour):
                yield _invalid_colour((*path, name), colour, "a colour")
    elif theme.accent and theme.accent not in ACCENTS and not parse_colour(theme.accent):
        yield _invalid_colour(path, theme.accent, f"{', '.join(ACCENTS)} or a colour")
    logo = theme.logo
    if isinstance(logo, LogoFiles) and (logo.width is None) != (logo.height is None):
        missing = "width" if logo.width is None else "height"
        message = f"theme.logo.{missing} is missing, as the other side is given"
        yield InvalidSetting(("theme", "logo"), message, "give both, or none of the two")
    address = logo.light if isinstance(logo, LogoFiles) else logo
    if is_http_url(address) and not (isinstance(logo, LogoFiles) and logo.width):
        message = "theme.logo is on another host, and its size is not given"
        hint = f"write theme.logo as a map: light: {address}, width: 200, height: 40"
        yield InvalidSetting(("theme", "logo"), message, hint)


def _invalid_colour(path: KeyPath, colour: str, expected: str) -> InvalidSetting:
    close = difflib.get_close_matches(colour.casefold(), ACCENTS, 1) if len(path) == 2 else []
    guess = close[0] if close else f"“#{colour}”" if parse_colour(f"#{colour}") else ""
    hint = f"did you mean {guess}?" if guess else "such as “#c03” or “oklch(0.5 0.2 20)”"
    return InvalidSetting(path, f"{dotted(path)} is “{colour}”, expected {expected}", hint)


def _check_feeds(feeds: Feeds) -> Iterator[InvalidSetting]:
    path: KeyPath = ("feeds", "id_url")
    safe_url = without_login(feeds.id_url)
    if feeds.id_url and not is_http_url(feeds.id_url):
        yield invalid_url(path, safe_url)
    elif safe_url != feeds.id_url:
        message = "feeds.id_url has a login, which every feed would show"
        yield InvalidSetting(path, message, f"write {safe_url}")
    for kind, formats in msgspec.structs.asdict(feeds.formats).items():
        duplicates = [name for name in formats if formats.count(name) > 1]
        if duplicates:
            path = ("feeds", "formats", kind)
            message = f"{dotted(path)} names {duplicates[0]} twice"
            yield InvalidSetting(path, message, "keep one of the two")


def _check_shared_hosts(hosts: Iterable[str]) -> Iterator[InvalidSetting]:
    for index, pattern in enumerate(hosts):
        if not _SHARED_HOST.fullmatch(pattern) or normal_domain(pattern) != pattern.split("/")[0]:
            yield InvalidSetting(
                ("shared_hosts", index),
                f"shared_hosts[{index}] is “{pattern}”, expected a host, or a host and the path of "
                "its channels",
                "such as videos.example/@*, in lower case and without www.",
            )
