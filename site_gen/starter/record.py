"""``new``: a record to fill in, with an unused name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import msgspec

from site_gen.model import ProviderNote, SourceFile
from site_gen.scan import ContentListing, list_content, read_source
from site_gen.starter.new_files import create, required_text, required_url, yaml_line
from site_gen.urls import normal_domain, record_id, record_stem
from site_gen.validate import validate_note

_NOTE_BYTES = 1_048_576
_PLACEHOLDER_URL, _PLACEHOLDER_NAME, _PLACEHOLDER_DOMAIN = (
    "https://outlet.example/article",
    "The outlet",
    "outlet.example",
)
_NOT_PUBLISHED = "Not shown to readers yet: remove this line when the fields below are filled in."


class RecordDraft(msgspec.Struct, frozen=True):
    """A new record."""

    path: Path
    hints: tuple[str, ...]
    """What to do before readers see it, each in a line."""


def new_record(
    content: Path,
    headline: str,
    *,
    now: datetime,
    url: str | None = None,
    topics: tuple[str, ...] = (),
    provider: str | None = None,
    locale: str = "",
) -> RecordDraft:
    """Write a valid record with an unused id to ``news/YYYY-MM-DD-slug.md``, dated today.

    ``locale`` is the language of the site. Without a URL the record has placeholders and is marked
    as not published. Raises UsageError for an empty text, an invalid URL and a missing folder,
    OutputError if the file cannot be written.
    """
    title = required_text(headline, "the headline")
    names = [required_text(topic, "--topic") for topic in topics]
    provider = required_text(provider, "--provider") if provider is not None else ""
    if url is not None:
        required_url(url, "--url", example="https://harbourledger.example/night-ferry")
    listing = list_content(content)
    name, domain, hints = _provider(content, listing, url, provider)
    text = _skeleton(title, now, url, name, domain, names)
    for stem in _free_stems(listing, record_stem(now.astimezone(UTC), title, locale)):
        path = content / "news" / f"{stem}.md"
        if create(path, text):
            return RecordDraft(path, ("excerpt: write a sentence or two about it", *hints))
    raise AssertionError("_free_stems never ends")


def _free_stems(listing: ContentListing, stem: str) -> Iterator[str]:
    """``stem``, ``stem-2``, ``stem-3`` …, without those that are ids of existing records."""
    taken = {record_id(PurePosixPath(path).stem).casefold() for path in listing.records}
    for number in count(1):
        numbered = stem if number == 1 else f"{stem}-{number}"
        if record_id(numbered).casefold() not in taken:
            yield numbered


def _provider(
    content: Path, listing: ContentListing, url: str | None, name: str
) -> tuple[str, str, tuple[str, ...]]:
    """Name and domain of the outlet, and hints about them.

    The name is that of the command line, else of the outlet's note, else the host. Older records
    are not searched, as there may be many; the oldest record of a domain names the outlet anyway.
    """
    if url is None:
        hint = "published: false: remove it when originalUrl and provider are filled in"
        return name or _PLACEHOLDER_NAME, "" if name else _PLACEHOLDER_DOMAIN, (hint,)
    domain = normal_domain(url)
    host = (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")
    name = name or _name_in_note(content, listing, domain)
    if name:
        return name, domain, ()
    return host, domain, ("provider.name: write the outlet's name, if no older record has it",)


def _name_in_note(content: Path, listing: ContentListing, domain: str) -> str:
    """The name in the note about a domain; empty if there is no valid note."""
    for path in listing.providers:
        if domain and normal_domain(PurePosixPath(path).stem) == domain:
            source = read_source(content, path, _NOTE_BYTES)
            if isinstance(source, SourceFile):
                note, _ = validate_note(source, ProviderNote, domain)
                return note.name if note else ""
    return ""


def _skeleton(
    title: str, now: datetime, url: str | None, name: str, domain: str, topics: list[str]
) -> str:
    """The text of a record, with comments on the fields to fill in."""
    parts = [
        yaml_line("title", title),
        "# A sentence or two in plain text.\n",
        yaml_line("excerpt", ""),
        "# When the outlet published it.\n",
        f"publishedDateTime: {now.astimezone(UTC):%Y-%m-%dT%H:%M:00Z}\n",
        "# Where readers are sent.\n",
        yaml_line("originalUrl", url or _PLACEHOLDER_URL),
        yaml_line("provider", {"name": name, **({"domain": domain} if domain else {})}),
        yaml_line("topics", topics),
    ]
    if url is None:
        parts.insert(0, f"# {_NOT_PUBLISHED}\npublished: false\n")
    return f"---\n{''.join(parts)}---\n"
