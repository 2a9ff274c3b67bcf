"""docs/urls-and-lists.md: addresses, lists and scores."""

from __future__ import annotations

from pathlib import Path

from site_gen.config import SiteConfig
from site_gen.plan.lists import divide
from site_gen.ranking import RankScore
from site_gen.urls import name_slug, record_id, record_path, topic_path
from tests.docs.reading import named, section, tables
from tests.planning.test_list_pages import list_of


def test_addresses_of_topics_are_as_documented() -> None:
    documented = named(tables(section("docs/urls-and-lists.md", "Topics"))[0])
    assert {name: [f"`{topic_path(name_slug(name))}`"] for name in documented} == documented


def test_addresses_of_records_are_as_documented() -> None:
    documented = named(tables(section("docs/urls-and-lists.md", "Records"))[0])
    made = {name: record_path(record_id(Path(name).stem)) for name in documented}
    assert {name: [f"`{path}`"] for name, path in made.items()} == documented


def test_lists_are_divided_as_documented() -> None:
    for records, front, *older in tables(section("docs/urls-and-lists.md", "Lists"))[0]:
        members = list_of(range(1, int(records) + 1))
        pages = {
            page.number: " ".join(f"r{number}" for number in page.ids)
            for page in divide(members, 2)
        }
        assert [pages[0], *(pages.get(number, "") for number in (3, 2, 1))] == [front, *older]


def test_scores_are_as_documented() -> None:
    rows = tables(section("docs/urls-and-lists.md", "Ranking"))[0]
    half_life = SiteConfig(title="T", base_url="https://quay.example/").ranking.half_life_hours
    for _, heat, age, weight, score in rows:
        number = int(heat.replace("−", "-"))
        terms = RankScore(number + 2 if number >= 0 else 1, float(age), half_life)
        assert terms.weight == int(weight)
        assert f"{terms.value:.3f}" == score.replace("−", "-")
