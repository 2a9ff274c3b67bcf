"""Any bytes are a feed or a failure: without exceptions, requests, or quadratic time."""

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
from tests.fetch.feeds.samples import NAMES, load_sample, parse, rss

BODIES = [load_sample(name).body for name in NAMES]
MB_5 = 5_000_000


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "text/xml", "a;charset=utf-16", "charset=x"]))
def test_random_bytes_are_feed_or_failure(body: bytes, content_type: str) -> None:
    assert isinstance(parse_feed(body, content_type, "https://a.example/", 100), Feed | Failure)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(BODIES), st.data())
def test_mutated_feeds_have_clean_items(body: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(body)))
        end = start + data.draw(st.integers(0, 20))
        body = body[:start] + data.draw(st.sampled_from(FRAGMENTS)) + body[end:]
    feed = parse_feed(body, "", "https://a.example/", 100)
    for item in feed.items if isinstance(feed, Feed) else ():
        assert item.title
        assert len(item.title) <= 300
        assert len(item.excerpt) <= 100
        f"{item}".encode()  # raises for lone surrogates
        assert all(link.startswith(("http://", "https://")) for link in item.links)


FRAGMENTS = (
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
def requests() -> list[str]:
    return []


@pytest.fixture
def address(requests: list[str]) -> Iterator[str]:
    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"SECRET")

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/entity"
    server.shutdown()
    server.server_close()


def test_external_entities_are_not_read(tmp_path: Path, address: str, requests: list[str]) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET", encoding="utf-8")
    for url in (secret.as_uri(), address):
        for declaration in (
            f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{url}">]>',
            f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "{url}"> %p; <!ENTITY x "x">]>',
            f'<!DOCTYPE rss SYSTEM "{url}">',
        ):
            feed = parse(f'<?xml version="1.0"?>{declaration}{rss("<title>a &x; b</title>")}')
            assert [item.title for item in feed.items] == ["a &x; b"]
    assert requests == []


def test_xinclude_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("SECRET", encoding="utf-8")
    url = (tmp_path / "x").as_uri()
    include = f'<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="{url}" parse="text"/>'
    assert "SECRET" not in str(parse(rss(f"<title>a</title><description>{include}</description>")))


def test_entity_bombs_are_not_expanded() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "boom">{levels}]>{rss("<title>&e9;</title>")}'
    assert parse(bomb).items[0].title == "&e9;"


def repeat(piece: str, before: str = "", after: str = "", size: int = MB_5) -> bytes:
    return f"{before}{piece * ((size - len(before) - len(after)) // len(piece))}{after}".encode()


def items_with(html: str) -> bytes:
    """Items with this description, up to five megabytes."""
    item = f"<item><title>a</title><description><![CDATA[{html}]]></description></item>"
    return repeat(item, "<rss><channel>", "</channel></rss>")


START = "<rss><channel><item><title>a</title><link>https://a.example/</link></item>"
END = "</channel></rss>"
WORST = {
    "less-than signs": repeat("<", START),
    "less-than signs in a complete feed": repeat("<", START, END),
    "elements": repeat("<a>", START, END),
    "entries": repeat("<item>", START, END),
    "ampersands": repeat("&", f"{START}<item><title>", f"</title></item>{END}"),
    "entities": repeat("&eacute;", f"{START}<item><title>", f"</title></item>{END}"),
    "CDATA sections": repeat("<![CDATA[", START, END),
    "comments": repeat("<!--", START, END),
    "comments without a feed": repeat("<!-- "),
    "document types": repeat("<!DOCTYPE rss ["),
    "quotes": repeat('<a b="', START, END),
    "attributes": repeat('<a b="1" ', START, END),
    "attributes of one tag": " ".join(f'a{n}=""' for n in range(400_000))
    .join(("<rss><channel><item ", f"><title>a</title></item>{END}"))
    .encode(),
    "titles": repeat("<title>", START, END),
    "namespaces": "".join(f'<a xmlns:n{n}="u{n}">' for n in range(150_000))
    .join((START, END))
    .encode(),
    "nesting": repeat("<x>", START, "</x>" * 100_000 + END, 1_100_000),
    "dates": repeat("<pubDate>1 Januar</pubDate>", "<rss><item><title>a</title>", "</item></rss>"),
    "combining marks": repeat(
        "\u0327\u0323\u0301", "<rss><item><title>a", "</title></item></rss>", MB_5 // 2
    ),
    "blocks": items_with("<div>" * 3000 + "</p>" * 3000),
    "formatting": items_with("<a><b><i><table>" * 2000),
    "half tags": items_with('<a <b x="' * 2000),
    "pictures": items_with('<img src="" srcset="' + "a " * 4000 + '">'),
    "spaces in srcset": items_with(f'<img src="" srcset="a{" " * 8000}b">'),
    "spaces in an address": repeat(
        " ", "<rss><channel><item><title>a</title><link>https://a", f"/</link></item>{END}"
    ),
    "boilerplate": items_with("The post Read more Continue reading " * 500),
    "authors": repeat("a@a (", "<rss><item><title>a</title><author>", "</author></item></rss>"),
    "mail addresses": repeat(
        f"<item><title>a</title><author>{'a@.' * 600} x</author></item>", START, END
    ),
    "brackets": repeat("["),
    "objects": repeat('{"a":', '{"version":"https://jsonfeed.org/version/1","items":['),
    "open strings": repeat('"\\', "{"),
    "zero bytes": b"\x00" * MB_5,
    "UTF-16": b"\xff\xfe" + b"<\x00" * (MB_5 // 2),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", WORST)
def test_worst_bodies_finish(name: str) -> None:
    """Quadratic time would be hours for five megabytes."""
    assert isinstance(parse_feed(WORST[name], "", "https://a.example/", 500), Feed | Failure)
