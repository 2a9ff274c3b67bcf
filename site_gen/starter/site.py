"""``init``: the files of a new site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from site_gen.base_url import normalise_base_url
from site_gen.errors import UsageError
from site_gen.external_links import without_login
from site_gen.scan import list_content
from site_gen.starter.digest_workflow import FILES as DIGEST_FILES
from site_gen.starter.digest_workflow import missing_extra
from site_gen.starter.fetch_workflow import FILES as FETCH_FILES
from site_gen.starter.fetch_workflow import missing_settings
from site_gen.starter.new_files import (
    argument_line,
    create,
    filled,
    required_text,
    required_url,
    yaml_line,
)
from site_gen.starter.requirement import requirement
from site_gen.starter.samples import sample_files

_FILES = Path(__file__).parent / "files"
_PLACEHOLDER = "https://example.org/"
"""The base_url of a site without an address."""


class NewSite(msgspec.Struct, frozen=True):
    """The files of a new site, as paths within its folder with forward slashes."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    """Files that existed and are unchanged."""
    warnings: tuple[str, ...]
    """What has to be changed by hand, each in a line."""


def new_site(
    folder: Path,
    *,
    now: datetime,
    title: str | None = None,
    base_url: str | None = None,
    with_fetch: bool = False,
    with_digest: bool = False,
) -> NewSite:
    """Write the files of a new site into a folder; existing files are kept.

    The default title is the name of the folder. The samples are dated before ``now``; a content
    folder with records gets none. ``with_fetch`` adds a workflow that reads feeds, ``with_digest``
    one that sends e-mails; the warnings say what kept files lack for them. Raises UsageError for an
    invalid folder, title or URL, OutputError if a file cannot be written.
    """
    title = _title_of(folder) if title is None else required_text(title, "--title")
    files = dict(_settings(title, _PLACEHOLDER if base_url is None else _base(base_url)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise UsageError(f"{folder}: is a file or inside a file", hint="name a folder") from None
    except OSError as error:
        raise UsageError(f"{folder}: cannot be created: {error.strerror or error}") from None
    extras = [*(["fetch"] if with_fetch else []), *(["mail"] if with_digest else []), "search"]
    needed = requirement(tuple(extras))
    files["requirements.txt"] = needed.text
    added = {**(FETCH_FILES if with_fetch else {}), **(DIGEST_FILES if with_digest else {})}
    files.update((name, filled(_FILES / source)) for name, source in added.items())
    content = folder / "content"
    if not content.is_dir() or not list_content(content).records:
        files.update(sample_files(now))
    created = {name: create(folder / name, text) for name, text in sorted(files.items())}
    written = tuple(name for name, is_new in created.items() if is_new)
    kept = tuple(name for name in created if name not in written)
    warnings = [needed.warning] if needed.warning and "requirements.txt" in written else []
    if with_fetch:
        warnings += missing_settings(folder, kept)
    if with_digest:
        warnings += missing_extra(folder, kept)
    return NewSite(written, kept, tuple(warnings))


def _settings(title: str, base_url: str) -> Iterator[tuple[str, str]]:
    """Paths and texts of all files except the samples."""
    yield (
        "site.yaml",
        filled(
            _FILES / "site.yaml",
            title=yaml_line("title", title),
            base_url=yaml_line("base_url", base_url.rstrip("/") + "/"),
        ),
    )
    yield ".gitignore", filled(_FILES / "gitignore")
    yield ".github/workflows/pages.yml", filled(_FILES / "pages.yml")
    yield "content/pages/about.md", filled(_FILES / "about.md")


def _base(url: str) -> str:
    """The value of --base-url; UsageError if the configuration would refuse it."""
    name = "--base-url"
    url = required_url(url, name, example="https://example.org/news/")
    if not normalise_base_url(url):
        safe = without_login(url)
        raise UsageError(f"{name} is “{safe}”, expected a URL without ? and # and without a login")
    return url


def _title_of(folder: Path) -> str:
    """``the-quay`` → ``The quay``."""
    name = argument_line(folder.resolve().name.replace("-", " ").replace("_", " ")).strip(" .")
    return f"{name[:1].upper()}{name[1:]}" or "News"
