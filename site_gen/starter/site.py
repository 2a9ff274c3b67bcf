"""``init``: the files of a new site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from site_gen.base_url import normalise_base_url
from site_gen.errors import UsageError
from site_gen.external_links import without_login
from site_gen.scan import list_content
from site_gen.starter.fetch_workflow import FILES as FETCHING
from site_gen.starter.fetch_workflow import lacking
from site_gen.starter.new_files import create, given, given_url, one_line, yaml_line
from site_gen.starter.requirement import requirement

_FILES = Path(__file__).parent / "files"
_NAME = re.compile(r"(?<!\$)\{\{ (\w+) \}\}")
_PLACEHOLDER = "https://example.org/"
"""Where a site will be published that nobody has found a place for."""


class NewSite(msgspec.Struct, frozen=True):
    """What was made of a folder; paths lie within it, with forward slashes."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that were there before, and are as they were."""
    doubts: tuple[str, ...]
    """What will not work as it is, each in a line."""


def new_site(
    folder: Path,
    *,
    now: datetime,
    title: str | None = None,
    base_url: str | None = None,
    with_fetch: bool = False,
) -> NewSite:
    """Write the files of a new site into a folder, and leave those that are there alone.

    Without a title the site is called after the folder. The sample records are some hours old
    at ``now``, and are left out if the content folder has records. ``with_fetch`` adds a
    workflow that reads feeds, and what it needs; where files that are kept lack that, the doubts
    say so. Raises UsageError if there can be no such folder or the address is none, OutputError
    if a file cannot be written.
    """
    title = _title_of(folder) if title is None else given(title, "--title")
    files = dict(_settings(title, _PLACEHOLDER if base_url is None else _base(base_url)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise UsageError(f"{folder}: is a file, or lies in one", hint="name a folder") from None
    except OSError as error:
        raise UsageError(f"{folder}: cannot be made: {error.strerror or error}") from None
    needed = requirement(("fetch", "search") if with_fetch else ("search",))
    files["requirements.txt"] = needed.text
    if with_fetch:
        files.update((name, _filled(source)) for name, source in FETCHING.items())
    content = folder / "content"
    if not content.is_dir() or not list_content(content).records:
        files.update(_samples(now))
    made = {name: create(folder / name, text) for name, text in sorted(files.items())}
    written = tuple(name for name, new in made.items() if new)
    kept = tuple(name for name in made if name not in written)
    doubts = [needed.doubt] if needed.doubt and "requirements.txt" in written else []
    if with_fetch:
        doubts += lacking(folder, kept)
    return NewSite(written, kept, tuple(doubts))


def _settings(title: str, base_url: str) -> Iterator[tuple[str, str]]:
    """All files but the records, by their paths."""
    yield (
        "site.yaml",
        _filled(
            "site.yaml",
            title=yaml_line("title", title),
            base_url=yaml_line("base_url", base_url.rstrip("/") + "/"),
        ),
    )
    yield ".gitignore", _filled("gitignore")
    yield ".github/workflows/pages.yml", _filled("pages.yml")
    yield "content/pages/about.md", _filled("about.md")


def _base(url: str) -> str:
    """A site's address as the configuration takes it: nothing comes after its path."""
    name = "--base-url"
    url = given_url(url, name, such_as="https://example.org/news/")
    if not normalise_base_url(url):
        shown = without_login(url)
        raise UsageError(f"{name} is “{shown}”, expected a URL without ? and # and without a login")
    return url


def _samples(now: datetime) -> Iterator[tuple[str, str]]:
    """Two records of one story, of today: a new site neither looks old nor hides them."""
    hour = now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    first, second = hour - timedelta(hours=5), hour - timedelta(hours=3)
    moments = {"first": f"{first:%Y-%m-%dT%H:%M:%SZ}", "second": f"{second:%Y-%m-%dT%H:%M:%SZ}"}
    for moment, slug, name in (
        (first, "night-ferry", "harbour-ledger.md"),
        (second, "ferry-is-back", "island-radio.md"),
    ):
        yield f"content/news/{moment:%Y-%m-%d}-{slug}.md", _filled(name, **moments)


def _filled(name: str, **values: str) -> str:
    """A file of the starter with its ``{{ names }}`` filled in.

    No template engine: a workflow is full of ``${{ }}``, which is the host's business.
    """
    text = (_FILES / name).read_text(encoding="utf-8")
    return _NAME.sub(lambda match: values[match[1]].rstrip("\n"), text)


def _title_of(folder: Path) -> str:
    """``the-quay`` → ``The quay``."""
    name = one_line(folder.resolve().name.replace("-", " ").replace("_", " ")).strip(" .")
    return f"{name[:1].upper()}{name[1:]}" or "News"
