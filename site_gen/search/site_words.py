"""The words of an index part, from which the search page suggests near spellings.

They are a text file next to the part, one word a line, the most frequent first. The page loads it
only when a search finds little. Texts with spaces are split here. Chinese, Japanese and Thai are
split by Pagefind's dictionaries, so their words are read from its files: each word, and each two
that stand together, as compounds may be split. Names of outlets and tags are added whole.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from site_gen.search.bundle_files import read_fragment
from site_gen.search.documents import SearchDocument
from site_gen.search.words import is_unspaced

FILE = "words.txt"
MOST = 8_000
"""Words of a part; about 30 kB compressed."""
_SHORTEST = 3
"""Letters: a near spelling of a shorter word is another word."""
_LONGEST = 32
_JOINER = "\u200b"
"""Between words in the texts that Pagefind keeps."""
_MARKS = "\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u0900-\u0dff"
"""Accents, and vowel signs of Hebrew, Arabic and Indian scripts, which are no ``\\w``."""
_WORD = re.compile(rf"[^\W\d_](?:[\w{_MARKS}’'+#-]*[\w{_MARKS}+#])?")


class WordCounter:
    """Counts the words of documents, by the number of documents that have them.

    ``spaced`` says whether there are spaces between words; if not, only names are counted.
    """

    def __init__(self, *, spaced: bool) -> None:
        self._spaced = spaced
        self._counts: Counter[str] = Counter()

    def counted(self, documents: Iterable[SearchDocument]) -> Iterator[SearchDocument]:
        """Count the words of documents while they are iterated."""
        for document in documents:
            texts = (document.title, document.excerpt) if self._spaced else ()
            self._counts.update(_words(*texts, document.names))
            yield document

    def add_index(self, bundle: Path) -> None:
        """Count the words of the index in the folder ``bundle``."""
        for path in (bundle / "fragment").glob("*.pf_fragment"):
            words = [word.strip() for word in read_fragment(path)["content"].split(_JOINER)]
            texts = {*words, *map("".join, pairwise(words))}
            self._counts.update(word for word in texts if _is_unspaced_word(word))

    def text(self) -> str:
        """The most frequent words."""
        ranked = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        return "".join(f"{word}\n" for word, _ in ranked[:MOST])


def _words(*texts: str) -> set[str]:
    text = unicodedata.normalize("NFC", " ".join(texts)).lower()
    return {word for word in _WORD.findall(text) if _is_suggested(word)}


def _is_unspaced_word(word: str) -> bool:
    return word.isalpha() and is_unspaced(word) and _is_suggested(word)


def _is_suggested(word: str) -> bool:
    return _SHORTEST <= len(word) <= _LONGEST
