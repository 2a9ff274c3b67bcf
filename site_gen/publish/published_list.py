"""The list of published files, which is kept beside them.

It tells files that earlier editions had from files that somebody else put there, which are never
removed. While files are uploaded it has those of both editions, so an interrupted publication can
be completed by any machine.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from site_gen.errors import PublishError

LIST = ".site_gen-published"
"""The name of the list; a hidden file, which web servers usually do not serve."""


class _Published(msgspec.Struct):
    files: list[str]


def encode_list(paths: Iterable[str]) -> bytes:
    """The list as JSON, with a path per line. It does not contain itself."""
    names = sorted(path for path in paths if path != LIST)
    return msgspec.json.format(msgspec.json.encode(_Published(names)), indent=1) + b"\n"


def decode_list(data: bytes, place: str) -> frozenset[str]:
    """The paths of a list. Raises PublishError if it is damaged."""
    try:
        paths = msgspec.json.decode(data, type=_Published).files
    except msgspec.MsgspecError:
        paths = [".."]
    if any(_is_outside(path) for path in paths):
        raise PublishError(
            f"{place}/{LIST}: the list of published files is damaged",
            hint="remove it and publish again; files that the site no longer has then stay there",
        )
    return frozenset(paths)


def _is_outside(path: str) -> bool:
    return not path or path.startswith("/") or not {"", ".", ".."}.isdisjoint(path.split("/"))
