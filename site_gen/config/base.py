"""Types that all sections of the configuration use."""

from __future__ import annotations

from typing import Annotated

import msgspec

from site_gen.language_tags import TAG_PATTERN

MAX_INTEGER = 2**63 - 1
"""Settings are stored in SQLite, whose integers have 64 bits."""
Whole = Annotated[int, msgspec.Meta(ge=-MAX_INTEGER, le=MAX_INTEGER)]
Positive = Annotated[int, msgspec.Meta(ge=1, le=MAX_INTEGER)]
LanguageTag = Annotated[str, msgspec.Meta(pattern=rf"^{TAG_PATTERN}$")]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base class of all sections of the configuration."""
