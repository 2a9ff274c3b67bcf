"""What an update makes again: the pages that show what was edited, each time as many."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from site_gen.build import build
from site_gen.model import BuildReport
from site_gen.theme import theme_root
from tests.sites.site import (
    NOW,
    Files,
    build_site,
    config,
    note,
    options_for,
    provider,
    read_folder,
    record,
)

RECORDS = 60
TOPICS = ("Tides", "Boats", "Nets")


NEAR_30 = (21, 22, 24, 26, 27, 29, 31, 33, 34)
"""Articles whose pages lead to r30."""


def newsroom() -> Files:
    """Records ``r00.md`` (the newest) to ``r59.md``, none of which tells another's story."""
    files: dict[str, str | bytes] = {
        "site.yaml": config(pagination={"page_size": 5}, stories={"threshold": 0}),
        "content/topics/tides.md": note("Up and down.", title="Tides"),
        "content/pages/about.md": note("Us.", title="About"),
    }
    for number in range(RECORDS):
        at = NOW - timedelta(hours=13 * number + 1)
        files[f"content/news/r{number:02}.md"] = record(
            f"Headline {number}",
            f"{at:%Y-%m-%dT%H:%M:%SZ}",
            topics=[TOPICS[number % 3]],
            provider=provider(f"Outlet {number % 4}"),
        )
    return files


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site that has been built."""
    build_site(tmp_path, newsroom())
    return tmp_path


def remade(folder: Path) -> tuple[set[str], BuildReport]:
    """The pages that the next build makes, and its report."""
    report = build(options_for(folder, explain_updates=True))
    assert len(report.why) == sum(report.pages.values()) - report.reused["files"]
    return {*report.why}, report


def retitle(folder: Path, name: str, title: str) -> None:
    path = folder / f"content/news/{name}.md"
    text, count = re.subn(r"^title: .*$", f"title: {title}", path.read_text(), flags=re.MULTILINE)
    assert count == 1
    path.write_text(text)


def showing(folder: Path, text: str) -> set[str]:
    """Files of the site that hold a text."""
    files = read_folder(folder / "_site")
    return {path for path, data in files.items() if text.encode() in data}


def test_edited_headline_makes_exactly_the_pages_that_show_it_each_time(folder: Path) -> None:
    retitle(folder, "r30", "Gulls leave")
    first, report = remade(folder)
    # The front page reads more headlines than it shows, to make its columns of one height.
    assert first == showing(folder, "Gulls leave") | {"index.html"}
    assert first == {
        "news/r30/index.html",
        # As the next newer or older article of all, of its topic or its outlet.
        *(f"news/r{number}/index.html" for number in NEAR_30),
        "archive/2026/02/13/index.html",
        "archive/2026/02/index.html",
        "digest/2026-02-13/index.html",
        "digest/2026-w07/index.html",
        "digest/feed.xml",
        "latest/page/6/index.html",
        "topics/tides/page/2/index.html",
        "topics/tides/feed.xml",
        "topics/tides/feed.json",
        "topics/tides/rss.xml",
        "providers/outlet-2/page/2/index.html",
        "providers/outlet-2/feed.xml",
        "api/news/r30/index.json",
        "api/news/page/6/index.json",
        "api/topics/tides/page/2/index.json",
        "api/providers/outlet-2/page/2/index.json",
        "index.html",
    }
    assert report.written == len(first) - 1
    assert report.reused["records"] == RECORDS - 1
    for title in ("Terns come", "Gulls leave", "Nobody knows"):
        retitle(folder, "r30", title)
        again, report = remade(folder)
        assert again == first
        assert report.written == len(first) - 1


def test_headline_on_fronts_makes_also_who_tells_when_the_newest_came(folder: Path) -> None:
    dated = {"topics/index.html", "providers/index.html"}
    retitle(folder, "r00", "Gulls leave")
    first, _ = remade(folder)
    shown = showing(folder, "Gulls leave")
    assert {"index.html", "latest/index.html", "feed.xml", "feed.json", "rss.xml"} < shown
    assert first == shown | dated
    retitle(folder, "r00", "Terns come")
    assert remade(folder)[0] == first


def test_headline_far_back_makes_its_pages_whatever_was_edited_before(folder: Path) -> None:
    retitle(folder, "r55", "Gulls leave")
    first, _ = remade(folder)
    # The front page counts the topics of the newest few hundred records.
    assert first == showing(folder, "Gulls leave") | {"index.html"}
    assert "latest/page/1/index.html" in first
    retitle(folder, "r20", "Terns come")  # another record, elsewhere
    other, _ = remade(folder)
    assert other == showing(folder, "Terns come")
    retitle(folder, "r55", "Gulls return")
    assert remade(folder)[0] == first


def test_new_record_and_its_end_make_the_fronts_and_leave_full_pages(folder: Path) -> None:
    """In the midst of updates that do so again and again."""
    path = folder / "content/news/new.md"
    new = record(
        "Lamp lit", "2026-03-01T11:30:00Z", topics=["Tides"], provider=provider("Outlet 2")
    )
    counts = []
    for _ in range(3):
        path.write_text(new)
        made, _ = remade(folder)
        assert "latest/index.html" in made
        assert not any("/page/" in each for each in made)
        path.unlink()
        gone, report = remade(folder)
        assert not any("/page/" in each for each in gone)
        counts.append((len(made), len(gone), report.removed))
    assert counts == [counts[0]] * 3
    assert counts[0][0] < 60


def test_description_of_a_topic_makes_its_pages_and_the_directory(folder: Path) -> None:
    path = folder / "content/topics/tides.md"
    path.write_text(note("In and out.", title="Tides"))
    made, _ = remade(folder)
    assert showing(folder, "In and out.") <= made
    names = {"index.html", "feeds/index.html", "feeds.opml", "providers.opml"}
    names |= {f"providers/outlet-{number}/index.html" for number in range(4)}
    others = {path for path in made if not path.startswith(("topics/", "api/topics/"))}
    assert others <= names


THEME = theme_root() / "templates"


@pytest.mark.parametrize(
    ("template", "pages"),
    [
        ("pages/topic.html", r"topics/[^/]+/(page/\d+/)?index\.html"),
        ("pages/404.html", r"404\.html"),
        ("pages/topics.html", r"topics/index\.html"),
        ("components/coverage.html", r"providers/[^/]+/(page/\d+/)?index\.html"),
        ("components/full_coverage.html", r"news/.*"),
        ("components/coverage_summary.html", r"news/.*"),
        (
            "components/index_row.html",
            r"(topics|digest)/index\.html|archive/(\d+/){0,2}index\.html",
        ),
    ],
    ids=["own", "another", "of one page", "imported", "imported once", "imported twice", "by some"],
)
def test_edited_template_makes_the_pages_that_use_it(
    folder: Path, template: str, pages: str
) -> None:
    own = folder / "templates" / template
    own.parent.mkdir(parents=True)
    text = (THEME / template).read_text()
    redirects = showing(folder, 'http-equiv="refresh"') | showing(folder, "http-equiv=refresh")
    using = {path for path in read_folder(folder / "_site") if re.fullmatch(pages, path)}
    for edit in ("{# one #}", "{# two #}"):
        own.write_text(text + edit)
        made, report = remade(folder)
        assert made == using - redirects
        assert report.written == 0, "a comment shows nowhere"


def test_template_that_all_pages_extend_makes_all_pages(folder: Path) -> None:
    own = folder / "templates" / "base.html"
    own.parent.mkdir()
    own.write_text((THEME / "base.html").read_text() + "{# one #}")
    made, _ = remade(folder)
    redirects = showing(folder, 'http-equiv="refresh"') | showing(folder, "http-equiv=refresh")
    pages = {path for path in read_folder(folder / "_site") if path.endswith(".html")}
    assert pages - redirects <= made
    assert not any(path.startswith("api/") for path in made)


def test_provider_that_writes_about_a_topic_tells_its_new_name(tmp_path: Path) -> None:
    """Also where none of the records on the outlet's front is about it."""
    files = dict(newsroom())
    files["content/news/oldest.md"] = record(
        "First of all",
        "2015-01-01T08:00:00Z",
        topics=["LAMPS"],
        provider=provider("Outlet 3"),
    )
    files["content/news/later.md"] = record(
        "Second", "2015-01-02T08:00:00Z", topics=["Lamps"], provider=provider("Outlet 2")
    )
    build_site(tmp_path, files)
    front = "providers/outlet-2/index.html"
    assert front in showing(tmp_path, "LAMPS")
    (tmp_path / "content/news/oldest.md").write_text(
        record("First of all", "2015-01-01T08:00:00Z", provider=provider("Outlet 3"))
    )
    made, _ = remade(tmp_path)
    assert front in made
    assert showing(tmp_path, "LAMPS") == set()


