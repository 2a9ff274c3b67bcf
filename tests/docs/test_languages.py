"""docs/languages.md: formats, catalogues, commands and what they print."""

from __future__ import annotations

import re
import shlex
from datetime import date
from pathlib import Path

import pytest

from site_gen.cli import run
from site_gen.i18n.catalogues import SHIPPED
from site_gen.i18n.language import Language, language_settings
from site_gen.message_files import program_messages
from tests.docs.reading import SITE, blocks, build_files, files_of, named, section, tables, write
from tests.sites.site import record

PAGE = "docs/languages.md"
RECORD = {"content/news/r1.md": record("Ferry returns", "2025-12-01")}
LANGUAGES = named(tables(section(PAGE, "The language of a site"))[0])


@pytest.mark.parametrize("tag", LANGUAGES)
def test_formats_are_as_the_table_shows(tag: str) -> None:
    _, day, time, number = LANGUAGES[tag]
    language = Language(language_settings(tag, "UTC"))
    dates = language.dates
    written = [dates.day_name(date(2021, 6, 16)), dates.clock(17, 30), language.number(1234)]
    assert [" ".join(text.split()) for text in written] == [day, time, number]


def test_languages_of_the_table_are_those_with_a_catalogue() -> None:
    shipped = {path.stem for path in SHIPPED.glob("*.po")}
    assert set(LANGUAGES) == shipped | {"en", "en-GB"}


@pytest.mark.parametrize(("tag", "number"), [("es-MX", "1,234"), ("ar-AE", "1,234")])
def test_region_changes_formats(tag: str, number: str) -> None:
    text = section(PAGE, "The language of a site")
    assert f"`{tag}` has `{number}`" in text
    written = Language(language_settings(tag, "UTC")).number(1234)
    assert " ".join(written.split()) == number


def commands(heading: str) -> list[list[str]]:
    text = "".join(blocks(section(PAGE, heading), "sh"))
    return [shlex.split(line)[3:] for line in text.splitlines()]


def test_word_is_changed(tmp_path: Path) -> None:
    files = files_of(section(PAGE, "Change a word"))
    report = build_files(tmp_path, {**RECORD, **files})
    assert report.problems == ()
    page = (tmp_path / "_site/index.html").read_text("utf-8")
    nav = re.search(r'<a [^>]*href="/providers/"[^>]*>([^<]+)</a>', page)
    assert nav
    assert nav[1] == "Papers"


def test_catalogue_of_a_shipped_language_shows_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, SITE)
    ((command, tag),) = commands("Change a word")
    assert run([command, tag]) == 0
    text = (tmp_path / f"translations/{tag}.po").read_text("utf-8")
    shown = blocks(section(PAGE, "Change a word"), "po")[1]
    _, place, message, _ = shown.splitlines()
    assert message in text.splitlines()
    assert place[3:] in text


def test_language_is_added_and_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    write(
        tmp_path,
        {"site.yaml": f"{SITE['site.yaml']}locale: sv\n", **RECORD},
    )
    ((command, tag),) = commands("Add a language")
    assert run([command, tag]) == 0
    path = tmp_path / "translations/sv.po"
    words = {"Outlets": "Medier", "Topics": "Ämnen", "Archive": "Arkiv"}
    text = path.read_text("utf-8")
    for message, word in words.items():
        head = f'msgid "{message}"\nmsgstr "'
        assert text.count(f'\n\n{head}"') + text.count(f"py\n{head}") + text.count(f"html\n{head}")
        text = re.sub(
            rf"(?<!msgctxt .)^{re.escape(head)}", f"{head}{word}", text, count=1, flags=re.M
        )
    path.write_text(text, "utf-8")
    capsys.readouterr()
    run([command, tag])
    out, err = capsys.readouterr()
    (shown,) = blocks(section(PAGE, "Add a language"), "text")
    total = len(program_messages().entries)
    assert _with_totals(out + err) == _with_totals(shown)
    assert f"3 of {total} messages" in err
    run(["build", "--quiet"])
    capsys.readouterr()
    run(["check"])
    printed = capsys.readouterr().err.splitlines()
    expected = blocks(section(PAGE, "Check"), "text")[0].strip()
    assert _with_totals(expected) in map(_with_totals, printed)


def _with_totals(text: str) -> str:
    """Without the number of messages, which grows."""
    return re.sub(r"\d+ of \d+", "N of M", text)


def test_broken_translation_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    part = section(PAGE, "Check")
    files = {
        "site.yaml": f"{SITE['site.yaml']}locale: sv\n",
        **RECORD,
    }
    write(tmp_path, {**files, **files_of(part)})
    run(["build"])
    assert blocks(part, "text")[1].strip() in capsys.readouterr().err.splitlines()
