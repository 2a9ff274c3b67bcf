"""All failures of reading a source, with their messages and hints."""

from __future__ import annotations

from http import HTTPStatus
from http.client import responses

from site_gen.fetch.types import Failure

NOT_ASKED = frozenset({"host-down", "host-busy"})
"""Codes of sources that were not asked because of other sources of their host."""

HOST_FAILURES = frozenset({"connect", "timeout", "unknown-host"})
"""Codes that say something about the host, not only about one of its sources."""

_TEMPORARY = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses for which another attempt may succeed."""

_STATUS_MESSAGES = {
    401: ("the server requires a login", "the address can contain name and password"),
    402: ("the server requires a payment", "remove the source"),
    403: ("the server refuses it", "the outlet may not allow programs to read it: ask there"),
    404: ("there is nothing at this address", "look for the feed on the outlet's site"),
    406: ("the server has no feed at this address", "look for the feed on the outlet's site"),
    407: ("a proxy requires a login", ""),
    429: ("the server asks for fewer requests", "fetch less often"),
    451: ("the server may not provide it, for legal reasons", "remove the source"),
}
_TRY_LATER = "this is often temporary; later runs try again"
_TELL_OUTLET = "only the outlet can fix this: tell it"


class ReadingError(Exception):
    """An attempt to read a source failed."""

    def __init__(
        self,
        code: str,
        message: str,
        hint: str = "",
        *,
        again: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.failure = Failure(code, message, hint)
        self.again = again
        """Whether another attempt may succeed."""
        self.retry_after = retry_after
        """Seconds from now in which the server wants no requests."""
        self.status = 0
        """HTTP status of the response that failed; 0 if there was none."""


def bad_url(problem: str) -> ReadingError:
    return ReadingError("bad-url", f"the address {problem}", "it begins with https:// or http://")


def private_address(host: str, address: str) -> ReadingError:
    return ReadingError(
        "private-address",
        f"{host} is at {address}, which is not a public address"
        if host != address
        else f"{host} is not a public address",
        "fetch.allow_private_hosts: true in site.yaml allows it",
    )


def unknown_host(host: str, *, again: bool) -> ReadingError:
    """``again``: the name server did not answer, rather than that it knows no address."""
    return ReadingError(
        "unknown-host",
        f"no address was found for {host}",
        _TRY_LATER if again else "the outlet may have moved: look for its new address",
        again=again,
    )


def no_connection(reason: str) -> ReadingError:
    return ReadingError("connect", f"no connection: {reason}", _TRY_LATER, again=True)


def tls(reason: str) -> ReadingError:
    return ReadingError("tls", f"no secure connection: {reason}", _TELL_OUTLET)


def timeout(message: str) -> ReadingError:
    return ReadingError("timeout", message, _TRY_LATER, again=True)


def source_timeout(seconds: float) -> ReadingError:
    return ReadingError(
        "timeout",
        f"it was not read within {seconds:g} s",
        "a larger fetch.source_seconds in site.yaml allows more time",
    )


def host_down(host: str) -> ReadingError:
    return ReadingError(
        "host-down",
        f"it was not asked for, because three other sources of {host} in a row got no answer",
        _TRY_LATER,
    )


def host_busy(host: str, seconds: float) -> ReadingError:
    """``seconds`` is how long the host is not asked from now on."""
    return ReadingError(
        "host-busy",
        f"it was not asked for, because {host} refused three other requests in a row as too many",
        _TRY_LATER,
        retry_after=seconds,
    )


def cut_off() -> ReadingError:
    return ReadingError(
        "cut-off", "the connection ended before the answer was complete", _TRY_LATER, again=True
    )


def bad_answer(message: str) -> ReadingError:
    return ReadingError("bad-answer", message, "open the address in a browser: is there a feed?")


def bad_encoding(message: str) -> ReadingError:
    return ReadingError("bad-encoding", message, _TELL_OUTLET)


def too_large(max_bytes: int) -> ReadingError:
    return ReadingError(
        "too-large",
        f"it is larger than {max_bytes:,} bytes",
        "a larger fetch.max_bytes in site.yaml allows it",
    )


def empty() -> ReadingError:
    return ReadingError("empty", "the answer is empty", "open the address in a browser")


def bad_redirect(message: str) -> ReadingError:
    return ReadingError("redirect", message, "look for the feed's address on the outlet's site")


def bad_status(status: int, retry_after: float | None) -> ReadingError:
    """The failure of a status that is not a success."""
    label = f"{status} {responses.get(status, '')}".strip()
    if status == HTTPStatus.GONE:
        return ReadingError(
            "gone", f"the outlet has removed it for good ({label})", "remove the source"
        )
    message, hint = _STATUS_MESSAGES.get(status, ("the server does not provide it", ""))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        message, hint = "the server has an error", _TRY_LATER
    again = status in _TEMPORARY
    wait = retry_after if again else None
    return ReadingError("http-status", f"{message} ({label})", hint, again=again, retry_after=wait)


def unexpected(error: Exception) -> ReadingError:
    return ReadingError(
        "unexpected", f"an error of this program: {type(error).__name__}", "please report it"
    )
