"""Publish to an address of fsspec: a bucket of object storage, or a folder of another machine."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from site_gen.address import Address
from site_gen.errors import OutputError, PublishError
from site_gen.publish.changes import Changes
from site_gen.publish.destination import PublishPlan
from site_gen.publish.published_list import LIST
from site_gen.publish.refusals import foreign_files
from site_gen.publish.site_files import site_files
from site_gen.storage.upload import FolderUpload


class BucketFolder:
    """An address; a manifest there says what is published."""

    def __init__(self, upload: FolderUpload, address: Address, folder: Path) -> None:
        self.name = str(address)
        self.success = f"published to {address}"
        self._upload = upload
        self._folder = folder

    def warnings(self) -> tuple[str, ...]:
        return self._upload.notes

    def plan(self) -> PublishPlan:
        """Compare the digests of the folder's files with those of the manifest."""
        paths = [path for path in site_files(self._folder) if path != LIST]
        with _publish_errors():
            found = self._upload.compare(paths)
        return PublishPlan(
            published=found.published,
            files=found.files,
            changes=Changes(found.added, found.changed, found.removed),
            remark="" if found.has_manifest else "no site was published there before",
            refusals=foreign_files(self.name, found.foreign),
        )

    def publish(self, changes: Changes) -> bool:  # noqa: ARG002  the upload has them
        """Put what changed, then remove what is gone."""
        with _publish_errors():
            return self._upload.publish()

    def __enter__(self) -> Self:
        with _publish_errors():
            self._upload.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._upload.__exit__()


@contextmanager
def _publish_errors() -> Iterator[None]:
    try:
        yield
    except OutputError as error:
        raise PublishError(error.message, hint=error.hint) from error
    except sqlite3.Error as error:
        raise PublishError(
            f"the store failed: {error}", hint="is the disk full? publish again when it is not"
        ) from error
