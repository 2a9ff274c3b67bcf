"""Errors of httpcore and of the network as failures of a source."""

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
"""All errors that a request can raise, those of TLS included."""

_UNKNOWN_ISSUER = "its certificate is from an unknown authority"
_CERTIFICATE_ERRORS = {
    9: "its certificate is not valid yet",
    10: "its certificate has expired",
    18: "its certificate is self-signed",
    19: _UNKNOWN_ISSUER,
    20: f"{_UNKNOWN_ISSUER}, or an intermediate certificate is missing",
    21: f"{_UNKNOWN_ISSUER}, or an intermediate certificate is missing",
    23: "its certificate has been revoked",
    62: "its certificate is for another name",
    64: "its certificate is for another address",
}
"""By OpenSSL's code (X509_V_ERR_…)."""

_NOT_TLS = "the server does not use TLS there"
_OLD_TLS = "the server supports old, insecure versions of TLS only"
_HANDSHAKE_ERRORS = {
    "WRONG_VERSION_NUMBER": _NOT_TLS,
    "HTTP_REQUEST": _NOT_TLS,
    "RECORD_LAYER_FAILURE": _NOT_TLS,
    "UNSUPPORTED_PROTOCOL": _OLD_TLS,
    "TLSV1_ALERT_PROTOCOL_VERSION": _OLD_TLS,
}
"""By OpenSSL's reason."""

_CONNECTION_ERRORS = {
    errno.ECONNREFUSED: "no server listens there",
    errno.ECONNRESET: "the server closed it",
    errno.ENETUNREACH: "there is no route to the server",
    errno.EHOSTUNREACH: "there is no route to the server",
}


def reading_error(error: Exception, settings: config.Fetch) -> ReadingError:
    """The failure that one of :data:`NETWORK_ERRORS` means."""
    if isinstance(error, httpcore.ConnectTimeout):
        return failures.timeout(f"no connection within {settings.connect_seconds:g} s")
    if isinstance(error, httpcore.TimeoutException):
        return failures.timeout(f"the server was silent for {settings.read_seconds:g} s")
    return _connection_error(error)


def _connection_error(error: Exception) -> ReadingError:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLError):
            return failures.tls(_tls_message(cause))
    if isinstance(error, httpcore.RemoteProtocolError):
        # Only the text tells an incomplete response from an invalid one.
        ended = "disconnected" in str(error) or "closed connection" in str(error)
        return failures.cut_off() if ended else failures.bad_answer("the answer is not HTTP")
    if isinstance(error, httpcore.ReadError | httpcore.WriteError):
        return failures.cut_off()
    if isinstance(error, httpcore.ConnectError | OSError):
        return failures.no_connection(_connection_message(error))
    return failures.bad_url("cannot be asked for")


def _tls_message(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _CERTIFICATE_ERRORS.get(error.verify_code, "its certificate is not valid")
    reason = error.reason or ""
    return _HANDSHAKE_ERRORS.get(reason, reason.lower().replace("_", " ") or "it was broken off")


def _connection_message(error: Exception) -> str:
    for cause in _causes(error):
        if isinstance(cause, OSError) and cause.errno and cause.errno > 0:
            return _CONNECTION_ERRORS.get(cause.errno) or os.strerror(cause.errno).lower()
    return "it was broken off"


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error, and the errors that caused it."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__
