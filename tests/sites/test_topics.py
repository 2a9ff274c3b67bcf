"""Topics: the index, each topic's page, what editors add, names that are nearly alike."""

from __future__ import annotations

from pathlib import Path

from tests.sites.site import Files, build_site, config, news, note, read_folder, record


def test_index_lists_topics_by_name_with_counts_and_latest_activity(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        news(
            record("A", "2026-01-03", topics=["Tides", "Boats"]),
            record("B", "2026-01-05", topics=["Tides"]),
        ),
    )
    assert site.texts("/topics/", ".index-row__title") == ["Boats", "Tides"]
    assert site.texts("/topics/", ".index-row__count") == ["1 article", "2 articles"]
    assert site.texts("/topics/", ".index-row__latest time") == ["3 Jan 2026", "5 Jan 2026"]
    assert site.links("/topics/", ".index-row__link") == ["/topics/boats/", "/topics/tides/"]


def test_topic_page_lists_its_records_newest_first(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        news(
            record("Old", "2026-01-01", topics=["Tides"]),
            record("Other", "2026-01-02", topics=["Boats"]),
            record("New", "2026-01-03", topics=["tides"]),
        ),
    )
    assert site.texts("/topics/tides/", ".card__title") == ["New", "Old"]
    assert site.text("/topics/tides/", "h1") == "Tides"  # as the oldest record spells it
    assert site.text("/topics/tides/", ".page-head__count") == "2 articles"


def test_names_that_slugs_confuse_stay_apart(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        news(
            record("Plain", topics=["C"]),
            record("Plus", topics=["C++"]),
            record("Sharp", topics=["C#"]),
        ),
    )
    for path, name, title in (
        ("/topics/c/", "C", "Plain"),
        ("/topics/c-plus-plus/", "C++", "Plus"),
        ("/topics/c-sharp/", "C#", "Sharp"),
    ):
        assert site.text(path, "h1") == name
        assert site.texts(path, ".card__title") == [title]


def test_editors_note_gives_a_topic_its_name_and_description(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        {
            **news(record("A", topics=["tides"])),
            "content/topics/tides.md": note(
                "All that *rises* and [falls](/latest/).", title="Tides & Surges"
            ),
        },
    )
    assert site.text("/topics/tides/", "h1") == "Tides & Surges"
    assert site.text("/topics/tides/", ".page-head__intro") == "All that rises and falls."
    assert site.text("/topics/", ".index-row__note") == "All that rises and falls."
    description = site.attribute("/topics/tides/", "meta[name=description]", "content")
    assert description == "All that rises and falls."


def test_aliases_gather_spellings_under_one_topic(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        {
            **news(
                record("Short", "2026-01-01", topics=["AI"]),
                record("Long", "2026-01-02", topics=["Artificial Intelligence"]),
                record("Both", "2026-01-03", topics=["AI", "Artificial Intelligence", "KI"]),
            ),
            "content/topics/ai.md": note(
                "", title="AI", aliases=["artificial  intelligence", "KI"]
            ),
        },
    )
    assert site.texts("/topics/ai/", ".card__title") == ["Both", "Long", "Short"]
    assert [page for page in site.pages() if page.startswith("/topics/")] == [
        "/topics/",
        "/topics/ai/",
    ]
    assert site.texts("/news/r3/", ".topic-tag") == ["AI"]


def test_transliterated_address_redirects_to_that_of_a_note(tmp_path: Path) -> None:
    old, new = "/topics/dian-che-92e4d1d0/", "/topics/trams/"
    files = news(
        record("Short", "2026-01-01", topics=["電車"]),
        record("Long", "2026-01-02", topics=["Trams", "Tramway"]),
    )
    before = build_site(tmp_path, files)
    assert old in before.pages()
    described = note("", title="電車", aliases=["Trams", "Tramway"])
    with_note = {**files, "content/topics/trams.md": described}
    site = build_site(tmp_path, with_note)
    build_site(tmp_path / "clean", with_note)
    assert read_folder(tmp_path / "_site") == read_folder(tmp_path / "clean/_site")
    assert site.texts(new, ".card__title") == ["Long", "Short"]
    assert site.attribute(old, "link[rel=canonical]", "href") == f"https://gazette.example{new}"
    assert "/topics/tramway/" not in site.pages(), "its address lost nothing"
    assert old not in (tmp_path / "_site/sitemap.xml").read_text()
    (tmp_path / "content/topics/trams.md").unlink()
    again = build_site(tmp_path, files)
    assert again.texts(old, ".card__title") == ["Short"]


