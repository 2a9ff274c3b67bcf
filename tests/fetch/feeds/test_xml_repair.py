"""Repair of attributes as HTML allows them, in feeds that are not well-formed."""

from __future__ import annotations

import pytest

from site_gen.fetch.feeds.xml_repair import repair
from tests.fetch.feeds.samples import parse, rss


@pytest.mark.parametrize(
    ("tag", "repaired"),
    [
        ("<a b=c>", '<a b="c">'),
        ("<a b=c/>", '<a b="c"/>'),
        ("<a b=https://weir.example/x/ d='e'>", '<a b="https://weir.example/x/" d="e">'),
        ("<a b='c'd=\"e\">", '<a b="c" d="e">'),
        ("<a b d='e' f>", '<a d="e">'),
        ('<a b="c "d" e">', '<a b="c &quot;d&quot; e">'),
        ("<a b='it's'>", '<a b="it\'s">'),
        ("<a b=>", '<a b="">'),
        ("<a b=\"c > d\" e='f'/>", "<a b=\"c > d\" e='f'/>"),
        ("<a\n b = 'c'\n>", "<a\n b = 'c'\n>"),
        ("<a b and c>", "<a b and c>"),
        ("<![CDATA[<a b=c>]]>", "<![CDATA[<a b=c>]]>"),
    ],
)
def test_attributes_are_quoted(tag: str, repaired: str) -> None:
    assert repair(tag) == repaired


def test_attribute_without_quotes_is_read() -> None:
    picture = "<enclosure url=https://weir.example/a.jpg type=image/jpeg />"
    (item,) = parse(rss(f"<title>Fish & chips</title>{picture}")).items
    assert item.title == "Fish & chips"
    assert item.picture is not None
    assert item.picture.url == "https://weir.example/a.jpg"
