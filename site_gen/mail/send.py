"""Sending a message by SMTP."""

from __future__ import annotations

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage

from site_gen.errors import MailError
from site_gen.mail.message import Envelope
from site_gen.mail.settings import Server
from site_gen.wording import one_line

TIMEOUT = 30.0
"""Seconds that the server may take for one answer."""


def send(message: EmailMessage, envelope: Envelope, server: Server) -> None:
    """Send a message to all recipients.

    Raises MailError, which says what to do; nothing was sent then unless it says so.
    """
    place = f"{server.host}:{server.port}"
    try:
        with _connection(server, TIMEOUT) as smtp:
            if server.user:
                smtp.login(server.user, server.password)
            refused = smtp.send_message(
                message,
                from_addr=envelope.sender.addr_spec,
                to_addrs=[each.addr_spec for each in envelope.recipients],
            )
    except smtplib.SMTPAuthenticationError as error:
        raise MailError(
            f"{place} refuses the login of {server.user}: {_answer(error.smtp_error)}",
            hint="check SITE_GEN_SMTP_USER and SITE_GEN_SMTP_PASSWORD",
        ) from None
    except smtplib.SMTPException as error:
        if isinstance(error.__context__, TimeoutError):
            raise _silence(place) from None
        raise _refusal(place, error, envelope.sender) from None
    except ssl.SSLError as error:
        raise MailError(
            f"{place}: no encrypted connection: {error.reason or error}",
            hint="check SITE_GEN_SMTP_SECURITY (tls on port 465, starttls on 587) and the name "
            "of the host, which its certificate must have",
        ) from None
    except TimeoutError:
        raise _silence(place) from None
    except OSError as error:
        raise MailError(
            f"{place}: no connection: {error.strerror or error}",
            hint="check SITE_GEN_SMTP_HOST and SITE_GEN_SMTP_PORT",
        ) from None
    if refused:
        names = ", ".join(sorted(refused))
        raise MailError(
            f"{place} has sent the message, but not to {names}",
            hint="check SITE_GEN_DIGEST_TO",
        )


def _silence(place: str) -> MailError:
    return MailError(
        f"{place} does not answer within {TIMEOUT:g} s",
        hint="check SITE_GEN_SMTP_HOST, SITE_GEN_SMTP_PORT and SITE_GEN_SMTP_SECURITY; providers "
        "often block port 25",
    )


def _connection(server: Server, timeout: float) -> smtplib.SMTP:
    if server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=context)
    smtp = smtplib.SMTP(server.host, server.port, timeout=timeout)
    if server.security == "starttls":
        try:
            smtp.starttls(context=ssl.create_default_context())
        except BaseException:
            smtp.close()
            raise
    return smtp


def _refusal(place: str, error: smtplib.SMTPException, sender: Address) -> MailError:
    match error:
        case smtplib.SMTPRecipientsRefused():
            said = "; ".join(f"{to}: {_answer(why)}" for to, (_, why) in error.recipients.items())
            return MailError(f"{place} refuses {said}", hint="check SITE_GEN_DIGEST_TO")
        case smtplib.SMTPSenderRefused():
            return MailError(
                f"{place} refuses the sender {sender.addr_spec}: {_answer(error.smtp_error)}",
                hint="set digest.sender in site.yaml to an address that the server may send from",
            )
        case smtplib.SMTPNotSupportedError():
            return MailError(
                f"{place}: {error}",
                hint="check SITE_GEN_SMTP_SECURITY and SITE_GEN_SMTP_USER; addresses with letters "
                "outside ASCII need a server that can send them",
            )
        case smtplib.SMTPResponseException():
            said = _answer(error.smtp_error)
            return MailError(f"{place} refuses the message: {error.smtp_code} {said}")
    return MailError(
        f"{place}: {_answer(str(error)) or type(error).__name__}",
        hint="check SITE_GEN_SMTP_PORT and SITE_GEN_SMTP_SECURITY",
    )


def _answer(text: bytes | str) -> str:
    """What a server says, in one line."""
    return one_line(text.decode("utf-8", "replace") if isinstance(text, bytes) else text)
