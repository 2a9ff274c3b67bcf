"""What the branch has, beside what it is to have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from site_gen.checks.problems import printable
from site_gen.publish.files import Blob, File

_MOST = 20
"""Files that are listed of each kind of change."""


class BranchChanges(msgspec.Struct, frozen=True):
    """Paths of the files that a publication would touch, each sorted."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    @property
    def summary(self) -> str:
        return (
            f"{len(self.added):,} added, {len(self.changed):,} changed, "
            f"{len(self.removed):,} removed"
        )

    def lines(self) -> Iterator[str]:
        """The first files of each kind, a line each."""
        kinds = (("added", self.added), ("changed", self.changed), ("removed", self.removed))
        for kind, paths in kinds:
            for path in paths[:_MOST]:
                yield f"  {kind} {printable(path)}"
            if len(paths) > _MOST:
                yield f"  {kind} … and {len(paths) - _MOST:,} more"


def compare(there: Mapping[str, Blob], files: Iterable[File]) -> BranchChanges:
    """What must change on a branch that has the files ``there`` so that it has ``files``."""
    wanted = {file.path: file.blob for file in files}
    return BranchChanges(
        added=tuple(sorted(wanted.keys() - there.keys())),
        changed=tuple(
            sorted(path for path in wanted.keys() & there.keys() if wanted[path] != there[path])
        ),
        removed=tuple(sorted(there.keys() - wanted.keys())),
    )
