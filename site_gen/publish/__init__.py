"""A built folder → the branch that a host serves.

    folder ─→ files ─→ changes ─→ refusals ─→ commit ─→ push
    listed    hashed   compared   told         in a temporary repository

Nothing is written to the repository around the site: neither its branches nor its objects. It only
lends the remote's address and the configuration. So a run that is refused, rejected or interrupted
leaves nothing to clean up, and a dry run differs from a real one by its end alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from site_gen.errors import PublishError
from site_gen.publish.branch_changes import BranchChanges, compare
from site_gen.publish.commit import make_commit
from site_gen.publish.files import CNAME, File, files_of
from site_gen.publish.pages import doubt, host_for
from site_gen.publish.refusals import Refusal, lost_articles
from site_gen.publish.repository import Repository
from site_gen.publish.temporary_repository import TemporaryRepository, opened

_TRIES = 4
"""The first, and three more if somebody else pushes between look and push."""

Tell = Callable[[str], None]
"""Is given each line that a person is told."""


class PublishOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be published, and how."""

    folder: Path
    base_url: str
    title: str
    branch: str
    message: str = ""
    """Of the commit; empty for one that says what changed."""
    refusals: tuple[Refusal, ...] = ()
    """What is already known to speak against it."""
    dry_run: bool = False
    force: bool = False
    verbose: bool = False


def publish(place: Repository, wanted: PublishOptions, tell: Tell) -> None:
    """Bring the branch of the remote to what the folder holds; ``tell`` is given what is done.

    Raises PublishError if that is refused, by us or by the remote, or cannot be done. The branch
    then is as it was.
    """
    files = files_of(wanted.folder, place.object_format, host_for(wanted.base_url, place.addresses))
    name = f"{place.remote}/{wanted.branch}"
    warning = doubt(wanted.base_url, place.addresses)
    if warning:
        tell(warning)
    with opened(place, wanted.branch) as scratch:
        for _ in range(_TRIES):
            changes = _look(scratch, files, wanted, tell)
            if not changes.any:
                tell(f"nothing changed: {name} is what {wanted.folder} holds")
                return
            if wanted.dry_run:
                tell("dry run: nothing was published")
                return
            message = wanted.message or f"Publish {wanted.title}: {changes.summary}"
            make_commit(scratch, files, message)
            if scratch.push():
                tell(f"published to {name}")
                return
            tell(f"{name}: somebody else pushed at the same time; looking again")
    raise PublishError(
        f"{name}: somebody else pushed at the same time, {_TRIES} times",
        hint="nothing of theirs was lost; publish again when they are done",
    )


def _look(
    scratch: TemporaryRepository, files: Sequence[File], wanted: PublishOptions, tell: Tell
) -> BranchChanges:
    """What differs from the branch as it is now; raises PublishError if that is refused."""
    name = f"{scratch.remote}/{wanted.branch}"
    there = scratch.fetch()
    changes = compare(there, files)
    tell(f"{name}: {changes.summary}{'' if scratch.base else ' (the branch is new)'}")
    for file in files:
        if file.path == CNAME and file.source is None and there.get(CNAME) != file.blob:
            tell(f"CNAME: {file.text}, the domain of base_url")
    if wanted.dry_run or wanted.verbose:
        for line in changes.lines():
            tell(line)
    _refuse((*wanted.refusals, *lost_articles(there, files, name)), wanted, tell)
    return changes


def _refuse(refusals: Sequence[Refusal], wanted: PublishOptions, tell: Tell) -> None:
    """Raise PublishError for what speaks against it, or tell that --force overrides it."""
    if wanted.force:
        for refusal in refusals:
            tell(f"overridden by --force: {refusal.reason}")
    elif refusals:
        what = "nothing would be published" if wanted.dry_run else "nothing was published"
        reasons = "; ".join(refusal.reason for refusal in refusals)
        hints = "; ".join(dict.fromkeys(refusal.hint for refusal in refusals))
        raise PublishError(f"{what}: {reasons}", hint=f"{hints}; --force publishes all the same")
