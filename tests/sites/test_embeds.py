"""Videos: a player on the reader's click where its host is allowed, else a plain link."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sites.site import Site, build_site, config, news, record

PAGE = "/news/r1/"
YOUTUBE = '<iframe width="560" src="https://www.youtube.com/embed/abc123" allowfullscreen></iframe>'


def site_with(folder: Path, embed: str, **fields: Any) -> Site:
    return build_site(folder, news(record("Film", type="video", featuredContent=embed, **fields)))


def test_allowed_player_is_a_link_until_the_reader_asks_for_it(tmp_path: Path) -> None:
    site = site_with(tmp_path, YOUTUBE)
    link = site.one(PAGE, ".player__link").attributes
    assert link["href"] == "https://www.youtube.com/watch?v=abc123"
    assert link["data-player"] == "https://www.youtube-nocookie.com/embed/abc123"
    assert link["data-player-title"] == "Film"
    assert link["rel"] == "noopener nofollow"
    assert site.text(PAGE, ".player__label") == "Watch on YouTube"
    assert site.all(PAGE, "iframe") == []


@pytest.mark.parametrize(
    ("embed", "src", "href"),
    [
        (
            '<iframe src="//player.vimeo.com/video/42"></iframe>',
            "https://player.vimeo.com/video/42",
            "https://vimeo.com/42",
        ),
        (
            '<p>See</p><iframe src="http://youtube.com/embed/x?start=9"></iframe>',
            "https://www.youtube-nocookie.com/embed/x?start=9",
            "https://www.youtube.com/watch?v=x",
        ),
    ],
)
def test_players_are_reached_by_https_and_without_cookies(
    tmp_path: Path, embed: str, src: str, href: str
) -> None:
    link = site_with(tmp_path, embed).one(PAGE, ".player__link").attributes
    assert (link["data-player"], link["href"]) == (src, href)


def test_player_of_another_host_becomes_a_plain_link(tmp_path: Path) -> None:
    site = site_with(tmp_path, '<iframe src="https://www.clips.example/v/9"></iframe>')
    assert site.all(PAGE, ".player, iframe") == []
    link = site.one(PAGE, ".article__embed a")
    assert link.text() == "Watch at clips.example"
    assert link.attributes["href"] == "https://www.clips.example/v/9"
    assert link.attributes["rel"] == "noopener nofollow"


def test_configuration_names_the_hosts_whose_players_may_load(tmp_path: Path) -> None:
    embed = '<iframe src="https://clips.example/v/9"></iframe>'
    files = {
        "site.yaml": config(embeds={"hosts": ["clips.example"]}),
        **news(record("Film", featuredContent=embed), record("Other", featuredContent=YOUTUBE)),
    }
    site = build_site(tmp_path, files)
    assert site.one(PAGE, "[data-player]").attributes["data-player"] == "https://clips.example/v/9"
    assert site.all("/news/r2/", "[data-player]") == []
    policy = site.attribute(PAGE, "meta[http-equiv=Content-Security-Policy]", "content") or ""
    assert "frame-src https://clips.example;" in policy


@pytest.mark.parametrize(
    "embed",
    [
        "<p>no frame here</p>",
        '<iframe src="javascript:alert(1)"></iframe>',
        '<iframe src="data:text/html,<script>alert(1)</script>"></iframe>',
        '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
        '<iframe src="/elsewhere"></iframe>',
        "<script src=https://evil.example/x.js></script>",
        '<iframe src="https://[broken/"></iframe>',
        '<iframe src="https://www.youtube.com/embed/a b"></iframe>',
    ],
)
def test_embed_without_a_fit_address_is_left_out(tmp_path: Path, embed: str) -> None:
    site = site_with(tmp_path, embed)
    assert site.all(PAGE, ".player, .article__embed, iframe, [data-player]") == []
    scripts = "script:not([type='application/ld+json'])"
    assert len(site.all(PAGE, scripts)) == len(site.all("/latest/", scripts)) == 2


def test_player_shows_the_records_picture_and_the_drawn_one_without(tmp_path: Path) -> None:
    image = {"url": "https://img.example/film.jpg", "width": 160, "height": 90}
    site = site_with(tmp_path / "with", YOUTUBE, images=[image])
    assert site.attribute(PAGE, ".player img", "src") == "https://img.example/film.jpg"
    assert site.all(PAGE, ".figure") == []
    site = site_with(tmp_path / "without", YOUTUBE)
    assert site.all(PAGE, ".player img") == []
    assert site.attribute(PAGE, ".player .picture", "data-initials") == "HP"
