"""Medians, ratios and the table."""

from __future__ import annotations

from pathlib import Path

import pytest
from document import refresh
from measure import Cost
from results import MIB, Result, markdown, rows


def result(name: str, *walls: float, memory: int = 100, share: float = 1.0) -> Result:
    costs = [Cost(wall, 2 * wall, memory * MIB) for wall in walls]
    return Result(name=name, costs=costs, share=share)


def test_medians_are_taken_of_each_figure_by_itself() -> None:
    costs = [Cost(1.0, 9.0, 5), Cost(3.0, 7.0, 6), Cost(2.0, 8.0, 1)]
    assert Result(name="Hugo", costs=costs).median() == Cost(2.0, 8.0, 5)


def test_times_of_a_part_are_scaled_but_not_memory() -> None:
    assert result("Jekyll", 2.0, share=0.1).median() == Cost(20.0, 40.0, 100 * MIB)


def test_rows_have_ratios_and_goals() -> None:
    found = rows([result("Hugo", 10.0, 12.0, 8.0), result("site_gen", 1.5, memory=60)])
    assert found == [
        ("Hugo", "10.00", "20.00", "100", "1.000", "", "", "1.00", ""),
        ("site_gen", "1.50", "3.00", "60", "0.150", "≤ 0.20: met", "", "0.60",
         "≤ 0.50: missed by a factor of 1.2"),
    ]  # fmt: skip


def test_goals_of_changes() -> None:
    found = rows(
        [
            result("Hugo", 10.0),
            result("site_gen", 3.0),
            result("site_gen: nothing changed", 0.2),
            result("site_gen: one record changed", 1.0),
            result("site_gen: a template changed", 2.0),
            result("site_gen, everything", 9.0),
            result("site_gen, everything: nothing changed", 0.4),
        ]
    )
    goals = [row[5] for row in found]
    assert goals == [
        "",
        "≤ 0.20: missed by a factor of 1.5",
        "≤ 0.03: met",
        "≤ 0.05: missed by a factor of 2.0",
        "≤ 0.30: met",
        "",
        "≤ 0.03: missed by a factor of 1.3",
    ]


def test_there_are_no_ratios_without_hugo() -> None:
    assert rows([result("site_gen", 1.0)]) == [
        ("site_gen", "1.00", "2.00", "100", "", "", "", "", "")
    ]


def test_times_are_compared_with_hugo_and_yaml_too() -> None:
    found = rows([result("Hugo", 10.0), result("Hugo, YAML front matter", 15.0)])
    assert [row[6] for row in found] == ["0.667", "1.000"]


def test_what_is_scaled_says_so() -> None:
    assert rows([result("Jekyll", 1.0, share=0.5)])[0][0] == "Jekyll (scaled)"


def test_a_table_in_markdown() -> None:
    assert markdown(("", "s"), [("Hugo", "1.00")]) == "|  | s |\n| --- | ---: |\n| Hugo | 1.00 |"


def test_a_page_keeps_what_is_written_by_hand(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    marks = "<!-- comparison: written by make bench -->\nold\n<!-- comparison: end -->"
    page.write_text(f"Before\n{marks}\nAfter\n", encoding="utf-8")
    for _ in range(2):
        refresh(page, "comparison", r"new \1")
    text = page.read_text("utf-8")
    assert text == f"Before\n{marks}\nAfter\n".replace("old", r"new \1")


def test_a_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("Before\n", encoding="utf-8")
    with pytest.raises(ValueError, match="comparison"):
        refresh(page, "comparison", "new")
    assert page.read_text("utf-8") == "Before\n"
