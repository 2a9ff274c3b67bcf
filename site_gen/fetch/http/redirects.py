"""The way from the address that is asked for to where the feed is: redirects, followed by hand.

Some servers set a cookie and lead back, to see whether it comes along. So cookies are kept along
one way, as browsers keep them, and are forgotten at its end.
"""

from __future__ import annotations

from http import HTTPStatus

import httpx

from site_gen.fetch.http import failures
from site_gen.fetch.http.cookies import Cookies
from site_gen.fetch.http.request import Response

REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT})
_MOST = 5
"""Redirects that are followed."""


class Redirects:
    """Where a source has been led so far."""

    def __init__(self, start: httpx.URL) -> None:
        self._cookies = Cookies()
        self._seen = [start]
        self._asked = {(start, "")}
        """With the cookies that were sent."""
        self._permanent = True

    @property
    def here(self) -> httpx.URL:
        return self._seen[-1]

    @property
    def host(self) -> str:
        """As it is connected to; in letters, not every name that exists can be told (emoji)."""
        return self.here.raw_host.decode("ascii")

    @property
    def starts(self) -> bool:
        return len(self._seen) == 1

    @property
    def moved_to(self) -> str:
        """The address that the source has for good, without a login; empty if it is the old one."""
        start = self._seen[0]
        return without_login(self.here) if self._permanent and self.here != start else ""

    @property
    def cookies(self) -> str:
        """Those that are sent to where it has led, as one header; empty if there are none."""
        return self._cookies.header(self.here)

    def follow(self, received: Response) -> None:
        """Go where a redirect leads. Raises ReadingError if that is nowhere."""
        location = _text(received.header("location"))
        if not location:
            raise failures.bad_redirect("it redirects without saying where to")
        try:
            there = _checked(self.here.join(location))
        except (ValueError, httpx.InvalidURL):
            raise failures.bad_redirect("it redirects to what is no http(s) address") from None
        there = _with_login(self.here, there)
        self._cookies.keep(self.here, received.cookies)
        if len(self._seen) > _MOST:
            raise failures.bad_redirect(f"it redirects more than {_MOST} times")
        self._seen.append(there)
        if (there, self.cookies) in self._asked:
            raise failures.bad_redirect("it redirects in a circle")
        self._asked.add((there, self.cookies))
        self._permanent = self._permanent and received.status in _PERMANENT


def start_of(address: str) -> Redirects:
    """The trail that begins at an address. Raises ReadingError if it cannot be asked for."""
    try:
        return Redirects(_checked(httpx.URL(address.strip())))
    except httpx.InvalidURL:
        raise failures.bad_url("is not well formed") from None
    except ValueError as error:
        raise failures.bad_url(str(error)) from None


def without_login(url: httpx.URL) -> str:
    return str(url.copy_with(userinfo=b""))


def _checked(url: httpx.URL) -> httpx.URL:
    """Without its fragment, which is not sent. Raises ValueError, which says what is wrong."""
    if url.scheme not in ("http", "https"):
        raise ValueError("is not http or https")
    if not url.raw_host:
        raise ValueError("has no host")
    if url.port is not None and not 0 < url.port < 65536:
        raise ValueError("has no possible port")
    return url.copy_with(fragment=None)


def _with_login(old: httpx.URL, new: httpx.URL) -> httpx.URL:
    """A login goes along to the same server, unless that would make it less secret."""
    same = old.raw_host == new.raw_host and (
        (old.scheme, old.port) == (new.scheme, new.port)
        or (old.scheme, old.port, new.scheme, new.port) == ("http", None, "https", None)
    )
    return new.copy_with(userinfo=old.userinfo) if same and not new.userinfo else new


def _text(header: str) -> str:
    """A Location as it was meant: many servers send letters that are not ASCII, in UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return header
