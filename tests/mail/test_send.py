"""Sending the e-mail of a digest, and all that can go wrong with it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from tests.mail.conftest import Inbox, Newsroom, free_port
from tests.sites.site import news, record

Serve = Callable[..., Inbox]


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
@pytest.mark.parametrize("login", [False, True])
def test_message_arrives(newsroom: Newsroom, serve: Serve, security: str, login: bool) -> None:
    inbox = serve(security, login=login)
    newsroom.write()
    status, output = newsroom.run("--send")
    assert (status, output) == (0, "sent to digest@lists.example: Digest, 10 February 2026\n")
    (message,) = inbox.read()
    assert message["To"] == "digest@lists.example"
    assert inbox.messages[0].mail_from == "news@quay.example"
    assert inbox.messages[0].rcpt_tos == ["digest@lists.example"]


def test_only_the_latest_digest_is_sent_unless_a_day_is_named(
    newsroom: Newsroom, serve: Serve
) -> None:
    inbox = serve("starttls")
    newsroom.write()
    assert newsroom.run("--send --now 2026-02-13") == (
        0,
        "nothing to send: the newest digest is 2026-02-10 (--date sends it)\n",
    )
    assert newsroom.run("--send --now 2026-02-13 --date 2026-02-02")[0] == 0
    assert newsroom.run("--send --week --now 2026-02-12")[0] == 0
    assert newsroom.run("--send --week --now 2026-02-20")[0] == 0
    assert [message["Message-ID"].split(".")[1] for message in inbox.read()] == [
        "2026-02-02",
        "2026-w06",
        "2026-w07",
    ]


@pytest.mark.parametrize("files", [{}, news(record("Ferry returns", "2026-02-11T08:00:00Z"))])
def test_nothing_is_sent_before_the_first_digest(
    newsroom: Newsroom, serve: Serve, files: Any
) -> None:
    inbox = serve("starttls")
    newsroom.write(files)
    assert newsroom.run("--send --now 2026-02-11T12:00:00Z")[0] == 0
    assert newsroom.run("--send --week --now 2026-02-11T12:00:00Z")[0] == 0
    assert newsroom.run("--now 2026-02-11T12:00:00Z")[0] == 2
    assert inbox.messages == []


def test_a_day_that_is_over_needs_no_later_article(newsroom: Newsroom) -> None:
    newsroom.write()
    message = newsroom.message("--now 2026-02-11")
    assert "2026-02-10" in message["Message-ID"]
    assert "https://gazette.example/digest/\n" in message.as_string().replace("=\n", "")


def set_and_run(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, **settings: str
) -> tuple[int, str]:
    for name, value in settings.items():
        monkeypatch.setenv(f"SITE_GEN_{name}", value)
    newsroom.write()
    status, output = newsroom.run("--send")
    assert output.startswith("error: ")
    return status, output


def test_wrong_password(newsroom: Newsroom, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = serve("starttls", login=True)
    status, output = set_and_run(newsroom, monkeypatch, SMTP_PASSWORD="wrong horse")  # noqa: S106
    assert status == 1
    assert "refuses the login of quay" in output
    assert "SITE_GEN_SMTP_PASSWORD" in output
    assert "wrong horse" not in output
    assert inbox.messages == []


def test_refused_recipient(
    newsroom: Newsroom, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve("none", refused=("digest@lists.example",))
    status, output = set_and_run(newsroom, monkeypatch)
    assert (status, "no such list" in output) == (1, True)


def test_one_of_two_recipients_is_refused(
    newsroom: Newsroom, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = serve("none", refused=("gone@lists.example",))
    both = "digest@lists.example, gone@lists.example"
    status, output = set_and_run(newsroom, monkeypatch, DIGEST_TO=both)
    assert (status, "not to gone@lists.example" in output) == (1, True)
    assert len(inbox.messages) == 1


def test_certificate_that_is_not_known(
    newsroom: Newsroom, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve("starttls")
    monkeypatch.delenv("SSL_CERT_FILE")
    status, output = set_and_run(newsroom, monkeypatch)
    assert (status, "no encrypted connection" in output) == (1, True)


def test_server_without_starttls(
    newsroom: Newsroom, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve("none")
    status, output = set_and_run(newsroom, monkeypatch, SMTP_SECURITY="starttls")
    assert (status, "SITE_GEN_SMTP_SECURITY" in output) == (1, True)


def test_no_server(newsroom: Newsroom, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    serve("none")
    status, output = set_and_run(newsroom, monkeypatch, SMTP_PORT=str(free_port()))
    assert (status, "no connection" in output) == (1, True)


def test_server_that_does_not_answer(
    newsroom: Newsroom, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve("none")
    monkeypatch.setattr("site_gen.mail.send.TIMEOUT", 0.2)
    with closing(socket.create_server(("127.0.0.1", 0))) as silent:
        status, output = set_and_run(newsroom, monkeypatch, SMTP_PORT=str(silent.getsockname()[1]))
    assert (status, "does not answer" in output) == (1, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SMTP_HOST", ""),
        ("SMTP_HOST", "two words"),
        ("SMTP_HOST", "mail..example"),
        ("SMTP_HOST", "smtp://mail.example"),
        ("SMTP_PORT", "many"),
        ("SMTP_SECURITY", "ssl"),
        ("SMTP_PASSWORD", ""),
        ("SMTP_PASSWORD", "größe"),
        ("SMTP_USER", "jörg"),
        ("DIGEST_TO", ""),
        ("DIGEST_TO", "nobody"),
        ("DIGEST_TO", "a@b.example; c@d.example"),
        ("DIGEST_TO", "a@b..example"),
        ("DIGEST_TO", "a@b.example\nBcc: c@d.example"),
        ("UNSUBSCRIBE_URL", "http://lists.example/u"),
        ("UNSUBSCRIBE_URL", "https://lists.example/u>\nX: y"),
        ("UNSUBSCRIBE_URL", "https://lists.example/ü"),
        ("UNSUBSCRIBE_URL", "https://[::1"),
        ("UNSUBSCRIBE_URL", "mailto:"),
        ("UNSUBSCRIBE_URL", f"https://lists.example/{'u' * 990}"),
    ],
)
def test_wrong_environment(
    newsroom: Newsroom, serve: Serve, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    inbox = serve("starttls", login=True)
    status, output = set_and_run(newsroom, monkeypatch, **{name: value})
    assert (status, f"SITE_GEN_{name}" in output) == (2, True)
    assert "“<" not in output
    assert inbox.messages == []


def test_no_password_without_encryption(
    newsroom: Newsroom, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve("none", login=True)
    status, output = set_and_run(newsroom, monkeypatch, SMTP_HOST="mail.example")
    assert (status, "without encryption" in output) == (2, True)


def test_sending_needs_a_sender(newsroom: Newsroom, serve: Serve) -> None:
    serve("none")
    newsroom.write(digest={})
    status, output = newsroom.run("--send")
    assert (status, "digest.sender" in output) == (2, True)
