"""Cookies along one way of redirects, by the rules that Python's library has for them."""

from __future__ import annotations

from collections.abc import Iterable
from email.message import Message
from http.cookiejar import CookieJar
from itertools import islice
from urllib.request import Request

import httpx

_MOST = 50
"""Of an answer; browsers keep hardly more of a whole site."""


class Cookies:
    """Those of the answers so far."""

    def __init__(self) -> None:
        self._jar = CookieJar()

    def keep(self, url: httpx.URL, headers: Iterable[str]) -> None:
        """Take over what an answer from ``url`` sets, given the values of its Set-Cookie."""
        answer = _Answer(islice(headers, _MOST))
        self._jar.extract_cookies(answer, _request(url))  # type: ignore[arg-type]

    def header(self, url: httpx.URL) -> str:
        """What is sent to ``url``; empty if that is nothing."""
        if not len(self._jar):
            return ""
        request = _request(url)
        self._jar.add_cookie_header(request)
        return request.get_header("Cookie", "")


class _Answer:
    """As much of an answer as the library asks for."""

    def __init__(self, headers: Iterable[str]) -> None:
        self._message = Message()
        for value in headers:
            self._message["Set-Cookie"] = value

    def info(self) -> Message:
        return self._message


def _request(url: httpx.URL) -> Request:
    """A request of ``url`` that is never sent; with its host in ASCII, as it is connected to."""
    address = b"%b://%b%b" % (url.raw_scheme, url.netloc, url.raw_path)
    return Request(address.decode("ascii"))  # noqa: S310  nothing is opened
