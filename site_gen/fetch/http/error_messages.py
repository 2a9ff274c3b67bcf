"""Errors of the network and of its libraries, in words."""

from __future__ import annotations

import errno
import os
import ssl
from collections.abc import Iterator

import httpcore

from site_gen import config
from site_gen.fetch.http import failures
from site_gen.fetch.http.failures import ReadingError

NETWORK_ERRORS = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    OSError,
)
"""All that asking a server can raise, errors of secure connections included."""

_CERTIFICATES = {
    9: "its certificate is not valid yet",
    10: "its certificate has expired",
    18: "its certificate is signed by nobody but itself",
    19: "its certificate is signed by nobody who is known",
    20: "its certificate is signed by nobody who is known, or an intermediate one is missing",
    21: "its certificate is signed by nobody who is known, or an intermediate one is missing",
    23: "its certificate has been revoked",
    62: "its certificate is for another name",
    64: "its certificate is for another address",
}
"""By the codes of OpenSSL (X509_V_ERR_…)."""

_HANDSHAKES = {
    "WRONG_VERSION_NUMBER": "what answers there does not speak TLS",
    "HTTP_REQUEST": "what answers there does not speak TLS",
    "RECORD_LAYER_FAILURE": "what answers there does not speak TLS",
    "UNSUPPORTED_PROTOCOL": "it speaks only versions of TLS that are not safe",
    "TLSV1_ALERT_PROTOCOL_VERSION": "it speaks only versions of TLS that are not safe",
}
_CONNECTIONS = {
    errno.ECONNREFUSED: "nothing listens there",
    errno.ECONNRESET: "the server ended it",
    errno.ENETUNREACH: "there is no way to it",
    errno.EHOSTUNREACH: "there is no way to it",
}


def explained(error: Exception, settings: config.Fetch) -> ReadingError:
    """What one of :data:`NETWORK_ERRORS` means for a source."""
    if isinstance(error, httpcore.ConnectTimeout):
        return failures.timeout(f"there was no connection within {settings.connect_seconds:g} s")
    if isinstance(error, httpcore.TimeoutException):
        return failures.timeout(f"the server was silent for {settings.read_seconds:g} s")
    return _broken(error)


def _broken(error: Exception) -> ReadingError:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return failures.not_secure(_tls(cause))
    if isinstance(error, httpcore.RemoteProtocolError):
        # The library tells a missing end from a wrong answer by its words alone.
        ended = "disconnected" in str(error) or "closed connection" in str(error)
        return failures.cut_off() if ended else failures.bad_answer("the answer is not HTTP")
    if isinstance(error, httpcore.ReadError | httpcore.WriteError):
        return failures.cut_off()
    if isinstance(error, httpcore.ConnectError | OSError):
        return failures.no_connection(_connection(error))
    return failures.bad_url("cannot be asked for")


def _tls(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _CERTIFICATES.get(error.verify_code, "its certificate is not valid")
    reason = error.reason or ""
    return _HANDSHAKES.get(reason, reason.lower().replace("_", " ") or "it was broken off")


def _connection(error: Exception) -> str:
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno and cause.errno > 0:
            return _CONNECTIONS.get(cause.errno) or os.strerror(cause.errno).lower()
    return "it was broken off"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error, and those that it came from."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__
