"""Only public addresses are connected to, and the address that was checked is the one used."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import httpcore
import pytest

from site_gen.fetch.http import network
from site_gen.fetch.http.public_addresses import is_public
from tests.fetch.http.helpers import FEED, ask, ask_one, code, settings
from tests.fetch.server import FeedServer, redirecting

PUBLIC = "203.0.114.7"
STRICT = settings(private=False, source=0.6)

Connect = Callable[[dict[str, Sequence[str]]], list[str]]


@pytest.mark.parametrize(
    "address",
    [
        "8.8.8.8",
        "1.1.1.1",
        "172.15.0.1",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.0",
        PUBLIC,
        "2606:4700::1111",
        "2a00:1450::5",
        "::ffff:8.8.8.8",
        "64:ff9b::8.8.8.8",
        "2002:808:808::1",
    ],
)
def test_public_address(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",  # noqa: S104 - what must not be reached
        "0.1.2.3",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",  # metadata of cloud machines
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::7f00:1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:0:127.0.0.1",
        "64:ff9b::127.0.0.1",
        "64:ff9b::a00:1",
        "64:ff9b:1::8.8.8.8",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2002:a9fe:a9fe::1",
        "2001::1",
        "2001:db8::1",
        "3fff::1",
        "100::1",
        "5f00::1",
        "fc00::1",
        "fd12:3456::1",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "4000::1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "",
    ],
)
def test_address_that_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "localhost",
        "2130706433",
        "0x7f000001",
        "0177.1",
        "127.1",
        "0",
    ],
)
def test_loopback_in_all_notations(server: FeedServer, host: str) -> None:
    server.put("/feed.xml", FEED)
    answer = ask_one(f"http://{host}:{server.port}/feed.xml", STRICT)
    assert answer.failure is not None
    assert (code(answer), answer.attempts) == ("private-address", 1)
    assert "allow_private_hosts" in answer.failure.hint
    assert server.connections == 0


@pytest.fixture
def internet(server: FeedServer, monkeypatch: pytest.MonkeyPatch) -> Connect:
    """A fake internet: names → addresses, which all lead to the server."""
    connect = network.connect

    def with_names(names: dict[str, Sequence[str]]) -> list[str]:
        connected: list[str] = []

        async def look_up(host: str, port: int) -> Sequence[str]:
            return names[host]

        async def fake_connect(
            address: str, port: int, seconds: float
        ) -> httpcore.AsyncNetworkStream:
            connected.append(address)
            if address.endswith(".99"):
                raise httpcore.ConnectError("nobody there")
            return await connect("127.0.0.1", server.port, seconds)

        monkeypatch.setattr(network, "look_up", look_up)
        monkeypatch.setattr(network, "connect", fake_connect)
        return connected

    return with_names


def test_public_host_is_read(server: FeedServer, internet: Connect) -> None:
    connected = internet({"outlet.example": [PUBLIC]})
    server.put("/feed.xml", FEED)
    assert ask_one("http://outlet.example/feed.xml", STRICT).body == FEED
    assert connected == [PUBLIC]
    assert server.requests[0].headers["host"] == "outlet.example"


def test_name_with_an_emoji(server: FeedServer, internet: Connect) -> None:
    """Such names exist, though IDNA 2008 does not allow them."""
    internet({"xn--i-7iq.example": [PUBLIC]})
    server.play("/", redirecting(301, "/feed.xml"))
    server.put("/feed.xml", FEED)
    answer = ask_one("http://xn--i-7iq.example/", STRICT)
    assert (answer.body, answer.moved_to) == (FEED, "http://xn--i-7iq.example/feed.xml")


def test_only_public_addresses_of_a_name_are_used(server: FeedServer, internet: Connect) -> None:
    connected = internet({"outlet.example": ["10.0.0.1", "::1", "8.8.8.99", PUBLIC, "8.8.8.8"]})
    server.put("/feed.xml", FEED)
    assert ask_one("http://outlet.example/feed.xml", STRICT).body == FEED
    assert connected == ["8.8.8.99", PUBLIC]


def test_four_addresses_are_tried(internet: Connect) -> None:
    connected = internet({"outlet.example": [f"8.8.{number}.99" for number in range(9)]})
    answer = ask_one("http://outlet.example/feed.xml", STRICT)
    assert (code(answer), answer.attempts) == ("connect", 3)
    assert connected == [f"8.8.{number}.99" for number in range(4)] * 3


@pytest.mark.parametrize("target", ["http://inside.example/", "http://10.0.0.1/", "//[::1]/"])
def test_redirect_to_a_private_address(server: FeedServer, internet: Connect, target: str) -> None:
    names = {"outlet.example": [PUBLIC], "inside.example": ["192.168.0.5"]}
    connected = internet({**names, "10.0.0.1": ["10.0.0.1"], "::1": ["::1"]})
    server.play("/feed.xml", redirecting(301, target))
    answer = ask_one("http://outlet.example/feed.xml", STRICT)
    assert (code(answer), answer.attempts, answer.moved_to) == ("private-address", 1, "")
    assert (connected, server.paths) == ([PUBLIC], ["/feed.xml"])


def test_redirect_to_a_private_address_of_the_real_network(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only the address of the first host counts as public."""
    monkeypatch.setattr(network, "is_public", lambda address: address == "127.0.0.2")
    server.play("/feed.xml", redirecting(302, server.url("/secret", host=1)))
    server.put("/secret", b"secret")
    answer = ask_one(server.url("/feed.xml", host=2), STRICT)
    assert (code(answer), answer.body) == ("private-address", None)
    assert server.paths == ["/feed.xml"]


def test_name_with_changing_addresses(
    server: FeedServer, internet: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each connection looks the name up once, and checks the address."""
    connected = internet({})
    lookups = iter([[PUBLIC], ["127.0.0.1"], [PUBLIC]])

    async def look_up(host: str, port: int) -> Sequence[str]:
        return next(lookups)

    monkeypatch.setattr(network, "look_up", look_up)
    server.put("/feed.xml", FEED)
    first, second = (ask_one("http://outlet.example/feed.xml", STRICT) for _ in range(2))
    assert first.body == FEED
    assert code(second) == "private-address"
    assert connected == [PUBLIC]


def test_private_addresses_where_they_are_allowed(server: FeedServer) -> None:
    server.put("/feed.xml", FEED)
    urls = [f"http://{host}:{server.port}/feed.xml" for host in ("localhost", "2130706433")]
    assert [answer.body for answer in ask(urls)] == [FEED, FEED]


def test_slow_name_server(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = threading.Event()

    def getaddrinfo(*_: object, **__: object) -> list[object]:
        answered.wait(10)
        return []

    monkeypatch.setattr("socket.getaddrinfo", getaddrinfo)
    answer = ask_one("http://outlet.example/", settings(connect=0.05, source=3))
    answered.set()
    assert answer.failure is not None
    assert (code(answer), answer.attempts) == ("timeout", 3)
    assert answer.failure.message == "no connection within 0.05 s"
