"""The script that is added to pages, and digests of pages."""

from __future__ import annotations

from site_gen.serve.preview_files import page_digest, with_client

PAGE = (
    b'<html><head><link rel="stylesheet" href="/assets/site-0a1b.css"></head><body>x</body></html>'
)


def test_script_is_added_to_the_head() -> None:
    page = with_client(PAGE, "/news")
    script = (
        f'<script src="/news/__preview/client.js" data-base="/news"'
        f' data-digest="{page_digest(PAGE)}" defer></script>\n'
    ).encode()
    assert page == PAGE.replace(b"</head>", script + b"</head>")


def test_script_is_added_at_the_end_of_a_page_without_head() -> None:
    assert with_client(b"<p>x", "").startswith(b"<p>x<script ")


def test_base_path_is_escaped() -> None:
    assert b'data-base="/a&quot;&gt;"' in with_client(PAGE, '/a">')


def test_digest_ignores_only_the_name_of_the_stylesheet() -> None:
    assert page_digest(PAGE) == page_digest(PAGE.replace(b"0a1b", b"ffff"))
    assert page_digest(PAGE) != page_digest(PAGE.replace(b"x<", b"y<"))
    assert page_digest(b"assets/site-0a.js") != page_digest(b"assets/site-0b.js")
