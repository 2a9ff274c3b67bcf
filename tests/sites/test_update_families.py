"""Changes that reach pages by a long way: notes, names of templates, what lies in the store."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from site_gen.build import build
from site_gen.errors import BuildError, TemplateError
from site_gen.model import BuildReport
from site_gen.plan import filing, sitemaps
from site_gen.search import search_cache
from site_gen.store import Store
from site_gen.store.lock import Lock
from site_gen.theme import theme_root
from tests.sites.site import (
    Files,
    build_site,
    config,
    days,
    note,
    options_for,
    provider,
    read_folder,
    record,
)

THEME = theme_root() / "templates"
SITE: Files = {
    **days(3, topics=["Tides"]),
    "content/news/gulls.md": record(
        "Gulls are back", "2026-02-10T08:00:00Z", topics=["Gulls"], provider={"name": "The Mole"}
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build_site(tmp_path / "site", SITE)
    return tmp_path / "site"


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text)


def updated(folder: Path) -> BuildReport:
    """The report of an update that leaves the folder of a clean build."""
    report = build(options_for(folder))
    clean = folder.with_name("clean")
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(
        folder, clean, symlinks=True, ignore=shutil.ignore_patterns("_site", ".site_gen_cache")
    )
    build(options_for(clean))
    assert read_folder(folder / "_site") == read_folder(clean / "_site")
    return report


PAIRS = {
    "site.yaml": config(pagination={"page_size": 2}, stories={"threshold": 0}),
    **{
        f"content/news/n{day}.md": record(
            f"Story {day}", f"2026-01-{day:02}T08:00:00Z", topics=["Tides"], story=f"s{day}"
        )
        for day in range(1, 8)
    },
}


def titles(folder: Path, front: str) -> list[str]:
    html = (folder / "_site" / front / "index.html").read_text()
    return re.findall(r'class="card__link"[^>]*>([^<]*)<', html)


def test_front_of_a_topic_follows_the_stories_of_older_pages(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    build_site(folder, PAIRS)
    late = folder / "content/news/late.md"

    def write(story: str) -> None:
        late.write_text(record("Late", "2026-01-09T08:00:00Z", topics=["Tides"], story=story))

    front = ["Late", "Story 7", "Story 6", "Story 5"]
    write("s2")  # it comes back from a closed page
    updated(folder)
    assert titles(folder, "topics/tides") == front
    write("s6")  # it moves to a story of the front, which moves up
    updated(folder)
    assert titles(folder, "topics/tides") == ["Late", "Story 7", "Story 5"]
    write("s1")
    updated(folder)
    assert titles(folder, "topics/tides") == front
    late.unlink()
    updated(folder)
    assert titles(folder, "topics/tides") == front[1:]


@pytest.mark.parametrize(
    "parent", [note(title="Sea"), note(title="Water", aliases=["Sea"])], ids=["title", "alias"]
)
def test_note_that_another_names_as_its_parent_comes_and_goes(folder: Path, parent: str) -> None:
    put(folder, "content/topics/gulls.md", note(title="Gulls", parent="Sea"))
    updated(folder)
    put(folder, f"content/topics/{'water' if 'Water' in parent else 'sea'}.md", parent)
    assert updated(folder).written > 0
    for path in (folder / "content/topics").glob("*a*.md"):
        path.unlink()
    assert updated(folder).removed > 0


@pytest.mark.parametrize("name", ["The Mole", "the mole", "The  Mole"])
def test_note_on_a_provider_without_a_domain_may_have_blanks_in_its_name(
    folder: Path, name: str
) -> None:
    path = f"content/providers/{name}.md"
    put(folder, path, note("First words.", name="The Mole"))
    updated(folder)
    put(folder, path, note("Other words.", name="The Mole"))
    assert updated(folder).written > 0
    (folder / path).unlink()
    assert updated(folder).written > 0


# Templates.


@pytest.mark.parametrize("name", ["parts/a.html", "./parts/a.html", "parts//a.html"])
@pytest.mark.parametrize(
    "tag", ["{{% include '{}' %}}", "{{% import '{}' as part %}}{{{{ part.a }}}}"]
)
@pytest.mark.parametrize("is_link", [False, True])
def test_template_is_known_by_any_spelling_and_behind_links(
    folder: Path, name: str, tag: str, *, is_link: bool
) -> None:
    put(folder, "common/a.html" if is_link else "templates/parts/a.html", "{% set a = 'one' %}one")
    if is_link:
        (folder / "templates").mkdir()
        (folder / "templates/parts").symlink_to("../common")
    home = (THEME / "pages/home.html").read_text()
    put(
        folder,
        "templates/pages/home.html",
        home.replace("{% block main %}", "{% block main %}" + tag.format(name)),
    )
    updated(folder)
    assert b"one" in (folder / "_site/index.html").read_bytes()
    put(folder, "templates/parts/a.html", "{% set a = 'two' %}two")
    assert updated(folder).written == 1
    assert b"two" in (folder / "_site/index.html").read_bytes()


def test_linked_folders_of_templates_may_lead_in_a_circle(folder: Path) -> None:
    put(folder, "templates/own.txt", "not used")
    (folder / "templates/again").symlink_to(".")
    updated(folder)


def test_template_that_leads_out_of_its_folder_is_missing(folder: Path) -> None:
    put(folder, "templates/pages/home.html", "{% include '../../content/news/gulls.md' %}")
    with pytest.raises(TemplateError, match="missing"):
        build(options_for(folder))


def test_broken_template_lets_no_build_write_until_it_is_mended(folder: Path) -> None:
    before = read_folder(folder / "_site")
    base = (THEME / "base.html").read_text()
    put(folder, "templates/base.html", base.replace("<body", '<body data-x="1"'))
    put(folder, "templates/pages/topics.html", "{% if %}")
    for _ in range(3):
        with pytest.raises(TemplateError):
            build(options_for(folder))
        assert read_folder(folder / "_site") == before
    (folder / "templates/pages/topics.html").unlink()
    assert updated(folder).written > 10


def test_template_that_is_edited_while_pages_are_made_is_seen_by_the_next_build(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (THEME / "pages/topic.html").read_text()
    put(folder, "templates/pages/topic.html", text)
    put(folder, "content/news/new.md", record("New", "2026-02-21", topics=["Tides"]))
    real = sitemaps.plan_sitemaps

    def edit(*arguments: object) -> object:
        put(folder, "templates/pages/topic.html", text.replace("main %}", "main %}<i>XYZ</i>", 1))
        return real(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(sitemaps, "plan_sitemaps", edit)
        build(options_for(folder))
    put(folder, "templates/pages/topic.html", text)
    updated(folder)
    assert b"XYZ" not in (folder / "_site/topics/tides/index.html").read_bytes()


# What is kept from one build to the next.


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE shown SET facts = x'ff'",
        "UPDATE texts SET record = x'93'",
        "UPDATE stories SET data = x'ff'",
        "UPDATE topics SET data = x'ff'",
        "UPDATE templates SET code = code || x'00'",
        "UPDATE pages SET args = x'ff'",
        "UPDATE pages SET path = CAST(path AS BLOB) WHERE kind = 'static'",
        "UPDATE meta SET value = x'c1' WHERE name = 'aliases'",
        "UPDATE meta SET value = 'text' WHERE name = 'editions'",
        "DROP TABLE shown",
    ],
)
def test_whatever_a_store_holds_the_site_is_built(folder: Path, damage: str) -> None:
    """A store that a killed build left has no seal, and may be damaged without notice."""
    path = options_for(folder).store
    path.with_suffix(".seal").unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute(damage)
        db.commit()
    put(folder, "content/news/gulls.md", record("Gulls leave", "2026-02-10", topics=["Gulls"]))
    updated(folder)
    assert updated(folder).written == 0


def test_seal_that_cannot_be_removed_is_no_reason_to_stop(folder: Path) -> None:
    seal = options_for(folder).store.with_suffix(".seal")
    seal.unlink()
    seal.mkdir()
    put(folder, "content/news/new.md", record("New", "2026-02-21"))
    updated(folder)


def test_index_of_the_search_that_was_damaged_is_made_anew(folder: Path) -> None:
    options = options_for(folder, search=True)
    build(options)
    before = read_folder(folder / "_site")
    fragment = next((options.cache / "search").glob("*/fragment/*"))
    data = fragment.read_bytes()
    fragment.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    shutil.rmtree(folder / "_site")
    with pytest.raises(BuildError, match="search index is damaged"):
        build(options)
    build(options)
    assert read_folder(folder / "_site") == before


def test_index_of_the_search_belongs_to_one_build_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_gen.store.lock._TIMEOUT", 0.05)
    own = tmp_path / "search"
    with Store(tmp_path / "a.sqlite") as one, Store(tmp_path / "b.sqlite") as two:
        with search_cache(one, tmp_path, forget=False) as first:
            with search_cache(two, tmp_path, forget=False) as second:
                assert first == own
                assert second != own
                assert second.parent.is_dir()
            assert not second.parent.exists()
        with search_cache(two, tmp_path, forget=False) as third:
            assert third == own
    assert Lock(own).acquire()


@pytest.mark.parametrize("forget", [False, True])
def test_full_build_empties_the_index(tmp_path: Path, *, forget: bool) -> None:
    put(tmp_path, "search/part", "x")
    with Store(tmp_path / "a.sqlite") as store, search_cache(store, tmp_path, forget=forget) as own:
        assert (own / "part").exists() is not forget


# Files at one address.


@pytest.mark.parametrize("names", [("a.txt", "A.txt"), ("img/straße.txt", "IMG/STRASSE.txt")])
def test_static_files_that_differ_in_case_only_are_refused(
    folder: Path, names: tuple[str, str]
) -> None:
    for name in names:
        put(folder, f"static/{name}", name)
    with pytest.raises(BuildError, match="capital letters"):
        build(options_for(folder))
    (folder / "static" / names[1]).unlink()
    updated(folder)


@pytest.mark.parametrize("left", [1, 3, 5])
def test_sitemaps_of_a_part_that_shrinks_are_removed(
    tmp_path: Path, left: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MAX_URLS", 2)
    folder = tmp_path / "site"
    build_site(folder, days(12, topics=["Tides"]))
    for path in sorted((folder / "content/news").glob("*.md"))[left:]:
        path.unlink()
    updated(folder)


def test_template_that_cannot_be_read_is_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(folder, "templates/pages/home.html", "x")
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == folder / "templates/pages/home.html":
            raise PermissionError(13, "Permission denied")
        return real(path)

    put(folder, "content/news/new.md", record("New", "2026-02-21"))
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(TemplateError, match=r"pages/home\.html: cannot be read"):
        build(options_for(folder))


def test_topics_above_that_of_a_record_are_renamed_and_moved(folder: Path) -> None:
    put(folder, "content/topics/gulls.md", note(title="Gulls", parent="Birds"))
    put(folder, "content/topics/birds.md", note(title="Birds", parent="Nature"))
    put(folder, "content/topics/nature.md", note(title="Nature"))
    updated(folder)
    page = folder / "_site/news/gulls/index.html"
    assert "/topics/nature/" in page.read_text()
    put(folder, "content/topics/nature.md", note(title="Nature and us"))
    updated(folder)
    assert "Nature and us" in page.read_text()
    put(folder, "content/topics/birds.md", note(title="Birds", parent="Tides"))
    updated(folder)
    assert "/topics/nature/" not in page.read_text()


def test_navigation_follows_the_busiest_topics(folder: Path) -> None:
    page = folder / "_site/news/gulls/index.html"
    assert 'href="/topics/tides/"' in page.read_text()
    assert 'href="/topics/lamps/"' not in page.read_text()
    for number in range(3):
        lamp = record(f"Lamp {number}", f"2026-02-0{number + 1}T08:00:00Z", topics=["Lamps"])
        put(folder, f"content/news/lamp-{number}.md", lamp)
        updated(folder)
    assert 'href="/topics/lamps/"' in page.read_text()


def test_index_of_outlets_is_split_and_joined_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "SPLIT", 2)
    page = folder / "_site/providers/page/q/index.html"
    put(folder, "content/news/quay.md", record("Quay", provider=provider("The Quay")))
    updated(folder)
    assert "The Quay" in page.read_text()
    assert "/providers/page/q/" in (folder / "_site/sitemap-provider.xml").read_text()
    (folder / "content/news/quay.md").unlink()
    updated(folder)
    assert not page.exists()


def test_period_that_comes_and_goes_changes_the_links_of_its_neighbours(folder: Path) -> None:
    archive = folder / "_site/archive"
    pages = [archive / path / "index.html" for path in ("2026/01/03", "2026/01", "2026")]
    before = [page.read_text() for page in pages]
    put(folder, "content/news/between.md", record("Between", "2026-01-20T08:00:00Z"))
    updated(folder)
    assert "/archive/2026/01/20/" in pages[0].read_text()
    put(folder, "content/news/between.md", record("Between", "2025-12-24T08:00:00Z"))
    updated(folder)
    assert pages[0].read_text() == before[0]
    assert "/archive/2025/12/" in pages[1].read_text()
    assert "/archive/2025/" in pages[2].read_text()
    (folder / "content/news/between.md").unlink()
    updated(folder)
    assert [page.read_text() for page in pages] == before


def test_tag_becomes_a_link_when_a_topic_gets_its_name(folder: Path) -> None:
    put(folder, "content/news/gulls.md", record("Gulls", "2026-02-10T08:00:00Z", tags=["Lamp"]))
    updated(folder)
    page = folder / "_site/news/gulls/index.html"
    assert "Lamp" not in page.read_text()
    put(folder, "content/news/lamps.md", record("Far", "2025-01-01T08:00:00Z", topics=["Lamps"]))
    updated(folder)
    assert "Lamp" not in page.read_text()
    put(folder, "content/topics/lamps.md", note(title="Lamps", aliases=["Lamp"]))
    updated(folder)
    assert 'href="/topics/lamps/">Lamp</a>' in page.read_text()
    (folder / "content/news/lamps.md").unlink()
    updated(folder)
    assert "Lamp" not in page.read_text()
