"""``benchmarks/stories.py``: its table, worst faults, cost, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest
import stories
from grouped import stories_of
from labelled import Labelled
from story_faults import MERGES, SPLITS, Found, fault_lines

from site_gen.config import Stories
from site_gen.errors import ConfigError
from site_gen.model import Record
from tests.records import NOON, record

HEADLINES = {
    "ferry": ["Tern ferry loses engine off Quillon", "Engine of Quillon ferry Tern fails"],
    "kelp": ["Brannigan asks for kelp permits", "Kelp permits: Brannigan asks again"],
}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two stories, in two languages."""
    path = tmp_path / "quay.jsonl"
    lines = [
        {
            "title": title,
            "outlet": f"Outlet {number}",
            "time": f"2026-05-12T0{number}:00:00Z",
            "label": label,
            "lang": lang,
        }
        for lang in ("en", "de")
        for label, titles in HEADLINES.items()
        for number, title in enumerate(titles)
    ]
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return path


@pytest.fixture
def words_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stories, "LEVELS", {"words": Stories()})


def printed(capsys: pytest.CaptureFixture[str], *arguments: object) -> list[str]:
    stories.main([str(argument) for argument in arguments])
    return capsys.readouterr().out.splitlines()


@pytest.mark.usefixtures("words_only")
def test_a_row_for_each_language_and_move_then_the_mean_and_the_worst(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = printed(capsys, file, "--days", 7, 30)
    assert lines[:2] == [
        "quay en: 4 headlines, 2 stories, spread 0 h",
        "quay de: 4 headlines, 2 stories, spread 0 h",
    ]
    rows = [line.split("  ") for line in lines if line.startswith("words  0.17")]
    cells = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    moves = ("as is", "over 7 days", "over 30 days")
    sets = [(f"quay {lang}", moved) for lang in ("en", "de") for moved in moves]
    assert [tuple(row[2:4]) for row in cells[:-2]] == sets
    assert cells[0][4:9] == ["1.000", "1.000", "1.000", "2", "2"]
    assert cells[-2][2:] == ["mean", "1.000", "1.000", "1.000"]
    assert cells[-1][2:] == ["worst: quay en", "as is", "1.000", "1.000", "1.000"]
    cost = lines[-1].split()
    assert cost[:2] == ["words", "8"]
    assert min(float(cell.replace(",", "")) for cell in cost[2:]) > 0


@pytest.mark.usefixtures("words_only")
def test_means_and_worst_of_sets_that_differ(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here all headlines in German are one group."""

    def found(records: Sequence[Record], *_: object) -> list[tuple[str, ...]]:
        ids = [each.id for each in records]
        return [tuple(ids)] if records[0].locale == "de" else [tuple(ids[:2]), tuple(ids[2:])]

    monkeypatch.setattr(stories, "stories_of", found)
    lines = printed(capsys, file)
    mean, worst = [line.split() for line in lines if "mean" in line or "worst" in line]
    assert mean == ["words", "0.17", "mean", "0.750", "1.000", "0.833"]
    assert worst[2:] == ["worst:", "quay", "de", "as", "is", "0.500", "1.000", "0.667"]


@pytest.mark.usefixtures("words_only")
def test_other_thresholds(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = printed(capsys, file, "--thresholds", "--spread", 2)
    assert lines[0].endswith("spread 2 h")
    means = [line.split()[1] for line in lines if "mean" in line]
    assert [float(threshold) for threshold in means] == [*stories.SWEEP]
    assert len([line for line in lines if " 0.10 " in line]) == 4


def test_a_level_that_is_not_installed_says_what_is_missing(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(
        records: Sequence[Record], rules: Stories, cache: Path | None
    ) -> list[tuple[str, ...]]:
        if rules.semantic:
            raise ConfigError("no packages", hint="pip install 'site-gen[semantic]'")
        return stories_of(records, rules, cache)

    monkeypatch.setattr(stories, "stories_of", found)
    lines = printed(capsys, file)
    [row] = [line for line in lines if line.startswith("semantic")]
    assert row == "semantic  left out: no packages (pip install 'site-gen[semantic]')"
    assert any(line.startswith("words") for line in lines)


@pytest.mark.usefixtures("words_only")
def test_worst_are_printed_if_wanted(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not [line for line in printed(capsys, file) if line.startswith("worst")]
    lines = printed(capsys, file, "--worst", 3)
    assert (
        lines[-7:]
        == ["", "worst merges, words", "", "none", "", "worst splits, words", "", "none"][-7:]
    )


FAULTY = {
    "a file that is not there": ("missing.csv", None, "No such file or directory"),
    "a line": ("quay.jsonl", '{"title": 3}', "Expected `str`, got `int` - at `$.title`"),
}


@pytest.mark.parametrize(("name", "text", "message"), FAULTY.values(), ids=list(FAULTY))
def test_bad_input_is_told_in_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    text: str | None,
    message: str,
) -> None:
    path = tmp_path / name
    if text:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(SystemExit) as caught:
        stories.main([str(path)])
    assert caught.value.code == 2
    place = f"{path}:1" if text else str(path)
    assert capsys.readouterr() == ("", f"{place}: {message}\n")


@pytest.mark.parametrize("option", ["--days=-1", "--days=nan", "--spread=0", "--worst=0"])
def test_numbers_that_mean_nothing(
    file: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    with pytest.raises(SystemExit) as caught:
        stories.main([str(file), option])
    assert caught.value.code == 2
    assert "invalid positive number value" in capsys.readouterr().err


def test_records_of_one_article_are_in_its_story() -> None:
    urls = ["https://post.example/1", "https://post.example/2", "https://post.example/1"]
    records = [
        record(f"r{number}", title=title, excerpt="", original_url=url)
        for number, (title, url) in enumerate(zip(["Ferry", "Kelp", "Tides"], urls, strict=True))
    ]
    assert stories_of(records, Stories()) == [("r0", "r2"), ("r1",)]


def labelled(days: float = 0) -> Labelled:
    titles = [title for some in HEADLINES.values() for title in some]
    labels = [label for label, some in HEADLINES.items() for _ in some]
    records = tuple(
        record(f"r{number}", NOON + timedelta(hours=3 * number), title=title, excerpt="")
        for number, title in enumerate(titles)
    )
    names = {each.id: label for each, label in zip(records, labels, strict=True)}
    return Labelled("quay", records, names, days)


def test_a_merge_shows_two_headlines_of_its_stories(tmp_path: Path) -> None:
    groups = dict.fromkeys(labelled().labels, "r0")
    lines = list(fault_lines(MERGES, [Found(labelled(), groups)], 1, Stories(), tmp_path))
    assert lines == [
        "  1. 0.5000 of precision, quay as is: 4 headlines of 2 stories",
        "         2 × Tern ferry loses engine off Quillon",
        "         2 × Brannigan asks for kelp permits",
        "           likeness 0.00, 6.0 h apart, shared: nothing",
    ]


def test_a_split_shows_what_its_groups_share(tmp_path: Path) -> None:
    groups = {"r0": "r0", "r1": "r1", "r2": "r2", "r3": "r2"}
    lines = list(fault_lines(SPLITS, [Found(labelled(), groups)], 1, Stories(), tmp_path))
    assert lines[0] == "  1. 0.2500 of recall, quay as is: 2 headlines of 2 groups"
    assert lines[1:3] == [f"         1 × {title}" for title in HEADLINES["ferry"]]
    assert lines[3].startswith("           likeness 0.")
    assert {"quillon", "tern", "ferri", "engin"} <= {*lines[3].split("shared: ")[1].split(", ")}


def test_the_same_stories_are_told_once_where_they_lose_most(tmp_path: Path) -> None:
    all_mixed = dict.fromkeys(labelled().labels, "r0")
    one_mixed = {"r0": "r0", "r1": "r1", "r2": "r1", "r3": "r3"}
    found = [Found(labelled(), one_mixed), Found(labelled(days=7), all_mixed)]
    lines = list(fault_lines(MERGES, found, 20, Stories(), tmp_path))
    assert [line for line in lines if line.startswith("  1.") or line.startswith("  2.")] == [
        "  1. 0.5000 of precision, quay over 7 days: 4 headlines of 2 stories"
    ]


def test_only_so_many_are_told(tmp_path: Path) -> None:
    apart = {id_: id_ for id_ in labelled().labels}
    found = [Found(labelled(), apart)]
    for most, count in ((1, 1), (20, 2)):
        lines = list(fault_lines(SPLITS, found, most, Stories(), tmp_path))
        assert len(lines) == 4 * count
