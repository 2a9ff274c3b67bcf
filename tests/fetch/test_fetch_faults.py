"""``fetch`` with a real server, and its faults."""

from __future__ import annotations

import json
import pkgutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.fetch import bodies, faults
from tests.fetch.commands import BODY, CLOCK, Fetch, configure, titles
from tests.fetch.server import FeedServer, Reply, Request, failing, redirecting, serving


@pytest.mark.parametrize("form", ["rss", "rdf", "old_rss", "atom", "json_feed"])
def test_records_from_each_format_are_valid_for_the_build(
    fetch: Fetch, site_gen: Run, server: FeedServer, tmp_path: Path, form: str
) -> None:
    server.put("/feed", getattr(bodies, form)(), content_type="text/plain", etag='"1"')
    configure(tmp_path, server.url("/feed"), search=False)
    status, out, err = fetch()
    assert (status, out) == (0, "")
    assert err.startswith("1 source: 3 new, 0 updated, in ")
    assert sorted(titles(tmp_path)) == sorted(name for _, name in bodies.STORIES)
    status, _, err = fetch(now="2026-11-25T13:00:00Z")
    assert (status, err.split(", in")[0]) == (0, "1 source: no news")
    assert server.requests[1].headers["if-none-match"] == '"1"'
    status, _, err = site_gen("build", "--now", "2026-11-26")
    assert status == 0
    assert "3 records read: 3 published" in err
    assert ": error: " not in err


