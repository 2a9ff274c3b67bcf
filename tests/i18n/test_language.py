"""Messages of a language, from the catalogues of the program and of a site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from markupsafe import Markup

from site_gen.i18n import catalogues
from tests.i18n.catalogues import catalogue, language


@pytest.fixture(autouse=True)
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in place of the program's own catalogues."""
    folder = tmp_path / "shipped"
    folder.mkdir()
    monkeypatch.setattr(catalogues, "SHIPPED", folder)
    return folder


def test_message_without_a_translation_is_english(tmp_path: Path) -> None:
    catalogue(tmp_path, "sv", 'msgid "Cars"\nmsgstr "Bilar"')
    swedish = language("sv", tmp_path)
    assert swedish.gettext("Cars") == "Bilar"
    assert swedish.gettext("Buses") == "Buses"
    assert swedish.ngettext("%(number)s bus", "%(number)s buses", 2) == "2 buses"
    assert swedish.gettext("By %(name)s", name="Ada") == "By Ada"


def test_own_catalogue_overrides_the_one_of_the_program(tmp_path: Path, shipped: Path) -> None:
    catalogue(shipped, "de", 'msgid "Cars"\nmsgstr "Autos"', 'msgid "Buses"\nmsgstr "Busse"')
    catalogue(tmp_path, "de", 'msgid "Cars"\nmsgstr "Wagen"', 'msgid "Buses"\nmsgstr ""')
    german = language("de", tmp_path)
    assert [german.gettext("Cars"), german.gettext("Buses")] == ["Wagen", "Busse"]


@pytest.mark.parametrize("tag", ["en", "en-GB", "en-US"])
def test_words_of_english_can_be_changed(tmp_path: Path, tag: str) -> None:
    catalogue(tmp_path, "en", 'msgid "Outlets"\nmsgstr "Papers"')
    assert language(tag, tmp_path).gettext("Outlets") == "Papers"


def test_nearest_own_catalogue_decides(tmp_path: Path, shipped: Path) -> None:
    catalogue(shipped, "pt-BR", 'msgid "Cars"\nmsgstr "Carros"', 'msgid "Bus"\nmsgstr "Ônibus"')
    catalogue(tmp_path, "pt_PT", 'msgid "Bus"\nmsgstr "Autocarro"')
    portuguese = language("pt-PT", tmp_path)
    assert [portuguese.gettext("Cars"), portuguese.gettext("Bus")] == ["Carros", "Autocarro"]


def test_contexts_tell_two_meanings_apart(tmp_path: Path) -> None:
    catalogue(
        tmp_path,
        "de",
        'msgctxt "colours"\nmsgid "Light"\nmsgstr "Hell"',
        'msgid "Light"\nmsgstr "Licht"',
    )
    german = language("de", tmp_path)
    assert german.pgettext("colours", "Light") == "Hell"
    assert german.gettext("Light") == "Licht"
    assert german.pgettext("weight", "Light") == "Light"


def test_form_for_a_number(tmp_path: Path) -> None:
    header = (
        'msgid ""\nmsgstr "Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && '
        '(n%100<10 || n%100>=20) ? 1 : 2);\\n"\n\n'
    )
    plural = 'msgid "%(number)s car"\nmsgid_plural "%(number)s cars"\n'
    catalogue(
        tmp_path,
        "pl",
        f'{plural}msgstr[0] "jedno"\nmsgstr[1] "%(number)s auta"\nmsgstr[2] "%(number)s aut"',
        header=header,
    )
    polish = language("pl", tmp_path)
    numbers = [polish.ngettext("%(number)s car", "%(number)s cars", n) for n in (1, 3, 5, 23)]
    assert numbers == ["jedno", "3 auta", "5 aut", "23 auta"]


def test_forms_by_cldr_if_the_catalogue_says_none(tmp_path: Path) -> None:
    plural = 'msgid "%(number)s car"\nmsgid_plural "%(number)s cars"\n'
    forms = "\n".join(f'msgstr[{n}] "%(number)s {word}"' for n, word in enumerate("abc"))
    catalogue(tmp_path, "pl", plural + forms)
    polish = language("pl", tmp_path)
    assert [polish.ngettext("%(number)s car", "%(number)s cars", n) for n in (1, 3, 5)] == [
        "1 a",
        "3 b",
        "5 c",
    ]


