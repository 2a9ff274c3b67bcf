"""Opening the destination that ``publish --to`` names."""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec

from site_gen.address import Address
from site_gen.config import SiteConfig, language_configs
from site_gen.fingerprint import program_digest
from site_gen.options import Options
from site_gen.planned_files import language_folders
from site_gen.publish.deploy_folders import DeployFolder
from site_gen.publish.destination import Destination
from site_gen.publish.destinations import HostFolder, Place
from site_gen.publish.github_pages import GitHubPages
from site_gen.publish.github_pages.git import Git
from site_gen.publish.github_pages.repository import find_repository
from site_gen.publish.rsync import RsyncFolder
from site_gen.publish.rsync.address import ServerFolder
from site_gen.publish.rsync.program import Rsync
from site_gen.store import Store


class BranchOptions(msgspec.Struct, frozen=True):
    """Options of GitHub Pages."""

    remote: str = "origin"
    branch: str = "gh-pages"
    message: str = ""
    """Of the commit; empty for a summary of the changes."""


class Session(msgspec.Struct, frozen=True):
    """What programs such as git and ssh are run with."""

    environment: Mapping[str, str]
    unattended: bool
    """Whether nobody can answer a prompt for a password."""


def open_destination(
    place: Place, options: Options, config: SiteConfig, session: Session, branch: BranchOptions
) -> Destination:
    """The destination for the built folder. Raises UsageError if something is missing for it."""
    if isinstance(place, HostFolder):
        return DeployFolder(place.host, place.folder, options.folder, config.base_url)
    if isinstance(place, ServerFolder):
        rsync = Rsync(place, session.environment, unattended=session.unattended)
        rsync.check_version()
        return RsyncFolder(rsync, place, options.folder)
    if isinstance(place, Address):
        return _open_bucket(place, options, config)
    git = Git.of(options.site, session.environment, unattended=session.unattended)
    return GitHubPages(
        find_repository(git, branch.remote, branch.branch),
        branch.branch,
        options.folder,
        base_url=config.base_url,
        title=config.title,
        message=branch.message,
    )


def _open_bucket(address: Address, options: Options, config: SiteConfig) -> Destination:
    from site_gen.publish.bucket import BucketFolder  # noqa: PLC0415  seldom needed
    from site_gen.storage.upload import FolderUpload  # noqa: PLC0415

    there = msgspec.structs.replace(options, output=address)
    upload = FolderUpload(
        options.folder,
        address,
        config.storage,
        lambda folder: Store(there.in_folder(folder).store, program_digest()),
        os.urandom(4).hex(),
        language_folders(language_configs(config)[0]),
    )
    return BucketFolder(upload, address, options.folder)
