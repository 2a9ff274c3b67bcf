"""``new``: a record to be filled in, under a name that no other has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

import msgspec

from site_gen.model import ProviderNote, SourceFile
from site_gen.scan import ContentListing, list_content, read_source
from site_gen.starter.new_files import create, given, given_url, yaml_line
from site_gen.urls import normal_domain, record_id, record_stem
from site_gen.validate import validate_note

_NOTE_BYTES = 1_048_576
_NOWHERE = ("https://outlet.example/article", "The outlet", "outlet.example")
"""What stands where the address, the outlet's name and its domain will be."""
_HIDDEN = "Readers do not see it yet: take this line away when what follows is filled in."


class RecordDraft(msgspec.Struct, frozen=True):
    """A record that was written."""

    path: Path
    hints: tuple[str, ...]
    """What there is to do before readers see it, each in a line."""


def new_record(
    content: Path,
    headline: str,
    *,
    now: datetime,
    url: str | None = None,
    topics: tuple[str, ...] = (),
    provider: str | None = None,
) -> RecordDraft:
    """Write ``news/YYYY-MM-DD-slug.md`` of today's date, a valid record, and say where.

    Its id is that of no record in the content folder; an existing file is never touched.
    Without a URL the record has placeholders, and is marked as not published. Raises
    UsageError for a text that is empty, a URL that is none and a missing folder, OutputError
    if the file cannot be written.
    """
    title = given(headline, "the headline")
    names = [given(topic, "--topic") for topic in topics]
    provider = given(provider, "--provider") if provider is not None else ""
    if url is not None:
        given_url(url, "--url", such_as="https://harbourledger.example/night-ferry")
    listing = list_content(content)
    name, domain, hints = _provider(content, listing, url, provider)
    text = _skeleton(title, now, url, name, domain, names)
    for stem in _free_stems(listing, record_stem(now.astimezone(UTC), title)):
        path = content / "news" / f"{stem}.md"
        if create(path, text):
            return RecordDraft(path, ("excerpt: write a sentence or two about it", *hints))
    raise AssertionError("there is always one more number")


def _free_stems(listing: ContentListing, stem: str) -> Iterator[str]:
    """``stem``, ``stem-2``, ``stem-3`` …, those that make no id of a record that is there."""
    taken = {record_id(PurePosixPath(path).stem).casefold() for path in listing.records}
    for number in count(1):
        numbered = stem if number == 1 else f"{stem}-{number}"
        if record_id(numbered).casefold() not in taken:
            yield numbered


def _provider(
    content: Path, listing: ContentListing, url: str | None, name: str
) -> tuple[str, str, tuple[str, ...]]:
    """Name and domain of the outlet, and what is to be done about them.

    The name comes from the command, else from the outlet's note, else it is the host. Other
    records are not read for it: a large site has many, and whatever a record calls an outlet,
    its oldest record names it.
    """
    if url is None:
        hint = "published: false: take it away when originalUrl and provider are filled in"
        return name or _NOWHERE[1], "" if name else _NOWHERE[2], (hint,)
    domain = normal_domain(url)
    host = (urlsplit(url).hostname or "").rstrip(".").removeprefix("www.")
    name = name or _noted_name(content, listing, domain)
    if name:
        return name, domain, ()
    return host, domain, ("provider.name: write the outlet's name, if no older record has it",)


def _noted_name(content: Path, listing: ContentListing, domain: str) -> str:
    """What the note about the outlet of a domain calls it; empty without a valid one."""
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
    """The text of a record, with comments where something is to be filled in."""
    parts = [
        yaml_line("title", title),
        "# A sentence or two in plain text.\n",
        yaml_line("excerpt", ""),
        "# When the outlet published it.\n",
        f"publishedDateTime: {now.astimezone(UTC):%Y-%m-%dT%H:%M:00Z}\n",
        "# Where readers are sent.\n",
        yaml_line("originalUrl", url or _NOWHERE[0]),
        yaml_line("provider", {"name": name, **({"domain": domain} if domain else {})}),
        yaml_line("topics", topics),
    ]
    if url is None:
        parts.insert(0, f"# {_HIDDEN}\npublished: false\n")
    return f"---\n{''.join(parts)}---\n"
