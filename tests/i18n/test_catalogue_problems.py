"""What build and check say about catalogues; pages never show a broken translation."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen import cli, language_problems
from site_gen.build import build
from site_gen.i18n import catalogues
from site_gen.model import Problem
from tests.sites.site import Site, build_site, config, days, options_for, write_files

MESSAGES = (
    'msgid "Cars"\nmsgstr ""\n\nmsgid "By %(name)s"\nmsgstr ""\n\n'
    'msgid "%(number)s bus"\nmsgid_plural "%(number)s buses"\nmsgstr[0] ""\nmsgstr[1] ""\n'
)
PAGE = (
    "<main id=content>{{ _('Cars') }}|{{ _('By %(name)s', name='Ada') }}|"
    "{{ ngettext('%(number)s bus', '%(number)s buses', 2) }}</main>"
)
GOOD = 'msgid "Cars"\nmsgstr "Autos"\n'


@pytest.fixture(autouse=True)
def shipped(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program with three messages, two of them in German."""
    folder = tmp_path_factory.mktemp("shipped")
    (folder / "messages.pot").write_text(MESSAGES)
    (folder / "de.po").write_text(f'{GOOD}\nmsgid "By %(name)s"\nmsgstr "Von %(name)s"\n')
    monkeypatch.setattr(catalogues, "SHIPPED", folder)
    monkeypatch.setattr(language_problems, "TEMPLATE", folder / "messages.pot")
    return folder


def site_of(folder: Path, locale: str, **own: str) -> Site:
    """A site with these catalogues of its own."""
    files = {f"translations/{name.replace('_', '-')}.po": text for name, text in own.items()}
    return build_site(
        folder,
        {
            "site.yaml": config(locale=locale),
            **days(1),
            "templates/pages/404.html": PAGE,
            **files,
        },
    )


def words(site: Site) -> list[str]:
    return site.text("/404.html", "main").split("|")


def told(problems: tuple[Problem, ...]) -> list[tuple[str, int, str, str, str]]:
    return [
        (each.path, each.line, str(each.severity), each.code, each.message) for each in problems
    ]


def test_broken_translation_is_left_out_with_a_warning(tmp_path: Path) -> None:
    own = (
        '\nmsgid "Cars"\nmsgstr "Wagen"\n\nmsgid "By %(name)s"\nmsgstr "%(nmae)s"\n\n'
        'msgid "%(number)s bus"\nmsgid_plural "%(number)s buses"\nmsgstr[0] "%(number)s Bus"\n'
    )
    site = site_of(tmp_path, "de", de=own)
    assert words(site) == ["Wagen", "Von Ada", "2 buses"]
    file = "../translations/de.po"
    assert told(site.problems) == [
        (
            *(file, 5, "warning", "broken-translation"),
            "the translation of “By %(name)s” has %(nmae)s, which the message does not have, "
            "so it is not used",
        ),
        (
            *(file, 8, "warning", "broken-translation"),
            "the translation of “%(number)s bus” has 1 form, expected 2, so it is not used",
        ),
    ]


def test_damaged_catalogue_is_an_error_and_the_one_of_the_program_is_used(tmp_path: Path) -> None:
    site = site_of(tmp_path, "de", de='msgid "Cars"\nmsgstr "Wagen\n')
    assert words(site) == ["Autos", "Von Ada", "2 buses"]
    ((path, line, severity, code, message),) = told(site.problems)
    assert (path, line, severity, code) == ("../translations/de.po", 2, "error", "broken-catalogue")
    assert message.startswith("expected msgid, msgstr or another keyword")


def test_broken_plural_rule_is_replaced_by_that_of_cldr(tmp_path: Path) -> None:
    own = (
        'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n%0;\\n"\n\n'
        'msgid "%(number)s bus"\nmsgid_plural "%(number)s buses"\n'
        'msgstr[0] "ein Bus"\nmsgstr[1] "%(number)s Busse"\n'
    )
    site = site_of(tmp_path, "de", de=own)
    assert words(site)[2] == "2 Busse"
    ((_, line, severity, code, message),) = told(site.problems)
    assert (line, severity, code) == (1, "warning", "broken-translation")
    assert message.startswith("the header Plural-Forms has no rule that can be used")


def test_problems_are_reported_again_when_nothing_has_changed(tmp_path: Path) -> None:
    first = site_of(tmp_path, "de", de='msgid "Cars"\nmsgstr "%"\n')
    again = build(first.options)
    assert again.written == 0
    assert told(again.problems) == told(first.problems) != []


