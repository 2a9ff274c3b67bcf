"""What is wrong with one setting, and the checks that several sections share."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from site_gen.wording import KeyPath, dotted


class InvalidSetting(NamedTuple):
    """What is wrong with one setting; the message names it."""

    path: KeyPath
    message: str
    hint: str = ""
    duplicate_of: KeyPath = ()
    """The earlier one of two equal settings."""


def invalid_url(path: KeyPath, url: str, hint: str = "") -> InvalidSetting:
    return InvalidSetting(path, f"{dotted(path)} is “{url}”, expected an http or https URL", hint)


def check_blank(
    path: KeyPath, values: str | tuple[str, ...], expected: str
) -> Iterator[InvalidSetting]:
    """Refuse texts of white space alone, and empty ones in lists.

    An empty text that is not in a list is the same as an absent one.
    """
    if isinstance(values, str):
        if values and not values.strip():
            yield InvalidSetting(path, f"{dotted(path)} is blank, expected {expected}")
        return
    for index, value in enumerate(values):
        if not value.strip():
            item = (*path, index)
            yield InvalidSetting(item, f"{dotted(item)} is blank, expected {expected}")
