"""Loaded by a worker: another version of a library is found when it is given something to do."""

from __future__ import annotations

from unittest import mock

from site_gen.cluster import worker  # noqa: F401  imported before it is changed
from site_gen.cluster.versions import own_versions

_own = own_versions()


def _versions() -> dict[str, str]:
    return {**_own, "msgspec": "0.1"}


mock.patch("site_gen.cluster.worker.own_versions", _versions).start()
