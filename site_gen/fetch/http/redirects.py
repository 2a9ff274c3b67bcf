"""The redirects of a source, from the address in ``site.yaml`` to the feed."""

from __future__ import annotations

from http import HTTPStatus

import httpx

from site_gen.fetch.http import failures
from site_gen.fetch.http.request import Response

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_MAX_REDIRECTS = 5


class Redirects:
    """The addresses asked so far, and the client that keeps their cookies."""

    def __init__(self, address: str, client: httpx.AsyncClient) -> None:
        """Raises ReadingError if ``address`` is not valid."""
        self.client = client
        self._urls = [_start(address)]
        self._asked = {(self._urls[0], self._cookies())}
        """Some servers redirect to the same address until their cookie is sent."""
        self._permanent = True

    @property
    def url(self) -> httpx.URL:
        """The address to ask next."""
        return self._urls[-1]

    @property
    def at_start(self) -> bool:
        return len(self._urls) == 1

    @property
    def moved_to(self) -> str:
        """The last address, without a login, if all redirects were permanent; else empty."""
        moved = self._permanent and self.url != self._urls[0]
        return without_login(self.url) if moved else ""

    def follow(self, response: Response) -> None:
        """Add the target of a redirect. Raises ReadingError if it cannot be followed."""
        location = _decode_location(response.header("location"))
        if not location:
            raise failures.bad_redirect("it redirects, but does not say where to")
        try:
            target = _checked(self.url.join(location))
        except (ValueError, httpx.InvalidURL):
            raise failures.bad_redirect("it redirects to an address that is not http(s)") from None
        target = _with_login(self.url, target)
        if len(self._urls) > _MAX_REDIRECTS:
            raise failures.bad_redirect(f"it redirects more than {_MAX_REDIRECTS} times")
        state = (target, self._cookies())
        if state in self._asked:
            raise failures.bad_redirect("it redirects in a circle")
        self._urls.append(target)
        self._asked.add(state)
        self._permanent = self._permanent and response.status in _PERMANENT

    def _cookies(self) -> frozenset[tuple[str, str | None]]:
        return frozenset((cookie.name, cookie.value) for cookie in self.client.cookies.jar)


def without_login(url: httpx.URL) -> str:
    return str(url.copy_with(userinfo=b""))


def _start(address: str) -> httpx.URL:
    try:
        return _checked(httpx.URL(address.strip()))
    except httpx.InvalidURL:
        raise failures.bad_url("is not well formed") from None
    except ValueError as error:
        raise failures.bad_url(str(error)) from None


def _checked(url: httpx.URL) -> httpx.URL:
    """Remove the fragment, which is not sent. Raises ValueError with what is wrong."""
    if url.scheme not in ("http", "https"):
        raise ValueError("is not http or https")
    if not url.raw_host:
        raise ValueError("has no host")
    if url.port is not None and not 0 < url.port < 65536:
        raise ValueError("has no valid port")
    return url.copy_with(fragment=None)


def _with_login(old: httpx.URL, new: httpx.URL) -> httpx.URL:
    """Send the login to the same origin, or from http to https of the same host, only."""
    same = old.raw_host == new.raw_host and (
        (old.scheme, old.port) == (new.scheme, new.port)
        or (old.scheme, old.port, new.scheme, new.port) == ("http", None, "https", None)
    )
    return new.copy_with(userinfo=old.userinfo) if same and not new.userinfo else new


def _decode_location(header: str) -> str:
    """Many servers send letters that are not ASCII as UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return header
