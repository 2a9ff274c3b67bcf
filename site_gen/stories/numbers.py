"""Numbers written out in words → digits: ``twelve`` → ``12``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

_FROM_TWO = {
    "ar": "اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة",
    "da": "to tre fire fem seks syv otte ni ti elleve tolv",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "en": "two three four five six seven eight nine ten eleven twelve",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince",
    "fr": "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze",
    "hi": "दो तीन चार पांच छह सात आठ नौ दस ग्यारह बारह",
    "id": "dua tiga empat lima enam tujuh delapan sembilan",
    "it": "due tre quattro cinque sei sette otto nove dieci undici dodici",
    "nb": "to tre fire fem seks sju åtte ni ti elleve tolv",
    "nl": "twee drie vier vijf zes zeven acht negen tien elf twaalf",
    "pt": "dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze",
    "sv": "två tre fyra fem sex sju åtta nio tio elva tolv",
    "tr": "iki üç dört beş altı yedi sekiz dokuz on",
}
_TENS_FROM_TWENTY = {
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety hundred",
    "es": "veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien",
    "fr": "vingt trente quarante cinquante soixante",
    "hi": "बीस तीस चालीस पचास साठ सत्तर अस्सी नब्बे सौ",
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento",
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd",
    "pt": "vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem",
    "sv": "tjugo trettio fyrtio femtio sextio sjuttio åttio nittio hundra",
}


def digits_of_words(language: str, stem: Callable[[str], str]) -> Mapping[str, str]:
    """Stem of a number's name → its digits; empty for a language without a table.

    A stem that two numbers have, as Dutch ``vijf`` (5) and ``vijftig`` (50), is left out.
    """
    names = [(stem(name.casefold()), digits) for name, digits in _names(language)]
    count = Counter(name for name, _ in names)
    return {name: digits for name, digits in names if count[name] == 1}


def _names(language: str) -> Iterator[tuple[str, str]]:
    for number, name in enumerate(_FROM_TWO.get(language, "").split(), 2):
        yield name, str(number)
    for ten, name in enumerate(_TENS_FROM_TWENTY.get(language, "").split(), 2):
        yield name, str(ten * 10)
