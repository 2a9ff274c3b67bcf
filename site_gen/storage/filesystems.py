"""Opening the file system of an address with fsspec."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from site_gen.address import Address
from site_gen.errors import UsageError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_PACKAGES = {
    **dict.fromkeys(("s3", "s3a"), "s3fs"),
    **dict.fromkeys(("gs", "gcs"), "gcsfs"),
    **dict.fromkeys(("az", "abfs", "abfss", "adl"), "adlfs"),
    **dict.fromkeys(("sftp", "ssh"), "paramiko"),
}
"""Protocol → the package that fsspec needs for it."""


def open_filesystem(
    address: Address, options: Mapping[str, Any] | None = None
) -> tuple[AbstractFileSystem, str]:
    """The file system of an address, and the path of the address in it.

    ``options`` are those of fsspec's class, such as ``endpoint_url``. Raises UsageError for a
    protocol that is unknown, whose package is not installed, or that refuses the options.
    """
    require_filesystem(address)
    import fsspec  # noqa: PLC0415  optional

    try:
        # Listings change while a build runs, so they are not cached. SSH has no such cache, and
        # refuses the option.
        cache = {} if address.protocol in ("sftp", "ssh") else {"use_listings_cache": False}
        found: tuple[AbstractFileSystem, str] = fsspec.core.url_to_fs(
            address.url, **{**(options or {}), **cache}
        )
    except ValueError as error:
        raise UsageError(f"{address}: {error}", hint="look at storage.options") from None
    return found


def require_filesystem(address: Address) -> None:
    """Raise UsageError if the protocol is unknown or a package for it is not installed.

    Connects to nothing.
    """
    try:
        import fsspec  # noqa: PLC0415  optional
    except ImportError:
        raise UsageError(
            f"{address}: fsspec is not installed",
            hint="pip install 'site-gen[storage]'",
        ) from None
    try:
        fsspec.get_filesystem_class(address.protocol)
    except ImportError:
        package = _PACKAGES.get(address.protocol, "")
        hint = f"pip install {package}" if package else "pip install the package that it needs"
        raise UsageError(
            f"{address}: the package for {address.protocol}:// is not installed", hint=hint
        ) from None
    except ValueError as error:
        raise UsageError(f"{address}: {error}", hint="s3://bucket/folder, for example") from None
