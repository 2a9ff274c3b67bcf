"""Publishing with rsync: what is sent, in which order, and what stays on the server."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from site_gen.errors import PublishError
from site_gen.publish.published_list import LIST
from site_gen.publish.rsync import RsyncFolder, program
from tests.publishing.servers import Server, needs_rsync, put, server_in

pytestmark = needs_rsync

FILES = {"index.html": "Ferry", "news/a/index.html": "A", "assets/site-ab12.css": "a{}"}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    return server_in(tmp_path, monkeypatch)


def bytes_of(files: dict[str, str]) -> dict[str, bytes]:
    return {path: text.encode() for path, text in files.items()}


def test_first_edition_an_update_and_none(server: Server) -> None:
    server.write(FILES)
    assert server.publish() == [
        f"{server.address}: 4 added, 0 changed, 0 removed (nothing is published there yet)",
        f"published to {server.address}",
    ]
    assert server.files() == bytes_of(FILES)
    files = {"index.html": "Ferry is late", "news/b/index.html": "B"}
    server.write(files)
    assert server.publish(verbose=True) == [
        f"{server.address}: 1 added, 2 changed, 2 removed",
        "  added news/b/index.html",
        f"  changed {LIST}",
        "  changed index.html",
        "  removed assets/site-ab12.css",
        "  removed news/a/index.html",
        f"published to {server.address}",
    ]
    assert server.files() == bytes_of(files)
    assert not (server.served / "news/a").exists(), "a server would refuse to list it"
    assert server.publish() == [
        f"{server.address}: 0 added, 0 changed, 0 removed",
        f"nothing changed: {server.address} is what {server.folder} holds",
    ]


def test_other_times_of_the_same_bytes_are_no_change(server: Server) -> None:
    server.write(FILES)
    server.publish()
    published = server.served / "index.html"
    before = published.stat()
    os.utime(server.folder / "index.html", (1, 1))
    server.publish()
    after = published.stat()  # reading it to compare may change st_atime
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    os.utime(server.folder / "index.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    (server.served / "index.html").write_text("FERRY")
    os.utime(server.served / "index.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert server.publish()[0].endswith(": 0 added, 1 changed, 0 removed")


def test_lists_are_sent_after_what_they_refer_to_and_files_removed_last(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.write(FILES)
    server.publish()
    sent: list[set[str]] = []
    run = program.Rsync.run

    def noted(self: program.Rsync, *arguments: str, given: bytes = b"", **more: bool) -> str:
        if "--dry-run" not in arguments and given:
            sent.append(set(given.decode().split("\0")) - {""})
        return run(self, *arguments, given=given, **more)

    monkeypatch.setattr(program.Rsync, "run", noted)
    server.write(
        {
            "index.html": "B",
            "feed.xml": "B",
            "news/a/index.html": "A and B",
            "news/b/index.html": "B",
            "api/news/b/index.json": "{}",
            "api/news/index.json": "[]",
            "pagefind/index/en_1234567.pf_index": "B",
            "pagefind/pagefind-entry.json": "{}",
        }
    )
    server.publish()
    assert sent == [
        {LIST},
        {"pagefind/index/en_1234567.pf_index"},
        {"news/b/index.html", "api/news/b/index.json"},
        {"news/a/index.html"},
        {"index.html", "feed.xml", "api/news/index.json"},
        {"pagefind/pagefind-entry.json"},
        {"assets/site-ab12.css"},
        {"assets"},
        {LIST},
    ]


def test_files_that_no_build_made_stay(server: Server) -> None:
    put(server.served, {"by-hand.txt": "mine", "news/a/photo.jpg": "mine"})
    server.write(FILES)
    server.publish()
    server.write({"index.html": "Other"})
    server.publish()
    assert server.files() == {
        "index.html": b"Other",
        "by-hand.txt": b"mine",
        "news/a/photo.jpg": b"mine",
    }


def test_files_of_somebody_else_are_not_replaced(server: Server) -> None:
    put(server.served, {"index.html": "mine", "news/a/index.html": "A"})
    server.write(FILES)
    with pytest.raises(PublishError) as refused:
        server.publish()
    assert refused.value.message == (
        f"nothing was published: {server.address} has 1 file that no build made at paths of the "
        "site, such as index.html"
    )
    assert server.files()["index.html"] == b"mine"
    assert server.publish(force=True)[-1].startswith("published")
    assert server.files() == bytes_of(FILES)


def test_folder_that_was_uploaded_by_other_means_is_taken_over(server: Server) -> None:
    marker = "Made by site_gen: files it did not make are left alone.\n"
    put(server.served, {"index.html": "Old", ".nojekyll": marker, "old.html": "Old"})
    server.write({**FILES, ".nojekyll": marker})
    assert server.publish()[-1].startswith("published")
    assert server.files() == {**bytes_of(FILES), ".nojekyll": marker.encode(), "old.html": b"Old"}


def test_interrupted_publication_is_completed(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.write(FILES)
    server.publish()
    server.write({"index.html": "New", "news/b/index.html": "B", "news/c/index.html": "C"})
    run = program.Rsync.run
    calls = 0

    def failing(self: program.Rsync, *arguments: str, given: bytes = b"", **more: bool) -> str:
        nonlocal calls
        calls += 1
        if calls == 5:  # after the list, a comparison, the union of lists, new pages
            raise KeyboardInterrupt
        return run(self, *arguments, given=given, **more)

    monkeypatch.setattr(program.Rsync, "run", failing)
    with pytest.raises(KeyboardInterrupt):
        server.publish()
    monkeypatch.setattr(program.Rsync, "run", run)
    assert server.files()["news/b/index.html"] == b"B"
    assert server.files()["index.html"] == b"Ferry"
    server.write({"index.html": "New", "news/b/index.html": "B"})
    server.publish()
    assert server.files() == {"index.html": b"New", "news/b/index.html": b"B"}
    assert server.publish()[-1].startswith("nothing changed")


def test_file_where_a_folder_was_and_the_reverse(server: Server) -> None:
    for files in ({"a/b/c": "1", "d": "2"}, {"a": "3", "d/e/f": "4"}, {"a/b/c": "1", "d": "2"}):
        server.write(files)
        assert server.publish()[-1].startswith("published")
        assert server.files() == bytes_of(files)


def test_names_with_spaces_and_other_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = server_in(tmp_path, monkeypatch, name="srv/the “quay”: $HOME's ö")
    files = {"a b/ö.txt": "1", "x'y\".txt": "2", "$HOME": "3", "-rf": "4", r"\#012": "5"}
    files |= {"*": "6", "a\nb": "7", "a\u2028b": "8"}
    server.write(files)
    assert server.publish()[0].split(": ")[-1].startswith("9 added, 0 changed, 0 removed")
    assert server.files() == bytes_of(files)
    assert server.publish()[-1].startswith("nothing changed")
    server.write({})
    server.folder.mkdir()
    server.publish()
    assert server.files() == {}


def test_web_servers_can_read_the_files(server: Server) -> None:
    server.write(FILES)
    for path in (server.folder / "news", server.folder / "news/a"):
        path.chmod(0o700)
    (server.folder / "news/a/index.html").chmod(0o600)
    before = os.umask(0o077)
    try:
        server.publish()
    finally:
        os.umask(before)
    modes = {path: oct((server.served / path).stat().st_mode)[-3:] for path in ("news/a", LIST)}
    assert modes == {"news/a": "755", LIST: "644"}
    assert (server.served / "news/a/index.html").stat().st_mode & 0o777 == 0o644


def test_dry_run_changes_nothing(server: Server) -> None:
    server.write(FILES)
    assert server.publish(dry_run=True)[-1] == "dry run: nothing was published"
    assert list(server.served.iterdir()) == []


def test_lost_articles_are_those_of_the_server(server: Server) -> None:
    server.write({f"news/{number}/index.html": "x" for number in range(20)})
    server.publish()
    server.write({"news/1/index.html": "x"})
    with pytest.raises(PublishError, match="has 20 articles, of which 1 would be left"):
        server.publish(dry_run=True)


@pytest.mark.parametrize("text", ["{", '{"files": ["../x"]}', '{"files": ["/etc/x"]}'])
def test_damaged_list(server: Server, text: str) -> None:
    put(server.served, {LIST: text})
    server.write(FILES)
    with pytest.raises(PublishError, match="the list of published files is damaged"):
        server.publish(force=True)
    assert server.files() == {}


def test_folder_that_is_missing_on_the_server(server: Server) -> None:
    server.write(FILES)
    with pytest.raises(PublishError) as missing:
        server.publish("ada@quay.example:/nowhere/the quay", dry_run=True)
    assert str(missing.value) == (
        "ada@quay.example:/nowhere/the quay: the folder does not exist "
        "(ssh ada@quay.example \"mkdir -p '/nowhere/the quay'\")"
    )


def test_file_that_is_removed_while_it_is_published(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = RsyncFolder._upload

    def late(self: RsyncFolder, paths: list[str], *folder: Path) -> None:
        if "index.html" in paths:
            (server.folder / "index.html").unlink()
        upload(self, paths, *folder)

    monkeypatch.setattr(RsyncFolder, "_upload", late)
    server.write(FILES)
    with pytest.raises(PublishError, match=r"index\.html.* failed: No such file or directory"):
        server.publish()


def test_port_and_batch_mode(server: Server) -> None:
    server.write(FILES)
    server.publish(f"ssh://ada@quay.example:2222{server.served}")
    pattern = r"-p 2222 -o BatchMode=yes (-l ada quay\.example|ada@quay\.example) rsync --server "
    assert all(re.match(pattern, line) for line in server.commands())
    assert server.commands()
