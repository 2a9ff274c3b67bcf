"""Opening the target of a build: the folder or the address that ``--output`` names."""

from __future__ import annotations

from pathlib import Path

import msgspec

from site_gen.address import Location
from site_gen.target import Target
from site_gen.write import OutputFolder


class TargetSettings(msgspec.Struct, frozen=True):
    """What a target is opened from, in any process."""

    output: Location
    run: str = "build"
    """A name of the build that writes."""


def open_target(settings: TargetSettings) -> Target:
    """The target with these settings."""
    assert isinstance(settings.output, Path)  # noqa: S101
    return OutputFolder(settings.output, settings.run)