def test_record_among_others_makes_only_the_articles_around_it(folder: Path) -> None:
    text = record(
        "Lamp lit",
        f"{NOW - timedelta(hours=13 * 30 + 5):%Y-%m-%dT%H:%M:%SZ}",
        topics=["Tides"],
        provider=provider("Outlet 2"),
    )
    path = folder / "content/news/lamp.md"
    path.write_text(text)
    made, _ = remade(folder)
    articles = {page for page in made if page.startswith("news/")}
    assert articles == {page for page in showing(folder, "Lamp lit") if page.startswith("news/")}
    assert len(articles) < 12
    path.unlink()
    gone, _ = remade(folder)
    assert {page for page in gone if page.startswith("news/")} == articles - {
        "news/lamp/index.html"
    }
    assert showing(folder, "Lamp lit") == set()


def test_place_of_a_topic_in_the_tree_is_shown_by_its_articles(folder: Path) -> None:
    path = folder / "content/topics/boats.md"
    path.write_text(note("On water.", title="Boats", parent="Tides"))
    made, _ = remade(folder)
    of_topics = {f"news/r{number:02}/index.html" for number in range(RECORDS) if number % 3 != 2}
    assert of_topics <= made
    assert of_topics <= showing(folder, ">Related topics<")
    path.write_text(note("On rivers.", title="Boats", parent="Tides"))
    again, _ = remade(folder)  # a description is not shown there
    assert not [page for page in again if page.startswith("news/")]
