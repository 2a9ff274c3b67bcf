"""Nothing is written or removed through a link."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.build import build
from site_gen.errors import OutputError, UsageError
from tests.sites.site import build_site, days
from tests.writing.output_folder import Site


@pytest.mark.parametrize(
    "claim",
    [
        "../victim.txt",
        "news/../../victim.txt",
        "{base}/victim.txt",
        "link/victim.txt",
        "",
        ".",
        "/",
    ],
)
def test_store_that_was_tampered_with_removes_nothing_outside(site: Site, claim: str) -> None:
    base = site.root.parent
    site.build({"index.html": "x", "news/a.html": "a"})
    victim = base / "victim.txt"
    victim.write_text("keep me")
    (site.root / "link").symlink_to(base, target_is_directory=True)
    assert site.own is not None
    site.own.add(claim.format(base=base))
    site.build({"index.html": "x"})
    assert victim.read_text() == "keep me"
    assert not (site.root / "news").exists()


def test_nothing_is_written_through_a_link_to_elsewhere(site: Site, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    site.build({"index.html": "x"})
    (site.root / "news").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(OutputError, match="link to somewhere else"):
        site.build({"index.html": "x", "news/a/index.html": "a"})
    assert list(elsewhere.rglob("*.html")) == []


def test_nothing_is_written_through_a_link_next_to_a_written_folder(
    site: Site, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    site.build({"news/a/index.html": "a"})
    (site.root / "news" / "b").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(OutputError, match="link to somewhere else"):
        site.build({"news/a/index.html": "new", "news/c/index.html": "c", "news/b/index.html": "b"})
    assert list(elsewhere.iterdir()) == []


def test_file_that_is_a_link_is_replaced_and_its_target_kept(site: Site, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("keep me")
    site.build({"index.html": "x"})
    (site.root / "index.html").unlink()
    (site.root / "index.html").symlink_to(victim)
    site.build({"index.html": "new"})
    assert victim.read_text() == "keep me"
    assert not (site.root / "index.html").is_symlink()
    assert site.files() == {"index.html": "new"}


def test_output_that_is_itself_a_link_is_followed(site: Site, tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    site.root.symlink_to(real, target_is_directory=True)
    site.build({"index.html": "x"})
    assert (real / "index.html").read_text() == "x"
    assert site.root.is_symlink()


@pytest.mark.parametrize("what", ["link", "dangling link", "file"])
def test_temporary_folder_is_replaced_if_it_is_a_link_or_file(
    site: Site, tmp_path: Path, what: str
) -> None:
    site.build({"index.html": "x"})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    parts = site.root / ".site_gen-parts"
    if what == "file":
        parts.write_text("x")
    else:
        parts.symlink_to(elsewhere if what == "link" else tmp_path / "nowhere")
    site.build({"index.html": "y"})
    assert site.files() == {"index.html": "y"}
    assert list(elsewhere.iterdir()) == []


def test_foreign_dangling_link_is_not_overwritten(site: Site, tmp_path: Path) -> None:
    site.root.mkdir()
    (site.root / "index.html").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="has files that no build made"):
        site.build({"index.html": "x"})


def test_folder_that_was_replaced_by_a_link_is_not_written_through(tmp_path: Path) -> None:
    site = build_site(tmp_path, days(3))
    (site.root / "latest").rename(tmp_path / "moved")
    (site.root / "latest").symlink_to(tmp_path / "moved")
    with pytest.raises(OutputError, match="latest is a link to somewhere else"):
        build(site.options)
