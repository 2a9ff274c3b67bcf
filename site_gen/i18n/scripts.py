"""What scripts need to speak the language of a site: messages, and forms of dates and times.

It is put in front of joined scripts as the global object ``siteLanguage``, which the functions of
``static/js/i18n/`` read: ``gettext`` and its kin, and ``siteDates``.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, time
from functools import lru_cache
from typing import TYPE_CHECKING

from babel.dates import format_time

from site_gen.i18n.language import Language

if TYPE_CHECKING:
    from babel.messages import Catalog

KEYWORDS = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
"""The functions whose arguments are messages, as Babel's extractors take them."""
COMMENT_TAG = "Translators:"
"""Comments for translators begin with it."""
SCRIPT_OPTIONS = {"template_string": True, "parse_template_string": True}
"""Messages in texts with back quotes are found, too."""
_USES = re.compile(rb"\b(?:n?p?gettext|siteDates|siteLanguage)\b")
_FIELDS = {"d": "\ue000", "dd": "\ue001", "y": "\ue002", "m": "\ue003", "mm": "\ue004"}
"""Fields that scripts fill in → characters that stand for them in a pattern."""
_FIELD = re.compile(r"'[^']*'|([A-Za-z])\1*")
_DAYS = ("yMMMMd", "yMMMd", "MMMd")

Message = tuple[str, tuple[str, ...]]
"""The context, empty if there is none, and the English text: singular and plural if it has both."""


def uses_language(script: bytes) -> bool:
    """Whether a script needs the functions and the data of the language."""
    return _USES.search(script) is not None


def prelude(script: bytes, language: Language) -> bytes:
    """The statement that gives a joined script the site's language."""
    data = {
        "locale": _intl_locale(language),
        "timeZone": language.settings.timezone,
        "hours": [_hour(language, hour) for hour in range(24)],
        "days": {form: [_day(language, month, form) for month in range(1, 13)] for form in _DAYS},
        "firstDay": language.dates.formats.first_day,
        "dateTime": language.dates.formats.date_and_time,
    }
    catalogues = _catalogues(language)
    expressions = list(dict.fromkeys(_plural(each) for each in catalogues))
    messages = _translated(script, catalogues, expressions) if catalogues else {}
    fields = [f"{_json(name)}:{_json(value)}" for name, value in data.items()]
    fields.append(f'"plurals":[{",".join(f"(n)=>{each}" for each in expressions)}]')
    # Another script of the page may have brought messages of its own.
    fields.append(f'"messages":{{...globalThis.siteLanguage?.messages,...{_json(messages)}}}')
    return f"globalThis.siteLanguage={{{','.join(fields)}}};".encode()


def _catalogues(language: Language) -> list[Catalog]:
    if not language.settings.catalogues.parts:
        return []
    from babel.messages.mofile import read_mo  # noqa: PLC0415  English sites do without

    return [read_mo(io.BytesIO(part)) for part in language.settings.catalogues.parts]


@lru_cache(maxsize=16)
def messages_of(script: bytes) -> tuple[Message, ...]:
    """The messages of a script, as Babel extracts them."""
    return tuple(_messages_of(script))


def _messages_of(script: bytes) -> Iterator[Message]:
    from babel.messages.extract import extract  # noqa: PLC0415  English sites do without

    found = extract("javascript", io.BytesIO(script), KEYWORDS, options=SCRIPT_OPTIONS)
    for _, text, _, context in found:
        texts = (text,) if isinstance(text, str) else tuple(map(str, text))
        yield context or "", texts


def _translated(
    script: bytes, catalogues: Iterable[Catalog], expressions: list[str]
) -> dict[str, str | list[str | int]]:
    """The translated messages by the keys that gettext uses: context, U+0004, English text.

    Plural forms come after the number of the expression that chooses between them.
    """
    found: dict[str, str | list[str | int]] = {}
    for context, texts in messages_of(script):
        for catalogue in catalogues:
            message = catalogue.get(texts[0], context or None)
            if message is None or not message.string:
                continue
            key = f"{context}\u0004{texts[0]}" if context else texts[0]
            forms = [message.string] if isinstance(message.string, str) else [*message.string]
            if len(texts) == 2:
                found[key] = [expressions.index(_plural(catalogue)), *forms]
            elif forms[0] != texts[0]:
                found[key] = forms[0]
            break
    return found


def _plural(catalogue: Catalog) -> str:
    """The expression that chooses a plural form for the number n, in C and in JavaScript."""
    return str(catalogue.plural_expr).strip()


def _intl_locale(language: Language) -> str:
    """The locale for Intl of browsers, with the digits of the pages."""
    if language.dates.is_house:
        return "en"
    digits = language.locale.default_numbering_system
    return f"{str(language.locale).replace('_', '-')}-u-nu-{digits}"


def _hour(language: Language, hour: int) -> str:
    """A time of this hour, without its minutes: ``05:{mm}``, ``5:{mm} AM``."""
    pattern = _with_places(language.dates.formats.time)
    # Midnight itself has a name of its own in some languages.
    text = format_time(time(hour, 30), pattern, locale=language.locale)
    return _named(language.with_digits(text))


def _day(language: Language, month: int, form: str) -> str:
    """A date of this month, without day and year: ``{d} June {y}``."""
    pattern = _with_places(language.dates.formats.pattern(form))
    return _named(language.dates.formatted(date(2021, month, 1), pattern))


def _with_places(pattern: str) -> str:
    return _FIELD.sub(lambda match: _FIELDS.get(match[0], match[0]), pattern)


def _named(text: str) -> str:
    for name, place in _FIELDS.items():
        text = text.replace(place, f"{{{name}}}")
    return text


def _json(value: object) -> str:
    """JSON that is valid in every version of JavaScript, also within HTML."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("</", "<\\/")
