"""Words of index parts, for near spellings."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import msgspec
import pytest

from site_gen.search import site_words
from site_gen.search.documents import SearchDocument
from site_gen.search.index_parts import PartDocuments, PartIndexer
from site_gen.search.program import find_program
from site_gen.search.site_words import WordCounter
from tests.search.test_index_parts import document


def words(*documents: SearchDocument, spaced: bool = True) -> list[str]:
    counter = WordCounter(spaced=spaced)
    assert list(counter.counted(documents)) == list(documents)
    return counter.text().split("\n")[:-1]


def named(title: str = "", **fields: str) -> SearchDocument:
    texts = {"excerpt": "", "names": "", **fields}
    return msgspec.structs.replace(document(1), title=title, **texts)


def test_words_are_those_of_headlines_excerpts_and_names_by_frequency() -> None:
    some = [
        named(title="Tide tide returns", excerpt="The quay.", body="Unread prose."),
        named(title="Quay", names="Harbour Post, Boats"),
    ]
    assert words(*some) == ["quay", "boats", "harbour", "post", "returns", "the", "tide"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ångström's 3,000 C++ x1 of 2026", ["c++", "ångström's"]),
        ("Маяк снова горит", ["горит", "маяк", "снова"]),
        ("عادت العبّارة", ["العبّارة", "عادت"]),
        ("दिल्ली में नौका", ["दिल्ली", "नौका", "में"]),
        ("서울시가 새로운 도서관을", ["도서관을", "새로운", "서울시가"]),
        ("A" * 33, []),
    ],
)
def test_words_of_other_scripts(text: str, expected: list[str]) -> None:
    assert words(named(title=text)) == expected


def test_rare_words_of_a_large_part_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site_words, "MOST", 1)
    assert words(named(title="tide"), named(title="quay tide")) == ["tide"]


def test_words_without_spaces_are_those_of_the_index(tmp_path: Path) -> None:
    program = find_program()
    assert program
    some = [named(title="東京で新しい図書館が開館した", names="海港公司日报")]
    part = PartDocuments("2026.zh", b"1", partial(iter, some), "zh")
    (made,) = PartIndexer(program, tmp_path, "en").index([part])
    found = (made.folder / site_words.FILE).read_text(encoding="utf-8").split()
    assert "図書館" in found
    assert "海港公司日报" in found
    assert not [word for word in found if "開館した" in word]
    assert made.path + "/words.txt" in made.paths
