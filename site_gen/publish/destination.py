"""What a destination does for ``publish``: compare its files with the folder, and publish."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol, Self

import msgspec

from site_gen.publish.changes import Changes


class Refusal(msgspec.Struct, frozen=True):
    """A reason not to publish, with a hint."""

    reason: str
    hint: str


class PublishPlan(msgspec.Struct, frozen=True):
    """The files at the destination now, and those to publish."""

    published: Collection[str]
    """Paths of the published files."""
    files: Collection[str]
    """Paths of the files to publish."""
    changes: Changes
    remark: str = ""
    """Printed in brackets after the summary of the changes."""
    notes: tuple[str, ...] = ()
    """Lines about single files."""
    refusals: tuple[Refusal, ...] = ()
    """Reasons of this destination not to publish, such as its limits."""


class Destination(Protocol):
    """A place that a site is published at. Use it as a context manager.

    Methods raise UsageError if something is missing to begin, and PublishError if publishing fails.
    """

    name: str
    """In messages, such as ``origin/gh-pages``."""
    success: str
    """The line after publishing, such as ``published to origin/gh-pages``."""

    def warnings(self) -> Collection[str]:
        """Lines about settings that do not fit the destination."""
        ...

    def plan(self) -> PublishPlan:
        """Compare what is published now with the files to publish. Changes nothing there."""
        ...

    def publish(self, changes: Changes) -> bool:
        """Publish these changes of the last plan.

        Returns False if somebody else has published since; nothing has changed then.
        """
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None:
        """Clean up, however publishing ended."""
        ...
