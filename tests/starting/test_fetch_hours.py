"""Repeated runs of the workflow with the real ``fetch``: failed pushes lose nothing."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.docs.reading import write
from tests.starting.runner import Runner, commit, git
from tests.starting.test_fetch_script import ATTRIBUTES

pytestmark = pytest.mark.slow


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Log nothing."""


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder served on the loopback address, and its URL."""
    folder = tmp_path / "outlet"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}/feed.xml"
    server.shutdown()
    server.server_close()
    thread.join()


def says(provider: Path, titles: dict[str, str]) -> None:
    """Write a feed of these articles, by slug."""
    entries = "".join(
        f"<item><title>{title}</title><link>https://islandradio.example/{slug}</link>"
        f"<guid>{slug}</guid><pubDate>Wed, 18 Nov 2026 06:00:00 GMT</pubDate></item>"
        for slug, title in titles.items()
    )
    write(
        provider, {"feed.xml": f'<rss version="2.0"><channel><title>Island Radio</title>{entries}'}
    )
    with (provider / "feed.xml").open("a") as feed:
        feed.write("</channel></rss>")


class Hours:
    """Runs of the workflow, each in a new clone, with a cache between them."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        self.cache = folder / "cache"

    def begin(self) -> Runner:
        """Check out, restore the cache, and fetch."""
        self.count += 1
        runner = Runner(self.folder / str(self.count), self.folder / "remote").check_out()
        if self.cache.exists():
            shutil.copytree(self.cache, runner.clone / ".site_gen_cache")
        done = runner.run("Fetch")
        assert done.status == 0, done.lines
        return runner

    def end(self, runner: Runner) -> str:
        """Commit, push, and save the cache where the workflow does."""
        outputs = runner.run("Commit and push").outputs
        if outputs:
            shutil.rmtree(self.cache, ignore_errors=True)
            shutil.copytree(runner.clone / ".site_gen_cache", self.cache)
        return outputs


@pytest.fixture
def hours(tmp_path: Path, provider: tuple[Path, str]) -> Hours:
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "remote")
    git(tmp_path, "clone", "--quiet", "remote", "ada")
    site = (
        f"title: The Quay\nbase_url: https://quay.example/\nsources:\n  - url: {provider[1]}\n"
        "fetch: {allow_private_hosts: true}\n"
    )
    files = {"site.yaml": site, ".gitattributes": ATTRIBUTES, "content/pages/a.md": "A page.\n"}
    commit(tmp_path / "ada", {**files, ".gitignore": ".site_gen_cache/\n"}, "Begin")
    git(tmp_path / "ada", "push", "--quiet", "--set-upstream", "origin", "main")
    return Hours(tmp_path)


def titles(hours: Hours) -> set[str]:
    """Of the records on the remote."""
    lines = git(hours.folder / "remote", "grep", "-h", "^title:", "main", "--", "content/news")
    return {line.partition(": ")[2].strip("'\"") for line in lines.splitlines()}


def test_news_is_committed_once(hours: Hours, provider: tuple[Path, str]) -> None:
    says(provider[0], {"a": "Ferry sails", "b": "Crane lifts"})
    assert [hours.end(hours.begin()) for _ in range(3)] == ["news=pushed\n", *["news=none\n"] * 2]
    assert titles(hours) == {"Ferry sails", "Crane lifts"}
    log = git(hours.folder / "remote", "log", "--format=%s", "main").splitlines()
    assert log == ["Fetch: 2 new, 0 updated", "Begin"]


def test_dropped_commit_is_fetched_again_and_the_edit_stays(
    hours: Hours, provider: tuple[Path, str]
) -> None:
    says(provider[0], {"a": "Ferry sails", "b": "Crane lifts"})
    hours.end(hours.begin())
    says(provider[0], {"a": "Ferry sails again", "b": "Crane lifts more", "c": "Lamps lit"})
    overtaken = hours.begin()
    ada = hours.folder / "ada"
    git(ada, "pull", "--quiet")
    (record,) = [path for path in ada.rglob("*.md") if "Ferry sails" in path.read_text()]
    record.write_text(record.read_text().replace("Ferry sails", "The ferry is back"))
    commit(ada, {}, "Say it better")
    git(ada, "push", "--quiet")
    assert hours.end(overtaken) == ""
    assert titles(hours) == {"The ferry is back", "Crane lifts"}
    assert hours.end(hours.begin()) == "news=pushed\n"
    assert titles(hours) == {"The ferry is back", "Crane lifts more", "Lamps lit"}
    assert hours.end(hours.begin()) == "news=none\n"


def test_update_of_a_failed_push_is_fetched_again(hours: Hours, provider: tuple[Path, str]) -> None:
    """Even if the ledger has the article and the feed has not changed."""
    says(provider[0], {"a": "Ferry sails"})
    hours.end(hours.begin())
    says(provider[0], {"a": "Ferry sails again"})
    cut_off = hours.begin()
    git(cut_off.clone, "remote", "set-url", "origin", "../nowhere")
    assert hours.end(cut_off) == ""
    assert hours.end(hours.begin()) == "news=pushed\n"
    assert titles(hours) == {"Ferry sails again"}