def test_parent_and_children_lead_to_each_other(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        {
            **news(record("A", topics=["Tides"]), record("B", topics=["Surges"])),
            "content/topics/sea.md": note("", title="The Sea"),
            "content/topics/tides.md": note("", title="Tides", parent="The Sea"),
            "content/topics/surges.md": note("", title="Surges", parent="the sea"),
        },
    )
    assert site.texts("/topics/sea/", ".topic-head .topic-tag") == ["Surges", "Tides"]
    assert site.text("/topics/tides/", ".topic-head__parent") == "Part of The Sea"
    assert site.links("/topics/tides/", ".topic-head__parent a") == ["/topics/sea/"]
    assert site.links("/topics/tides/", ".breadcrumbs a") == ["/", "/topics/", "/topics/sea/"]
    # The index shows children with their parent, not a second time.
    assert site.texts("/topics/", ".index-row__title") == ["The Sea"]
    assert site.texts("/topics/", ".index-row__child") == ["Surges 1", "Tides 1"]
    assert site.lost_links() == []


def test_parents_in_a_circle_end_nowhere_in_a_loop(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        {
            **news(record("A", topics=["Tides"]), record("B", topics=["Surges"])),
            "content/topics/tides.md": note("", title="Tides", parent="Surges"),
            "content/topics/surges.md": note("", title="Surges", parent="Tides"),
        },
    )
    parents = [
        site.texts(f"/topics/{name}/", ".topic-head__parent") for name in ("tides", "surges")
    ]
    assert sorted(map(len, parents)) == [0, 1]
    assert site.lost_links() == []


def test_note_about_a_topic_without_records_makes_no_page(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/topics/quiet.md": note("", title="Quiet")})
    assert "/topics/quiet/" not in site.pages()


def test_picture_of_a_topic_stands_at_its_head(tmp_path: Path) -> None:
    image = {"url": "/img/icon.svg", "width": 30, "height": 20}
    site = build_site(
        tmp_path,
        {
            **news(record("A", topics=["Tides"])),
            "content/topics/tides.md": note("", title="Tides", images=[image]),
        },
    )
    assert site.attribute("/topics/tides/", ".topic-head__picture img", "src") == "/img/icon.svg"


BELOW: Files = {
    "content/topics/coast.md": note(title="Coast"),
    "content/topics/boats.md": note(title="Boats", parent="Coast"),
    "content/topics/ferries.md": note(title="Ferries", parent="Boats"),
    **news(
        record("A", "2026-02-01T09:00:00Z", topics=["Boats"]),
        record("B", "2026-02-02T09:00:00Z", topics=["Ferries", "Boats"], story="gale"),
        record("C", "2026-02-03T09:00:00Z", topics=["Ferries"], story="gale"),
    ),
}


def test_topic_without_articles_of_its_own_has_those_of_the_topics_below(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"site.yaml": config(pagination={"page_size": 2}), **BELOW})
    assert site.texts("/topics/coast/", ".day-list .card__title") == ["C", "A"]
    assert site.all("/topics/coast/", ".page-head__count, .empty") == []
    assert site.texts("/topics/boats/", ".day-list .card__title") == ["B", "A"]


def test_topic_without_articles_follows_those_of_the_topics_below(tmp_path: Path) -> None:
    build_site(tmp_path, BELOW)
    later = record("D", "2026-02-04T09:00:00Z", topics=["Ferries"])
    site = build_site(tmp_path, {**BELOW, "content/news/r4.md": later})
    clean = build_site(tmp_path / "clean", {**BELOW, "content/news/r4.md": later})
    assert site.texts("/topics/coast/", ".day-list .card__title")[0] == "D"
    assert site.files() == clean.files()
