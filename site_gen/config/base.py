"""What all parts of the configuration are made with."""

from __future__ import annotations

from typing import Annotated

import msgspec

_MOST = 2**63 - 1
"""Settings go into what is remembered, whose numbers are not larger."""
Whole = Annotated[int, msgspec.Meta(ge=-_MOST, le=_MOST)]
Positive = Annotated[int, msgspec.Meta(ge=1, le=_MOST)]
LanguageTag = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$")]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all parts of the configuration."""
