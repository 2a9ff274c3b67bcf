"""Any bytes are read or refused: never an exception, never a look elsewhere, never for long."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.fetch.feeds import parse_feed
from site_gen.fetch.types import Failure, Feed
from tests.ingest.feeds.tangles import NAMES, parse, rss, tangle

BODIES = [tangle(name).body for name in NAMES]
MB_5 = 5_000_000


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "text/xml", "a;charset=utf-16", "charset=x"]))
def test_random_bytes_are_told(body: bytes, content_type: str) -> None:
    assert isinstance(parse_feed(body, content_type, "https://a.example/", 100), Feed | Failure)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(BODIES), st.data())
def test_mutated_feeds_are_told_in_clean_text(body: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(body)))
        end = start + data.draw(st.integers(0, 20))
        body = body[:start] + data.draw(st.sampled_from(SPLINTERS)) + body[end:]
    feed = parse_feed(body, "", "https://a.example/", 100)
    for item in feed.items if isinstance(feed, Feed) else ():
        assert item.title
        assert len(item.title) <= 300
        assert len(item.excerpt) <= 100
        f"{item}".encode()  # halves of surrogate pairs could not be written
        assert all(link.startswith(("http://", "https://")) for link in item.links)


SPLINTERS = (
    *(
        b"",
        b"<",
        b">",
        b"&",
        b"\x00",
        b"\xff",
        b"]]>",
        b"<![CDATA[",
        b"<!--",
        b"</item>",
        b"<item>",
    ),
    *(
        b'"',
        b"'",
        b"<a xml:base='::'>",
        b"&#xD800;",
        b"<!DOCTYPE a [",
        b"<?x",
        b"\\ud800",
        b"}",
        b"[",
    ),
)


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def address(asked: list[str]) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"SECRET")

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/entity"
    server.shutdown()
    server.server_close()


def test_external_entities_are_not_read(tmp_path: Path, address: str, asked: list[str]) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET", encoding="utf-8")
    for place in (secret.as_uri(), address):
        for declaration in (
            f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{place}">]>',
            f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "{place}"> %p; <!ENTITY x "x">]>',
            f'<!DOCTYPE rss SYSTEM "{place}">',
        ):
            feed = parse(f'<?xml version="1.0"?>{declaration}{rss("<title>a &x; b</title>")}')
            assert [item.title for item in feed.items] == ["a &x; b"]
    assert asked == []


def test_inclusions_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("SECRET", encoding="utf-8")
    place = (tmp_path / "x").as_uri()
    include = f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{place}" parse="text"/>'
    assert "SECRET" not in str(parse(rss(f"<title>a</title><description>{include}</description>")))


def test_entities_do_not_multiply() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "boom">{levels}]>{rss("<title>&e9;</title>")}'
    assert parse(bomb).items[0].title == "&e9;"


def filled(piece: str, before: str = "", after: str = "", size: int = MB_5) -> bytes:
    return f"{before}{piece * ((size - len(before) - len(after)) // len(piece))}{after}".encode()


def items_of(html: str) -> bytes:
    """Items whose descriptions are the worst that fits into what is read of each."""
    item = f"<item><title>a</title><description><![CDATA[{html}]]></description></item>"
    return filled(item, "<rss><channel>", "</channel></rss>")


OPEN = "<rss><channel><item><title>a</title><link>https://a.example/</link></item>"
CLOSED = "</channel></rss>"
WORST = {
    "signs": filled("<", OPEN),
    "signs, closed": filled("<", OPEN, CLOSED),
    "elements": filled("<a>", OPEN, CLOSED),
    "entries": filled("<item>", OPEN, CLOSED),
    "ampersands": filled("&", f"{OPEN}<item><title>", f"</title></item>{CLOSED}"),
    "entities": filled("&eacute;", f"{OPEN}<item><title>", f"</title></item>{CLOSED}"),
    "data": filled("<![CDATA[", OPEN, CLOSED),
    "comments": filled("<!--", OPEN, CLOSED),
    "comments before": filled("<!-- "),
    "types": filled("<!DOCTYPE rss ["),
    "quotes": filled('<a b="', OPEN, CLOSED),
    "attributes": filled('<a b="1" ', OPEN, CLOSED),
    "attributes of one": " ".join(f'a{n}=""' for n in range(400_000))
    .join(("<rss><channel><item ", f"><title>a</title></item>{CLOSED}"))
    .encode(),
    "titles": filled("<title>", OPEN, CLOSED),
    "names of spaces": "".join(f'<a xmlns:n{n}="u{n}">' for n in range(150_000))
    .join((OPEN, CLOSED))
    .encode(),
    "deep": filled("<x>", OPEN, "</x>" * 100_000 + CLOSED, 1_100_000),
    "dates": filled("<pubDate>1 Januar</pubDate>", "<rss><item><title>a</title>", "</item></rss>"),
    "marks": filled(
        "\u0327\u0323\u0301", "<rss><item><title>a", "</title></item></rss>", MB_5 // 2
    ),
    "blocks": items_of("<div>" * 3000 + "</p>" * 3000),
    "formatting": items_of("<a><b><i><table>" * 2000),
    "half tags": items_of('<a <b x="' * 2000),
    "pictures": items_of('<img src="" srcset="' + "a " * 4000 + '">'),
    "blanks in a set": items_of(f'<img src="" srcset="a{" " * 8000}b">'),
    "blanks in an address": filled(
        " ", "<rss><channel><item><title>a</title><link>https://a", f"/</link></item>{CLOSED}"
    ),
    "litter": items_of("The post Read more Continue reading " * 500),
    "names": filled("a@a (", "<rss><item><title>a</title><author>", "</author></item></rss>"),
    "addresses": filled(
        f"<item><title>a</title><author>{'a@.' * 600} x</author></item>", OPEN, CLOSED
    ),
    "brackets": filled("["),
    "objects": filled('{"a":', '{"version":"https://jsonfeed.org/version/1","items":['),
    "open strings": filled('"\\', "{"),
    "zeros": b"\x00" * MB_5,
    "wide": b"\xff\xfe" + b"<\x00" * (MB_5 // 2),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WORST)
def test_worst_bodies_end(name: str) -> None:
    """What is quadratic in five megabytes takes hours, not seconds."""
    assert isinstance(parse_feed(WORST[name], "", "https://a.example/", 500), Feed | Failure)
