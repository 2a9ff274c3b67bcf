"""``publish --to``: which destination a text names, and the command with each."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from site_gen.address import Address
from site_gen.errors import UsageError
from site_gen.publish.deploy_folders.hosts import CLOUDFLARE_PAGES, NETLIFY
from site_gen.publish.destinations import HostFolder, Place, read_destination
from site_gen.publish.rsync.address import ServerFolder
from tests.publishing.conftest import Site
from tests.publishing.servers import needs_rsync, server_in
from tests.sites.site import days, read_folder


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("github-pages", "github-pages"),
        ("netlify", HostFolder(NETLIFY, Path("site/_netlify"))),
        ("netlify:out/x", HostFolder(NETLIFY, Path("out/x"))),
        ("cloudflare-pages", HostFolder(CLOUDFLARE_PAGES, Path("site/_cloudflare-pages"))),
        ("cloudflare-pages:/srv/x", HostFolder(CLOUDFLARE_PAGES, Path("/srv/x"))),
        ("ada@quay.example:/srv/www", ServerFolder("ada@quay.example", "/srv/www")),
        ("s3://quay/site/", Address("s3://quay/site")),
        ("memory://quay", Address("memory://quay")),
    ],
)
def test_destination(text: str, place: Place) -> None:
    assert read_destination(text, Path("site")) == place


LIST_OF_ALL = (
    "the destinations are github-pages, user@host:/path, ssh://user@host:port/path, netlify, "
    "cloudflare-pages, s3://bucket/folder)"
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("netlfy", f"no such destination (did you mean netlify? {LIST_OF_ALL}"),
        ("netlfy:out", f"no such destination (did you mean netlify:out? {LIST_OF_ALL}"),
        ("github", f"no such destination (did you mean github-pages? {LIST_OF_ALL}"),
        ("_site", f"no such destination ({LIST_OF_ALL}"),
        ("https://quay.example/", f"no such destination ({LIST_OF_ALL}"),
        ("quay.example:www", f"no such destination ({LIST_OF_ALL}"),
    ],
)
def test_no_destination(text: str, line: str) -> None:
    with pytest.raises(UsageError) as unknown:
        read_destination(text, Path())
    assert str(unknown.value) == f"--to {text}: {line}"


def test_folder_without_a_name() -> None:
    with pytest.raises(UsageError) as unknown:
        read_destination("netlify:", Path())
    assert str(unknown.value) == "--to netlify: names no folder (netlify:_netlify, or only netlify)"


def test_options_of_a_branch_are_refused(site: Site) -> None:
    assert site.run("publish --to netlify --branch x --message y") == (
        2,
        [
            "error: --branch, --message cannot be used with --to netlify "
            "(only github-pages pushes to a branch)"
        ],
    )


def test_folder_of_a_host_from_the_command_line(site: Site) -> None:
    status, lines = site.run("publish --to netlify --dry-run")
    assert (status, lines[-1]) == (0, "dry run: nothing was published")
    assert not Path("_netlify").exists()
    status, lines = site.run("publish --to netlify")
    assert (status, lines[-1]) == (
        0,
        "written to _netlify (deploy it: netlify deploy --prod --no-build --dir=_netlify)",
    )
    built = read_folder(Path("_site"))
    assert built.items() <= read_folder(Path("_netlify")).items()
    site.write(days(5))
    status, lines = site.run("publish --to netlify")
    assert status == 1
    assert lines[-1].startswith("error: nothing was published: _site lacks files that a build")
    status, lines = site.run("publish --to netlify --force")
    assert (status, lines[-1]) == (0, "nothing changed: _netlify is what _site holds")


@needs_rsync
def test_server_from_the_command_line(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = server_in(tmp_path, monkeypatch)
    status, lines = site.run(f"publish --to {server.address}")
    assert (status, lines[-1]) == (0, f"published to {server.address}")
    assert server.files() == read_folder(Path("_site"))
    shutil.rmtree(server.served)
    status, lines = site.run(f"publish --to {server.address} --dry-run")
    assert status == 1
    assert lines[-1].startswith(f"error: {server.address}: the folder does not exist (")


def test_server_without_rsync(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    status, lines = site.run("publish --to ada@quay.example:/srv/www --dry-run")
    assert status == 2
    assert lines[-1].startswith("error: the program rsync is not installed, or not on PATH (")
    assert lines[0] == "4 records read: 4 published", "a dry run shows everything else before"
    assert site.run("publish --to ada@quay.example:/srv/www")[1] == lines[-1:]
