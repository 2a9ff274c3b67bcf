"""Static files that settings name."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

from site_gen.errors import SettingError, UsageError


def static_name(key: str, path: str, files: Mapping[str, Path]) -> str:
    """The name of the file that the setting ``key`` has as ``path``, within static/.

    Raises SettingError if there is none.
    """
    name = path.strip().removeprefix("/")
    if name not in files and name.removeprefix("static/") in files:
        name = name.removeprefix("static/")
    if name in files:
        return name
    close = difflib.get_close_matches(name, list(files), 1)
    hint = f"did you mean {close[0]}?" if close else "put the file into the site's folder static/"
    message = f"{key} is “{path}”, but there is no file static/{name}"
    raise SettingError(key, message, hint=hint)


def read_static(path: Path) -> bytes:
    """The bytes of a static file; raises UsageError if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from error
