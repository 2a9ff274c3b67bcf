"""Removing the files of a language that has no site any more.

That is an edition of the manifest of the language. So if the build is killed, the next one knows
what may be left: it removes that, or puts it again if the language has a site again.
"""

from __future__ import annotations

from site_gen.storage.journal import FOLDER
from site_gen.storage.manifest import Manifest
from site_gen.storage.remote_files import RemoteFiles
from site_gen.store import Store


class FormerLanguage:
    """The files of a former language in a folder below the address of the site.

    ``run`` is a name of the build. Methods raise OutputError.
    """

    def __init__(self, files: RemoteFiles, run: str) -> None:
        self._files = files
        self._run = run

    def remove(self) -> int:
        """Remove all files, then the manifest; returns how many files were known to exist."""
        with Store(None) as store:
            manifest = Manifest(self._files, store, self._run)
            manifest.read()
            paths: list[str] = store.column("SELECT path FROM manifest")
            existed = int(store.value("SELECT COUNT(*) FROM manifest WHERE digest IS NOT NULL"))
            store.begin()
            own = manifest.begin(paths)
            self._files.remove(paths)
            manifest.check()
        others = [path for path in self._files.find(FOLDER) if path != own]
        self._files.remove(others)
        self._files.remove([own])  # the last: until then it lists all files
        return existed
