"""Reading headlines whose stories are known, and giving them other times."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import InvalidFileError, Labelled, read
from labelled_times import move, spread

from tests.records import NOON, record

LINE: Mapping[str, object] = {
    "title": "Tern ferry loses engine",
    "outlet": "Harbour Post",
    "label": "ferry",
    "time": "2026-05-12T08:00:00+02:00",
}
COLLECTION = "ID,TITLE,URL,PUBLISHER,STORY,TIMESTAMP\n"
TESTS = "time,outlet,story,title\n"


def jsonl(folder: Path, *lines: Mapping[str, object] | str) -> Path:
    path = folder / "quay.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return path


def csv(folder: Path, text: str, name: str = "de.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_of_json(tmp_path: Path) -> None:
    excerpt = {"id": "q1", "excerpt": "It drifts off Quillon.", "url": "https://post.example/1"}
    [labelled] = read(jsonl(tmp_path, {**LINE, **excerpt, "lang": "en"}))
    [one] = labelled.records
    assert labelled.name == "quay"
    assert (one.title, one.excerpt) == ("Tern ferry loses engine", "It drifts off Quillon.")
    assert one.published_at == datetime(2026, 5, 12, 6, tzinfo=UTC)
    assert (one.provider.name, one.locale) == ("Harbour Post", "en")
    assert one.original_url == "https://post.example/1"
    assert labelled.labels == {one.id: "ferry"}


def test_what_a_line_of_json_may_leave_out(tmp_path: Path) -> None:
    nulls = {**LINE, "excerpt": None, "lang": None, "url": None}
    [labelled] = read(jsonl(tmp_path, LINE, "", {**nulls, "label": 7, "time": "2026-05-12T08:00"}))
    one, other = labelled.records
    assert (one.excerpt, one.locale, other.excerpt, other.locale) == ("", "", "", "")
    assert one.original_url != other.original_url
    assert other.published_at == datetime(2026, 5, 12, 8, tzinfo=UTC)
    assert list(labelled.labels.values()) == ["ferry", "7"]


def test_languages_of_a_file_are_apart(tmp_path: Path) -> None:
    lines = [{**LINE, "lang": lang, "label": f"{lang} 1"} for lang in ("de", "ar", "de")]
    german, arabic = read(jsonl(tmp_path, *lines))
    assert (german.name, len(german.records)) == ("quay de", 2)
    assert (arabic.name, len(arabic.records)) == ("quay ar", 1)
    assert set(arabic.labels.values()) == {"ar 1"}
    assert not {*german.labels} & {*arabic.labels}


def test_a_row_of_the_collection(tmp_path: Path) -> None:
    row = '1,"Kelp, again",https://post.example/kelp,Harbour Post,s1,1394470370698\n'
    [labelled] = read(csv(tmp_path, f"\ufeff{COLLECTION}{row}", "headlines.CSV"))
    [one] = labelled.records
    assert (one.title, one.original_url) == ("Kelp, again", "https://post.example/kelp")
    assert one.published_at == datetime(2014, 3, 10, 16, 52, 50, 698_000, tzinfo=UTC)
    assert (labelled.name, one.provider.name, one.locale) == ("headlines", "Harbour Post", "")
    assert labelled.labels == {one.id: "s1"}


def test_a_row_of_the_tests_is_in_the_language_of_the_file_name(tmp_path: Path) -> None:
    [labelled] = read(csv(tmp_path, f"{TESTS}2026-03-03T09:30Z,Rundblick,flood,Hochwasser\n"))
    [one] = labelled.records
    assert (one.title, one.provider.name, one.locale) == ("Hochwasser", "Rundblick", "de")
    assert one.published_at == datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    assert labelled.labels == {one.id: "flood"}


CSV_FAULTS = {
    "nothing": ("", "de.csv:1: no column title, outlet, story, time (expected "),
    "no rows": (TESTS, "de.csv: there are no headlines"),
    "no column": (
        "title,story,time\n",
        "de.csv:1: no column outlet (expected title, outlet, story, time)",
    ),
    "no column of the collection": ("TITLE,URL,PUBLISHER,STORY\n", "de.csv:1: no column TIMESTAMP"),
    "few values": (f"{TESTS}\n2026-03-03T09:30Z,Rundblick\n", "de.csv:3: a row needs 4 values"),
    "many values": (f"{TESTS}2026-03-03T09:30Z,a,b,c,d\n", "de.csv:2: a row needs 4 values"),
    "quotes": (
        f'{TESTS}a,b,c,"d\n2026,b,c,d\n',
        "de.csv:2: this is not CSV: unexpected end of data",
    ),
    "time": (f"{TESTS}3 May,a,b,c\n", "de.csv:2: “3 May” is not a time such as 2026-05-12T08:00"),
    "milliseconds": (
        f"{COLLECTION}1,a,b,c,d,2026-03-03\n",
        "de.csv:2: “2026-03-03” is not a time such as 1394470370698",
    ),
    "year": (f"{COLLECTION}1,a,b,c,d,{10**20}\n", f"de.csv:2: “{10**20}” is not a time"),
    "no title": (f"{TESTS}2026-03-03T09:30Z,a,b, \n", "de.csv:2: the title is empty"),
    "no story": (f"{TESTS}2026-03-03T09:30Z,a,,b\n", "de.csv:2: the story is empty"),
}


@pytest.mark.parametrize(("text", "message"), CSV_FAULTS.values(), ids=list(CSV_FAULTS))
def test_faults_of_csv(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InvalidFileError) as caught:
        read(csv(tmp_path, text))
    assert str(caught.value).removeprefix(f"{tmp_path}/").startswith(message)
    assert "\n" not in str(caught.value)


JSON_FAULTS = {
    "no JSON": ("{title}", "this is not JSON: "),
    "half": ('{"title": "a"', "this is not JSON: "),
    "no object": ("[]", "Expected `object`, got `array`"),
    "no key": ({"title": "a"}, "Object missing required field `outlet`"),
    "type": ({**LINE, "title": 3}, "Expected `str`, got `int` - at `$.title`"),
    "time": ({**LINE, "time": "noon"}, "“noon” is not a time such as 2026-05-12T08:00:00+00:00"),
    "label": ({**LINE, "label": ""}, "the story is empty"),
}


@pytest.mark.parametrize(("line", "message"), JSON_FAULTS.values(), ids=list(JSON_FAULTS))
def test_faults_of_json(tmp_path: Path, line: Mapping[str, object] | str, message: str) -> None:
    path = jsonl(tmp_path, LINE, line)
    with pytest.raises(InvalidFileError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}:2: {message}")
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "quay.jsonl"
    path.write_bytes(f"{json.dumps(LINE)}\n".encode() + "Fähre".encode("latin-1"))
    with pytest.raises(InvalidFileError, match=r"quay\.jsonl:2: this is not UTF-8$"):
        read(path)


def test_files_that_are_not_there_or_of_another_kind(tmp_path: Path) -> None:
    with pytest.raises(InvalidFileError, match=r"quay\.csv: No such file or directory$"):
        read(tmp_path / "quay.csv")
    with pytest.raises(InvalidFileError, match=r"de\.txt: the name must end in \.csv or \.jsonl$"):
        read(csv(tmp_path, TESTS, "de.txt"))


def labelled(names: str) -> Labelled:
    """A headline an hour for each letter, which is its story."""
    records = tuple(record(f"r{hour}", NOON + timedelta(hours=hour)) for hour in range(len(names)))
    return Labelled("x", records, {f"r{hour}": name for hour, name in enumerate(names)})


def delays(before: Labelled, after: Labelled) -> list[float]:
    """Seconds by which each record is later."""
    pairs = zip(before.records, after.records, strict=True)
    return [(later.published_at - one.published_at).total_seconds() for one, later in pairs]


def test_a_story_is_moved_as_a_whole_by_the_same_time_in_every_run() -> None:
    first, second = 78_247.27, 59_292.36  # by random.Random(20)
    found = delays(labelled("baab"), move(labelled("baab"), 1))
    assert found == pytest.approx([second, first, first, second], abs=0.01)


@given(st.text("abcd", min_size=1), st.floats(0.1, 60))
def test_stories_are_moved_by_at_most_so_many_days(names: str, days: float) -> None:
    moved = move(labelled(names), days)
    found = delays(labelled(names), moved)
    assert moved.days == days
    assert all(0 <= delay <= days * 86_400 for delay in found)
    assert len(set(zip(names, found, strict=True))) == len(set(names))


def test_headlines_are_spread_each_by_itself() -> None:
    found = delays(labelled("aaaa"), spread(labelled("aaaa"), 12))
    assert len(set(found)) == 4
    assert all(0 <= delay <= 12 * 3_600 for delay in found)


def test_without_days_and_hours_nothing_moves() -> None:
    assert move(labelled("ab"), 0) == spread(labelled("ab"), 0) == labelled("ab")
