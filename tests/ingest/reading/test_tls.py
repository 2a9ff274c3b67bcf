"""Secure connections, and what is wrong with those that are none, in plain words."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_gen.fetch.http import network, run
from tests.ingest.reading.asking import FEED, ask_one, code, settings
from tests.ingest.server import FeedServer, redirecting

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes certificates")

NAME = "outlet.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for our name, signed by itself, with its key."""
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
    """A server that speaks TLS; all names are its."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)

    async def look_up(host: str, port: int) -> list[str]:
        return ["127.0.0.1"]

    monkeypatch.setattr(network, "look_up", look_up)
    with FeedServer(tls=context) as server:
        server.put("/feed.xml", FEED)
        yield server


@pytest.fixture
def trusting(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Our certificate is one of an authority."""
    context = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(run, "trusted", lambda: context)


def said(url: str) -> str:
    answer = ask_one(url)
    assert answer.failure is not None
    assert (code(answer), answer.attempts) == ("tls", 1)
    return answer.failure.message.removeprefix("there is no secure connection: ")


@pytest.mark.usefixtures("trusting")
def test_secure_source(secure: FeedServer) -> None:
    assert ask_one(f"https://{NAME}:{secure.port}/feed.xml").body == FEED


@pytest.mark.usefixtures("trusting")
def test_from_secure_to_plain_and_back(secure: FeedServer, server: FeedServer) -> None:
    """Feeds do it; but a login stays where it is secret."""
    secure.play("/old.xml", redirecting(301, f"http://{NAME}:{server.port}/plain.xml"))
    server.play("/plain.xml", redirecting(301, f"https://{NAME}:{secure.port}/feed.xml"))
    answer = ask_one(f"https://ada:secret@{NAME}:{secure.port}/old.xml")
    assert (answer.body, answer.moved_to) == (FEED, f"https://{NAME}:{secure.port}/feed.xml")
    assert "authorization" in secure.requests[0].headers
    assert "authorization" not in server.requests[0].headers


@pytest.mark.usefixtures("trusting")
def test_certificate_for_another_name(secure: FeedServer) -> None:
    said_of_name = said(f"https://other.example:{secure.port}/feed.xml")
    assert said_of_name == "its certificate is for another name"


@pytest.mark.usefixtures("trusting")
def test_certificate_is_asked_for_the_name_not_for_the_address(secure: FeedServer) -> None:
    said_of_address = said(f"https://127.0.0.1:{secure.port}/feed.xml")
    assert said_of_address == "its certificate is for another address"


def test_certificate_of_nobody(secure: FeedServer) -> None:
    said_of_it = said(f"https://{NAME}:{secure.port}/feed.xml")
    assert said_of_it == "its certificate is signed by nobody but itself"


def test_plain_server(server: FeedServer) -> None:
    with Plain() as port:
        assert said(f"https://127.0.0.1:{port}/") == "what answers there does not speak TLS"


class Plain:
    """Answers the first bytes of anybody with an error in plain HTTP, as web servers do."""

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


def test_handshake_that_is_never_answered(server: FeedServer) -> None:
    """Nor does it leave its connection open."""
    answer = ask_one(
        server.url("/feed.xml").replace("http:", "https:"), settings(connect=9, source=0.1)
    )
    assert (code(answer), answer.attempts) == ("timeout", 1)
    assert server.gone()
