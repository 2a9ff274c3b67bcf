"""YAML → values, by the same rules for records and for ``site.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml
import yaml_rs

_ALIASES = yaml_rs.AliasLimits(max_total_replayed_events=10_000)
_WIDTH = 10_000
_DEEPEST = 100
"""Lists and maps within one another; what goes through a value may call itself so often."""
_FAR_IN = re.compile(r"^[ \t:?-]{198,}[ \t][:?-](?=[ \t]|$)", re.MULTILINE)
"""A list or a map that begins so far in its line that it can only be one of many, as in
``- - - a``. The reader itself has no bound for these and would end the process."""


class LoadError(ValueError):
    """A text is no YAML that can be read; in the reader's own words."""


def load(text: str) -> Any:
    """The value of a text; timestamps are left as text.

    What libyaml reads, on which most programs build, is read, too: tabs between tokens, brackets
    and quotes that go on in the first column. Raises LoadError for YAML that cannot be read, holds
    a key twice, or has no bounds.
    """
    text = text.removeprefix("\ufeff")
    try:
        return _loaded(text)
    except LoadError as error:
        written = None if _is_refused(error) else _by_libyaml(text)
        if written is None:
            raise
        try:
            return _loaded(written)
        except LoadError as other:
            if _is_refused(other):  # other errors name places that are not those of the text
                raise other from None
        raise


def _is_refused(error: LoadError) -> bool:
    """Whether the reader understood what it refuses."""
    said = str(error)
    return is_twice(said) or is_boundless(said) or is_too_deep(said)


def is_twice(error: str) -> bool:
    """Whether the error is of a key that is given twice."""
    return "duplicate mapping key" in error


def is_boundless(error: str) -> bool:
    """Whether the error is of aliases that expand without bound."""
    return "alias" in error and "limit" in error


def is_too_deep(error: str) -> bool:
    """Whether the error is of a text that no recursive reader may be given."""
    return "recursion limit" in error


def _loaded(text: str) -> Any:
    far_in = _FAR_IN.search(text)
    if far_in:
        raise _too_deep(text.count("\n", 0, far_in.start()) + 1, len(far_in[0]))
    try:
        value = yaml_rs.loads(text, parse_datetime=False, alias_limits=_ALIASES)
    except yaml_rs.YAMLDecodeError as error:
        raise LoadError(str(error)) from None
    except TypeError:  # yaml-rs makes a key of a map with lists in it, which has no hash
        raise LoadError("line 1, column 1\na key that is a map, expected text") from None
    if _is_deep(value):
        raise _too_deep(1, 1)
    return value


def _too_deep(line: int, column: int) -> LoadError:
    """In the words of the reader, which has a bound for brackets."""
    return LoadError(f"line {line}, column {column}\nrecursion limit exceeded")


def _is_deep(value: Any) -> bool:
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(_DEEPEST):
        parts = (each.values() if isinstance(each, dict) else each for each in level)
        level = [item for inside in parts for item in inside if isinstance(item, dict | list)]
        if not level:
            return False
    return True


def _by_libyaml(text: str) -> str | None:
    """The text as libyaml writes what it reads in it; None if it reads nothing.

    Neither of its two halves is recursive, so that depth does no harm.
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
            # Plain texts may come to stand in quotes, but an empty one would be text there.
            event.value = event.value or "null"
            event.implicit = (True, True)
        yield event