def test_edited_catalogue_changes_pages(tmp_path: Path) -> None:
    site = site_of(tmp_path, "de", de=GOOD)
    path = tmp_path / "translations/de.po"
    path.write_text(GOOD.replace("Autos", "Kraftwagen"))
    assert build(site.options).written > 0
    assert "Kraftwagen" in site.html("/404.html")
    path.unlink()
    build(site.options)
    assert "Autos" in site.html("/404.html")


def test_build_counts_messages_if_there_is_no_catalogue(tmp_path: Path) -> None:
    site = site_of(tmp_path, "sv", de=GOOD)
    assert [(each.code, each.message, each.hint) for each in site.problems] == [
        (
            "untranslated",
            "3 of 3 messages have no translation into sv: pages show them in English",
            "python -m site_gen translate sv writes a catalogue to fill in",
        )
    ]
    assert site_of(tmp_path, "sv", sv=GOOD).problems == ()
    assert site_of(tmp_path, "en-US").problems == ()


def checked(
    folder: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    locale: str,
    **own: str,
) -> list[str]:
    """What check says about the site."""
    monkeypatch.chdir(folder)
    site_of(folder, locale, **own)
    capsys.readouterr()
    cli.run(["check", "--now", "2026-03-01"])
    return [line for line in capsys.readouterr().err.splitlines() if "warning: " in line]


def test_check_counts_messages_without_translation(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = checked(tmp_path, capsys, monkeypatch, "de", de='msgid "Cars"\nmsgstr "Wagen"\n')
    assert lines == [
        "warning: 1 of 3 messages have no translation into de: pages show them in English "
        "(python -m site_gen translate de writes a catalogue to fill in)"
    ]


def test_check_counts_the_messages_of_a_theme_of_ones_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {"site.yaml": config(locale="de"), "templates/pages/404.html": "{{ _('Bicycles') }}"}
    write_files(tmp_path, files)
    found = language_problems.check_problems(options_for(tmp_path), ["de"])
    assert [each.message.split(":")[0] for each in found] == [
        "2 of 4 messages have no translation into de"
    ]


@pytest.mark.parametrize(
    ("entry", "message", "hint"),
    [
        ('msgid "Car"', "no page has the message “Car”", "did you mean “Cars”?"),
        (
            'msgctxt "road"\nmsgid "Cars"',
            "no page has the message “Cars” in “road”",
            "it has no msgctxt",
        ),
        ('msgid "Off"', "no page has the message “Off”", 'write msgctxt "a switch" before it'),
        (
            'msgid "Zeppelins"',
            "no page has the message “Zeppelins”",
            "python -m site_gen translate de makes it a comment",
        ),
    ],
)
def test_check_names_translations_of_messages_that_do_not_exist(
    tmp_path: Path, entry: str, message: str, hint: str
) -> None:
    files = {
        "site.yaml": config(locale="de"),
        "templates/own.html": "{{ pgettext('a switch', 'Off') }}",
        "translations/de.po": f'msgid "Cars"\nmsgstr "Autos"\n\n{entry}\nmsgstr "x"\n',
    }
    write_files(tmp_path, files)
    options = options_for(tmp_path)
    assert language_problems.build_problems(options, ["de"]) == []
    (problem,) = (
        each
        for each in language_problems.check_problems(options, ["de"])
        if each.code == "unknown-message"
    )
    assert (problem.path, problem.line) == ("../translations/de.po", 4)
    assert (problem.message, problem.hint) == (message, hint)


def test_check_names_catalogues_that_no_language_uses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = checked(tmp_path, capsys, monkeypatch, "en", xx_yy="", my_own_words_and_more="{")
    assert lines == [
        "translations/my-own-words-and-more.po: warning: no language of the site uses this "
        "catalogue: the site is in en "
        "(to use it, write my-own-words-and-more under locale or languages in site.yaml)",
        "translations/xx-yy.po: warning: no language of the site uses this catalogue: "
        "the site is in en (to use it, write xx-yy under locale or languages in site.yaml)",
    ]


def test_site_says_nothing_about_other_files_in_the_folder(tmp_path: Path) -> None:
    write_files(tmp_path, {"translations/notes.txt": "x", "translations/1.po": "{"})
    (tmp_path / "translations/de.po").mkdir()
    options = options_for(tmp_path)
    assert language_problems.build_problems(options, ["en", "de"]) == []
    (problem,) = language_problems.check_problems(options, ["en"])
    assert problem.message.endswith("its name is no language tag")
