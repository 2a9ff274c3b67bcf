"""The file for a request path, which is never outside of the folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.serve.lookup import MISSING, LookupResult, find

FILES = {
    "index.html": "home",
    "404.html": "lost",
    "about.html": "about",
    "topics/index.html": "topics",
    "topics.html/odd.txt": "a folder named as a page",
    "both/index.html": "folder",
    "both.html": "page",
    "empty/readme.txt": "no index",
    "feed.xml": "<feed/>",
    "café/index.html": "coffee",
    "two words/index.html": "words",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with symbolic links to a file outside of it."""
    folder = tmp_path_factory.mktemp("served")
    site = folder / "site"
    for name, text in FILES.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    (folder / "secret.html").write_text("secret")
    (folder / "secrets").mkdir()
    (folder / "secrets/index.html").write_text("secret")
    (site / "link.html").symlink_to(folder / "secret.html")
    (site / "linked").symlink_to(folder / "secrets")
    (site / "inner.html").symlink_to(site / "about.html")
    return site


@pytest.mark.parametrize(
    ("path", "file"),
    [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/about", "about.html"),
        ("/about.html", "about.html"),
        ("/topics/", "topics/index.html"),
        ("/both", "both.html"),
        ("/both/", "both/index.html"),
        ("/feed.xml", "feed.xml"),
        ("/café/", "café/index.html"),
        ("/two words/", "two words/index.html"),
    ],
)
def test_file_of_a_path(root: Path, path: str, file: str) -> None:
    assert find(root, path) == LookupResult(root / file)


def test_folder_without_slash_redirects(root: Path) -> None:
    assert find(root, "/topics") == LookupResult(redirect="/topics/")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "about",
        "//",
        "//about",
        "/about/",
        "/about.html/",
        "/nothing",
        "/empty",
        "/empty/",
        "/topics.html",
        "/../secret.html",
        "/../secret",
        "/topics/../../secret.html",
        "/./about.html",
        "/topics//index.html",
        "/..\\secret.html",
        "/topics\\index.html",
        "/about\0",
        "/about.html\0.txt",
        "/link",
        "/link.html",
        "/linked",
        "/linked/",
        "/linked/index.html",
        "/inner.html",
        "/" + "x" * 5000,
        "/\udcff",
    ],
)
def test_other_paths_are_missing(root: Path, path: str) -> None:
    assert find(root, path) == MISSING


PARTS = st.sampled_from(
    ["..", ".", "", "secret.html", "secrets", "link.html", "linked", "topics", "\0", "~", "C:", "x"]
)


@given(st.lists(PARTS | st.text(max_size=5), max_size=6).map("/".join), st.booleans())
def test_no_path_leaves_the_folder(root: Path, path: str, rooted: bool) -> None:
    found = find(root, f"/{path}" if rooted else path)
    if found.file is not None:
        assert found.file.resolve().is_relative_to(root)
        assert found.file.read_text() != "secret"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("assets/site-0a.css", "text/css; charset=utf-8"),
        ("assets/site-0a.js", "application/javascript; charset=utf-8"),
        ("feed.xml", "application/xml"),
        ("feed.json", "application/json; charset=utf-8"),
        ("img/icon.SVG", "image/svg+xml"),
        ("pagefind/x.pf_meta", "application/octet-stream"),
        (".nojekyll", "application/octet-stream"),
    ],
)
def test_content_type(name: str, kind: str) -> None:
    assert LookupResult(Path(name)).type == kind
