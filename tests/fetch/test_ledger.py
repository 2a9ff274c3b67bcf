"""Reading and writing the ledger."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.errors import OutputError
from site_gen.fetch.ledger import BASE, LedgerLine, read_ledger, write_ledger

DIGESTS = st.text("0123456789abcdef", min_size=12, max_size=12)
LINES = st.builds(
    LedgerLine,
    key=st.from_regex(r"[a-z]{1,9}\.example/[a-z0-9?=%#-]{1,20}", fullmatch=True),
    record_id=st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True),
    published_at=st.datetimes().map(lambda at: at.replace(microsecond=0, tzinfo=UTC)),
    file=st.sampled_from(["2026-11-24", "2026-11-25"]),
    source_digest=st.just("") | DIGESTS,
    headline_digest=st.just("") | DIGESTS,
    id_digests=st.lists(DIGESTS, max_size=3).map(tuple),
    address_digests=st.lists(DIGESTS, max_size=4).map(tuple),
    base=st.dictionaries(st.sampled_from(BASE), st.just("") | DIGESTS),
)


def line(key: str = "quay.example/a", record: str = "a", file: str = "2026-11-25") -> LedgerLine:
    return LedgerLine(
        key=key, record_id=record, published_at=datetime(2026, 11, 25, 9, tzinfo=UTC), file=file
    )


@given(st.lists(LINES, unique_by=lambda each: each.key))
def test_written_ledger_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, lines: list[LedgerLine]
) -> None:
    content = tmp_path_factory.mktemp("content")
    write_ledger(content, lines, {each.file for each in lines})
    read = read_ledger(content)
    assert dict(read) == {each.key: each for each in lines}
    assert {key: read.text(key) for key in read} == {each.key: each.text for each in lines}


def test_lines_are_sorted_below_a_comment(tmp_path: Path) -> None:
    write_ledger(tmp_path, [line("b.example/b", "b"), line("a.example/a")], {"2026-11-25"})
    head, *rows = (tmp_path / ".fetched" / "2026-11-25.txt").read_text("utf-8").splitlines()
    assert head.startswith("# ")
    assert rows == [
        "a.example/a record=a at=2026-11-25T09:00:00Z",
        "b.example/b record=b at=2026-11-25T09:00:00Z",
    ]


def test_only_changed_files_are_written(tmp_path: Path) -> None:
    lines = [line(), line("b.example/b", "b", "2026-11-24")]
    write_ledger(tmp_path, lines, {"2026-11-24"})
    assert [path.name for path in (tmp_path / ".fetched").iterdir()] == ["2026-11-24.txt"]


def test_conflict_markers_and_other_damage_are_ignored(tmp_path: Path) -> None:
    write_ledger(tmp_path, [line()], {"2026-11-25"})
    path = tmp_path / ".fetched" / "2026-11-25.txt"
    damage = [
        "<<<<<<< HEAD",
        "=======",
        ">>>>>>> bot",
        "",
        "half.example/line record=",
        "when.example/x record=x at=yesterday",
        "month.example/x record=x at=2026-13-01T00:00:00Z",
        "\udcff".encode("utf-8", "surrogateescape").decode("latin-1"),
    ]
    path.write_text("\n".join([*damage, path.read_text("utf-8"), *damage]), encoding="utf-8")
    assert list(read_ledger(tmp_path)) == ["quay.example/a"]


def test_impossible_date_is_no_error(tmp_path: Path) -> None:
    (tmp_path / ".fetched").mkdir()
    row = "quay.example/a record=a at=2026-02-30T00:00:00Z\n"
    (tmp_path / ".fetched" / "2026-02-28.txt").write_text(row, encoding="utf-8")
    assert read_ledger(tmp_path)["quay.example/a"].record_id == "a"


def test_line_in_the_later_file_counts(tmp_path: Path) -> None:
    for day in ("24", "25"):
        write_ledger(tmp_path, [line(record=day, file=f"2026-11-{day}")], {f"2026-11-{day}"})
    assert read_ledger(tmp_path)["quay.example/a"].record_id == "25"


def test_unreadable_ledger_is_an_error(tmp_path: Path) -> None:
    (tmp_path / ".fetched" / "2026-11-25.txt").mkdir(parents=True)
    with pytest.raises(OutputError, match="cannot be read"):
        read_ledger(tmp_path)
