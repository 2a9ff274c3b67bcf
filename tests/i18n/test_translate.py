"""``translate``: writing a catalogue to fill in, and running it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen import language_problems
from site_gen.i18n import catalogues
from site_gen.i18n.language import Language, language_settings
from site_gen.i18n.plurals import rule_of_language
from tests.conftest import Run

MESSAGES = """
#. on a sign
#: templates/a.html
msgctxt "road"
msgid "Cars"
msgstr ""

#: templates/a.html templates/b.html
#, python-format
msgid "%(number)s bus of %(name)s"
msgid_plural "%(number)s buses of %(name)s"
msgstr[0] ""
msgstr[1] ""
"""


@pytest.fixture(autouse=True)
def shipped(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program with two messages, which are translated into German."""
    folder = tmp_path_factory.mktemp("shipped")
    (folder / "messages.pot").write_text(MESSAGES)
    german = MESSAGES.replace('"Cars"\nmsgstr ""', '"Cars"\nmsgstr "Autos"')
    german = german.replace('[0] ""', '[0] "ein Bus von %(name)s"')
    german = german.replace('[1] ""', '[1] "%(number)s Busse von %(name)s"')
    (folder / "de.po").write_text(german)
    monkeypatch.setattr(catalogues, "SHIPPED", folder)
    monkeypatch.setattr(language_problems, "TEMPLATE", folder / "messages.pot")
    return folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site.yaml").write_text(
        "title: Gazette\nbase_url: https://a.example/\nlocale: pl\n"
    )
    return tmp_path


def test_catalogue_of_a_new_language_is_empty(site: Path, site_gen: Run) -> None:
    status, out, err = site_gen("translate", "pl")
    assert (status, out) == (0, "translations/pl.po\n")
    assert err == "0 of 2 messages translated in this file\n"
    assert (site / "translations/pl.po").read_text(encoding="utf-8") == (
        """\
# Polish: the words of the site's pages.
# Write your words between the quotes after msgstr. What stays empty keeps the words that
# “now:” shows, or the English ones.
msgid ""
msgstr ""
"Language: pl\\n"
"Plural-Forms: RULE\\n"
"Project-Id-Version: site_gen\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

#. on a sign
#: templates/a.html
msgctxt "road"
msgid "Cars"
msgstr ""

#: templates/a.html templates/b.html
#, python-format
msgid "%(number)s bus of %(name)s"
msgid_plural "%(number)s buses of %(name)s"
msgstr[0] ""
msgstr[1] ""
msgstr[2] ""
""".replace("RULE", rule_of_language("pl").header)
    )


def test_shipped_translations_are_shown_in_comments(site: Path, site_gen: Run) -> None:
    _, _, err = site_gen("translate", "de")
    assert err.splitlines() == [
        "0 of 2 messages translated in this file",
        "2 more translated by other catalogues: “now:” shows how",
        "the site is in pl: write “locale: de” into site.yaml to change it",
    ]
    text = (site / "translations/de.po").read_text(encoding="utf-8")
    assert '#. on a sign\n#. now: Autos\n#: templates/a.html\nmsgctxt "road"\n' in text
    assert "#. now [0]: ein Bus von %(name)s\n#. now [1]: %(number)s Busse von %(name)s\n" in text
    path = site / "translations/de.po"
    path.write_text(text.replace('"Cars"\nmsgstr ""', '"Cars"\nmsgstr "Wagen"'), encoding="utf-8")
    german = Language(language_settings("de", "UTC", site / "translations"))
    assert german.pgettext("road", "Cars") == "Wagen"
    buses = ("%(number)s bus of %(name)s", "%(number)s buses of %(name)s")
    assert german.ngettext(*buses, 2, name="Ada") == "2 Busse von Ada"
    assert site_gen("translate", "de")[2].splitlines()[:2] == [
        "1 of 2 messages translated in this file",
        "1 more translated by other catalogues: “now:” shows how",
    ]


