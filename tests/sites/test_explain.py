"""``explain``: why a record is shown or not, its rank and its related entries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen import cli
from tests.sites.site import Files, config, news, provider, record, related, write_files

Explain = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def explain(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Explain:
    """Explain a record of a site of these files: status, lines, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(files: Files, name: str, *options: str) -> tuple[int, list[str], str]:
        write_files(tmp_path, files)
        status = cli.run(["explain", name, "--now", "2026-03-01", *options])
        out, err = capsys.readouterr()
        return status, out.splitlines(), err

    return run


def test_shown_record_has_rank_and_relations(explain: Explain) -> None:
    same = "https://quaytimes.example/a"
    files = news(
        record("Newest", "2026-02-02T12:00:00Z"),
        record(
            "Hot",
            "2026-02-01T12:00:00Z",
            heat=62,
            topics=["Sea", "C++"],
            related=[related("Also", same), related("Again", f"{same}?utm_source=x")],
        ),
    )
    status, lines, err = explain(files, "r2")
    assert (status, err) == (0, "")
    assert lines == [
        "news/r2.md",
        "in: https://gazette.example/news/r2/",
        "score 5.000 = log2(64) - 24.0 h / 24 h (heat 62, weight 64)",
        "heat 62 by the record",
        "score of the story 5.000 = log2(64) - 24.0 h / 24 h (weight 64)",
        "rank 1 of 2 by the scores of stories",
        "front page: place 1",
        "provider: Harbour Post (/providers/harbourpost.example/)",
        "topic: Sea (/topics/sea/)",
        "topic: C++ (/topics/c-plus-plus/)",
        "related: 1 shown, 1 dropped as duplicates or as the record itself",
        "  shown   Quay Times: Also",
        "  dropped Quay Times: Again",
        "story: of this record alone, 2 outlets with its related list",
    ]


def test_unranked_record(explain: Explain) -> None:
    lines = explain(news(record("A", heat=-1)), "r1")[1]
    assert lines[2:4] == [
        "score 0.000 = log2(1) - 0.0 h / 24 h (unranked, weight 1)",
        "heat -1 by the record, no longer ranked",
    ]


def test_computed_heat_names_the_other_providers(explain: Explain) -> None:
    times = {
        "Quay Times": "2026-02-01T15:00:00Z",
        "Island Radio": "2026-02-01T10:00:00Z",
        "The Mole": "2026-02-01",
        "Lantern": None,
    }
    entries = [
        related(f"By {name}", f"https://q{n}.example/", name, publishedDateTime=at)
        for n, (name, at) in enumerate(times.items())
    ]
    lines = explain(news(record("A", "2026-02-01T12:00:00Z", related=entries)), "r1")[1]
    assert lines[2:4] == [
        "score 4.954 = log2(31) - 0.0 h / 24 h (heat 29, weight 31)",
        "heat 29 by 4 other outlets: Island Radio 2.0 h, Quay Times 3.0 h, "
        "Lantern 24.0 h (time unknown), The Mole 24.0 h (hour unknown)",
    ]


def test_heat_depends_on_the_half_life(explain: Explain) -> None:
    entry = related("Too", "https://q.example/", publishedDateTime="2026-02-01T15:00:00Z")
    files: Files = {
        "site.yaml": config(ranking={"half_life_hours": 3}),
        **news(record("A", "2026-02-01T12:00:00Z", related=[entry])),
    }
    assert "heat 5 by 1 other outlet: Quay Times 3.0 h" in explain(files, "r1")[1]


def test_heat_of_many_providers_names_the_nearest(explain: Explain) -> None:
    entries = [
        related(
            "Too", f"https://q{n}.example/", f"Q{n}", publishedDateTime=f"2026-02-01T{n:02}:30:00Z"
        )
        for n in range(9)
    ]
    lines = explain(news(record("A", "2026-02-01T09:00:00Z", related=entries)), "r1")[1]
    assert lines[3] == (
        "heat 79 by 9 other outlets: Q8 0.5 h, Q7 1.5 h, Q6 2.5 h, Q5 3.5 h, Q4 4.5 h …"
    )


def test_heat_of_a_record_that_nobody_else_covers(explain: Explain) -> None:
    lines = explain(news(record("A")), "r1")[1]
    assert lines[2:4] == [
        "score 1.000 = log2(2) - 0.0 h / 24 h (heat 0, weight 2)",
        "heat 0: no other outlet covers the story",
    ]


