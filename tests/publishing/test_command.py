"""The command: its output, refusals, ``--force``, and exit status."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen import cli
from tests.publishing.conftest import Site
from tests.publishing.repositories import git
from tests.sites.site import config, days, record

Change = Callable[[Site], None]

BROKEN = {"content/news/bad.md": "no front matter"}


def test_site_is_published_and_published_again(site: Site) -> None:
    status, lines = site.run("publish")
    assert status == 0
    number = sum(path.is_file() for path in Path("_site").rglob("*"))
    assert lines == [
        "4 records read: 4 published",
        "_site: # MB of #,#.# MB".replace("#,#.#", "#"),
        f"origin/gh-pages: {number} added, 0 changed, 0 removed (the branch is new)",
        "published to origin/gh-pages",
    ]
    site.build(days(5))
    status, lines = site.run("publish --verbose")
    assert status == 0
    assert "  added news/d05/index.html" in lines
    assert lines[-1] == "published to origin/gh-pages"
    before = site.quay.all_files()
    status, lines = site.run("publish")
    assert (status, lines[-1]) == (0, "nothing changed: origin/gh-pages is what _site holds")
    assert site.quay.all_files() == before
    assert len(site.quay.commits()) == 2


def test_quiet(site: Site) -> None:
    assert site.run("publish --quiet") == (0, [])
    site.write(days(1))
    status, lines = site.run("publish --quiet")
    assert status == 1
    assert len(lines) == 1


def test_options_remote_branch_and_message(site: Site) -> None:
    git(site.quay.work, "remote", "rename", "origin", "upstream")
    status, _ = site.run("publish --remote upstream --branch site --message Evening")
    assert status == 0
    assert site.quay.commits("site") == ["Evening"]


def break_link(_: Site) -> None:
    page = Path("_site/index.html")
    page.write_text(page.read_text().replace('href="/latest/"', 'href="/nowhere/"', 1))


def lower_limit(site: Site) -> None:
    site.build({"site.yaml": config(limits={"site_bytes": 1000}), **days(4)})


def break_record(site: Site) -> None:
    site.build({**days(4), **BROKEN})


def add_record(site: Site) -> None:
    site.write(days(5))


def change_record(site: Site) -> None:
    site.write({**days(4), **days(1, body="More.")})


def withdraw_record(site: Site) -> None:
    site.write(days(3))


def withdraw_record_without_store(site: Site) -> None:
    withdraw_record(site)
    shutil.rmtree(".site_gen_cache")


def edit_page(_: Site) -> None:
    page = Path("_site/latest/index.html")
    page.write_text(page.read_text() + "<!-- by hand -->")


OLD = "_site is not what a build would make now"


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        (break_link, ["the built folder has 1 error", OLD]),
        (lower_limit, ["the built folder has 1 error"]),
        (break_record, ["the records have 1 error"]),
        (add_record, ["_site lacks files that a build would make now"]),
        (change_record, [OLD]),
        (withdraw_record, [OLD]),
        (
            withdraw_record_without_store,
            ["_site has articles that a build would not make now, such as d04"],
        ),
        (edit_page, [OLD]),
    ],
)
def test_refused_unless_forced(site: Site, change: Change, reasons: list[str]) -> None:
    change(site)
    status, lines = site.run("publish")
    assert status == 1
    assert lines[-1].startswith(f"error: nothing was published: {'; '.join(reasons)} (")
    assert lines[-1].endswith("; --force publishes anyway)")
    assert site.quay.commits() == []
    status, lines = site.run("publish --force")
    assert (status, lines[-1]) == (0, "published to origin/gh-pages")
    overridden = [line for line in lines if line.startswith("overridden by --force: ")]
    assert overridden == [f"overridden by --force: {reason}" for reason in reasons]


def test_dry_run_that_would_be_refused(site: Site) -> None:
    add_record(site)
    before = site.quay.all_files()
    status, lines = site.run("publish --dry-run")
    assert status == 1
    reason = "_site lacks files that a build would make now"
    assert lines[-1].startswith(f"error: nothing would be published: {reason} (build again, ")
    assert "  added 404.html" in lines
    assert "(the branch is new)" in lines[-23]
    status, lines = site.run("publish --dry-run --force")
    assert (status, lines[-1]) == (0, "dry run: nothing was published")
    assert f"overridden by --force: {reason}" in lines
    assert site.quay.all_files() == before


def test_lenient_ignores_errors_of_records_and_broken_links_in_texts(site: Site) -> None:
    site.build({**days(4), **days(1, body="[x](/nowhere/)"), **BROKEN})
    status, lines = site.run("publish")
    assert status == 1
    assert re.search(r"the built folder has 1 error; the records have 1 error \(", lines[-1])
    status, lines = site.run("publish --lenient")
    assert (status, lines[-1]) == (0, "published to origin/gh-pages")
    assert any("/nowhere/" in line for line in lines), "the problem is still printed"


@pytest.mark.parametrize("fresh", [False, True])
def test_sudden_loss_of_articles_is_refused(site: Site, *, fresh: bool) -> None:
    site.build(days(20))
    site.run("publish")
    if fresh:
        shutil.rmtree(".site_gen_cache")
        shutil.rmtree("_site")
    site.build(days(1))
    status, lines = site.run("publish")
    assert status == 1
    assert "origin/gh-pages has 20 articles, of which 1 would be left (" in lines[-1]
    assert ("the built folder has 1 error; " in lines[-1]) is not fresh, "edition-lost"
    assert site.run("publish --force")[0] == 0
    assert len(site.quay.commits()) == 2


@pytest.mark.parametrize(("before", "after"), [(20, 10), (19, 1)])
def test_loss_of_half_or_of_first_articles_is_published(
    site: Site, before: int, after: int
) -> None:
    site.build(days(before))
    site.run("publish")
    site.build(days(after))
    assert site.run("publish")[0] == 0


def test_strict_build(site: Site) -> None:
    site.write(days(5))
    assert cli.run(["build", "--strict", "--no-search"]) == 0
    assert site.run("publish")[0] == 0


def test_folder_that_was_not_built_is_not_published(site: Site) -> None:
    shutil.rmtree("_site")
    line = "error: _site is not a built site (run build first, with the same options)"
    assert site.run("publish") == (2, [line])
    Path("_site").mkdir()
    Path("_site/index.html").write_text("Mine")
    assert site.run("publish --dry-run") == (2, [line])


def test_missing_nojekyll_is_added(site: Site) -> None:
    Path("_site/.nojekyll").unlink()
    assert site.run("publish --force")[0] == 0
    assert site.quay.tree()[".nojekyll"] == ""


def test_dry_run_without_a_repository(site: Site) -> None:
    shutil.rmtree(".git")
    status, lines = site.run("publish --dry-run")
    assert status == 2
    assert lines == [
        "4 records read: 4 published",
        "_site: # MB of # MB",
        "error: there is no git repository yet around work "
        "(git init, then git remote add origin ADDRESS)",
    ]
    add_record(site)
    status, lines = site.run("publish --dry-run")
    assert status == 2
    assert lines[-2] == "would be refused: _site lacks files that a build would make now"
    assert site.run("publish")[1] == lines[-1:], "the real run ends at once"


def test_missing_configuration(site: Site) -> None:
    Path("empty").mkdir()
    status, lines = site.run("publish --dry-run --config empty/site.yaml")
    assert status == 2
    assert re.match(r"error: empty/site\.yaml: no such file", lines[0])


def test_site_in_several_languages_is_published(site: Site) -> None:
    spanish = {f"content/es/{n}.md": record(f"Barco {n}", locale="es") for n in range(24)}
    site.build({"site.yaml": config(languages=["en", "es"]), **days(4), **spanish})
    status, lines = site.run("publish")
    assert (status, lines[-1]) == (0, "published to origin/gh-pages")
    site.write({"site.yaml": config(languages=["en", "es"]), **days(4)})
    assert site.run("publish")[0] == 1
    site.build({"site.yaml": config(languages=["en", "es"]), **days(4)})
    status, lines = site.run("publish --lenient")
    assert status == 1
    assert "origin/gh-pages has 28 articles, of which 4 would be left" in lines[-1]
