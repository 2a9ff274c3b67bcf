"""The section ``storage`` of site.yaml: sites that are written to an address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

import msgspec

from site_gen.config.base import MAX_INTEGER, Section
from site_gen.config.invalid import InvalidSetting
from site_gen.external_links import without_login
from site_gen.wording import KeyPath, dotted

Compression = Literal["none", "gzip", "brotli"]

_CREDENTIAL = re.compile(
    r"(?:p?key|sas)\Z|.*(?:secret|token|password|passphrase|credential|connection_?string|sas_"
    r"|(?:account|access|api|private|customer)_?key)",
    re.IGNORECASE,
)


class Storage(Section, frozen=True):
    max_age: Annotated[int, msgspec.Meta(ge=0, le=MAX_INTEGER)] = 300
    """Seconds for which browsers and caches may keep a page; 0: they ask each time."""
    compress: Compression = "none"
    """Put text files compressed, for a host that does not compress by itself."""
    options: Mapping[str, Any] = {}
    """Arguments of fsspec's class for the protocol, such as ``endpoint_url``."""


def invalid_storage_settings(storage: Storage) -> Iterator[InvalidSetting]:
    """Refuse credentials: ``site.yaml`` is often public, as are repositories."""
    yield from _credentials(("storage", "options"), storage.options)


def _credentials(path: KeyPath, value: Any) -> Iterator[InvalidSetting]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            inner_path = (*path, key)
            if _CREDENTIAL.match(str(key)):
                message = f"{dotted(inner_path)} is a credential, which this file must not have"
                yield InvalidSetting(
                    inner_path,
                    message,
                    "remove it; set it in the environment, such as AWS_SECRET_ACCESS_KEY",
                )
            else:
                yield from _credentials(inner_path, inner)
    elif isinstance(value, str) and "://" in value and without_login(value) != value:
        message = f"{dotted(path)} has a login, which this file must not have"
        yield InvalidSetting(path, message, f"write {without_login(value)}")
