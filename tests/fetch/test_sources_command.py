"""The command ``sources``, names of sources, and passwords in their addresses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.conftest import Run
from tests.fetch.commands import BODY, Fetch, configure
from tests.fetch.server import FeedServer, failing, redirecting


def test_password_of_a_source_is_in_no_message_and_no_report(
    fetch: Fetch, site_gen: Run, server: FeedServer, tmp_path: Path
) -> None:
    server.play("/feed", failing(404))
    configure(tmp_path, server.url("/feed").replace("//", "//ada:secret@"))
    said = fetch("--verbose", "--report", "report.json")
    listed = site_gen("sources")
    report = (tmp_path / "report.json").read_text(encoding="utf-8")
    assert "secret" not in f"{said} {listed} {report}"
    assert "127.0.0.1" in listed[1]


def test_listed_name_selects_a_source_and_suggestions_have_no_password(
    fetch: Fetch, server: FeedServer, tmp_path: Path
) -> None:
    server.put("/feed", BODY)
    configure(tmp_path, server.url("/feed").replace("//", "//ada:secret@"))
    fetch()
    assert fetch("harbour ledger")[0] == 0
    hint = f"did you mean {server.url('/feed')}?"
    said = fetch(server.url("/fed"))[2]
    assert said.endswith(f"no source has this name ({hint})\n")


def test_sources_are_listed_with_their_state(
    fetch: Fetch, site_gen: Run, server: FeedServer, tmp_path: Path
) -> None:
    server.put("/good", BODY)
    server.play("/bad", failing(404))
    configure(tmp_path, server.url("/good"), server.url("/bad"), server.url("/new"))
    fetch("/good", "/bad")
    fetch("/bad", now="2026-11-25T18:00:00Z")
    status, out, _ = site_gen("sources")
    head, good, bad, new = out.splitlines()
    assert status == 0
    assert head.split("  ")[0] == "source"
    assert good.split()[3:] == ["2026-11-25", "12:00", "9.6", "fine"]
    assert "never" in bad
    assert "fails since 2026-11-25 12:00: " in bad
    assert "not read yet" in new
    listed = json.loads(site_gen("sources", "--format", "json")[1])
    assert [each["items_a_day"] for each in listed] == [9.6, None, None]
    assert listed[1]["failing_since"] == "2026-11-25T12:00:00Z"


def test_items_a_day_of_a_feed_that_has_ended_falls(
    fetch: Fetch, site_gen: Run, server: FeedServer, tmp_path: Path
) -> None:
    server.put("/feed", BODY, etag='"1"')
    configure(tmp_path, server.url("/feed"))
    fetch()
    fetch(now="2026-12-05T07:00:00Z")
    (listed,) = json.loads(site_gen("sources", "--format", "json")[1])
    assert listed["items_a_day"] == 0.2


def test_gone_and_moved_sources_are_listed_as_such(
    fetch: Fetch, site_gen: Run, server: FeedServer, tmp_path: Path
) -> None:
    server.play("/gone", failing(410))
    server.play("/old", redirecting(308, "/new"))
    server.put("/new", BODY)
    configure(tmp_path, server.url("/gone"), server.url("/old"))
    fetch()
    _, gone, moved = site_gen("sources")[1].splitlines()
    assert gone.endswith("  gone for good")
    assert moved.endswith(f"  has moved to {server.url('/new')}")


def test_site_without_sources_prints_a_hint(site_gen: Run, tmp_path: Path) -> None:
    configure(tmp_path)
    status, out, err = site_gen("sources")
    assert (status, out) == (0, "")
    assert err.startswith("there are no sources (")


def test_commands_about_sources_need_no_extra_until_something_is_fetched(tmp_path: Path) -> None:
    configure(tmp_path, "https://harbourledger.example/feed")
    (tmp_path / "content").mkdir()
    extra = ("babel", "filelock", "httpcore", "httpx", "lxml", "tenacity")
    program = (
        f"import sys; sys.modules.update(dict.fromkeys({extra}))\n"
        "from site_gen.cli import run\n"
        "print(run(['sources']), run(['fetch']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "0 2"
    assert done.stderr == (
        "error: fetch needs the extra `fetch` (python -m pip install 'site-gen[fetch]')\n"
    )
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
