"""Files at an address that no build made."""

from __future__ import annotations

from collections.abc import Iterable

from site_gen.errors import UsageError
from site_gen.output_marker import MARKER_PATH, is_marker
from site_gen.storage.remote_files import MissingFileError, RemoteFiles


def find_foreign_files(files: RemoteFiles, planned: Iterable[str]) -> list[str]:
    """The files at planned paths of an address without a manifest, sorted.

    There are none if a folder that a build made was copied there, with its marker.
    """
    wanted = set(planned)
    if not wanted:
        return []
    try:
        marker = files.read([MARKER_PATH])[0]
    except MissingFileError:
        marker = b""
    return [] if is_marker(marker) else [path for path in files.find() if path in wanted]


def refuse_foreign_files(files: RemoteFiles, planned: Iterable[str], hint: str) -> None:
    """Raise UsageError if there are such files."""
    foreign = find_foreign_files(files, planned)
    if foreign:
        more = f" and {len(foreign) - 1} more" if len(foreign) > 1 else ""
        raise UsageError(
            f"{files.address} has files that no build made and this one would overwrite: "
            f"{foreign[0]}{more}",
            hint=f"remove them, or {hint}",
        )
