"""Publish a built folder: compare it with what readers see at a destination, and replace that.

All destinations have the same checks, refusals and output. Each is a class with the methods of
:class:`site_gen.publish.destination.Destination`; ``destinations.py`` chooses one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from site_gen.errors import PublishError
from site_gen.publish.changes import Changes
from site_gen.publish.destination import Destination, Refusal
from site_gen.publish.refusals import lost_articles

_MAX_ATTEMPTS = 4
"""The destination is compared again if somebody else publishes in between."""

Echo = Callable[[str], None]
"""Prints a line."""


class PublishOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How to publish a folder."""

    folder: Path
    refusals: tuple[Refusal, ...] = ()
    """Reasons against publishing that were found in the records and the folder."""
    dry_run: bool = False
    force: bool = False
    verbose: bool = False


def publish(destination: Destination, options: PublishOptions, echo: Echo) -> None:
    """Make the destination have exactly the files of the folder.

    Raises PublishError if we or the destination refuse that, or if it fails.
    """
    name = destination.name
    with destination:
        for warning in destination.warnings():
            echo(warning)
        for _ in range(_MAX_ATTEMPTS):
            changes = _check_changes(destination, options, echo)
            if not changes.any:
                echo(f"nothing changed: {name} is what {options.folder} holds")
                return
            if options.dry_run:
                echo("dry run: nothing was published")
                return
            if destination.publish(changes):
                echo(destination.success)
                return
            echo(f"{name}: somebody else published at the same time; trying again")
    raise PublishError(
        f"{name}: somebody else published at the same time, {_MAX_ATTEMPTS} times",
        hint="what they published is still there; publish again when they have finished",
    )


def _check_changes(destination: Destination, options: PublishOptions, echo: Echo) -> Changes:
    """Print what will change; raises PublishError if that is refused."""
    plan = destination.plan()
    changes = plan.changes
    remark = f" ({plan.remark})" if plan.remark else ""
    echo(f"{destination.name}: {changes.summary}{remark}")
    for note in plan.notes:
        echo(note)
    if options.dry_run or options.verbose:
        for line in changes.lines():
            echo(line)
    lost = lost_articles(plan.published, plan.files, destination.name)
    refusals = (*options.refusals, *plan.refusals, *lost)
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
