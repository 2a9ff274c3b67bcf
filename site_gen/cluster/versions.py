"""What workers must have in common with the process that builds, to make the same bytes."""

from __future__ import annotations

import platform
import sqlite3
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from site_gen import __version__
from site_gen.errors import UsageError
from site_gen.fingerprint import LIBRARIES, code_digest

_MESSENGERS = ("dask", "distributed", "cloudpickle", "msgpack")
"""Packages that carry tasks from process to process."""
_CODE = "site_gen's code"
NONE = "none"


@cache
def own_versions() -> dict[str, str]:
    """The versions of everything in this process that decides the bytes of pages."""
    return {
        "Python": platform.python_version(),
        "site_gen": __version__,
        _CODE: code_digest().hex(),
        "SQLite": sqlite3.sqlite_version,
        "ICU": _icu(),
        **{name: _version(name) for name in (*LIBRARIES, *_MESSENGERS)},
    }


def refuse_other_versions(worker: str, theirs: Mapping[str, str], ours: Mapping[str, str]) -> None:
    """Raise UsageError if a worker has other versions than the process that builds."""
    for name, here in ours.items():
        there = theirs.get(name, NONE)
        if there == here:
            continue
        raise UsageError(
            f"the worker {worker} has {name} {there[:32]}, this process {here[:32]}",
            hint="install the same versions on every machine of the cluster",
        )


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return NONE


def _icu() -> str:
    try:
        import icu  # noqa: PLC0415  optional
    except ImportError:
        return NONE
    return str(icu.ICU_VERSION)
