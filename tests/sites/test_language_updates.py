"""Updates of a newsroom in several languages leave the folders of clean builds."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from site_gen import outputs
from site_gen.build import build
from tests.sites.language_edits import LanguageEditor
from tests.sites.site import (
    build_site,
    config,
    note,
    options_for,
    read_folder,
    record,
    share_from,
    write_files,
)
from tests.sites.soak import Soak
from tests.sites.two_languages import DIARIO, FILES, alternates, two, updated


def test_a_topic_that_both_have_now_is_linked_from_both(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    build_site(folder, FILES)
    path = folder / "content/es/barco.md"
    path.write_text(record("Un barco", locale="es", topics=["Boats"], provider=DIARIO))
    site = updated(folder)
    assert set(alternates(site, "/topics/boats/")) == {"en", "es", "x-default"}
    assert site.report.reused["files"] > 40
    path.unlink()
    assert alternates(updated(folder), "/topics/boats/") == {}


@pytest.mark.parametrize("languages", [["en"], [], ["en", "fr"]])
def test_the_files_of_a_removed_language_are_removed(tmp_path: Path, languages: list[str]) -> None:
    folder = tmp_path / "site"
    build_site(folder, FILES)
    (folder / "_site/es/mine.txt").write_text("not made by a build")
    (folder / "site.yaml").write_text(two(languages))
    report = build(options_for(folder))
    assert read_folder(folder / "_site/es") == {"mine.txt": b"not made by a build"}
    assert report.removed > 20


def test_a_language_may_take_the_place_of_a_page(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    page = {"content/pages/es.md": note("x", title="Es")}
    build_site(folder, {**FILES, "site.yaml": config(), **page})
    assert (folder / "_site/es/index.html").is_file()
    write_files(folder, FILES)
    assert updated(folder).text("/es/", "html head title") == "The Small Gazette"


def test_a_language_may_come_back_after_a_build_was_killed_that_removed_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    build_site(folder, FILES)
    (folder / "site.yaml").write_text(two(["en"]))

    def kill(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(outputs, "write", kill)
        with pytest.raises(KeyboardInterrupt):
            build(options_for(folder))
    (folder / "site.yaml").write_text(two())
    assert (updated(folder).root / "es/index.html").is_file()


def test_several_processes_make_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = build_site(tmp_path / "one", FILES).files()
    share_from(monkeypatch, 2)
    assert build_site(tmp_path / "two", FILES, jobs=2).files() == alone


def test_the_files_of_a_removed_language_are_known_without_a_store(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    build_site(folder, FILES)
    shutil.rmtree(folder / ".site_gen_cache")
    (folder / "site.yaml").write_text(two(["en"]))
    updated(folder)
    assert not (folder / "_site/es").exists()


def test_a_build_without_the_stores_leaves_both_sites(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    build_site(folder, FILES)
    for store in (folder / ".site_gen_cache").glob("store-*"):
        store.unlink()
    assert updated(folder).report.removed == 0


def test_nothing_is_done_if_nothing_has_changed(tmp_path: Path) -> None:
    first = build_site(tmp_path, FILES).report
    again = build(first_options := options_for(tmp_path))
    assert (again.written, again.removed) == (0, 0)
    assert again.unchanged == first.written
    assert (again.published, again.languages) == (first.published, first.languages)
    assert first_options.folder.is_dir()


def test_a_build_with_nothing_to_do_reads_no_catalogues(tmp_path: Path) -> None:
    """Babel and the pipeline take longer to import than such a build."""
    files = {**FILES, "translations/es.po": 'msgid "Outlets"\nmsgstr "Diarios"\n'}
    build_site(tmp_path, files)
    script = """
import sys
from site_gen.build import build
from tests.sites.site import options_for, Path

report = build(options_for(Path(sys.argv[1])))
print(report.written, *{"babel", "site_gen.pipeline"} & {*sys.modules})
"""
    ran = subprocess.run(
        [sys.executable, "-c", script, tmp_path], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "0\n"


def test_strict_and_hold_are_for_the_whole(tmp_path: Path) -> None:
    """An error in one language keeps the sites of all as they are."""
    built = build_site(tmp_path, FILES)
    before = built.files()
    broken = {**FILES, "content/es/voto.md": record("El voto", locale="es", webUrl="ftp://x/")}
    write_files(tmp_path, {**broken, "content/news/new.md": record("New")})
    assert build(options_for(tmp_path, hold=True)).output == ""
    assert build(options_for(tmp_path, strict=True)).output == ""
    assert built.files() == before


def test_after_any_edits_the_folder_is_that_of_a_clean_build(tmp_path: Path) -> None:
    soak = Soak(tmp_path, 11, records=12, kind=LanguageEditor)
    assert list(soak.differences(14)) == []
    assert soak.left > 200, "too few files were left to mean something"
