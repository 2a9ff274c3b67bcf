"""Providers: who is one outlet, its records, its coverage of others' stories, its topics."""

from __future__ import annotations

from pathlib import Path

from tests.sites.site import build_site, news, note, provider, record, related

QUAY = provider("Quay Times", "quaytimes.example")


def test_index_lists_providers_by_initial_with_domain_and_counts(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        news(
            record("A", "2026-01-01", provider=QUAY),
            record("B", "2026-01-02", provider=QUAY),
            record("C", "2026-01-03", provider=provider("Åre Blad")),
            record("D", "2026-01-04", provider=provider("24 Knots", "24knots.example")),
        ),
    )
    page = "/providers/"
    assert site.texts(page, ".provider-group__initial") == ["A", "Q", "#"]
    assert site.texts(page, ".provider-row__name") == ["Åre Blad", "Quay Times", "24 Knots"]
    assert site.texts(page, ".provider-row__domain") == ["quaytimes.example", "24knots.example"]
    assert site.texts(page, ".provider-row__facts") == [
        "1 article, latest 3 Jan 2026",
        "2 articles, latest 2 Jan 2026",
        "1 article, latest 4 Jan 2026",
    ]
    assert site.lost_links() == []


def test_one_domain_is_one_provider_however_its_name_is_spelt(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        news(
            record("A", "2026-01-01", provider=provider("Quay Times", "quaytimes.example")),
            record("B", "2026-01-02", provider=provider("QUAY TIMES", "www.QuayTimes.example")),
            record(
                "C", "2026-01-03", provider=provider("Quay-Times", "https://quaytimes.example/x")
            ),
        ),
    )
    assert site.texts("/providers/", ".provider-row__name") == ["Quay Times"]
    assert site.texts("/providers/quaytimes.example/", ".card__title") == ["C", "B", "A"]


def test_one_name_on_two_domains_is_two_providers(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        news(
            record("A", provider=provider("The Herald", "herald-north.example")),
            record("B", provider=provider("The Herald", "herald-south.example")),
            record("C", provider=provider("The Herald")),
        ),
    )
    for path, title in (
        ("/providers/herald-north.example/", "A"),
        ("/providers/herald-south.example/", "B"),
        ("/providers/the-herald/", "C"),
    ):
        assert site.texts(path, ".card__title") == [title]


def test_editors_note_merges_domains_and_names(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        {
            **news(
                record("A", "2026-01-01", provider=QUAY),
                record("B", "2026-01-02", provider=provider("QT", "quay.example")),
                record("C", "2026-01-03", provider=provider("The Quay")),
            ),
            "content/providers/quaytimes.example.md": note(
                "Since *1911*.", name="The Quay Times", aliases=["quay.example", "The Quay"]
            ),
        },
    )
    page = "/providers/quaytimes.example/"
    assert site.text(page, "h1") == "The Quay Times"
    assert site.text(page, ".page-head__intro") == "Since 1911."
    assert site.texts(page, ".card__title") == ["C", "B", "A"]
    assert len(site.all("/providers/", ".provider-row")) == 1


def test_page_leads_to_the_providers_own_site(tmp_path: Path) -> None:
    site = build_site(
        tmp_path, news(record("A", provider=QUAY), record("B", provider={"name": "N"}))
    )
    link = site.one("/providers/quaytimes.example/", ".provider-head__site a").attributes
    assert link["href"] == "https://quaytimes.example/"
    assert link["rel"] == "noopener nofollow"
    assert site.all("/providers/n/", ".provider-head__site") == []


def test_coverage_of_others_stories_is_listed_newest_first(tmp_path: Path) -> None:
    def told(title: str, url: str, day: str) -> dict[str, object]:
        return related(title, url, publishedDateTime=day)

    site = build_site(
        tmp_path,
        news(
            record(
                "Ferry returns",
                "2026-01-05",
                related=[
                    told("Ferry is back", "https://quaytimes.example/f?utm_id=1", "2026-01-05")
                ],
            ),
            record(
                "Storm ahead",
                "2026-01-04",
                related=[told("Batten down", "https://quaytimes.example/s", "2026-01-06")],
            ),
        ),
    )
    page = "/providers/quaytimes.example/"
    assert site.texts(page, ".coverage__link") == ["Batten down", "Ferry is back"]
    assert site.links(page, ".coverage__link") == [
        "https://quaytimes.example/s",
        "https://quaytimes.example/f",
    ]
    assert site.texts(page, ".coverage__story-link") == ["Storm ahead", "Ferry returns"]
    assert site.links(page, ".coverage__story-link") == ["/news/r2/", "/news/r1/"]
    assert site.text(page, ".empty__message").startswith("No articles of its own")
    facts = site.texts("/providers/", ".provider-row__facts")
    assert "Covers 2 stories that others lead" in facts


def test_one_article_in_two_related_lists_is_covered_once(tmp_path: Path) -> None:
    same = related("Ferry is back", "https://quaytimes.example/f")
    site = build_site(
        tmp_path,
        news(record("One", "2026-01-01", related=[same]), record("Two", related=[same])),
    )
    assert site.texts("/providers/quaytimes.example/", ".coverage__link") == ["Ferry is back"]


def test_long_coverage_is_cut_and_the_rest_counted(tmp_path: Path) -> None:
    entries = [related(f"Part {n}", f"https://quaytimes.example/{n}") for n in range(10)]
    site = build_site(tmp_path, news(record("A", related=entries)))
    page = "/providers/quaytimes.example/"
    assert len(site.all(page, ".coverage__item")) == 8
    assert site.text(page, ".coverage__more") == "And 2 more stories."


def test_what_a_provider_writes_about_is_told_most_first(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        news(
            record("A", topics=["Boats", "Tides"]),
            record("B", topics=["Tides"]),
            record("C", topics=["Gulls"], provider=QUAY),
        ),
    )
    page = "/providers/harbourpost.example/"
    items = site.texts(page, ".provider-page__topics .topic-list li")
    assert items == ["Tides 2", "Boats 1"]
    links = site.links(page, ".provider-page__topics .topic-tag")
    assert links == ["/topics/tides/", "/topics/boats/"]


def test_logo_is_the_first_that_was_given(tmp_path: Path) -> None:
    def logo(name: str) -> dict[str, object]:
        image = {"url": f"https://img.example/{name}.png", "width": 8, "height": 8}
        return provider("Quay Times", "quaytimes.example", images=[image])

    site = build_site(
        tmp_path,
        news(
            record("Old", "2026-01-01", provider=logo("old")),
            record("New", "2026-01-02", provider=logo("new")),
        ),
    )
    src = site.attribute("/providers/", ".provider-row .monogram__logo", "src")
    assert src == "https://img.example/old.png"
