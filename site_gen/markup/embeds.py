"""Embeds: the URL of the player in a piece of HTML, and the page where its video can be watched."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit


class _IframeParser(HTMLParser):
    """Finds the ``src`` of the first iframe that has one."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.src = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe" and not self.src:
            self.src = (dict(attrs).get("src") or "").strip()


def embed_source(html: str) -> str:
    """The https URL of the first iframe in an embed; empty if there is none.

    URLs of YouTube are changed to its host without cookies.
    """
    parser = _IframeParser()
    parser.feed(html)
    parser.close()
    src = f"https:{parser.src}" if parser.src.startswith("//") else parser.src
    try:
        parts = urlsplit(src)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s\"'<>]", src):
        return ""
    if host in ("www.youtube.com", "youtube.com", "m.youtube.com", "youtube-nocookie.com"):
        host = "www.youtube-nocookie.com"
    return parts._replace(scheme="https", netloc=host).geturl()


def watch_page(src: str) -> str:
    """The page where the video of a player can be watched; the player itself for unknown hosts."""
    parts = urlsplit(src)
    video = parts.path.rstrip("/").rsplit("/", 1)[-1]
    if parts.hostname == "www.youtube-nocookie.com" and parts.path.startswith("/embed/"):
        if video == "videoseries":
            return f"https://www.youtube.com/playlist?{parts.query}"
        return f"https://www.youtube.com/watch?v={video}"
    if parts.hostname == "player.vimeo.com":
        return f"https://vimeo.com/{video}"
    return src
