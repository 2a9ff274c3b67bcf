"""Reasons not to publish a folder."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from site_gen.checks import Checked, stops_an_edition
from site_gen.config import SiteConfig
from site_gen.content import Content
from site_gen.edition import is_sudden_loss
from site_gen.fingerprint import program_digest
from site_gen.language_reports import merged_problems
from site_gen.language_tags import is_language_tag
from site_gen.options import Options
from site_gen.publish.files import Blob, File
from site_gen.scan import scan_content
from site_gen.site_inputs import SiteInputs
from site_gen.store import Store, reader
from site_gen.up_to_date import BuildInputs, up_to_date_report
from site_gen.urls import record_path
from site_gen.wording import counted


class Refusal(msgspec.Struct, frozen=True):
    """A reason not to publish, with a hint."""

    reason: str
    hint: str


def refusals(
    options: Options,
    contents: Sequence[Content],
    checked: Checked,
    *,
    lenient: bool,
) -> Iterator[Refusal]:
    """Reasons in the records and in the folder; ``lenient`` as in ``check``."""
    errors = [problem for problem in checked.problems if problem.is_error]
    if lenient:
        errors = [problem for problem in errors if stops_an_edition(problem)]
    if errors:
        yield Refusal(
            f"the built folder has {counted(len(errors), 'error')}", "fix the errors above"
        )
    problems = merged_problems([content.problems for content in contents])
    record_errors = sum(problem.is_error for problem in problems)
    if record_errors and not lenient:
        yield Refusal(
            f"the records have {counted(record_errors, 'error')}",
            "fix the records, or leave them out with --lenient",
        )
    reason = out_of_date(options, contents, checked)
    if reason:
        yield Refusal(reason, "build again, with the same options")


def lost_articles(
    published: Mapping[str, Blob], files: Iterable[File], name: str
) -> tuple[Refusal, ...]:
    """A refusal if fewer than half of the articles on the branch would be left.

    Unlike the problem ``edition-lost`` it needs no earlier build: it also works in a fresh
    checkout.
    """
    before = sum(map(is_article, published))
    after = sum(is_article(file.path) for file in files)
    if not is_sudden_loss(before, after):
        return ()
    return (
        Refusal(
            f"{name} has {counted(before, 'article')}, of which {after:,} would be left",
            "check for a failed fetch, another --content, or changed admission settings",
        ),
    )


def is_article(path: str) -> bool:
    """Whether a file of a built folder is the page of a record, in any language."""
    parts = path.split("/")
    language, page = parts[:-3], parts[-3:]
    if len(language) > 1 or not all(map(is_language_tag, language)) or len(page) < 3:
        return False
    return "/".join(["", *page]) == f"{record_path(page[1])}index.html"


def out_of_date(options: Options, contents: Sequence[Content], checked: Checked) -> str:
    """Why the folder is not what a build would make now; empty if no reason is known.

    The store says what the folder was built from. Without it, as in a fresh checkout, only missing
    files and articles that should not be there are found.
    """
    if any(problem.code == "out-of-date" for problem in checked.problems):
        return f"{options.folder} lacks files that a build would make now"
    if all(_has_store(content.options) for content in contents):
        if all(_is_up_to_date(content.options, content.config) for content in contents):
            return ""
        return f"{options.folder} is not what a build would make now"
    extra = next(filter(None, map(_extra_article, contents)), "")
    if extra:
        return f"{options.folder} has articles that a build would not make now, such as {extra}"
    return ""


def _extra_article(content: Content) -> str:
    """An article in the output folder that the content does not have; empty for none."""
    ids = set(content.store.column("SELECT id FROM records WHERE main IS NOT NULL"))
    news = (content.options.folder / record_path("x").strip("/")).parent
    return min({page.parent.name for page in news.glob("*/index.html")} - ids, default="")


def _has_store(options: Options) -> bool:
    """Whether a build, of this or another version of the program, has stored its report."""
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(reader(str(options.store))) as db,
    ):
        return bool(db.execute("SELECT 1 FROM meta WHERE name = 'report'").fetchone())
    return False


def _is_up_to_date(options: Options, config: SiteConfig) -> bool:
    """Whether the last build, strict or not, had the same inputs."""
    with Store(options.store, program_digest(), read_only=True) as store:
        scanned = scan_content(store, options.content, config, options.content_problems)
        scanned = msgspec.structs.replace(scanned, touched=())  # same bytes, other times
        for strict in (False, True):
            built = msgspec.structs.replace(options, strict=strict)
            site = SiteInputs(built, config, store, scanned)
            if up_to_date_report(site, BuildInputs.collect(built, config)):
                return True
    return False
