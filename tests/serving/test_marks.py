"""What is added to pages on their way, and by what a page is known."""

from __future__ import annotations

from site_gen.serve.live_reload import digest_of, with_client

PAGE = (
    b'<html><head><link rel="stylesheet" href="/assets/site-0a1b.css"></head><body>x</body></html>'
)


def test_script_stands_in_the_head_and_the_rest_is_as_it_was() -> None:
    page = with_client(PAGE, "/news")
    script = (
        f'<script src="/news/__preview/client.js" data-base="/news"'
        f' data-digest="{digest_of(PAGE)}" defer></script>\n'
    ).encode()
    assert page == PAGE.replace(b"</head>", script + b"</head>")


def test_page_without_a_head_gets_it_at_its_end() -> None:
    assert with_client(b"<p>x", "").startswith(b"<p>x<script ")


def test_base_path_is_escaped() -> None:
    assert b'data-base="/a&quot;&gt;"' in with_client(PAGE, '/a">')


def test_stylesheet_makes_no_other_page_and_anything_else_does() -> None:
    assert digest_of(PAGE) == digest_of(PAGE.replace(b"0a1b", b"ffff"))
    assert digest_of(PAGE) != digest_of(PAGE.replace(b"x<", b"y<"))
    assert digest_of(b"assets/site-0a.js") != digest_of(b"assets/site-0b.js")
