"""Embeds of records → the address of a player, and of the page to watch it on."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.markup import embed_source, watch_page

YOUTUBE = "https://www.youtube-nocookie.com/embed/tide01"
EMBEDS = {
    '<iframe src="https://www.youtube.com/embed/tide01"></iframe>': YOUTUBE,
    '<iframe src="http://youtube.com/embed/tide01"></iframe>': YOUTUBE,
    '<iframe src="//www.youtube.com/embed/tide01"></iframe>': YOUTUBE,
    "<iframe src=https://m.youtube.com/embed/tide01></iframe>": YOUTUBE,
    "<IFRAME SRC=' https://WWW.YouTube.com/embed/tide01 '>": YOUTUBE,
    '<iframe src="https://www.youtube-nocookie.com/embed/tide01">': YOUTUBE,
    '<iframe src="https://www.youtube.com/embed/tide01?start=5&amp;rel=0">': (
        f"{YOUTUBE}?start=5&rel=0"
    ),
    '<p>Watch:</p><iframe title=">" allow="a; b" src="https://www.youtube.com/embed/tide01">': (
        YOUTUBE
    ),
    '<iframe src="https://user:word@www.youtube.com:444/embed/tide01">': YOUTUBE,
    '<iframe></iframe><iframe src="https://www.youtube.com/embed/tide01">': YOUTUBE,
    '<iframe src="https://player.vimeo.com/video/77"></iframe>': "https://player.vimeo.com/video/77",
    '<iframe src="http://player.vimeo.com/video/77">': "https://player.vimeo.com/video/77",
    '<iframe src="https://films.example/1">': "https://films.example/1",
    '<iframe src="https://www.youtube.com.films.example/1">': (
        "https://www.youtube.com.films.example/1"
    ),
    '<iframe src="https://www.youtube.com@films.example/1">': "https://films.example/1",
    "": "",
    "<p>No player</p>": "",
    "https://www.youtube.com/embed/tide01": "",
    '<a href="https://www.youtube.com/embed/tide01">a</a>': "",
    '<video src="https://films.example/1.mp4"></video>': "",
    '<!-- <iframe src="https://films.example/1"> -->': "",
    "<iframe>": "",
    "<iframe src>": "",
    '<iframe src="">': "",
    '<iframe src="/embed/tide01">': "",
    '<iframe src="embed/tide01">': "",
    '<iframe src="javascript:alert(1)">': "",
    '<iframe src="java&#10;script:alert(1)">': "",
    '<iframe src="data:text/html,<script>alert(1)</script>">': "",
    '<iframe srcdoc="<script>alert(1)</script>">': "",
    '<iframe src="https://films.example/&quot; onload=&quot;alert(1)">': "",
    "<iframe src='https://films.example/\"x'>": "",
    '<iframe src="https://films.example/a b">': "",
    '<iframe src="https://[::1">': "",
    '<iframe src="https://">': "",
    '<iframe src="ftp://films.example/1">': "",
    '<iframe src="data://films.example/1">': "",
}


@pytest.mark.parametrize(("embed", "source"), EMBEDS.items())
def test_embed_source(embed: str, source: str) -> None:
    assert embed_source(embed) == source


@given(st.text())
def test_embed_source_of_any_text_is_https_or_empty(text: str) -> None:
    for embed in (text, f'<iframe src="{text}">', f'<iframe src="https://{text}">'):
        source = embed_source(embed)
        assert source == "" or re.fullmatch(r"https://[^\s\"'<>]+", source)


WATCH = {
    YOUTUBE: "https://www.youtube.com/watch?v=tide01",
    f"{YOUTUBE}?start=5": "https://www.youtube.com/watch?v=tide01",
    f"{YOUTUBE}/": "https://www.youtube.com/watch?v=tide01",
    "https://player.vimeo.com/video/77?h=1": "https://vimeo.com/77",
    "https://films.example/1": "https://films.example/1",
    "https://www.youtube-nocookie.com/embed/videoseries?list=PL1": (
        "https://www.youtube.com/playlist?list=PL1"
    ),
}


@pytest.mark.parametrize(("source", "page"), WATCH.items())
def test_watch_page(source: str, page: str) -> None:
    assert watch_page(source) == page
