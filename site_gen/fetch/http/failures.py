"""Why a source cannot be read, in words: every failure is made here."""

from __future__ import annotations

from http import HTTPStatus

from site_gen.fetch.types import Failure

NOT_ASKED = frozenset({"host-down", "host-busy"})
"""Codes that others of the host are the reason for."""

SILENCE = frozenset({"connect", "timeout", "unknown-host"})
"""Codes that speak against the host, not against one of its sources."""

_MAY_PASS = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses that may be others a moment later."""

_MEANINGS = {
    401: ("the server refuses it without a login", "name and password can stand in the address"),
    402: ("the server wants it to be paid for", "remove the source"),
    403: ("the server refuses it", "the outlet may not want programs to read it: ask there"),
    404: ("there is nothing at this address", "look for the feed on the outlet's site"),
    406: ("the server has no feed at this address", "look for the feed on the outlet's site"),
    407: ("a proxy on the way wants a login", ""),
    429: ("the server asks for fewer requests", "fetch less often"),
    451: ("the server may not give it, for legal reasons", "remove the source"),
}
_LATER = "this often passes; later runs try again"


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
        """Whether a further attempt may do better."""
        self.retry_after = retry_after
        """Seconds from now for which the server asks to be left alone."""
        self.status = 0
        """HTTP status of the answer that it is about, if there was one."""


def bad_url(why: str) -> ReadingError:
    return ReadingError("bad-url", f"the address {why}", "it begins with https:// or http://")


def private_address(host: str, address: str) -> ReadingError:
    return ReadingError(
        "private-address",
        f"{host} is at {address}, which is not a public address"
        if host != address
        else f"{host} is not a public address",
        "fetch.allow_private_hosts: true in site.yaml allows it",
    )


def unknown_host(host: str, *, again: bool) -> ReadingError:
    """``again``: the name server gave no answer, rather than that there is none."""
    return ReadingError(
        "unknown-host",
        f"no address could be found for {host}",
        _LATER if again else "the outlet may have moved: look for its new address",
        again=again,
    )


def no_connection(why: str) -> ReadingError:
    return ReadingError("connect", f"there is no connection: {why}", _LATER, again=True)


def not_secure(why: str) -> ReadingError:
    return ReadingError(
        "tls", f"there is no secure connection: {why}", "the outlet has to mend that: tell it"
    )


def timeout(what: str) -> ReadingError:
    return ReadingError("timeout", what, _LATER, again=True)


def not_in_time(seconds: float) -> ReadingError:
    return ReadingError(
        "timeout",
        f"it was not read within {seconds:g} s",
        "fetch.source_seconds in site.yaml gives it more time",
    )


def host_down(host: str) -> ReadingError:
    return ReadingError(
        "host-down",
        f"it was not asked for, because three others of {host} in a row got no answer",
        _LATER,
    )


def host_busy(host: str, rest: float) -> ReadingError:
    """``rest`` are the seconds from now for which it is not asked."""
    return ReadingError(
        "host-busy",
        f"it was not asked for, because {host} asked three others in a row for fewer requests",
        _LATER,
        retry_after=rest,
    )


def cut_off() -> ReadingError:
    return ReadingError(
        "cut-off", "the connection ended before the answer was whole", _LATER, again=True
    )


def bad_answer(why: str) -> ReadingError:
    return ReadingError("bad-answer", why, "open the address in a browser: is there a feed?")


def bad_encoding(why: str) -> ReadingError:
    return ReadingError("bad-encoding", why, "the outlet has to mend that: tell it")


def too_large(limit: int) -> ReadingError:
    return ReadingError(
        "too-large",
        f"it is larger than {limit:,} bytes",
        "fetch.max_bytes in site.yaml allows larger ones",
    )


def empty() -> ReadingError:
    return ReadingError("empty", "the answer is empty", "open the address in a browser")


def bad_redirect(why: str) -> ReadingError:
    return ReadingError("redirect", why, "look for the feed's address on the outlet's site")


def bad_status(status: int, retry_after: float | None) -> ReadingError:
    """A status that is none of success; what it means in words."""
    name = HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""
    told = f"{status} {name}".strip()
    if status == HTTPStatus.GONE:
        return ReadingError(
            "gone", f"the outlet has removed it for good ({told})", "remove the source"
        )
    meaning, hint = _MEANINGS.get(status, ("the server does not give it", ""))
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        meaning, hint = "the server has trouble of its own", _LATER
    again = status in _MAY_PASS
    wait = retry_after if again else None
    return ReadingError("http-status", f"{meaning} ({told})", hint, again=again, retry_after=wait)


def unexpected(error: Exception) -> ReadingError:
    return ReadingError(
        "unexpected", f"an error of this program: {type(error).__name__}", "please report it"
    )
