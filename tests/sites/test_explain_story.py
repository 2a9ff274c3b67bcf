"""``explain``: why records are in one story or not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen import cli
from tests.sites.site import Files, config, record, related, write_files

Explain = Callable[..., tuple[int, list[str], str]]

TIMES = {"name": "Quay Times"}
BARRIER = record("Aldous barrier holds against Ottoline", "2026-02-01T06:00:00Z", excerpt="Dry.")
SURGE = record(
    "Ottoline surge: Aldous barrier closes",
    "2026-02-01T08:10:00Z",
    excerpt="Wet.",
    provider=TIMES,
)
KELP = record("Kelp returns to Lorren", "2026-02-01T09:00:00Z", excerpt="Urchins are gone.")
SITE: Files = {
    "content/barrier.md": BARRIER,
    "content/surge.md": SURGE,
    "content/kelp.md": KELP,
}


@pytest.fixture
def explain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Explain:
    """Explain records of a site of these files: status, lines, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(files: Files, *names: str) -> tuple[int, list[str], str]:
        write_files(tmp_path, {"site.yaml": config(), **files})
        status = cli.run(["explain", *names, "--now", "2026-03-01"])
        out, err = capsys.readouterr()
        return status, out.splitlines(), err

    return run


def test_story_lists_its_records_with_reasons(explain: Explain) -> None:
    lines = explain(SITE, "surge")[1]
    start = lines.index("story: 2 records, 2 outlets")
    assert lines[start + 1].startswith("  2026-02-01 06:00 barrier: first, likeness 0.")
    assert "aldous" in lines[start + 1]
    assert lines[start + 2] == "  2026-02-01 08:10 surge: this record, leads"


def test_front_page_has_the_place_of_the_story(explain: Explain) -> None:
    assert "front page: place 1, as the story of surge" in explain(SITE, "barrier")[1]
    assert "front page: place 1" in explain(SITE, "surge")[1]
    assert "front page: place 2" in explain(SITE, "kelp")[1], "nobody else covers it"


def test_two_records_of_one_story(explain: Explain) -> None:
    status, lines, err = explain(SITE, "barrier", "surge")
    assert (status, err) == (0, "")
    assert lines[0] == "one story: barrier and surge"
    assert lines[1] == "apart: 2.2 h, near enough"
    assert lines[2] == "lists: nothing"
    assert {"aldous", "otto", "line", "barrier"} <= set(lines[3].replace(",", "").split())
    assert lines[5].endswith("(0.165 is needed, by stories.threshold and 17 events)")


def test_two_records_of_two_stories(explain: Explain) -> None:
    lines = explain(SITE, "kelp", "surge")[1]
    assert lines[0] == "two stories: kelp and surge"
    assert "shared terms: none" in lines
    assert "likeness of the two: 0.000" in lines


def test_list_that_joins_two_records_is_named(explain: Explain) -> None:
    listing = related(
        "Lorren", "http://www.harbourpost.example/kelp-returns-to-lorren/?utm_source=x"
    )
    files = {**SITE, "content/surge.md": record("Wholly else", provider=TIMES, related=[listing])}
    lines = explain(files, "kelp", "surge")[1]
    assert lines[0] == "one story: kelp and surge"
    assert "lists: both are or name harbourpost.example/kelp-returns-to-lorren" in lines
    own = explain(files, "surge")[1]
    assert any(line.endswith("Lorren (here: kelp)") for line in own)
    assert any("kelp: " in line and "by a related list" in line for line in own)


def test_records_too_far_apart(explain: Explain) -> None:
    files = {**SITE, "content/surge.md": SURGE.replace("2026-02-01", "2026-02-11")}
    lines = explain(files, "barrier", "surge")[1]
    assert lines[:2] == [
        "two stories: barrier and surge",
        "apart: 242.2 h, too far apart to continue each other",
    ]


def test_story_by_hand(explain: Explain) -> None:
    files = {
        "content/a.md": record("Ferries", "2026-01-01", story="crossing"),
        "content/b.md": record("Tunnels", "2026-02-01", story="crossing", provider=TIMES),
        "content/c.md": record("Tunnels again", "2026-02-01", story="none"),
    }
    lines = explain(files, "a")[1]
    assert "  2026-02-01 00:00 b: leads, by hand, “crossing”" in lines
    assert "by hand: the field story is “crossing” and “none”" in explain(files, "a", "c")[1]
    assert explain(files, "c")[1][-1] == "  the record has story: none"


def test_threshold_of_zero(explain: Explain) -> None:
    files = {**SITE, "site.yaml": config(stories={"threshold": 0})}
    lines = explain(files, "barrier", "surge")[1]
    assert lines[0].startswith("two stories")
    assert lines[-1].endswith("(not used: stories.threshold is 0)")


def test_duplicate_names_the_shown_record(explain: Explain) -> None:
    files = {**SITE, "content/again.md": record("Kelp returns to Lorren", "2026-02-03")}
    assert explain(files, "again")[1][-1] == (
        "out: the same article as kelp, to which its page redirects"
    )
    status, _, err = explain(files, "again", "kelp")
    assert (status, err) == (
        2,
        "error: again.md has no page in the site (explain again says why)\n",
    )


def test_record_is_not_compared_with_itself(explain: Explain) -> None:
    assert explain(SITE, "kelp", "kelp.md")[0] == 2
