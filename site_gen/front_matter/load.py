"""Loads YAML with the same rules for records and for ``site.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
import yaml_rs

from site_gen.front_matter.positions import complex_key_position

_ALIASES = yaml_rs.AliasLimits(max_total_replayed_events=10_000)
_WIDTH = 10_000
_DEEPEST = 100
"""How many levels of lists and maps there may be; code that walks values is recursive."""
_NESTED_ON_ONE_LINE = re.compile(r"^[ \t:?-]{198,}[ \t][:?-](?=[ \t]|$)", re.MULTILINE)
"""Many nested lists or maps that begin on one line, as in ``- - - a``. yaml-rs has no limit for
these and would end the process."""


class LoadError(ValueError):
    """The text is not YAML that can be read; the message is that of yaml-rs."""


def load(text: str) -> Any:
    """The value of a YAML text; timestamps stay text.

    Also reads what libyaml, the basis of most programs, allows and yaml-rs does not: tabs between
    tokens, brackets and quotes that continue in the first column. Raises LoadError for YAML that
    cannot be read, has a key twice, nests too deep, or has aliases that expand without bound.
    """
    text = text.removeprefix("\ufeff")
    try:
        return _loaded(text)
    except LoadError as error:
        rewritten = None if _is_refused(error) else _rewritten_by_libyaml(text)
        if rewritten is None:
            raise
        try:
            return _loaded(rewritten)
        except LoadError as other:
            if _is_refused(other):  # other errors have positions in the rewritten text
                raise other from None
        raise


def _is_refused(error: LoadError) -> bool:
    """Whether the text is valid YAML, but has what may not be in it."""
    message = str(error)
    return is_duplicate_key(message) or is_boundless(message) or is_too_deep(message)


def is_duplicate_key(error: str) -> bool:
    """Whether the error is about a key that occurs twice."""
    return "duplicate mapping key" in error


def is_boundless(error: str) -> bool:
    """Whether the error is about aliases that expand without bound."""
    return "alias" in error and "limit" in error


def is_too_deep(error: str) -> bool:
    """Whether the error is about depth; a recursive parser may crash with such a text."""
    return "recursion limit" in error


def _loaded(text: str) -> Any:
    nested = _NESTED_ON_ONE_LINE.search(text)
    if nested:
        raise _too_deep(text.count("\n", 0, nested.start()) + 1, len(nested[0]))
    try:
        value = yaml_rs.loads(text, parse_datetime=False, alias_limits=_ALIASES)
    except yaml_rs.YAMLDecodeError as error:
        raise LoadError(str(error)) from None
    except TypeError:  # a key that is a map with lists in it: yaml-rs cannot hash it
        line, column = complex_key_position(text)
        raise LoadError(f"line {line}, column {column}\na key is a map, expected text") from None
    if _is_deep(value):
        raise _too_deep(1, 1)
    return value


def _too_deep(line: int, column: int) -> LoadError:
    """An error with the message of yaml-rs, which has a limit for brackets only."""
    return LoadError(f"line {line}, column {column}\nrecursion limit exceeded")


def _is_deep(value: Any) -> bool:
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(_DEEPEST):
        parts = (each.values() if isinstance(each, dict) else each for each in level)
        level = [item for inside in parts for item in inside if isinstance(item, dict | list)]
        if not level:
            return False
    return True


def _rewritten_by_libyaml(text: str) -> str | None:
    """The text parsed and written anew by libyaml; None if it cannot parse it.

    Neither its parser nor its emitter is recursive, so that any depth is safe.
    """
    try:
        events = _events(text)
        written: str = yaml.emit(events, Dumper=yaml.CSafeDumper, allow_unicode=True, width=_WIDTH)
    except (yaml.YAMLError, ValueError):
        return None
    return written


def _events(text: str) -> Iterator[yaml.Event]:
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.ScalarEvent) and event.implicit[0]:
            # The emitter may add quotes, and an empty value in quotes would be text, not null.
            event.value = event.value or "null"
            event.implicit = (True, True)
        yield event
