"""What all parts of the configuration are made with."""

from __future__ import annotations

from typing import Annotated

import msgspec

Positive = Annotated[int, msgspec.Meta(ge=1)]
LanguageTag = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$")]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all parts of the configuration."""