def test_story_of_several_outlets_has_a_head_start(explain: Explain) -> None:
    files = news(
        *(
            record(f"Seen by {n}", "2026-02-01T12:00:00Z", story="gale", provider=provider(f"Q{n}"))
            for n in range(4)
        ),
        record("Later", "2026-02-01T19:00:00Z"),
    )
    lines = explain(files, "r2")[1]
    assert lines[4:7] == [
        "score of the story 1.042 = log2(2) - (7.0 h - 8.0 h) / 24 h (a head start for 4 outlets)",
        "rank 1 of 2 by the scores of stories",
        "front page: place 1, as the story of r1",
    ]


def test_pinned_and_buried_stories_say_so(explain: Explain) -> None:
    files = news(
        record("First", "2026-02-03"),
        record("Pinned", "2026-02-01", pin="2026-04-01"),
        record("Buried", "2026-02-04", bury=True),
    )
    lines = explain(files, "r2")[1]
    assert lines[5:8] == [
        "rank 3 of 3 by the scores of stories",
        "pinned until 2026-04-02T00:00:00Z",
        "front page: place 1",
    ]
    lines = explain(files, "r3")[1]
    assert lines[5:8] == [
        "rank 1 of 3 by the scores of stories",
        "buried: after all other stories",
        "front page: place 3",
    ]


def test_record_moved_by_per_provider_has_both_positions(explain: Explain) -> None:
    files: Files = {
        "site.yaml": config(ranking={"per_provider": 1}),
        **news(
            record("First", "2026-02-03"),
            record("Second", "2026-02-02"),
            record("Other", "2026-02-01", provider={"name": "Quay Times"}),
        ),
    }
    assert "front page: place 3, moved from 2 by ranking.per_provider" in explain(files, "r2")[1]


@pytest.mark.parametrize(
    ("fields", "settings", "reason"),
    [
        ({"published": False}, {}, "out: not published (to show it: set published: true in "),
        ({"removed": True}, {}, "out: removed (to show it: delete removed and deleted"),
        ({"deleted": True}, {}, "out: removed (to show it: delete removed and deleted"),
        (
            {"day": "2026-04-01T10:00:00Z"},
            {},
            "out: dated in the future, 2026-04-01 10:00 UTC (to show it: wait until then, ",
        ),
        (
            {"quality": 40},
            {"min_quality": 70},
            "out: below the minimum quality, 40 of 70 (to show it: raise quality ",
        ),
        (
            {"day": "2025-01-01", "quality": 80},
            {"min_quality": 70, "max_age_days": 30},
            "out: too old, older than 30 days before the newest record (to show it: ",
        ),
    ],
)
def test_left_out_record_has_reason_and_remedy(
    explain: Explain, fields: dict[str, object], settings: dict[str, int], reason: str
) -> None:
    files: Files = {
        "site.yaml": config(admission=settings),
        "content/new.md": record("New", "2026-02-20", quality=100),
        "content/old.md": record("Old", **fields),  # type: ignore[arg-type]
    }
    status, lines, _ = explain(files, "old")
    assert status == 0
    assert lines[0] == "old.md"
    assert lines[-1].startswith(reason)


def test_invalid_record_has_its_problems(explain: Explain) -> None:
    status, lines, _ = explain({"content/bad.md": record("Bad", webUrl="ftp://x/")}, "bad.md")
    assert status == 0
    assert lines == [
        "bad.md",
        "error in line 5: webUrl is the text “ftp://x/”, expected an http or https URL",
        "out: the file has errors",
    ]


def test_record_whose_url_is_taken_names_the_other_file(explain: Explain) -> None:
    files = {"content/a/x.md": record("A"), "content/b/x.md": record("B")}
    lines = explain(files, "content/b/x.md")[1]
    assert lines[-1] == "out: another file claims its URL"
    assert any("claims the URL /news/x/ of a/x.md" in line for line in lines)


@pytest.mark.parametrize(
    "name",
    "news/ferry.md ferry.md ferry content/news/ferry.md ./content/news/ferry.md".split(),
)
def test_record_is_found_by_id_or_path(explain: Explain, name: str) -> None:
    files = {"content/news/ferry.md": record("A"), "content/news/ferry-two.md": record("B")}
    status, lines, err = explain(files, name)
    assert (status, err) == (0, "")
    assert lines[0] == "news/ferry.md"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("nothing", "nothing: no such record in content (give its path)"),
        ("ferr", "“ferr” matches 2 records: news/ferry-two.md, news/ferry.md (give one path)"),
        ("../site.yaml", "no such record in content"),
        ("", "matches 2 records"),
    ],
)
def test_unknown_or_ambiguous_name_is_a_usage_error(
    explain: Explain, name: str, message: str
) -> None:
    files = {"content/news/ferry.md": record("A"), "content/news/ferry-two.md": record("B")}
    status, lines, err = explain(files, name)
    assert (status, lines, err.count("\n")) == (2, [], 1)
    assert message in err
