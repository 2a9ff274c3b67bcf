"""``base_url`` in its one form, which is fit for all that it goes into.

That is a URI of ASCII letters: browsers, feed readers and search engines agree on it, sitemaps
want nothing else, and no format has to write it in its own way. It is read as browsers read
it (WHATWG URL Standard, by ada-url), and escaped as https://www.rfc-editor.org/rfc/rfc3986 says.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from site_gen.external_links import is_http_url

# The ordinary case, told apart fast: loading the parser takes longer than reading site.yaml.
_PLAIN = re.compile(
    r"https?://(?!xn--)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?::(?!80/|443/)[1-9]\d{1,3})?/"
    r"(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*\Z"
)
_PARTS = re.compile(r"(https?://[^/\\]*)(.*)\Z", re.IGNORECASE | re.DOTALL)
_SLASHES = re.compile(r"[/\\]+")
_ESCAPE = re.compile(r"%(?:([0-9A-Fa-f]{2}))?|[^A-Za-z0-9._~!$&'()*+,;=:@/-]")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")


def normalised(url: str) -> str:
    """The address of a site, with a slash at its end; empty if it is none.

    Scheme and host are in small letters, the host in Punycode; a default port, slashes that
    follow slashes, and ``.`` and ``..`` are gone; the path is escaped where it must be, and
    nowhere else.
    """
    if not is_http_url(url) or "?" in url or "#" in url:
        return ""
    whole = f"{url}/"
    if _PLAIN.match(whole):
        return whole
    found = _PARTS.match(whole)
    if found is None or "@" in found[1]:
        return ""
    return url if _PLAIN.match(url) else _read(found[1], _SLASHES.sub("/", found[2]))


def _read(origin: str, path: str) -> str:
    import ada_url  # noqa: PLC0415  see _PLAIN

    try:
        parts = ada_url.URL(origin + path)
    except (ValueError, UnicodeError):
        return ""
    host = parts.hostname.removesuffix(".")
    port = f":{parts.port}" if parts.port else ""
    if not all(host.split(".")):
        return ""
    return f"{parts.protocol}//{host}{port}{escaped(parts.pathname)}"


def in_ascii(host: str) -> str:
    """A host as it is asked for, empty if it is none: “faß.example” is not “fass.example”."""
    import ada_url  # noqa: PLC0415  see _PLAIN

    try:
        return ada_url.idna_to_ascii(host).decode("ascii")
    except UnicodeError:
        return ""


def escaped(path: str) -> str:
    """A path as a URI has it: escaped where it must be, and nowhere else."""
    return _ESCAPE.sub(_escape, path)


def _escape(found: re.Match[str]) -> str:
    code = found[1]
    if code is None:
        return quote(found[0], safe="")
    letter = chr(int(code, 16))
    return letter if _UNRESERVED.match(letter) else f"%{code.upper()}"
