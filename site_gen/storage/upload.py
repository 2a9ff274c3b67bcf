"""Put a folder that a build made at an address: the same files, manifests, headers and order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from site_gen.address import Address
from site_gen.config import Storage
from site_gen.storage.filesystems import require_filesystem
from site_gen.storage.headers import HeaderRules
from site_gen.storage.manifest import OvertakenError
from site_gen.storage.remote_files import RemoteFiles
from site_gen.storage.site_upload import SiteUpload, UploadChanges
from site_gen.store import Store
from site_gen.upload_order import UploadGroup

_LANGUAGES = "language_folders"
"""The value of the store that builds keep the folders of sites in other languages in."""


class FolderUpload:
    """Makes the files at an address those of a built folder: ``compare``, then ``publish``.

    Use it as a context manager. ``languages`` are the folders that have the site of another
    language. Each site has a manifest and a store of its own, as when it is built at the address;
    ``open_store`` opens the store for such a folder, and for "" that of the site at the root.
    ``run`` is a name of this run that no other has.

    Raises UsageError for settings that the address cannot have, and for a missing package. Methods
    raise OutputError if reading or putting fails or another run publishes there, and UsageError for
    a manifest that cannot be read.
    """

    def __init__(
        self,
        folder: Path,
        address: Address,
        settings: Storage,
        open_store: Callable[[str], Store],
        run: str,
        languages: Collection[str] = (),
    ) -> None:
        require_filesystem(address)
        self._rules = HeaderRules(address, settings)
        self._settings = settings
        self._folder = folder
        self._address = address
        self._open_store = open_store
        self._run = run
        self._languages = sorted(languages)
        self._former: list[str] = []
        """Languages that have a site at the address, and none in the folder."""
        self._sites: dict[str, SiteUpload] = {}
        """By folder; the site at the root is first."""
        self.notes: tuple[str, ...] = ()
        """What was wrong with the stores, a line each."""
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._store = self._open_site("", stack)
            known = self._store.get(_LANGUAGES, tuple[str, ...]) or ()
            self._former = sorted(set(known).difference(self._languages))
            for name in (*self._languages, *self._former):
                self._open_site(name, stack)
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _open_site(self, name: str, stack: ExitStack) -> Store:
        address = self._address / name if name else self._address
        store = stack.enter_context(self._open_store(name))
        files = RemoteFiles(address, self._settings.options, self._run)
        site = SiteUpload(self._folder / name, files, self._rules, store, self._run)
        stack.callback(site.stop)
        self._sites[name] = site
        if store.note and store.note not in self.notes:
            self.notes = (*self.notes, store.note)
        return store

    def compare(self, paths: Collection[str]) -> UploadChanges:
        """Compare these files of the folder with what is published. Puts and removes nothing."""
        own = self._by_site(paths)
        at_root = frozenset(own[""])
        changes = {}
        for name, site in self._sites.items():
            # A site may have files in a folder that was that of a language, or will be.
            prefix = f"{name}/" if name else ""

            def keep(path: str, prefix: str = prefix) -> bool:
                if prefix:
                    return prefix + path in at_root
                return path.partition("/")[0] in self._languages

            changes[prefix] = site.compare(own[name], keep)
        self._remember((*self._languages, *self._former))
        return _joined(changes)

    def publish(self) -> bool:
        """Put and remove what :meth:`compare` found.

        Returns False if another run has published since; nothing has changed then.
        """
        sites = {name: site for name, site in self._sites.items() if site.is_different}
        try:
            for site in sites.values():
                site.begin()
        except OvertakenError:
            return False
        for site in sites.values():
            site.remove_blocking_files()
        for group in UploadGroup:
            for site in sites.values():
                site.put(group)
        for site in sites.values():
            site.remove()
        for name, site in sites.items():
            site.finish()
            if name in self._former:
                site.remove_manifest()
        self._remember(self._languages)
        return True

    def _by_site(self, paths: Collection[str]) -> dict[str, list[str]]:
        """The paths of each site, relative to its folder."""
        own: dict[str, list[str]] = {name: [] for name in self._sites}
        for path in paths:
            name, _, rest = path.partition("/")
            if rest and name in self._languages:
                own[name].append(rest)
            else:
                own[""].append(path)
        return own

    def _remember(self, languages: Collection[str]) -> None:
        self._store.begin()
        self._store.set(_LANGUAGES, tuple(languages))
        self._store.commit()


def _joined(sites: Mapping[str, UploadChanges]) -> UploadChanges:
    """The changes of all sites, by what their paths begin with."""

    def paths(of: Callable[[UploadChanges], tuple[str, ...]]) -> tuple[str, ...]:
        return tuple(
            sorted(prefix + path for prefix, changes in sites.items() for path in of(changes))
        )

    return UploadChanges(
        paths(lambda changes: changes.published),
        paths(lambda changes: changes.files),
        paths(lambda changes: changes.added),
        paths(lambda changes: changes.changed),
        paths(lambda changes: changes.removed),
        paths(lambda changes: changes.foreign),
        any(changes.has_manifest for changes in sites.values()),
    )
