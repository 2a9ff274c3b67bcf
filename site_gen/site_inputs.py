"""What one site is built from; there are several for a newsroom in several languages."""

from __future__ import annotations

import msgspec

from site_gen.config import SiteConfig
from site_gen.options import Options
from site_gen.scan import Scan
from site_gen.store import Store


class SiteInputs(msgspec.Struct, frozen=True):
    """The settings of a site, its store, and the content files that have changed."""

    options: Options
    config: SiteConfig
    store: Store
    scan: Scan
