"""A newsroom in several languages: a site for each, and links between them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from site_gen.build import build
from site_gen.checks import check_site
from site_gen.cli.options import read_only_contents
from site_gen.errors import BuildError, UsageError
from site_gen.explain import explain, explain_pair
from site_gen.model import LeftOut, Severity
from site_gen.options import Stopwatch
from tests.sites.site import (
    ORIGIN,
    Site,
    build_site,
    config,
    note,
    options_for,
    record,
    write_files,
)
from tests.sites.two_languages import FILES, LEDGER, alternates, problems_of, switch, two, updated


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("two"), FILES)


def test_each_language_has_the_records_in_it(site: Site) -> None:
    assert (site.root / "news/ferry/index.html").is_file()
    assert (site.root / "news/vote/index.html").is_file()
    assert (site.root / "es/news/voto/index.html").is_file()
    assert not (site.root / "news/voto").exists()
    assert not (site.root / "es/news/ferry").exists()
    assert problems_of(site.problems) == []
    assert site.lost_links() == []


def test_pages_of_each_language_say_so(site: Site) -> None:
    assert site.attribute("/", "html", "lang") == "en"
    assert site.attribute("/es/", "html", "lang") == "es"
    assert site.attribute("/es/", 'link[rel="canonical"]', "href") == f"{ORIGIN}/es/"
    assert "Lo que se decide." in site.html("/es/topics/politics/")
    assert site.text("/es/topics/politics/", "h1") == "Política"
    assert site.text("/topics/politics/", "h1") == "Politics"


@pytest.mark.parametrize(
    "path",
    "/ /latest/ /topics/ /providers/ /archive/ /feeds/ /about/ /topics/politics/ "
    "/providers/muelle.example/".split(),
)
def test_pages_that_both_have_name_each_other(site: Site, path: str) -> None:
    expected = {
        "en": f"{ORIGIN}{path}",
        "es": f"{ORIGIN}/es{path}",
        "x-default": f"{ORIGIN}{path}",
    }
    assert alternates(site, path) == alternates(site, f"/es{path}") == expected
    assert switch(site, path) == {"en": path, "es": f"/es{path}"}
    assert site.texts(f"/es{path}", ".languages [aria-current]") == ["Español"]


@pytest.mark.parametrize(
    "path", ["/news/ferry/", "/topics/boats/", "/providers/harbourledger.example/", "/jobs/"]
)
def test_pages_of_one_language_lead_to_the_front_page_of_the_other(site: Site, path: str) -> None:
    assert alternates(site, path) == {}
    assert switch(site, path) == {"en": path, "es": "/es/"}


def test_static_files_are_at_the_root_only(site: Site) -> None:
    assert (site.root / "files/plan.pdf").is_file()
    assert not (site.root / "es/files").exists()
    assert not (site.root / "es/assets").exists()
    assert site.links("/es/about/", ".prose a") == ["/files/plan.pdf"]
    assert site.links("/about/", ".prose a") == ["/latest/"]
    manifest = json.loads((site.root / "es/site.webmanifest").read_bytes())
    assert (manifest["lang"], manifest["start_url"]) == ("es", "/es/")
    assert manifest["icons"][0]["src"] == "/img/icon.svg"


def test_one_robots_txt_names_the_sitemaps_of_all(site: Site) -> None:
    robots = (site.root / "robots.txt").read_text()
    named = re.findall(r"^Sitemap: (.+)$", robots, re.MULTILINE)
    assert named == [f"{ORIGIN}/sitemap.xml", f"{ORIGIN}/es/sitemap.xml"]
    assert not (site.root / "es/robots.txt").exists()
    sitemap = (site.root / "es/sitemap-2026-02.xml").read_text()
    assert re.findall("<loc>(.+?)</loc>", sitemap) == [f"{ORIGIN}/es/news/voto/"]


def test_feeds_are_those_of_the_language(site: Site) -> None:
    feed = json.loads((site.root / "es/feed.json").read_bytes())
    assert feed["feed_url"] == f"{ORIGIN}/es/feed.json"
    assert [entry["title"] for entry in feed["items"]] == ["El voto"]


def test_the_check_of_the_folder_finds_nothing(tmp_path: Path) -> None:
    built = build_site(tmp_path, FILES)
    with read_only_contents(built.options, Stopwatch()) as contents:
        found = check_site(built.options, contents, Stopwatch()).problems
    assert problems_of(found) == []


def test_the_check_finds_a_sitemap_that_robots_txt_lacks(tmp_path: Path) -> None:
    built = build_site(tmp_path, FILES)
    (built.root / "robots.txt").write_text(f"Sitemap: {ORIGIN}/sitemap.xml\n")
    (built.root / "es/topics/politics/index.html").unlink()
    with read_only_contents(built.options, Stopwatch()) as contents:
        found = check_site(built.options, contents, Stopwatch()).problems
    assert {"robots", "missing-file"} <= {problem.code for problem in found}


def test_report_counts_each_record_once(site: Site) -> None:
    report = site.report
    assert (report.read, report.published, report.left_out, report.invalid) == (3, 3, {}, 0)
    assert {tag: each.published for tag, each in report.languages.items()} == {"en": 2, "es": 1}
    files = [path for path in site.root.rglob("*") if path.is_file()]
    assert sum(report.pages.values()) == len(files)
    assert report.total_bytes == sum(path.stat().st_size for path in files)


def test_a_language_may_have_all_records(tmp_path: Path) -> None:
    languages = [{"tag": "en", "records": "all"}, {"tag": "es", "title": "La Gaceta"}]
    built = build_site(tmp_path, {**FILES, "site.yaml": two(languages)})
    assert (built.root / "news/voto/index.html").is_file()
    assert built.text("/es/", ".masthead__title") == "La Gaceta"
    card = built.one("/latest/", '[lang="es-MX"]')
    assert "El voto" in card.text()
    assert {tag: each.published for tag, each in built.report.languages.items()} == {
        "en": 3,
        "es": 1,
    }
    assert built.report.published == 3


def test_records_in_a_language_without_a_site_are_counted(tmp_path: Path) -> None:
    files = {
        **FILES,
        "content/news/bac.md": record("Le bac", locale="fr"),
        "content/news/loi.md": record("La loi", locale="fr"),
        "content/news/brouillon.md": record("Brouillon", locale="fr", published=False),
    }
    built = build_site(tmp_path, files)
    (problem,) = problems_of(built.problems)
    assert (problem.code, problem.severity) == ("no-language", Severity.WARNING)
    assert problem.message == "languages has no site for 2 records: 2 in fr"
    assert built.report.left_out == {LeftOut.LANGUAGE: 2, LeftOut.UNPUBLISHED: 1}
    with read_only_contents(built.options, Stopwatch()) as contents:
        assert "out: in another language, fr" in list(explain(contents, built.options, "bac"))[1]
        assert list(explain(contents, built.options, "voto"))[1] == f"in: {ORIGIN}/es/news/voto/"


def test_two_records_of_one_name_in_two_languages_have_a_page_each(tmp_path: Path) -> None:
    files = {
        "site.yaml": two(),
        "content/en/ferry.md": record("Ferry"),
        "content/es/ferry.md": record("Transbordador", locale="es"),
    }
    built = build_site(tmp_path, files)
    assert problems_of(built.problems) == []
    assert built.text("/news/ferry/", "h1") == "Ferry"
    assert built.text("/es/news/ferry/", "h1") == "Transbordador"


def test_a_topic_has_its_name_in_the_language_of_a_single_site(tmp_path: Path) -> None:
    files = {**FILES, "site.yaml": config(locale="es-MX")}
    built = build_site(tmp_path, files)
    assert built.text("/topics/politics/", "h1") == "Política"
    assert built.texts("/topics/politics/", ".languages") == []
    assert (built.root / "news/ferry/index.html").is_file()


def test_every_name_of_a_topic_leads_to_it(tmp_path: Path) -> None:
    files = {
        "content/news/a.md": record("A", topics=["Política"]),
        "content/news/b.md": record("B", topics=["politik"]),
        "content/news/c.md": record("C", topics=["Politics"]),
        "content/topics/politics.md": note(
            "", title="Politics", names={"es": "Política", "de": "Politik"}
        ),
    }
    built = build_site(tmp_path, files)
    assert built.links("/topics/", ".index-row h2 a") == ["/topics/politics/"]
    assert built.text("/topics/politics/", "h1") == "Politics"


def test_a_name_is_that_of_the_topic_which_is_called_so_in_the_language(tmp_path: Path) -> None:
    """A gift is a present in English, and poison in German."""
    files = {
        "site.yaml": two(("en", "de")),
        "content/news/a.md": record("A", topics=["Gift"]),
        "content/news/b.md": record("B", topics=["Gift"], locale="de"),
        "content/news/c.md": record("C", topics=["Poison"], locale="de"),
        "content/topics/danger.md": note("", title="Poison", names={"de": "Gift"}),
        "content/topics/gifts.md": note("", title="Gift", names={"de": "Geschenk"}),
    }
    folder = tmp_path / "site"
    built = build_site(folder, files)
    assert problems_of(built.problems) == []
    assert built.links("/topics/", ".index-row h2 a") == ["/topics/gifts/"]
    assert built.links("/de/topics/", ".index-row h2 a") == ["/de/topics/danger/"]
    path = folder / "content/topics/gifts.md"
    path.write_text(note("", title="Gift", names={"de": "gift"}))
    (problem,) = problems_of(updated(folder).problems)
    assert (problem.code, problem.field) == ("alias-taken", "names")
    assert problem.message == "“gift” is already claimed by topics/danger.md"


def test_languages_of_notes_that_are_none_are_warnings(tmp_path: Path) -> None:
    files = {
        "content/topics/boats.md": note("", title="Boats", names={"spanish": "Barcos"}),
        "content/pages/help.md": note("", title="Help", locale="plain English"),
    }
    problems = build_site(tmp_path, files).problems
    assert [(each.code, each.line, each.message.split(",")[0]) for each in problems] == [
        ("bad-locale", 3, "locale is the text “plain English”"),
        ("bad-locale", 4, "names has the text “spanish”"),
    ]


@pytest.mark.parametrize("tag", ["pt-BR", "pt_br"])
def test_names_of_pages_may_spell_a_language_in_any_way(tmp_path: Path, tag: str) -> None:
    files = {
        "site.yaml": two(("en", "pt_BR")),
        "content/pages/about.md": note("Us.", title="About"),
        f"content/pages/about.{tag}.md": note("Nós.", title="Sobre"),
        "content/pages/node.js.md": note("A.", title="Node.js"),
    }
    built = build_site(tmp_path, files)
    assert built.text("/pt-br/about/", "h1") == "Sobre"
    assert not (built.root / f"about.{tag.lower()}").exists()
    assert built.text("/pt-br/node.js/", "h1") == "Node.js"
    write_files(tmp_path, {**files, f"content/pages/about.{tag}.md": "---\ntitle: [\n---\n"})
    assert build(options_for(tmp_path, hold=True)).output == ""


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("content/pages/es.md", "/es/ is the site of a language"),
        ("static/es/a.txt", "es/a.txt: a file in static/ is where the site of a language is"),
    ],
)
def test_nothing_else_may_be_where_a_language_is(tmp_path: Path, name: str, message: str) -> None:
    files = {**FILES, name: note("x", title="Es")}
    if name.startswith("content"):
        (problem,) = problems_of(build_site(tmp_path, files).problems)
        assert (problem.message, problem.is_error) == (message, True)
    else:
        with pytest.raises(BuildError, match=re.escape(message)):
            build_site(tmp_path, files)
        assert not (tmp_path / "_site").exists()


def test_settings_that_are_right_for_one_language_are_right(tmp_path: Path) -> None:
    nav = [{"topic": "Boats"}, {"topic": "Nowhere"}]
    built = build_site(tmp_path, {**FILES, "site.yaml": two(nav=nav)})
    assert [problem.field for problem in problems_of(built.problems)] == ["nav[1].topic"]


def test_labels_of_the_navigation_are_in_the_language_of_the_site(tmp_path: Path) -> None:
    nav = [
        {"url": "/archive/", "label": {"en": "Older", "es": "Antes"}},
        {"url": "/files/plan.pdf", "label": {"es": "Plano"}},
        {"page": "about"},
    ]
    built = build_site(tmp_path, {**FILES, "site.yaml": two(nav=nav)})
    sections = ".masthead__sections a"
    assert built.texts("/", sections) == ["Older", "files/plan.pdf", "About"]
    assert built.texts("/es/", sections) == ["Antes", "Plano", "Quiénes"]
    assert built.links("/es/", sections) == ["/es/archive/", "/files/plan.pdf", "/es/about/"]


def test_the_limit_of_the_size_is_for_all_sites_together(tmp_path: Path) -> None:
    whole = build_site(tmp_path, FILES).report
    one = max(each.bytes for each in whole.languages.values())
    settings = two(limits={"site_bytes": one + 1})
    built = build_site(tmp_path, {**FILES, "site.yaml": settings})
    (problem,) = problems_of(built.problems)
    assert problem.code == "site-size"
    assert f"{built.report.total_bytes:,} bytes" in problem.message


def test_explain_compares_records_of_one_language(tmp_path: Path) -> None:
    other = record("Otro voto", locale="es", topics=["Política"], provider=LEDGER)
    built = build_site(tmp_path, {**FILES, "content/es/otro.md": other})
    with read_only_contents(built.options, Stopwatch()) as contents:
        lines = list(explain_pair(contents, built.options, "voto", "otro"))
        assert any(line.startswith("likeness of the two") for line in lines)
        with pytest.raises(UsageError, match="in the sites of different languages, es and en"):
            list(explain_pair(contents, built.options, "voto", "ferry"))


def test_explain_names_the_record_that_no_language_shows(tmp_path: Path) -> None:
    built = build_site(tmp_path, {**FILES, "content/news/bac.md": record("Bac", locale="fr")})
    with read_only_contents(built.options, Stopwatch()) as contents:
        for pair in (("voto", "bac"), ("bac", "ferry"), ("bac", "bac")):
            with pytest.raises(UsageError, match=r"bac\.md has no page in the site"):
                list(explain_pair(contents, built.options, *pair))


def test_a_sudden_loss_names_the_language(tmp_path: Path) -> None:
    spanish = {f"content/es/{n}.md": record(f"Voto {n}", locale="es") for n in range(24)}
    build_site(tmp_path, {**FILES, **spanish})
    built = build_site(tmp_path, FILES)
    (problem,) = problems_of(built.problems)
    assert problem.message == "es: 1 record left, the edition before had 25"
