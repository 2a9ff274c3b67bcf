"""Folders for Netlify and Cloudflare Pages: their files, rules, and what is kept."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import pytest

from site_gen.errors import PublishError, UsageError
from site_gen.publish import PublishOptions, publish
from site_gen.publish.deploy_folders import DeployFolder
from site_gen.publish.deploy_folders.hosts import CLOUDFLARE_PAGES, NETLIFY, DeployHost
from site_gen.publish.published_list import LIST
from tests.publishing.servers import put
from tests.sites.site import read_folder

FILES = {"index.html": "Ferry", "404.html": "Lost", "news/a/index.html": "A"}
GENERATOR = '<meta name="generator" content="site_gen">'
HOSTS = pytest.mark.parametrize("host", [NETLIFY, CLOUDFLARE_PAGES], ids=lambda host: host.title)


def page_to(target: str) -> str:
    return f'{GENERATOR}<meta http-equiv="refresh" content="0; url={target}">'


@dataclass
class Folders:
    """The built folder, and the one for a host."""

    work: Path

    @property
    def target(self) -> Path:
        return self.work / "_host"

    def write(self, files: Mapping[str, str]) -> None:
        shutil.rmtree(self.work / "_site", ignore_errors=True)
        put(self.work / "_site", files)

    def publish(
        self, host: DeployHost = NETLIFY, base_url: str = "https://quay.example/", **changes: Any
    ) -> list[str]:
        lines: list[str] = []
        destination = DeployFolder(host, Path("_host"), Path("_site"), base_url)
        publish(destination, PublishOptions(folder=Path("_site"), **changes), lines.append)
        return lines

    def files(self) -> dict[str, str]:
        """The files for the host, without the list and the rules that every site has."""
        found = read_folder(self.target)
        return {path: found[path].decode() for path in found.keys() - {LIST, "_headers"}}

    def rules(self, name: str) -> list[str]:
        return (self.target / name).read_text().splitlines()


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    monkeypatch.chdir(tmp_path)
    return Folders(tmp_path)


@HOSTS
def test_first_edition_an_update_and_none(folders: Folders, host: DeployHost) -> None:
    folders.write(FILES)
    assert folders.publish(host) == [
        "_host: 5 added, 0 changed, 0 removed (the folder is new)",
        f"written to _host (deploy it: {host.command.format('_host')})",
    ]
    assert folders.files() == FILES
    files = {"index.html": "Late", "404.html": "Lost", "news/b/index.html": "B"}
    folders.write(files)
    unchanged = (folders.target / "404.html").stat()
    assert folders.publish(host, verbose=True)[:-1] == [
        "_host: 1 added, 2 changed, 1 removed",
        "  added news/b/index.html",
        f"  changed {LIST}",
        "  changed index.html",
        "  removed news/a/index.html",
    ]
    assert folders.files() == files
    assert (folders.target / "404.html").stat() == unchanged
    assert not (folders.target / "news/a").exists()
    before = {path: path.stat() for path in folders.target.rglob("*")}
    assert folders.publish(host)[-1] == "nothing changed: _host is what _site holds"
    assert {path: path.stat() for path in folders.target.rglob("*")} == before


def test_dry_run_writes_nothing(folders: Folders) -> None:
    folders.write(FILES)
    assert folders.publish(dry_run=True)[-1] == "dry run: nothing was published"
    assert not folders.target.exists()


def test_site_under_a_path(folders: Folders) -> None:
    folders.write(
        {
            **FILES,
            "_headers": "/news/*\n  X-Quay: 1\n",
            "topics/old/index.html": page_to("/news/topics/new/"),
        }
    )
    folders.publish(base_url="https://quay.example/news/")
    files = folders.files()
    assert files.pop("404.html") == files["news/404.html"]
    assert files.pop("_redirects") == "/news/topics/old/ /news/topics/new/ 301!\n"
    assert files.keys() == {
        *("news/index.html", "news/404.html", "news/news/a/index.html"),
        "news/topics/old/index.html",
    }
    assert folders.rules("_headers") == ["/news/*", "  X-Quay: 1"]


def test_lost_articles_of_a_site_under_a_path(folders: Folders) -> None:
    folders.write({f"news/{number}/index.html": "x" for number in range(20)})
    folders.publish(base_url="https://quay.example/quay/")
    folders.write({"news/1/index.html": "x"})
    with pytest.raises(PublishError, match="_host has 20 articles, of which 1 would be left"):
        folders.publish(base_url="https://quay.example/quay/")


def test_headers(folders: Folders) -> None:
    fragments = {f"pagefind/fragment/en_{n:07x}.pf_fragment": "x" for n in range(10)}
    folders.write(
        {
            **FILES,
            **fragments,
            "assets/site-ab12cd.css": "x",
            "assets/logo.svg": "x",
            "es/pagefind/index/es_1234567.pf_index": "x",
            "pagefind/pagefind-entry.json": "{}",
            "feeds.opml": "x",
            "sw.js": "x",
            "es/sw.js": "x",
        }
    )
    folders.publish()
    keep = "  Cache-Control: public, max-age=31536000, immutable"
    assert folders.rules("_headers") == [
        *("/*", "  X-Content-Type-Options: nosniff"),
        *("/feeds.opml", "  Content-Type: text/x-opml; charset=utf-8"),
        *("/es/sw.js", "  Cache-Control: no-cache"),
        *("/sw.js", "  Cache-Control: no-cache"),
        *("/pagefind/fragment/*", keep),
        *("/assets/site-ab12cd.css", keep),
        *("/es/pagefind/index/es_1234567.pf_index", keep),
    ]


def test_there_are_never_more_headers_than_hosts_allow(folders: Folders) -> None:
    folders.write({f"{n}/pagefind/index/en_{n:07x}.pf_index": "x" for n in range(200)})
    folders.write({f"pagefind/{n}/index/en_{n:07x}.pf_index": "x" for n in range(200)})
    folders.publish(CLOUDFLARE_PAGES)
    assert len(folders.rules("_headers")) == 180


@pytest.mark.parametrize(
    ("host", "status"), [(NETLIFY, "301!"), (CLOUDFLARE_PAGES, "301")], ids=["netlify", "pages"]
)
def test_redirects(folders: Folders, host: DeployHost, status: str) -> None:
    pages = {
        "topics/old/index.html": page_to("/topics/new/"),
        "topics/fähre/index.html": page_to("/topics/ferry/"),
        "by-hand/index.html": '<meta http-equiv="refresh" content="0; url=/x/">',
        "topics/a*b/index.html": page_to("/topics/ab/"),
        "slow/index.html": f'{GENERATOR}<meta http-equiv="refresh" content="300">',
    }
    folders.write({**FILES, **pages})
    folders.publish(host)
    assert folders.rules("_redirects") == [
        f"/topics/f%C3%A4hre/ /topics/ferry/ {status}",
        f"/topics/old/ /topics/new/ {status}",
    ]
    assert pages.items() <= folders.files().items(), "they are still there without the rules"


def test_redirects_of_the_editor(folders: Folders) -> None:
    own = "# mine\n/topics/old/ /mine/ 302\n/a /b\n/blog/* /news/:splat\n/c /d\n"
    folders.write(
        {
            "_redirects": own,
            "topics/old/index.html": page_to("/topics/new/"),
            "topics/older/index.html": page_to("/topics/new/"),
        }
    )
    folders.publish(CLOUDFLARE_PAGES)
    assert folders.rules("_redirects") == [
        *("# mine", "/topics/old/ /mine/ 302", "/a /b"),
        "/topics/older/ /topics/new/ 301",
        *("/blog/* /news/:splat", "/c /d"),
    ]


def test_redirects_that_a_host_does_not_allow_stay_pages(folders: Folders) -> None:
    folders.write({f"topics/{n:04}/index.html": page_to(f"/topics/{n}-new/") for n in range(2_010)})
    lines = folders.publish(CLOUDFLARE_PAGES)
    assert lines[1] == (
        "_redirects: 10 redirects more than Cloudflare Pages allows; these stay pages that redirect"
    )
    assert len(folders.rules("_redirects")) == 2_000
    long = msgspec.structs.replace(CLOUDFLARE_PAGES.limits, written_bytes=1_000)
    folders.publish(msgspec.structs.replace(CLOUDFLARE_PAGES, limits=long))
    assert 950 < (folders.target / "_redirects").stat().st_size <= 1_000


def test_folder_with_other_files_is_left_alone(folders: Folders) -> None:
    folders.write(FILES)
    put(folders.target, {"thesis.txt": "mine"})
    with pytest.raises(UsageError) as refused:
        folders.publish(force=True)
    assert str(refused.value) == (
        "_host has files that publish did not write (name a new folder, or remove this one)"
    )
    (folders.target / "thesis.txt").unlink()
    folders.publish()
    put(folders.target, {"functions/hello.js": "mine", "news/a/mine.txt": "mine"})
    folders.write({"index.html": "Other"})
    folders.publish()
    assert folders.files() == {
        "index.html": "Other",
        "functions/hello.js": "mine",
        "news/a/mine.txt": "mine",
    }
    folders.write({"index.html": "Other", "functions/hello.js": "theirs"})
    with pytest.raises(PublishError, match="has 1 file that no build made at paths of the site"):
        folders.publish()
    assert (folders.target / "functions/hello.js").read_text() == "mine"


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("_site", "is, holds or lies in _site"),
        ("_site/x", "is, holds or lies in _site"),
        (".", "is, holds or lies in _site"),
        ("..", "is, holds or lies in _site"),
        ("file", "is not a folder"),
    ],
)
def test_folder_that_cannot_be_used(folders: Folders, target: str, reason: str) -> None:
    put(folders.work, {"file": "x", "_site/index.html": "x"})
    with pytest.raises(UsageError, match=f"^{target} {reason}"):
        DeployFolder(NETLIFY, Path(target), Path("_site"), "https://quay.example/")


def test_the_folder_may_not_hold_the_working_folder(
    folders: Folders, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(UsageError, match="is or holds the working folder"):
        DeployFolder(NETLIFY, Path(), tmp_path_factory.mktemp("built"), "https://quay.example/")


def test_interrupted_publication_is_completed(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders.write(FILES)
    folders.publish()
    folders.write({"index.html": "New", "news/b/index.html": "B", "news/c/index.html": "C"})

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    remove = DeployFolder._remove
    monkeypatch.setattr(DeployFolder, "_remove", interrupted)
    with pytest.raises(KeyboardInterrupt):
        folders.publish()
    monkeypatch.setattr(DeployFolder, "_remove", remove)
    folders.write({"index.html": "New"})
    folders.publish()
    assert folders.files() == {"index.html": "New"}


def test_file_where_a_folder_was_and_the_reverse(folders: Folders) -> None:
    for files in ({"a/b/c": "1", "d": "2"}, {"a": "3", "d/e/f": "4"}, {"a/b/c": "1", "d": "2"}):
        folders.write(files)
        folders.publish()
        assert folders.files() == files


def test_file_that_cannot_be_written(folders: Folders) -> None:
    folders.write({"a": "x"})
    folders.publish()
    folders.write({"a": "x", "b": "y"})
    (folders.target / "b").mkdir()
    with pytest.raises(PublishError, match="cannot be written: Is a directory"):
        folders.publish()
