"""Publish to GitHub Pages: commit the files to a branch of a remote, which a host serves.

The commit is made in a temporary repository. The repository around the site only supplies the
address of the remote and the configuration: neither its branches nor its objects are changed. So
there is nothing to clean up after a run that is refused or interrupted.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from functools import cached_property
from pathlib import Path
from typing import Self

from site_gen.publish.changes import Changes, compare
from site_gen.publish.destination import PublishPlan
from site_gen.publish.github_pages.addresses import base_url_warning, host_for
from site_gen.publish.github_pages.commit import make_commit
from site_gen.publish.github_pages.files import CNAME, Blob, File, files_of
from site_gen.publish.github_pages.repository import Repository
from site_gen.publish.github_pages.temporary_repository import (
    TemporaryRepository,
    temporary_repository,
)


class GitHubPages:
    """A branch of a remote."""

    def __init__(
        self,
        repository: Repository,
        branch: str,
        folder: Path,
        *,
        base_url: str,
        title: str,
        message: str = "",
    ) -> None:
        """``message`` is that of the commit; if empty, a summary of the changes."""
        self.name = f"{repository.remote}/{branch}"
        self.success = f"published to {self.name}"
        self._repository = repository
        self._branch = branch
        self._folder = folder
        self._base_url = base_url
        self._title = title
        self._message = message
        self._temporary: TemporaryRepository
        self._stack = ExitStack()

    def warnings(self) -> tuple[str, ...]:
        warning = base_url_warning(self._base_url, self._repository.addresses)
        return (warning,) if warning else ()

    def plan(self) -> PublishPlan:
        """Fetch the branch, and compare its files with those of the folder."""
        published = self._temporary.fetch()
        return PublishPlan(
            published=published.keys(),
            files=tuple(file.path for file in self._files),
            changes=compare(published, {file.path: file.blob for file in self._files}),
            remark="" if self._temporary.base else "the branch is new",
            notes=tuple(
                f"CNAME: {file.text}, the domain of base_url"
                for file in self._files
                if _is_new_cname(file, published)
            ),
        )

    def publish(self, changes: Changes) -> bool:
        """Commit the files, and push the branch."""
        message = self._message or f"Publish {self._title}: {changes.summary}"
        make_commit(self._temporary, self._files, message)
        return self._temporary.push()

    @cached_property
    def _files(self) -> tuple[File, ...]:
        host = host_for(self._base_url, self._repository.addresses)
        return files_of(self._folder, self._repository.object_format, host)

    def __enter__(self) -> Self:
        self._temporary = self._stack.enter_context(
            temporary_repository(self._repository, self._branch)
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()


def _is_new_cname(file: File, published: Mapping[str, Blob]) -> bool:
    """Whether this is a file CNAME that the folder does not have, and the branch neither."""
    return file.path == CNAME and file.source is None and published.get(CNAME) != file.blob
