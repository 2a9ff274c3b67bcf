"""What speaks against publishing a folder."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from site_gen.checks import Checked, stops_an_edition
from site_gen.config import SiteConfig
from site_gen.content import Content
from site_gen.fingerprint import program_digest
from site_gen.options import Options
from site_gen.publish.files import Blob, File
from site_gen.scan import scan_content
from site_gen.store import Store, reader
from site_gen.up_to_date import BuildInputs, up_to_date_report
from site_gen.urls import record_path
from site_gen.wording import counted


class Refusal(msgspec.Struct, frozen=True):
    """A reason not to publish, and what to do about it."""

    reason: str
    hint: str


def refusals(
    options: Options, content: Content, found: Checked, *, lenient: bool
) -> Iterator[Refusal]:
    """What the records and the folder give reason for; ``lenient`` as in ``check``."""
    errors = [each for each in found.problems if each.is_error]
    stopping = [each for each in errors if stops_an_edition(each)] if lenient else errors
    if stopping:
        yield Refusal(
            f"the built folder has {counted(len(stopping), 'error')}", "mend what is told above"
        )
    wrong = sum(each.is_error for each in content.problems)
    if wrong and not lenient:
        yield Refusal(
            f"the records have {counted(wrong, 'error')}",
            "mend the records, or leave them out with --lenient",
        )
    why = out_of_date(options, content, found)
    if why:
        yield Refusal(why, "build again, with the same options")


def lost_articles(
    there: Mapping[str, Blob], files: Iterable[File], name: str
) -> tuple[Refusal, ...]:
    """A refusal if fewer than half of the articles that the branch has would be left.

    Unlike the finding ``edition-lost`` it needs no memory of earlier builds: it also holds in a
    fresh checkout.
    """
    before = sum(map(is_article, there))
    after = sum(is_article(file.path) for file in files)
    if after * 2 >= before:
        return ()
    return (
        Refusal(
            f"{name} has {counted(before, 'article')}, of which {after:,} would be left",
            "look for a fetch that failed, another --content, changed admission settings",
        ),
    )


def is_article(path: str) -> bool:
    """Whether a file of a built folder is the page of a record."""
    parts = path.split("/")
    return len(parts) == 3 and f"/{path}" == f"{record_path(parts[1])}index.html"


def out_of_date(options: Options, content: Content, found: Checked) -> str:
    """Why the folder is not what a build would make now; empty if nothing shows that it is not.

    The build that made the folder remembers what from, to the byte. Where that memory is gone, as
    in a fresh checkout, it shows by files that are missing and by articles that should be gone.
    """
    if any(each.code == "out-of-date" for each in found.problems):
        return f"{options.output} lacks files that a build would make now"
    if _is_remembered(options):
        if _is_same(options, content.config):
            return ""
        return f"{options.output} is not what a build would make now"
    known = set(content.store.column("SELECT id FROM records WHERE main IS NOT NULL"))
    pages = (options.output / record_path("x").strip("/")).parent.glob("*/index.html")
    gone = sorted({page.parent.name for page in pages} - known)
    if gone:
        return f"{options.output} has articles that a build would not make now, such as {gone[0]}"
    return ""


def _is_remembered(options: Options) -> bool:
    """Whether a build, of this program or of another version, has kept its report."""
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(reader(str(options.store))) as db,
    ):
        return bool(db.execute("SELECT 1 FROM meta WHERE name = 'report'").fetchone())
    return False


def _is_same(options: Options, config: SiteConfig) -> bool:
    """Whether the last build had all that there is now; it may have been a strict one."""
    with Store(options.store, program_digest(), read_only=True) as store:
        found = scan_content(store, options.content, config.limits)
        found = msgspec.structs.replace(found, touched=())  # they have the bytes that they had
        for strict in (False, True):
            asked = msgspec.structs.replace(options, strict=strict)
            if up_to_date_report(store, asked, found, BuildInputs.collect(asked, config)):
                return True
    return False
