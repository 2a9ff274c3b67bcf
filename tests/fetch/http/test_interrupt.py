"""An interrupted run ends at once and closes its connections."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from tests.fetch.faults import silent, stalling, trickling
from tests.fetch.http.helpers import FEED, ask
from tests.fetch.server import FeedServer, failing

PATHS = ["/silent", "/stalling", "/trickling", "/busy"]


@pytest.fixture
def stuck(server: FeedServer) -> list[str]:
    """Sources that take many seconds, each in its way."""
    server.play("/silent", silent())
    server.play("/stalling", stalling(FEED))
    server.play("/trickling", trickling(FEED, 0.1))
    server.play("/busy", failing(503, retry_after="4"))
    return [server.url(path, host) for path in PATHS for host in (1, 1, 1, 2, 3)]


def test_keyboard_interrupt_is_raised(server: FeedServer, stuck: list[str]) -> None:
    threads = set(threading.enumerate())
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def interrupt() -> None:
        while len(server.requests) < len(PATHS):
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    interrupting = threading.Thread(target=interrupt)
    interrupting.start()
    try:
        with pytest.raises(KeyboardInterrupt):
            ask(stuck)
    finally:
        interrupting.join()
        signal.signal(signal.SIGINT, before)
    assert set(threading.enumerate()) <= threads
    assert server.gone()


def test_error_of_the_callback_is_raised(server: FeedServer, stuck: list[str]) -> None:
    server.put("/feed.xml", FEED)

    def broken(_: object) -> None:
        raise LookupError("no such column")

    with pytest.raises(LookupError, match="no such column"):
        ask([*stuck, server.url("/feed.xml", 4)], on_answer=broken)
    assert server.gone()


def test_connections_are_closed_at_the_end(server: FeedServer) -> None:
    server.put("/feed.xml", FEED)
    threads = set(threading.enumerate())
    ask([server.url("/feed.xml", host) for host in (1, 1, 2, 3)])
    assert server.connections >= 3
    assert server.gone()
    assert set(threading.enumerate()) <= threads
