"""How the files to publish differ from those that are published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from site_gen.checks.problems import printable

_MAX_LISTED = 20
"""Files that are listed of each kind of change."""


class Changes(msgspec.Struct, frozen=True):
    """Paths that differ between what is published and the files to publish, each sorted."""

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
            for path in paths[:_MAX_LISTED]:
                yield f"  {kind} {printable(path)}"
            if len(paths) > _MAX_LISTED:
                yield f"  {kind} … and {len(paths) - _MAX_LISTED:,} more"


def compare(published: Mapping[str, object], wanted: Mapping[str, object]) -> Changes:
    """What must change. Both map paths to versions, which are equal if the files are the same."""
    common = wanted.keys() & published.keys()
    return Changes(
        added=tuple(sorted(wanted.keys() - published.keys())),
        changed=tuple(sorted(path for path in common if wanted[path] != published[path])),
        removed=tuple(sorted(published.keys() - wanted.keys())),
    )
