"""Mail servers and sites for the e-mail of digests."""

from __future__ import annotations

import os
import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from site_gen import cli
from tests.sites.site import config, news, provider, record, write_files

USER, PASSWORD = "quay", "correct horse"
SENDER = "The Quay <news@quay.example>"
FERRY = "Tern ferry loses engine off Quillon"
RECORDS = news(
    record("Kelp permits are asked for", "2026-02-02T08:00:00Z"),
    record(FERRY, "2026-02-02T09:00:00Z", heat=90),
    record(
        "Engine of Quillon ferry Tern fails",
        "2026-02-02T11:00:00Z",
        provider=provider("Quay Times", "quaytimes.example"),
        webUrl="https://quaytimes.example/ferry",
    ),
    record("Herring is back in the bay", "2026-02-10T09:00:00Z"),
)


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("SITE_GEN_") or name == "SSL_CERT_FILE":
            monkeypatch.delenv(name)


class Newsroom:
    """A site in the current folder, and the command."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self.capture = capture

    def write(self, files: Any = RECORDS, **settings: Any) -> None:
        sender = {"digest": {"sender": SENDER}}
        write_files(Path(), {"site.yaml": config(**{**sender, **settings}), **files})

    def run(self, command: str = "") -> tuple[int, str]:
        """Status and output of ``digest``; ``--now`` in the command counts instead of the usual."""
        self.capture.readouterr()
        status = cli.run(["digest", "--now", "2026-02-11", *command.split()])
        return status, self.capture.readouterr().err

    def message(self, command: str = "") -> EmailMessage:
        status, output = self.run(f"{command} --output mail.eml")
        assert (status, output) == (0, "written: mail.eml\n")
        return read_message(Path("mail.eml").read_bytes())


def read_message(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def part(message: EmailMessage, subtype: str) -> str:
    """The text of a message as ``html`` or ``plain``."""
    body = message.get_body((subtype,))
    assert body is not None
    text: str = body.get_content()
    return text


@pytest.fixture
def newsroom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Newsroom:
    monkeypatch.chdir(tmp_path)
    return Newsroom(capsys)


class Inbox:
    """Takes all messages; ``refused`` are recipients that it refuses."""

    def __init__(self, refused: tuple[str, ...] = ()) -> None:
        self.messages: list[Envelope] = []
        self.refused = refused

    async def handle_RCPT(  # noqa: N802
        self, _1: SMTP, _2: Session, envelope: Envelope, address: str, _3: list[str]
    ) -> str:
        if address in self.refused:
            return "550 no such list"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _1: SMTP, _2: Session, envelope: Envelope) -> str:  # noqa: N802
        self.messages.append(envelope)
        return "250 OK"

    def read(self) -> list[EmailMessage]:
        contents = [each.content for each in self.messages]
        return [read_message(data) for data in contents if isinstance(data, bytes)]


class _Controller(Controller):
    """Waits for its server by a connection without TLS, as it has only the server's side of it."""

    def _trigger_server(self) -> None:
        with socket.create_connection((self.hostname, self.port)):
            for _ in range(1_000):
                if self.smtpd is not None:
                    return
                time.sleep(0.01)


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _login(*arguments: Any) -> AuthResult:
    given = arguments[-1]
    assert isinstance(given, LoginPassword)
    return AuthResult(
        success=given == LoginPassword(USER.encode(), PASSWORD.encode()), handled=False
    )


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of 127.0.0.1 with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + secret)
    return path


@pytest.fixture
def serve(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Inbox]]:
    """Start a mail server, and set the environment for it."""
    started: list[Controller] = []

    def start(security: str, *, login: bool = False, refused: tuple[str, ...] = ()) -> Inbox:
        inbox = Inbox(refused)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        options: dict[str, Any] = {}
        if security == "starttls":
            options |= {"tls_context": context, "require_starttls": True}
        elif security == "tls":
            options |= {"ssl_context": context}
        if login:
            options |= {
                "authenticator": _login,
                "auth_required": True,
                "auth_require_tls": security == "starttls",
            }
        port = free_port()
        controller = _Controller(inbox, hostname="127.0.0.1", port=port, **options)
        controller.start()
        started.append(controller)
        settings = {
            "SITE_GEN_SMTP_HOST": "127.0.0.1",
            "SITE_GEN_SMTP_PORT": str(port),
            "SITE_GEN_SMTP_SECURITY": security,
            "SITE_GEN_DIGEST_TO": "digest@lists.example",
            "SSL_CERT_FILE": str(certificate),
        }
        if login:
            settings |= {"SITE_GEN_SMTP_USER": USER, "SITE_GEN_SMTP_PASSWORD": PASSWORD}
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        return inbox

    yield start
    for controller in started:
        controller.stop()