FAULTS = {
    "slow": (faults.silent(), "timeout"),
    "stalling": (faults.stalling(BODY), "timeout"),
    "cut off": (faults.cut_off(BODY), "cut-off"),
    "cut off in chunks": (faults.cut_off_chunks(BODY), "cut-off"),
    "endless": (faults.endless(), "too-large"),
    "bomb": (faults.bomb(5), "too-large"),
    "loop": (redirecting(302, "/feed"), "redirect"),
    "web page": (serving(b"<!doctype html><title>News</title><p>Hello", "text/html"), "not-a-feed"),
    "wrong status": (failing(404), "http-status"),
    "gone": (failing(410), "gone"),
    "500": (failing(500), "http-status"),
    "429": (failing(429, retry_after="3600"), "http-status"),
    "304 unasked": (faults.sending(b"HTTP/1.1 304 Not Modified\r\n\r\n"), "bad-answer"),
    "no HTTP": (faults.sending(b"\x00\x01\x02\r\n\r\n"), "bad-answer"),
    "empty": (serving(b""), "empty"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_failing_source_is_one_line_and_one_report_entry(
    fetch: Fetch, server: FeedServer, tmp_path: Path, name: str
) -> None:
    behaviour, code = FAULTS[name]
    server.play("/feed", behaviour)
    server.put("/good", BODY)
    configure(tmp_path, server.url("/feed"), server.url("/good", 2))
    status, _, err = fetch("--report", "report.json")
    assert status == 1
    failures = [line for line in err.splitlines() if ": error: " in line]
    assert len(failures) == 1
    assert failures[0].startswith(server.url("/feed: "))
    assert err.splitlines()[-1].startswith("2 sources, 1 failed: 3 new, 0 updated")
    report = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert (report["new"], report["updated"], report["failed"]) == (3, 0, 1)
    first, second = report["sources"]
    assert (first["status"], first["failure"]["code"]) == ("failed", code)
    assert (second["status"], second["failure"], second["new"]) == ("read", None, 3)
    assert len(titles(tmp_path)) == 3


@pytest.mark.parametrize("name", ["wrong type", "too short a length", "trickle", "500 once", "301"])
def test_readable_part_of_a_broken_feed_is_read(
    fetch: Fetch, server: FeedServer, tmp_path: Path, name: str
) -> None:
    behaviours = {
        "wrong type": [serving(BODY, "image/png")],
        "too short a length": [faults.too_short_a_length(BODY, len(BODY) - 40)],
        "trickle": [faults.trickling(BODY[:300] + b"</channel></rss>", 0.0001)],
        "500 once": [failing(500), serving(BODY)],
        "301": [redirecting(301, "/new")],
    }
    server.play("/feed", *behaviours[name])
    server.put("/new", BODY)
    configure(tmp_path, server.url("/feed"))
    status, _, err = fetch()
    assert (status, "error" in err) == (0, False)
    assert titles(tmp_path)
    moved = f"has moved (write url: {server.url('/new')} in site.yaml)" in err
    assert moved == (name == "301")


def test_truncated_feed_loses_only_its_last_entry(
    fetch: Fetch, server: FeedServer, tmp_path: Path
) -> None:
    """Half an address would make a second record when the complete one is read."""
    server.put("/feed", BODY[: BODY.rindex(b"</link>") - 2])
    configure(tmp_path, server.url("/feed"))
    fetch()
    assert len(titles(tmp_path)) == 2
    server.put("/feed", BODY)
    fetch()
    assert len(titles(tmp_path)) == 3


def test_exit_status_is_3_if_all_sources_fail(
    fetch: Fetch, server: FeedServer, tmp_path: Path
) -> None:
    server.play("/a", failing(404))
    server.play("/b", failing(410))
    configure(tmp_path, server.url("/a"), server.url("/b"))
    assert fetch()[0] == 3


def test_gone_source_is_asked_only_if_named(
    fetch: Fetch, server: FeedServer, tmp_path: Path
) -> None:
    server.play("/gone", failing(410), serving(BODY))
    server.put("/good", BODY)
    configure(tmp_path, server.url("/gone"), server.url("/good"))
    assert fetch()[0] == 1
    status, _, err = fetch()
    assert (status, server.paths.count("/gone")) == (0, 1)
    assert "is gone for good (remove it from site.yaml)" in err
    assert fetch("/gone")[0] == 0
    assert server.paths.count("/gone") == 2
    assert "gone" not in fetch()[2]


def test_retry_after_is_respected(fetch: Fetch, server: FeedServer, tmp_path: Path) -> None:
    server.play("/feed", failing(503, retry_after="7200"), serving(BODY))
    server.put("/good", BODY)
    configure(tmp_path, server.url("/feed"), server.url("/good"))
    assert fetch()[0] == 1
    status, _, err = fetch(now="2026-11-25T13:00:00Z")
    assert (status, server.paths.count("/feed")) == (1, 1)
    assert "its server asks for a pause until 2026-11-25 14:00 UTC" in err
    assert fetch(now="2026-11-25T14:00:01Z")[0] == 0
    assert server.paths.count("/feed") == 2


def test_sources_not_asked_because_of_their_host_are_first_in_the_next_run(
    fetch: Fetch, server: FeedServer, tmp_path: Path
) -> None:
    """Otherwise three that are always refused would block them forever."""
    paths = [f"/busy{number}" for number in range(3)]
    for path in paths:
        server.play(path, failing(429, retry_after="3600"))
    server.put("/good", BODY)
    configure(tmp_path, *(server.url(path) for path in (*paths, "/good")))
    status, _, err = fetch("--jobs", "1")
    assert (status, server.paths) == (3, paths)
    assert "refused three other requests in a row" in err
    assert fetch("--jobs", "1", now="2026-11-25T14:00:00Z")[0] == 1
    assert server.paths == [*paths, "/good", *paths]
    assert len(titles(tmp_path)) == 3


def test_sources_of_a_host_with_a_rate_limit_take_turns(
    fetch: Fetch, server: FeedServer, tmp_path: Path
) -> None:
    """Otherwise only the first sources of the configuration would ever be read."""
    read: set[str] = set()
    answered: list[str] = []

    def stingy(request: Request) -> Reply:
        if len(answered) == 3:
            return failing(429, retry_after="3600")(request)
        answered.append(request.path)
        return serving(BODY)(request)

    paths = [f"/{number}" for number in range(15)]
    for path in paths:
        server.play(path, stingy)
    configure(tmp_path, *map(server.url, paths))
    for day in range(1, 7):
        fetch("--jobs", "1", now=f"2026-12-0{day}T12:00:00Z")
        read.update(answered)
        answered.clear()
    assert sorted(read) == sorted(paths)


def test_private_address_is_refused_unless_it_is_allowed(
    fetch: Fetch, server: FeedServer, tmp_path: Path
) -> None:
    server.put("/feed", BODY)
    configure(tmp_path, server.url("/feed"), fetch={})
    status, _, err = fetch()
    assert (status, server.requests) == (3, [])
    assert "private" in err


@pytest.mark.parametrize("part", ["feeds.parse_feed", "planning.articles_of"])
def test_internal_error_costs_one_source(
    fetch: Fetch, server: FeedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    name = f"site_gen.fetch.{part}"
    real = pkgutil.resolve_name(name)

    def fails(first: object, *others: Any) -> object:
        if "Bad" in str(first):
            raise ArithmeticError("no such number")
        return real(first, *others)

    server.put("/bad", bodies.rss(title="Bad"))
    server.put("/good", BODY)
    configure(tmp_path, server.url("/bad"), server.url("/good"))
    monkeypatch.setattr(name, fails)
    status, _, err = fetch()
    assert (status, len(titles(tmp_path))) == (1, 3)
    assert "error: unexpected ArithmeticError: no such number (report" in err


def test_endless_feed_is_limited(fetch: Fetch, server: FeedServer, tmp_path: Path) -> None:
    stories = [(f"story-{number}", f"Story {number}") for number in range(510)]
    server.put("/feed", bodies.rss(stories))
    configure(tmp_path, server.url("/feed"), fetch={"allow_private_hosts": True})
    assert "1 source: 500 new" in fetch("--dry-run")[2]


@pytest.mark.slow
def test_run_after_a_kill_completes(fetch: Fetch, server: FeedServer, tmp_path: Path) -> None:
    """With a real process and a real signal: each record is there once, and nothing else."""
    stories = [(f"story-{number}", f"Story {number}") for number in range(450)]
    server.put("/feed", bodies.rss(stories))
    configure(tmp_path, server.url("/feed"))
    text = (tmp_path / "site.yaml").read_text(encoding="utf-8")
    (tmp_path / "site.yaml").write_text(text.replace("100000", "900000"), encoding="utf-8")
    command = [sys.executable, "-m", "site_gen", "fetch", "--now", CLOCK]
    for tenth in range(4, 14):
        killed = ["timeout", "--signal=KILL", str(tenth / 10), *command]
        subprocess.run(killed, cwd=tmp_path, capture_output=True, check=False)
    assert fetch()[0] == 0
    assert sorted(titles(tmp_path)) == sorted(name for _, name in stories)
    hidden = sorted(path.name for path in (tmp_path / "content" / ".fetched").iterdir())
    assert hidden == ["2026-11-25.txt"]
