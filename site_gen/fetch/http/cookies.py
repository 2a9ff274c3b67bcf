"""Cookies along one way of redirects, by the rules that Python's library has for them."""

from __future__ import annotations

from collections.abc import Iterable
from email.message import Message
from http.cookiejar import CookieJar
from itertools import islice
from typing import Any

import httpx

_MOST = 50
"""Of an answer; browsers keep hardly more of a whole site."""


class Cookies:
    """Those of the answers so far."""

    def __init__(self) -> None:
        self._jar = CookieJar()

    def keep(self, url: httpx.URL, headers: Iterable[str]) -> None:
        """Take over what an answer from ``url`` sets, given the values of its Set-Cookie."""
        answer: Any = _CookieResponse(islice(headers, _MOST))
        self._jar.extract_cookies(answer, _asked(url))

    def header(self, url: httpx.URL) -> str:
        """What is sent to ``url``; empty if that is nothing."""
        if not len(self._jar):
            return ""
        request = _asked(url)
        self._jar.add_cookie_header(request)
        return str(request.headers.get("Cookie", ""))


class _CookieResponse:
    """As much of an answer as the library asks for."""

    def __init__(self, headers: Iterable[str]) -> None:
        self._message = Message()
        for value in headers:
            self._message["Set-Cookie"] = value

    def info(self) -> Message:
        return self._message


class _CookieRequest:
    """As much of a request as the library asks for; with its host in ASCII, as it is dialled."""

    unverifiable = False
    """Nobody else's page asks."""

    def __init__(self, url: httpx.URL) -> None:
        self.type = url.scheme
        self.host = self.origin_req_host = url.raw_host.decode("ascii")
        self.headers: dict[str, str] = {}
        self._address = b"%b://%b%b" % (url.raw_scheme, url.netloc, url.raw_path)

    def get_full_url(self) -> str:
        return self._address.decode("ascii")

    def get_header(self, name: str, default: str = "") -> str:
        return self.headers.get(name, default)

    def has_header(self, name: str) -> bool:
        return name in self.headers

    def add_unredirected_header(self, name: str, value: str) -> None:
        self.headers[name] = value


def _asked(url: httpx.URL) -> Any:
    return _CookieRequest(url)
