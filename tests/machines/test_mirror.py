"""The JSON mirror: documents and their schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml

from site_gen.model import mirror
from tests.sites.edits import Editor
from tests.sites.site import Site, build_site, config, days, news, note, provider, record, related


def read(site: Site, path: str) -> Any:
    return json.loads(site.path(path).read_bytes())


def documents(site: Site) -> dict[str, bytes]:
    return {path: data for path, data in site.files().items() if path.startswith("api/")}


def assert_valid(site: Site) -> None:
    """Every document has the type of its path, by the published schema and by our types."""
    unchecked = documents(site)
    schema = json.loads(unchecked.pop("api/schema.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for path, data in unchecked.items():
        kind = mirror.type_for(path)
        assert kind is not None, path
        part = {**schema, "anyOf": [{"$ref": f"#/$defs/{kind.__name__}"}]}
        jsonschema.Draft202012Validator(part, format_checker=jsonschema.FormatChecker()).validate(
            json.loads(data)
        )
        msgspec.json.decode(data, type=kind)


@pytest.mark.parametrize("seed", [3, 6])
def test_documents_of_any_site_are_valid(tmp_path: Path, seed: int) -> None:
    editor = Editor(seed)
    for _ in range(12):
        editor.edit()
    settings = yaml.safe_load(editor.files["site.yaml"])
    files = {**editor.files, "site.yaml": config(**{**settings, "mirror": True})}
    assert_valid(build_site(tmp_path, files, now=editor.now))


def test_document_with_an_unknown_field_is_not_valid(tmp_path: Path) -> None:
    site = build_site(tmp_path, news(record("A")))
    path = site.path("/api/news/r1/index.json")
    path.write_bytes(path.read_bytes().replace(b'{"id"', b'{"more":1,"id"', 1))
    with pytest.raises(jsonschema.ValidationError):
        assert_valid(site)


@pytest.mark.parametrize("front", ["/api/news/", "/api/topics/tides/", "/api/providers/x.example/"])
def test_client_that_follows_the_pages_reads_every_record_once(tmp_path: Path, front: str) -> None:
    fields: dict[str, Any] = {"topics": ["Tides"], "provider": provider("X", "x.example")}
    files = {"site.yaml": config(pagination={"page_size": 2}), **days(7, **fields)}
    site = build_site(tmp_path, files)
    page, seen = read(site, f"{front}index.json"), []
    while True:
        seen += [item["title"] for item in page["value"]]
        if page["nextPage"] is None:
            break
        page = read(site, f"{front}page/{page['nextPage']}/index.json")
    assert seen == [f"Day {day}" for day in range(7, 0, -1)]


def test_item_says_what_the_record_does(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        news(
            record(
                "Ferry",
                "2026-02-01T10:30:00+01:00",
                body="Some *words*.",
                topics=["tides", "C++"],
                quality=70,
                heat=-1,
                tags=["quay"],
                categories=["ports"],
                locale="de",
                images=[{"url": "/img/a.png", "width": 3, "height": 2, "isCached": True}],
                secured="QUFBQQ==;QkJCQg==",
                related=[related("Other", "https://q.example/a", quality=3)],
            )
        ),
    )
    (item,) = read(site, "/api/news/index.json")["value"]
    assert item == {
        "id": "r1",
        "path": "news/r1.md",
        "title": "Ferry",
        "type": "article",
        "quality": 70,
        "heat": -1,
        "sourceUrl": "/api/news/r1/index.json",
        "webUrl": "https://harbourpost.example/ferry",
        "excerpt": "What is known about it: Ferry.",
        "publishedDateTime": "2026-02-01T09:30:00Z",
        "provider": {"name": "Harbour Post", "domain": "harbourpost.example"},
        "images": [{"url": "/img/a.png", "width": 3, "height": 2, "isCached": True}],
        "locale": "de",
        "categories": ["ports"],
        "topics": ["tides", "C++"],
    }
    whole = read(site, item["sourceUrl"])
    assert whole == item | {
        "content": "<p>Some <em>words</em>.</p>",
        "tags": ["quay"],
        "related": [
            {
                "title": "Other",
                "webUrl": "https://q.example/a",
                "provider": {"name": "Quay Times", "domain": "q.example"},
                "quality": 3,
            }
        ],
    }


def test_heat_is_the_computed_one_where_the_record_has_none(tmp_path: Path) -> None:
    quay = provider("Quay Times", "quay.example")
    files = news(
        record("Ferry sails", story="ferry"),
        record("Ferry is back", story="ferry", provider=quay, heat=-1),
        record("Gulls"),
    )
    site = build_site(tmp_path, files)
    heats = {item["id"]: item["heat"] for item in read(site, "/api/news/index.json")["value"]}
    assert heats == {"r1": 10, "r2": -1, "r3": 0}
    documents = {id_: read(site, f"/api/news/{id_}/index.json")["heat"] for id_ in heats}
    assert documents == heats


def test_related_record_of_the_site_leads_to_its_own_document(tmp_path: Path) -> None:
    other = record("Ferry again", webUrl="https://q.example/a", provider=provider("Q", "q.example"))
    listed = [related("Ferry again", "https://q.example/a")]
    files = {
        "site.yaml": config(base_url="https://gazette.example/news/"),
        **news(record("Ferry", related=listed), other),
    }
    site = build_site(tmp_path, files)
    (entry,) = read(site, "/api/news/r1/index.json")["related"]
    assert entry["sourceUrl"] == "/news/api/news/r2/index.json"


def test_first_three_related_articles_are_in_full_and_the_others_brief(tmp_path: Path) -> None:
    image = {"url": "https://img.example/a.jpg", "width": 3, "height": 2}
    listed = [
        related(f"N{n}", f"https://q{n}.example/", f"Q{n}", excerpt="word " * 40, images=[image])
        for n in range(5)
    ]
    site = build_site(tmp_path, news(record("Ferry", related=listed)))
    entries = read(site, "/api/news/r1/index.json")["related"]
    assert [("excerpt" in entry, "images" in entry) for entry in entries] == (
        [(True, True)] * 3 + [(False, False)] * 2
    )
    assert all(len(entry["excerpt"]) <= 120 for entry in entries[:3])


def test_lists_cut_the_excerpt_and_the_records_own_document_does_not(tmp_path: Path) -> None:
    excerpt = ("word " * 60).strip()
    site = build_site(tmp_path, news(record("Ferry", excerpt=excerpt)))
    (item,) = read(site, "/api/news/index.json")["value"]
    assert 120 < len(item["excerpt"]) <= 160
    assert read(site, "/api/news/r1/index.json")["excerpt"] == excerpt


def test_topics_and_providers_are_listed_with_their_counts(tmp_path: Path) -> None:
    files = {
        "content/topics/tides.md": note("", title="Tides", parent="Sea"),
        **news(record("A", topics=["Tides"]), record("B", "2026-01-01", topics=["Sea", "Tides"])),
    }
    site = build_site(tmp_path, files)
    sea, tides = read(site, "/api/topics/index.json")["value"]
    assert (sea["id"], sea["title"], sea["count"]) == ("sea", "Sea", 1)
    assert (tides["parent"], tides["count"], tides["path"]) == ("sea", 2, "/topics/tides/")
    assert tides["publishedDateTime"] == "2026-02-01T09:30:00Z"
    assert read(site, tides["sourceUrl"])["title"] == "Tides"
    (provider,) = read(site, "/api/providers/index.json")["value"]
    assert (provider["name"], provider["domain"], provider["count"]) == (
        "Harbour Post",
        "harbourpost.example",
        2,
    )


def test_stories_that_several_articles_tell_are_listed(tmp_path: Path) -> None:
    shared = [related("Third", "https://q.example/a", publishedDateTime="2026-02-01T11:00:00Z")]
    site = build_site(
        tmp_path,
        news(
            record("Ferry", related=shared),
            record("Ship", "2026-02-01T10:00:00Z", related=shared, quality=5),
            record("Alone", "2026-01-01"),
        ),
    )
    (story,) = read(site, "/api/stories/index.json")["value"]
    assert story == {
        "id": "r1",
        "lead": "r2",
        "articles": ["r1", "r2"],
        "providers": ["Harbour Post", "Quay Times"],
        "firstPublishedDateTime": "2026-02-01T09:30:00Z",
        "lastPublishedDateTime": "2026-02-01T11:00:00Z",
    }
    items = read(site, "/api/news/index.json")["value"]
    assert [(item["id"], item.get("story")) for item in items] == [
        ("r2", "r1"),
        ("r1", None),
        ("r3", None),
    ]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("api/news/index.json", mirror.Listing),
        ("api/news/page/12/index.json", mirror.Listing),
        ("api/news/page/index.json", mirror.RecordDocument),
        ("api/news/a.b/index.json", mirror.RecordDocument),
        ("api/topics/index.json", mirror.TopicIndex),
        ("api/topics/ai/page/1/index.json", mirror.Listing),
        ("api/providers/index.json", mirror.ProviderIndex),
        ("api/stories/page/1/index.json", mirror.StoryListing),
        ("api/schema.json", None),
        ("feed.json", None),
    ],
)
def test_place_says_the_type(path: str, kind: type | None) -> None:
    assert mirror.type_for(path) is kind


def test_site_that_wants_no_mirror_has_none(tmp_path: Path) -> None:
    files = {**days(3), "site.yaml": config(mirror=False)}
    site = build_site(tmp_path, files)
    assert [path for path in site.files() if path.startswith("api/")] == []
    assert site.report.pages["article"] == 3
