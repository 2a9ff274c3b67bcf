"""What scripts get of the site's language: messages, plural forms, patterns of dates and times."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from babel.messages.plurals import PLURALS

from site_gen.assets import gather
from site_gen.i18n import catalogues
from site_gen.i18n.language import Language, LanguageSettings, language_settings
from site_gen.i18n.scripts import messages_of, prelude

SCRIPT = b"""
one.textContent = gettext("Loading\\u2026");
two.textContent = ngettext("%(number)s ferry", "%(number)s ferries", count);
three.textContent = pgettext("of a theme", "Light");
"""
HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
GERMAN = """"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Loading…"
msgstr "Wird geladen …"

msgid "Not used"
msgstr "Nicht verwendet"

msgctxt "of a theme"
msgid "Light"
msgstr "Hell"

msgid "%(number)s ferry"
msgid_plural "%(number)s ferries"
msgstr[0] "%(number)s Fähre"
msgstr[1] "%(number)s Fähren"
"""


def language(folder: Path, *bodies: str, tag: str = "de") -> Language:
    """A language with these catalogues of a site, the nearest first."""
    parts: list[bytes] = []
    for number, body in enumerate(bodies):
        own = folder / str(number)
        own.mkdir()
        (own / f"{tag}.po").write_text(HEADER + body, encoding="utf-8")
        parts += catalogues.compile_catalogues(tag, own).parts[:1]
    return Language(LanguageSettings(tag, "UTC", catalogues.Compiled(tuple(parts))))


def messages(text: bytes) -> dict[str, Any]:
    """The messages of a prelude."""
    found = re.search(
        r'"messages":\{\.\.\.globalThis\.siteLanguage\?\.messages,\.\.\.(.*)\}\};$', text.decode()
    )
    assert found
    decoded: dict[str, Any] = json.loads(found[1])
    return decoded


def data(text: bytes) -> dict[str, Any]:
    """The rest of a prelude."""
    found = re.fullmatch(r'globalThis\.siteLanguage=(.*),"plurals":.*', text.decode())
    assert found
    decoded: dict[str, Any] = json.loads(found[1] + "}")
    return decoded


def test_messages_of_a_script_are_extracted() -> None:
    assert messages_of(SCRIPT) == (
        ("", ("Loading…",)),
        ("", ("%(number)s ferry", "%(number)s ferries")),
        ("of a theme", ("Light",)),
    )


def test_script_gets_its_translated_messages_only(tmp_path: Path) -> None:
    text = prelude(SCRIPT, language(tmp_path, GERMAN))
    assert messages(text) == {
        "Loading…": "Wird geladen …",
        "of a theme\u0004Light": "Hell",
        "%(number)s ferry": [0, "%(number)s Fähre", "%(number)s Fähren"],
    }
    assert b'"plurals":[(n)=>(n != 1)]' in text


def test_message_of_the_first_catalogue_that_has_it_counts_as_that_does(tmp_path: Path) -> None:
    own = """"Plural-Forms: nplurals=2; plural=n > 1;\\n"

msgid "Loading…"
msgstr "Moment …"
"""
    text = prelude(SCRIPT, language(tmp_path, own, GERMAN))
    assert messages(text)["Loading…"] == "Moment …"
    assert messages(text)["%(number)s ferry"][0] == 1
    assert b'"plurals":[(n)=>n > 1,(n)=>(n != 1)]' in text


def test_english_has_no_messages() -> None:
    assert messages(prelude(SCRIPT, Language())) == {}


def test_text_cannot_end_a_script_or_a_line(tmp_path: Path) -> None:
    body = GERMAN.replace("Wird geladen …", '</ script>\u2028\\"')
    text = prelude(SCRIPT, language(tmp_path, body))
    assert b"</" not in text
    assert "\u2028" not in text.decode()
    assert messages(text)["Loading…"] == '</ script>\u2028"'


@pytest.mark.parametrize("expression", ["n / 2", "n % 2 ? alert : 0", "n + 1"])
def test_plural_forms_that_scripts_cannot_compute_are_those_of_cldr(
    tmp_path: Path, expression: str
) -> None:
    german = language(tmp_path, GERMAN.replace("(n != 1)", expression))
    text = prelude(SCRIPT, german).decode()
    assert expression not in text
    assert f'"plurals":[(n)=>{PLURALS["de"][1]}]' in text


TAGS = "en en-US de fr es pt-BR it nl pl tr ar ja zh-Hans zh-Hant ko hi fa th bg fi my".split()


@pytest.mark.parametrize("tag", TAGS)
def test_scripts_write_dates_and_times_as_pages_do(tag: str) -> None:
    language = Language(LanguageSettings(tag))
    dates, patterns = language.dates, data(prelude(b"", language))
    for day in (date(2021, month, 2 * month + 1) for month in range(1, 13)):
        for form in ("yMMMMd", "yMMMd", "MMMd"):
            text = patterns["days"][form][day.month - 1]
            for name, value in ("y", f"{day.year}"), ("dd", f"{day.day:02}"), ("d", f"{day.day}"):
                text = text.replace(f"{{{name}}}", language.with_digits(value))
            assert text == dates.written(day, form)
    for hour in range(24):
        text = patterns["hours"][hour].replace("{mm}", language.with_digits("45"))
        assert text == dates.clock(hour, 45)
    together = patterns["dateTime"].replace("{1}", "day").replace("{0}", "clock")
    assert together == dates.with_time("day", "clock")


@pytest.mark.parametrize(
    ("tag", "locale"),
    [("en", "en"), ("en-GB", "en"), ("en-US", "en-US-u-nu-latn"), ("ar", "ar-EG-u-nu-arab")],
)
def test_locale_for_browsers_has_the_digits_of_pages(tag: str, locale: str) -> None:
    language = Language(language_settings(tag, "Africa/Cairo"))
    found = data(prelude(b"", language))
    assert (found["locale"], found["timeZone"]) == (locale, "Africa/Cairo")


def test_only_scripts_that_use_the_language_have_it(tmp_path: Path) -> None:
    files = {"i18n/m.js": "m();", "a.js": 'gettext("Loading…");', "head/h.js": "h();"}
    for name, text in files.items():
        path = tmp_path / "static/js" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "own").mkdir()

    def scripts(language: Language) -> dict[str, str]:
        assets = gather((tmp_path / "static",), language=language)
        texts = {f"/{output.path}": output.data.decode() for output in assets.outputs}
        return {kind: texts[path] for kind, path in assets.paths.items()}

    english, german = scripts(Language()), scripts(language(tmp_path / "own", GERMAN))
    assert english["head_js"] == german["head_js"] == "h();"
    assert english["js"].endswith('};\nm();\ngettext("Loading…");')
    assert "Wird geladen" in german["js"]
