"""Normalisation of ``base_url``, so that all pages and formats can use it as it is.

The result is a URI of ASCII characters, on which browsers, feed readers and search engines
agree, and which sitemaps require. It is parsed as browsers do (WHATWG URL Standard, by ada-url)
and escaped according to https://www.rfc-editor.org/rfc/rfc3986.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from site_gen.external_links import is_http_url

# URLs that are already normalised. Importing ada-url takes longer than reading site.yaml.
_NORMALISED = re.compile(
    r"https?://(?!xn--)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::(?!80/|443/)[1-9]\d{1,3})?/"
    r"(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*\Z"
)
_PARTS = re.compile(r"(https?://[^/\\]*)(.*)\Z", re.IGNORECASE | re.DOTALL)
_SLASHES = re.compile(r"[/\\]+")
_ESCAPE = re.compile(r"%(?:([0-9A-Fa-f]{2}))?|[^A-Za-z0-9._~!$&'()*+,;=:@/-]")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


def normalise_base_url(url: str) -> str:
    """The URL of a site, with a slash at its end; empty if it is not valid.

    Scheme and host are in lower case, the host in Punycode. A default port, repeated slashes,
    ``.`` and ``..`` are removed. The path is escaped only where that is necessary.
    """
    if not is_http_url(url) or "?" in url or "#" in url:
        return ""
    with_slash = f"{url}/"
    if _NORMALISED.match(with_slash):
        return with_slash
    parts = _PARTS.match(with_slash)
    if parts is None or "@" in parts[1]:
        return ""
    return url if _NORMALISED.match(url) else _parse(parts[1], _SLASHES.sub("/", parts[2]))


def _parse(origin: str, path: str) -> str:
    import ada_url  # noqa: PLC0415  see _NORMALISED

    try:
        parts = ada_url.URL(origin + path)
    except (ValueError, UnicodeError):
        return ""
    host = parts.hostname.removesuffix(".")
    port = f":{parts.port}" if parts.port else ""
    if not all(host.split(".")):
        return ""
    return f"{parts.protocol}//{host}{port}{_ESCAPE.sub(_escape, parts.pathname)}"


def ascii_host(host: str) -> str:
    """A host in Punycode; empty if it is not valid. “faß.example” is not “fass.example”."""
    import ada_url  # noqa: PLC0415  see _NORMALISED

    try:
        return ada_url.idna_to_ascii(host).decode("ascii")
    except UnicodeError:
        return ""


def _escape(match: re.Match[str]) -> str:
    code = match[1]
    if code is None:
        return quote(match[0], safe="")
    character = chr(int(code, 16))
    return character if _UNRESERVED.match(character) else f"%{code.upper()}"
