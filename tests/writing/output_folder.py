"""An output folder that is written to as a build does it."""

from __future__ import annotations

from pathlib import Path

from site_gen.model import Output
from site_gen.output_marker import MARKER_PATH, marker_for
from site_gen.target import Change
from site_gen.write import OutputFolder
from tests.sites.site import read_folder

Put = dict[str, str]


class Site:
    """An output folder, written to as a build does it, and what a store would know of it."""

    def __init__(self, base: Path) -> None:
        self.root = base / "out"
        self.own: set[str] | None = None

    def build(self, files: Put) -> tuple[dict[str, Change], int]:
        """What became of each file, and how many were removed."""
        planned = {MARKER_PATH, *files}

        def is_planned(path: str) -> bool:
            if path.endswith("/"):
                return any(each.startswith(path) for each in planned)
            return path in planned

        with OutputFolder(self.root) as folder:
            known = self.own
            if known is None or not self.root.exists():
                known = folder.files_of_earlier_builds(planned)
            self.own = known | planned
            folder.open()
            stale = sorted(known - planned)
            folder.remove_blocking_files(stale, is_planned)
            folder.write(marker_for(()), always=True)
            done = {path: folder.write(Output(path, text.encode())) for path, text in files.items()}
            removed = sum(folder.remove(path) for path in stale)
        self.own = planned
        return {path: written.change for path, written in done.items()}, removed

    def files(self) -> Put:
        files = {path: data.decode() for path, data in read_folder(self.root).items()}
        files.pop(MARKER_PATH, None)
        return files
