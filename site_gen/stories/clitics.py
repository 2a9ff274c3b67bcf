"""Words without the clitics that some languages write together with them.

Clitics are small words: Arabic ``و`` (and), Korean ``은`` (topic). They look like letters of the
word itself, as in ``وزير`` (minister), so the word list decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import regex

Frequencies = Mapping[str, float]

_ARTICLE = regex.compile(r"[وف]?(?:[بك]?ال|لل)(?=\p{L}{3})")
"""The Arabic article, with the conjunction and preposition before it."""
_ARABIC = frozenset("وفبلك")
_HEBREW = frozenset("ושהבלמכ")
_OFTEN = frozenset({"ب", "ل", "ك", "ה"})
_WITH_CLITIC = 10
"""A noun may be that many times as frequent with the Hebrew article or an Arabic preposition as
without."""
_PERSONS = {"ي": "ت", "ت": "ي"}
"""Prefix of an Arabic verb of the present tense → that of the other gender."""
_SHORTEST = 3
"""Letters of a word after its clitics."""

_AFTER_CONSONANTS = "은 을 이 과 이나 이라 이라고 으로 으로서 으로써 으로부터 과의 으로의"
_AFTER_VOWELS = "는 를 가 와 나 라 라고 로 로서 로써 로부터 와의 로의"
_AFTER_ALL = (
    "의 에 에서 에게 에게서 께서 한테 도 만 까지 부터 마저 조차 보다 처럼 "
    "에는 에도 에의 에만 에서는 에서도 에서의 에게는 까지는 까지의 부터는 만은 만의"
)
_PARTICLES = {
    particle: consonant
    for particles, consonant in (
        (_AFTER_CONSONANTS, True), (_AFTER_VOWELS, False), (_AFTER_ALL, None)
    )
    for particle in particles.split()
}  # fmt: skip
"""Korean particle → whether it has this shape after consonants; None: after all sounds."""
_LONGEST_PARTICLE = max(map(len, _PARTICLES))
_FIRST_SYLLABLE, _LAST_SYLLABLE, _FINALS, _FINAL_L = 0xAC00, 0xD7A3, 28, 8
"""Hangul syllables: of 28 in a row, the first has no final consonant, and the ninth an ㄹ."""
_LEAST_SYLLABLES = 2


def without_arabic_clitics(word: str, words: Frequencies) -> str:
    """``words`` are the frequencies of whole words, as in the functions below."""
    if not _ARTICLE.match(word):
        word = _without_letters(word, words, _ARABIC)
    article = _ARTICLE.match(word)
    return word[article.end() :] if article else _without_person(word, words)


def _without_person(word: str, words: Frequencies) -> str:
    """An Arabic verb of the present tense without its prefix: ``يرفع`` (raises) → ``رفع``.

    It is one if both ``ي`` (he) and ``ت`` (she) make a word of the list, and the rest is one, too,
    if need be with the alif that the prefix replaces.
    """
    other = _PERSONS.get(word[0])
    rest = word[1:]
    if not other or len(rest) < _SHORTEST or word not in words or other + rest not in words:
        return word
    verb = max(rest, f"ا{rest}", key=lambda form: words.get(form, 0.0))
    return verb if verb in words else word


def without_hebrew_clitics(word: str, words: Frequencies) -> str:
    return _without_letters(word, words, _HEBREW)


def _without_letters(word: str, words: Frequencies, clitics: frozenset[str]) -> str:
    """A first letter is a clitic if the rest is a word, and more frequent."""
    while word[0] in clitics and len(word) > _SHORTEST:
        rest = words.get(word[1:], 0.0)
        if word[0] in _OFTEN:
            rest *= _WITH_CLITIC
        if rest <= words.get(word, 0.0):
            break
        word = word[1:]
    return word


def without_particle(word: str, words: Frequencies) -> str:
    """A Korean word that is in no list, without the particle after it."""
    word = _without_postposition(word, words)
    return word[:-1] if _is_plural(word) and word not in words else word


def _is_plural(word: str) -> bool:
    return word.endswith("들") and len(word) > _LEAST_SYLLABLES


def _without_postposition(word: str, words: Frequencies) -> str:
    if word in words:
        return word
    for length in range(min(_LONGEST_PARTICLE, len(word) - _LEAST_SYLLABLES), 0, -1):
        if _is_particle(word[-length:], word[-length - 1]):
            return word[:-length]
    return word


def _is_particle(text: str, before: str) -> bool:
    if text not in _PARTICLES or not _FIRST_SYLLABLE <= ord(before) <= _LAST_SYLLABLE:
        return False
    final = (ord(before) - _FIRST_SYLLABLE) % _FINALS
    consonant = bool(final) and not (final == _FINAL_L and text.startswith("로"))
    return _PARTICLES[text] in (None, consonant)


WITHOUT_CLITICS: Mapping[str, Callable[[str, Frequencies], str]] = {
    "ar": without_arabic_clitics,
    "he": without_hebrew_clitics,
    "ko": without_particle,
}
