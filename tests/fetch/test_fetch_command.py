"""The command ``fetch``: its output and its errors."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from filelock import FileLock

from tests.fetch import bodies
from tests.fetch.commands import BODY, Fetch, configure, titles
from tests.fetch.server import FeedServer


def test_user_agent_names_the_site(fetch: Fetch, server: FeedServer, tmp_path: Path) -> None:
    server.put("/feed", BODY)
    configure(tmp_path, server.url("/feed"))
    fetch()
    agent = server.requests[0].headers["user-agent"]
    assert agent.startswith("site_gen/")
    assert "(+https://quay.example/)" in agent


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nowhere"], "error: nowhere: no source has this name ("),
        (["  "], "error: “  ”: no source has this name ("),
        (["--report", "no/such/report.json"], "error: --report no/such/report.json: cannot be"),
        (["--content", "missing"], "error: missing: no such folder (make it, or name the"),
        (["--config", "missing.yaml"], "error: missing.yaml: no such file ("),
    ],
)
def test_errors_before_the_run_are_one_line(
    fetch: Fetch, server: FeedServer, tmp_path: Path, arguments: list[str], message: str
) -> None:
    configure(tmp_path, server.url("/feed"))
    status, _, err = fetch(*arguments)
    assert status == 2
    assert err.startswith(message)
    assert len(err.splitlines()) == 1
    assert server.requests == []


def test_site_without_sources_gets_a_hint(fetch: Fetch, tmp_path: Path) -> None:
    configure(tmp_path)
    status, _, err = fetch()
    assert status == 2
    assert err.startswith("error: there are no sources to read (list feeds under sources in site")


def test_ctrl_c_prints_one_line(
    fetch: Fetch, server: FeedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("site_gen.fetch.http.read_sources", interrupted)
    configure(tmp_path, server.url("/feed"))
    said = "interrupted (written files are complete; fetch again for the rest)\n"
    assert fetch() == (130, "", said)
    assert titles(tmp_path) == []


def test_second_fetch_at_the_same_time_is_refused(
    fetch: Fetch, server: FeedServer, tmp_path: Path
) -> None:
    configure(tmp_path, server.url("/feed"))
    (tmp_path / ".site_gen_cache").mkdir()
    with FileLock(tmp_path / ".site_gen_cache" / "fetch.lock"):
        assert fetch() == (
            2,
            "",
            "error: another fetch is running on this site (wait until it has ended)\n",
        )


def test_only_the_named_sources_are_read(fetch: Fetch, server: FeedServer, tmp_path: Path) -> None:
    server.put("/a", BODY)
    server.put("/b", BODY)
    named = {"url": server.url("/b"), "provider": {"name": "Island Radio"}}
    configure(tmp_path, server.url("/a"), named)
    fetch("island")
    assert server.paths == ["/b"]


def test_verbose_lists_every_source_and_record(
    fetch: Fetch, server: FeedServer, tmp_path: Path
) -> None:
    server.put("/feed", BODY)
    configure(tmp_path, server.url("/feed"))
    _, _, err = fetch("--verbose", "--dry-run")
    lines = err.splitlines()
    assert lines[0].startswith(f"Harbour Ledger, {server.url('/feed')}: 3 new, in ")
    assert "  content/news/2026/11/25/2026-11-25-night-ferry-sails-again.md" in lines
    assert lines[-1].startswith("1 source: 3 new, 0 updated (would be written), in ")
    assert titles(tmp_path) == []


def test_sources_without_a_name_are_distinguishable(
    fetch: Fetch, server: FeedServer, tmp_path: Path
) -> None:
    sources = [server.url(f"/feed?channel={name}") for name in ("coast", "news")]
    configure(tmp_path, *sources)
    _, _, err = fetch()
    assert [line.split(": error: ")[0] for line in err.splitlines()[:2]] == sources


def test_name_within_the_address_is_printed_with_it(
    fetch: Fetch, server: FeedServer, tmp_path: Path
) -> None:
    server.put("/news", bodies.rss(title="news"))
    configure(tmp_path, server.url("/news"))
    _, _, err = fetch("--verbose")
    assert err.startswith(f"news, {server.url('/news')}: 3 new")


def test_name_in_brackets_is_printed_verbatim_on_a_terminal(
    fetch: Fetch, server: FeedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put("/feed", bodies.rss(title="[/b] Harbour [bold]Ledger"))
    configure(tmp_path, server.url("/feed"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    status, _, said = fetch("--verbose")
    assert status == 0
    assert f"[/b] Harbour [bold]Ledger, {server.url('/feed')}: 3 new" in said


def test_dumb_terminal_gets_only_the_last_line(
    fetch: Fetch, server: FeedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.put("/feed", BODY)
    configure(tmp_path, server.url("/feed"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert fetch()[2].startswith("1 source: 3 new, 0 updated, in ")