def test_numbers_have_the_digits_of_the_language(tmp_path: Path) -> None:
    arabic = language("ar", tmp_path)
    assert arabic.ngettext("%(number)s car", "%(number)s cars", 3) == "٣ cars"


@pytest.mark.parametrize(
    ("tag", "four", "five"),
    [
        ("de", "1.234", "12.345"),
        ("es", "1234", "12.345"),
        ("es-ES", "1234", "12.345"),
        ("es-MX", "1,234", "12,345"),
        ("it", "1234", "12.345"),
        ("pl", "1234", "12\u00a0345"),
        ("pt-BR", "1.234", "12.345"),
        ("pt-PT", "1234", "12\u00a0345"),
        ("pt-MZ", "1234", "12\u00a0345"),
    ],
)
def test_four_digits_are_divided_where_the_language_does_so(
    tag: str, four: str, five: str, tmp_path: Path
) -> None:
    numbers = language(tag, tmp_path)
    assert (numbers.number(1234), numbers.number(12345)) == (four, five)


def test_markup_stays_and_other_values_are_escaped(tmp_path: Path) -> None:
    catalogue(tmp_path, "de", 'msgid "%(a)s & %(b)s"\nmsgstr "%(b)s & %(a)s"')
    german = language("de", tmp_path)
    text = german.gettext("%(a)s & %(b)s", a=Markup("<i>A</i>"), b="<B>")
    assert text == Markup("&lt;B&gt; &amp; <i>A</i>")
    assert isinstance(text, Markup)
    plain = german.gettext("%(a)s & %(b)s", a="<A>", b="<B>")
    assert plain == "<B> & <A>"
    assert not isinstance(plain, Markup)


def test_percent_sign_is_written_twice(tmp_path: Path) -> None:
    catalogue(tmp_path, "de", 'msgid "100 %% sure"\nmsgstr "zu 100 %% sicher"')
    assert language("de", tmp_path).gettext("100 %% sure") == "zu 100 % sicher"
    assert language("sv", tmp_path).gettext("100 %% sure") == "100 % sure"


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ("50% more", "write %% for the sign"),
        ("50% more of %(thing)s", "write %% for the sign"),
        ("By %(nam)s", "“By %(nam)s” has no value for nam"),
    ],
)
def test_message_of_an_own_template_that_cannot_be_filled(
    message: str, problem: str, tmp_path: Path
) -> None:
    german = language("de", tmp_path)
    with pytest.raises(ValueError, match=re.escape(problem)):
        german.gettext(message, thing="cars")


def test_fuzzy_and_gone_translations_are_not_used(tmp_path: Path) -> None:
    catalogue(
        tmp_path,
        "de",
        '#, fuzzy\nmsgid "Cars"\nmsgstr "Busse"',
        '#~ msgid "Vans"\n#~ msgstr "Lieferwagen"',
    )
    german = language("de", tmp_path)
    assert [german.gettext("Cars"), german.gettext("Vans")] == ["Cars", "Vans"]


def test_digest_depends_on_messages_only(tmp_path: Path) -> None:
    path = catalogue(tmp_path, "de", 'msgid "Cars"\nmsgstr "Autos"')
    before = language("de", tmp_path).settings.digest
    path.write_text(path.read_text() + '\n# a comment\n#~ msgid "A"\n#~ msgstr "B"\n')
    assert language("de", tmp_path).settings.digest == before
    path.write_text(path.read_text().replace("Autos", "Wagen"))
    assert language("de", tmp_path).settings.digest != before


def test_words_one_after_the_other(tmp_path: Path) -> None:
    context = 'msgctxt "between the names of a list"\n'
    catalogue(tmp_path, "ja", f'{context}msgid ", "\nmsgstr "、"')
    assert language("ja", tmp_path).joined(["A", "B", "C"]) == "A、B、C"
    assert language("en").joined(["A", Markup("<b>B</b>"), "<C>"]) == Markup(
        "A, <b>B</b>, &lt;C&gt;"
    )