@pytest.mark.parametrize(
    ("settings", "tag", "line"),
    [
        ("locale: zh-TW\n", "zh-Hant", ""),
        ("locale: pt-PT\n", "pt-BR", ""),
        ("locale: zh-TW\n", "zh-Hans", "zh-TW: write “locale: zh-Hans”"),
        ("locale: ar\nlanguages: [ar, en]\n", "en", ""),
        ("locale: ar\nlanguages: [ar, en]\n", "de", "ar, en: write de under languages"),
    ],
)
def test_last_line_says_how_pages_use_the_catalogue(
    site: Path, site_gen: Run, settings: str, tag: str, line: str
) -> None:
    text = f"title: Quay\nbase_url: https://quay.example/\n{settings}"
    (site / "site.yaml").write_text(text, encoding="utf-8")
    last = site_gen("translate", tag)[2].splitlines()[-1]
    if line:
        assert last == f"the site is in {line} into site.yaml to change it"
    else:
        assert "site.yaml" not in last


def test_white_space_at_the_ends_of_a_translation_is_seen(
    site: Path, shipped: Path, site_gen: Run
) -> None:
    for name, text in ("messages.pot", ""), ("de.po", ", "):
        message = f'msgctxt "list"\nmsgid ", "\nmsgstr "{text}"\n'
        (shipped / name).write_text(message, encoding="utf-8")
    site_gen("translate", "de")
    text = (site / "translations/de.po").read_text(encoding="utf-8")
    assert '\n#. now: “, ”\nmsgctxt "list"\n' in text


def test_running_it_again_keeps_every_edit(site: Path, shipped: Path, site_gen: Run) -> None:
    path = site / "translations/sv.po"
    path.parent.mkdir()
    path.write_text(
        """\
# by Ada
msgid ""
msgstr ""
"Language-Team: two\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

# mine
msgctxt "road"
msgid "Cars"
msgstr "Bilar"

#, fuzzy
msgid "%(number)s bus of %(name)s"
msgid_plural "%(number)s buses of %(name)s"
msgstr[0] "%(number)s bussar: %(name)s"

msgid "Gone"
msgstr "Borta"

msgid "Also gone"
msgstr ""
# the end
""",
        encoding="utf-8",
    )
    template = shipped / "messages.pot"
    template.write_text(MESSAGES + '\nmsgid "New"\nmsgstr ""\n')
    _, _, err = site_gen("translate", "sv")
    assert err.splitlines()[:3] == [
        "1 of 3 messages translated in this file",
        "1 marked fuzzy: not used until you have corrected the translation and removed the mark",
        "1 no longer used: kept as comments at the end of the file",
    ]
    merged = path.read_text(encoding="utf-8")
    assert merged == (
        """\
# by Ada
msgid ""
msgstr ""
"Language: sv\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"Project-Id-Version: site_gen\\n"
"MIME-Version: 1.0\\n"
"Language-Team: two\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

# mine
#. on a sign
#: templates/a.html
msgctxt "road"
msgid "Cars"
msgstr "Bilar"

#: templates/a.html templates/b.html
#, fuzzy, python-format
msgid "%(number)s bus of %(name)s"
msgid_plural "%(number)s buses of %(name)s"
msgstr[0] "%(number)s bussar: %(name)s"

msgid "New"
msgstr ""

#~ msgid "Gone"
#~ msgstr "Borta"

# the end
"""
    )
    site_gen("translate", "sv")
    assert path.read_text(encoding="utf-8") == merged
    template.write_text(MESSAGES + '\nmsgid "Gone"\nmsgstr ""\n')
    site_gen("translate", "sv")
    assert '\nmsgid "Gone"\nmsgstr "Borta"\n' in path.read_text(encoding="utf-8")


def test_message_that_gets_a_plural_keeps_its_translation_to_be_looked_at(
    site: Path, site_gen: Run
) -> None:
    path = site / "translations/sv.po"
    path.parent.mkdir()
    path.write_text('msgid "%(number)s bus of %(name)s"\nmsgstr "%(number)s bussar: %(name)s"\n')
    site_gen("translate", "sv")
    text = path.read_text(encoding="utf-8")
    assert "#, fuzzy, python-format\n" in text
    assert 'msgstr[0] "%(number)s bussar: %(name)s"\nmsgstr[1] ""\n' in text


