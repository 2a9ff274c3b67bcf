"""wordfreq's lists of words, read once and kept in a cache."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path

import regex

from site_gen import cache_file
from site_gen.fingerprint import code_digest
from site_gen.stories.languages import stemmer_code

MARKS = "'’ʼ״\".·-"
"""Signs that may be inside a word; in the lists they are left out."""
_MARKS = regex.compile(f"[{MARKS}]")


def frequencies(
    language: str, kind: str, form: Callable[[str], str], cache: Path | None
) -> Mapping[str, float] | None:
    """Form → sum of the frequencies of its words; None for a language without a list.

    In the folder ``cache`` the sums are under the name ``kind``; reading them from there takes a
    tenth of the time.
    """
    if not cache or not language.isalpha():  # a record's locale may be any text
        return _read(language, form)
    file = cache / f"{kind}-{language}"
    libraries = f"{version('wordfreq')} {version('pystemmer')}"
    made_by = f"{libraries} {stemmer_code(language)} ".encode() + code_digest()
    cached = cache_file.read(file, made_by, dict[str, float])
    if cached is not None:
        return cached
    found = _read(language, form)
    if found is not None:
        cache_file.write(file, made_by, found)
    return found


def _read(language: str, form: Callable[[str], str]) -> dict[str, float] | None:
    import wordfreq  # noqa: PLC0415  slow to import, and not always needed

    if language not in wordfreq.available_languages("small"):
        return None
    sums: dict[str, float] = {}
    for word, frequency in wordfreq.get_frequency_dict(language, "small").items():
        key = form(word if word.isalpha() else _MARKS.sub("", word))
        if key:
            sums[key] = sums.get(key, 0.0) + frequency
    return sums
