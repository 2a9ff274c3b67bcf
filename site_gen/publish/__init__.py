"""Publish a built folder: commit its files to a branch of a remote, which a host serves.

The commit is made in a temporary repository. The repository around the site only supplies the
address of the remote and the configuration: neither its branches nor its objects are changed. So
there is nothing to clean up after a run that is refused or interrupted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from site_gen.errors import PublishError
from site_gen.publish.commit import make_commit
from site_gen.publish.files import CNAME, BranchChanges, File, compare, files_of
from site_gen.publish.github_pages import base_url_warning, host_for
from site_gen.publish.refusals import Refusal, lost_articles
from site_gen.publish.repository import Repository
from site_gen.publish.temporary_repository import TemporaryRepository, temporary_repository

_MAX_ATTEMPTS = 4
"""The branch is fetched and committed to again if somebody else pushes in between."""

Echo = Callable[[str], None]
"""Prints a line."""


class PublishOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What to publish, and how."""

    folder: Path
    base_url: str
    title: str
    branch: str
    message: str = ""
    """Of the commit; empty for a summary of the changes."""
    refusals: tuple[Refusal, ...] = ()
    """Reasons against publishing that were found in the records and the folder."""
    dry_run: bool = False
    force: bool = False
    verbose: bool = False


def publish(repository: Repository, options: PublishOptions, echo: Echo) -> None:
    """Commit the files of the folder to the branch, and push it.

    Raises PublishError if we or the remote refuse that, or if it fails; the branch is unchanged
    then.
    """
    addresses = repository.addresses
    files = files_of(
        options.folder, repository.object_format, host_for(options.base_url, addresses)
    )
    name = f"{repository.remote}/{options.branch}"
    warning = base_url_warning(options.base_url, addresses)
    if warning:
        echo(warning)
    with temporary_repository(repository, options.branch) as temporary:
        for _ in range(_MAX_ATTEMPTS):
            changes = _check_changes(temporary, files, options, echo)
            if not changes.any:
                echo(f"nothing changed: {name} is what {options.folder} holds")
                return
            if options.dry_run:
                echo("dry run: nothing was published")
                return
            message = options.message or f"Publish {options.title}: {changes.summary}"
            make_commit(temporary, files, message)
            if temporary.push():
                echo(f"published to {name}")
                return
            echo(f"{name}: somebody else pushed at the same time; trying again")
    raise PublishError(
        f"{name}: somebody else pushed at the same time, {_MAX_ATTEMPTS} times",
        hint="their commits are still there; publish again when they have finished",
    )


def _check_changes(
    temporary: TemporaryRepository, files: Sequence[File], options: PublishOptions, echo: Echo
) -> BranchChanges:
    """Fetch the branch and print what will change; raises PublishError if that is refused."""
    name = f"{temporary.remote}/{options.branch}"
    published = temporary.fetch()
    changes = compare(published, files)
    echo(f"{name}: {changes.summary}{'' if temporary.base else ' (the branch is new)'}")
    for file in files:
        if file.path == CNAME and file.source is None and published.get(CNAME) != file.blob:
            echo(f"CNAME: {file.text}, the domain of base_url")
    if options.dry_run or options.verbose:
        for line in changes.lines():
            echo(line)
    refusals = (*options.refusals, *lost_articles(published, files, name))
    if options.force:
        for refusal in refusals:
            echo(f"overridden by --force: {refusal.reason}")
    elif refusals:
        raise _refused(refusals, dry_run=options.dry_run)
    return changes


def _refused(refusals: Sequence[Refusal], *, dry_run: bool) -> PublishError:
    outcome = "nothing would be published" if dry_run else "nothing was published"
    reasons = "; ".join(refusal.reason for refusal in refusals)
    hints = "; ".join(dict.fromkeys(refusal.hint for refusal in refusals))
    return PublishError(f"{outcome}: {reasons}", hint=f"{hints}; --force publishes anyway")
