"""Content at an address: copied into the cache of the site before it is read."""

from __future__ import annotations

import msgspec

from site_gen.config import SiteConfig
from site_gen.options import Options, Stopwatch


def fetch_content(options: Options, config: SiteConfig, watch: Stopwatch) -> Options:
    """The options, with the content in a folder that is up to date.

    Copies what has changed at the address of the content; a folder is read as it is. Raises
    UsageError if the address cannot be used, BuildError if it cannot be read now.
    """
    address = options.content_address
    if address is None:
        return options
    from site_gen.storage.content import ContentCopy  # noqa: PLC0415  for addresses only

    limit = config.limits.record_bytes
    with (
        watch.stage("fetch"),
        ContentCopy(address, options.content, config.storage.options, limit) as copy,
    ):
        copy.look()
        for _ in watch.track(copy.fetch(), len(copy.pending)):
            pass
    if copy.fetched or copy.removed:
        watch.note(f"{address}: {copy.fetched:,} fetched, {copy.removed:,} removed")
    return msgspec.structs.replace(options, content_problems=copy.problems)
