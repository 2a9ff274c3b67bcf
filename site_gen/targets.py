"""Opening the target of a build: the folder or the address that ``--output`` names."""

from __future__ import annotations

from pathlib import Path

import msgspec

from site_gen.address import Location, absolute
from site_gen.config import SiteConfig, Storage
from site_gen.options import Options
from site_gen.store import Store
from site_gen.target import Target
from site_gen.write import OutputFolder


class TargetSettings(msgspec.Struct, frozen=True):
    """What a target is opened from, in any process."""

    output: Location
    run: str = "build"
    """A name of the build that writes."""
    storage: Storage = Storage()
    everything: bool = False
    """Write also files that are there already, if they are at an address."""


def target_settings(options: Options, config: SiteConfig, run: str = "build") -> TargetSettings:
    """The settings of the target of a build."""
    return TargetSettings(absolute(options.output), run, config.storage, options.full)


def open_target(settings: TargetSettings, store: Store | str) -> Target:
    """The target with these settings.

    ``store`` is that of the build; workers give its address, and can only write then. Raises
    UsageError for settings that the address cannot have.
    """
    output = settings.output
    if isinstance(output, Path):
        return OutputFolder(output, settings.run)
    from site_gen.storage.storage_target import StorageTarget  # noqa: PLC0415  seldom needed

    return StorageTarget(
        output, settings.storage, store, settings.run, everything=settings.everything
    )
