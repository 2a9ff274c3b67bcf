"""TLS: certificates, handshakes, and the messages about them."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_gen.fetch.http import network, transport
from tests.fetch.http.helpers import FEED, ask_one, code, settings
from tests.fetch.server import FeedServer, redirecting

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes certificates")

NAME = "outlet.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A self-signed certificate for ``NAME`` with its key."""
    folder = tmp_path_factory.mktemp("tls")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    names = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    files = ["-keyout", "key.pem", "-out", "certificate.pem"]
    subprocess.run([*command.split(), *names, *files], cwd=folder, check=True, capture_output=True)
    (folder / "both.pem").write_text(
        (folder / "key.pem").read_text() + (folder / "certificate.pem").read_text()
    )
    return folder / "both.pem"


@pytest.fixture
def secure(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FeedServer]:
    """A server with TLS, which all names lead to."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    async def look_up(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    monkeypatch.setattr(network, "look_up", look_up)
    with FeedServer(tls=context) as server:
        server.put("/feed.xml", FEED)
        yield server


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate is trusted."""
    context = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(transport, "ssl_context", lambda: context)


def tls_message(url: str) -> str:
    answer = ask_one(url)
    assert answer.failure is not None
    assert (code(answer), answer.attempts) == ("tls", 1)
    return answer.failure.message.removeprefix("no secure connection: ")


@pytest.mark.usefixtures("trusted")
def test_trusted_certificate(secure: FeedServer) -> None:
    assert ask_one(f"https://{NAME}:{secure.port}/feed.xml").body == FEED


@pytest.mark.usefixtures("trusted")
def test_redirect_from_https_to_http_and_back(secure: FeedServer, server: FeedServer) -> None:
    """The login is not sent without TLS."""
    secure.play("/old.xml", redirecting(301, f"http://{NAME}:{server.port}/plain.xml"))
    server.play("/plain.xml", redirecting(301, f"https://{NAME}:{secure.port}/feed.xml"))
    answer = ask_one(f"https://ada:secret@{NAME}:{secure.port}/old.xml")
    assert (answer.body, answer.moved_to) == (FEED, f"https://{NAME}:{secure.port}/feed.xml")
    assert "authorization" in secure.requests[0].headers
    assert "authorization" not in server.requests[0].headers


@pytest.mark.usefixtures("trusted")
def test_certificate_for_another_name(secure: FeedServer) -> None:
    message = tls_message(f"https://other.example:{secure.port}/feed.xml")
    assert message == "its certificate is for another name"


@pytest.mark.usefixtures("trusted")
def test_certificate_for_a_name_at_an_address(secure: FeedServer) -> None:
    message = tls_message(f"https://127.0.0.1:{secure.port}/feed.xml")
    assert message == "its certificate is for another address"


def test_self_signed_certificate(secure: FeedServer) -> None:
    message = tls_message(f"https://{NAME}:{secure.port}/feed.xml")
    assert message == "its certificate is self-signed"


def test_server_without_tls(server: FeedServer) -> None:
    with PlainServer() as port:
        assert tls_message(f"https://127.0.0.1:{port}/") == "the server does not use TLS there"


class PlainServer:
    """A web server that answers a TLS handshake with an error in plain HTTP."""

    def __enter__(self) -> int:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._answer)
        self._thread.start()
        return int(self._socket.getsockname()[1])

    def _answer(self) -> None:
        client, _ = self._socket.accept()
        with client:
            client.recv(1000)
            client.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")

    def __exit__(self, *_: object) -> None:
        self._thread.join()
        self._socket.close()


def test_silent_handshake(server: FeedServer) -> None:
    """Its connection is closed."""
    answer = ask_one(
        server.url("/feed.xml").replace("http:", "https:"), settings(connect=9, source=0.1)
    )
    assert (code(answer), answer.attempts) == ("timeout", 1)
    assert server.gone()
