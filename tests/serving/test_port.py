"""The port that a preview listens on."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from site_gen.errors import UsageError
from site_gen.serve.run import listen


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that is in use."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_listens_on_the_given_address() -> None:
    with listen("127.0.0.1", 0, or_next=False) as found:
        port = found.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            pass


def test_next_free_port_is_used(taken: int) -> None:
    with listen("127.0.0.1", taken, or_next=True) as found:
        host, port = found.getsockname()
        assert host == "127.0.0.1"
        assert taken < port <= taken + 100


def test_error_of_a_port_in_use_names_a_free_one(taken: int) -> None:
    with pytest.raises(UsageError) as raised:
        listen("127.0.0.1", taken, or_next=False)
    assert raised.value.message == f"port {taken} is in use"
    free = int(raised.value.hint.removeprefix("use --port ").removesuffix(", which is free"))
    with listen("127.0.0.1", free, or_next=False):
        pass


@pytest.mark.parametrize("host", ["nowhere.invalid", "203.0.113.7", "256.256.256.256", "a b"])
def test_address_of_another_machine_is_an_error(host: str) -> None:
    with pytest.raises(UsageError, match="cannot listen on this address: "):
        listen(host, 8000, or_next=True)


def test_no_free_port_after_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as last:
        try:
            last.bind(("127.0.0.1", 65535))
            last.listen()
        except OSError:
            pass  # already in use
        with pytest.raises(UsageError, match="port 65535 is in use, and so are"):
            listen("127.0.0.1", 65535, or_next=True)
