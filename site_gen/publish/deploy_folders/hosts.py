"""The hosts whose programs deploy a folder, and their limits."""

from __future__ import annotations

import msgspec


class HostLimits(msgspec.Struct, frozen=True, kw_only=True):
    """Numbers that a host refuses or ignores more of; 0 for no limit."""

    files: int = 0
    files_more: str = ""
    """How a site can have more files."""
    files_in_folder: int = 0
    """Files directly in one folder."""
    file_bytes: int = 0
    header_rules: int = 0
    fixed_redirects: int = 0
    """Rules of ``_redirects`` without wildcards and placeholders."""
    pattern_redirects: int = 0
    written_redirects: int = 0
    """Rules that ``publish`` writes at most. Further redirects stay pages."""
    written_bytes: int = 0
    """Bytes of ``_redirects`` up to which it writes rules."""
    header_characters: int = 0
    """Characters of a line of ``_headers``."""
    redirect_characters: int = 0
    """Characters of a line of ``_redirects``."""


class DeployHost(msgspec.Struct, frozen=True, kw_only=True):
    """A host that serves a folder at the root of a domain."""

    title: str
    folder: str
    """The default folder, beside the site's configuration."""
    command: str
    """Deploys the folder."""
    moved: str
    """The status of redirects that also apply where the folder has a page."""
    limits: HostLimits


NETLIFY = DeployHost(
    title="Netlify",
    folder="_netlify",
    command="netlify deploy --prod --no-build --dir={}",
    # Without “!” a page at the same address comes first:
    # https://docs.netlify.com/platform/request-chain
    moved="301!",
    limits=HostLimits(
        # “no limit on the number of files per deploy”, but 54,000 a directory:
        # https://docs.netlify.com/site-deploys/overview
        files_in_folder=54_000,
        # The host documents no limit; this one keeps deploys quick.
        written_redirects=10_000,
    ),
)
CLOUDFLARE_PAGES = DeployHost(
    title="Cloudflare Pages",
    folder="_cloudflare-pages",
    command="npx wrangler pages deploy {}",
    # “Redirects are always followed, regardless of whether or not an asset matches”:
    # https://developers.cloudflare.com/pages/configuration/redirects/
    moved="301",
    limits=HostLimits(
        # https://developers.cloudflare.com/pages/platform/limits/ and
        # https://developers.cloudflare.com/changelog/post/2026-01-23-pages-file-limit-increase/
        files=20_000,
        files_more="a paid plan allows 100,000",
        file_bytes=25 * 1024 * 1024,
        # https://developers.cloudflare.com/pages/configuration/headers/
        header_rules=100,
        header_characters=2_000,
        # https://developers.cloudflare.com/pages/configuration/redirects/
        fixed_redirects=2_000,
        pattern_redirects=100,
        redirect_characters=1_000,
        written_redirects=2_000,
        # Not documented; users report that rules beyond it are ignored.
        written_bytes=100_000,
    ),
)
HOSTS = {"netlify": NETLIFY, "cloudflare-pages": CLOUDFLARE_PAGES}
"""Names for ``publish --to``."""
