"""The port of a preview."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from site_gen.errors import UsageError
from site_gen.serve.port import listen


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens at."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_it_listens_where_it_is_told() -> None:
    with listen("127.0.0.1", 0, or_next=False) as found:
        port = found.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)):
            pass


def test_port_in_use_gives_way_to_the_next_free_one(taken: int) -> None:
    with listen("127.0.0.1", taken, or_next=True) as found:
        host, port = found.getsockname()
        assert host == "127.0.0.1"
        assert taken < port <= taken + 100


def test_port_that_was_asked_for_and_is_in_use_is_one_line_with_a_free_one(taken: int) -> None:
    with pytest.raises(UsageError) as raised:
        listen("127.0.0.1", taken, or_next=False)
    assert raised.value.message == f"port {taken} is in use"
    free = int(raised.value.hint.removesuffix(" is free: --port").split("--port ")[1])
    with listen("127.0.0.1", free, or_next=False):
        pass


@pytest.mark.parametrize("host", ["nowhere.invalid", "203.0.113.7", "256.256.256.256", "a b"])
def test_host_that_is_not_this_machine_is_one_line(host: str) -> None:
    with pytest.raises(UsageError, match="cannot listen there: "):
        listen(host, 8000, or_next=True)


def test_no_free_port_after_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as last:
        try:
            last.bind(("127.0.0.1", 65535))
            last.listen()
        except OSError:
            pass  # somebody has it: all the better
        with pytest.raises(UsageError, match="port 65535 is in use, and so are"):
            listen("127.0.0.1", 65535, or_next=True)