def test_faults_are_told_with_their_line(site: Path, site_gen: Run) -> None:
    site_gen("translate", "pl")
    path = site / "translations/pl.po"
    text = path.read_text(encoding="utf-8").replace('"Cars"\nmsgstr ""', '"Cars"\nmsgstr "%(x)s"')
    path.write_text(text, encoding="utf-8")
    line = text[: text.index("msgctxt")].count("\n") + 1
    status, _, err = site_gen("translate", "pl")
    assert status == 0
    assert err.startswith(
        f"translations/pl.po:{line}: warning: the translation of “Cars” has %(x)s, which the "
        "message does not have, so it is not used (correct it, or leave it empty)\n"
        "0 of 2 messages translated in this file\n"
    )


def test_damaged_catalogue_is_refused_and_stays(site: Path, site_gen: Run) -> None:
    path = site / "translations/pl.po"
    path.parent.mkdir()
    path.write_text('msgid "Cars"\nmsgstr "Auta\n')
    status, out, err = site_gen("translate", "pl")
    assert (status, out) == (2, "")
    assert err.startswith("error: translations/pl.po:2: expected msgid, msgstr or another keyword")
    assert path.read_text() == 'msgid "Cars"\nmsgstr "Auta\n'


def test_messages_of_a_theme_of_ones_own_are_in_it(site: Path, site_gen: Run) -> None:
    (site / "templates").mkdir()
    (site / "templates/own.html").write_text("{{ _('Bicycles') }} {{ pgettext('road', 'Cars') }}")
    (site / "static/js").mkdir(parents=True)
    (site / "static/js/own.js").write_text("say(gettext('Trams'))")
    assert site_gen("translate", "pl")[2] == "0 of 4 messages translated in this file\n"
    text = (site / "translations/pl.po").read_text(encoding="utf-8")
    assert '#: templates/own.html\nmsgid "Bicycles"\n' in text
    assert '#: static/js/own.js\nmsgid "Trams"\n' in text
    (site / "templates/own.html").write_text("{% if %}")
    status, _, err = site_gen("translate", "pl")
    assert status == 1
    assert err.startswith("error: templates/own.html:1: ")


@pytest.mark.parametrize(
    ("locale", "name"),
    [
        ("pt_br", "pt-BR"),
        ("ZH-hant-tw", "zh-Hant-TW"),
        ("sr_latn", "sr-Latn"),
        ("de-1996", "de-1996"),
    ],
)
def test_tags_are_written_in_their_usual_form(
    site: Path, site_gen: Run, locale: str, name: str
) -> None:
    assert site_gen("translate", locale)[1] == f"translations/{name}.po\n"


def test_file_of_another_spelling_is_used(site: Path, site_gen: Run) -> None:
    path = site / "translations/pt_BR.po"
    path.parent.mkdir()
    path.write_text('msgctxt "road"\nmsgid "Cars"\nmsgstr "Carros"\n')
    _, out, err = site_gen("translate", "pt-br")
    assert out == "translations/pt_BR.po\n"
    assert err.startswith("1 of 2 messages translated in this file\n")
    assert [each.name for each in path.parent.iterdir()] == ["pt_BR.po"]


@pytest.mark.parametrize(
    ("locale", "hint"),
    [
        ("Swedish", "did you mean sv?"),
        ("svenska", "did you mean sv?"),
        ("no tag", "write one such as sv, pt-BR or zh-Hant"),
        ("../de", "write one such as sv, pt-BR or zh-Hant"),
    ],
)
def test_what_is_no_language_tag_is_refused(
    site: Path, site_gen: Run, locale: str, hint: str
) -> None:
    status, _, err = site_gen("translate", locale)
    assert (status, err) == (2, f"error: “{locale}” is not a language tag ({hint})\n")
    assert not (site / "translations").exists()


@pytest.mark.parametrize(("locale", "formats"), [("tlh", "en-GB"), ("de-XX", "de")])
def test_language_without_formats_is_allowed_with_a_warning(
    site: Path, site_gen: Run, locale: str, formats: str
) -> None:
    status, _, err = site_gen("translate", locale)
    assert status == 0
    assert err.startswith(
        f"warning: the Unicode CLDR has no formats for {locale}: "
        f"dates and numbers are written as for {formats}\n"
    )


def test_site_without_a_configuration_is_refused(tmp_path: Path, site_gen: Run) -> None:
    status, _, err = site_gen("translate", "sv")
    assert status == 2
    assert "site.yaml" in err
    assert not (tmp_path / "translations").exists()
