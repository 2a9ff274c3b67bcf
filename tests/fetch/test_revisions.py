"""Records follow their sources, except in fields that an editor has changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.fetch.fetch_site import LEDGER, NOON, RADIO, FetchSite, item, picture


def night_ferry(
    title: str = "Night ferry", excerpt: str = "It sails.", image: str = "a.jpg"
) -> Any:
    return item(title=title, excerpt=excerpt, picture=picture(image, width=800, height=600))


@pytest.fixture
def fetched(site: FetchSite) -> FetchSite:
    """A site with one record."""
    site.set_feed(night_ferry())
    site.run()
    return site


def test_record_follows_its_source(fetched: FetchSite) -> None:
    before = fetched.only_record.read_text(encoding="utf-8")
    fetched.set_feed(night_ferry("Night ferry is late", "It does not sail.", "b.jpg"))
    report = fetched.run(hours=1)
    assert (report.new, report.updated) == (0, 1)
    assert fetched.only_record.read_text(encoding="utf-8") == (
        before.replace("title: Night ferry\n", "title: Night ferry is late\n")
        .replace("It sails.", "It does not sail.")
        .replace("a.jpg", "b.jpg")
        .replace("09:00:00Z\n", "09:00:00Z\nupdatedDateTime: 2026-11-25T13:00:00Z\n")
    )


def test_update_time_of_the_feed_is_used(fetched: FetchSite) -> None:
    at = NOON - timedelta(minutes=7)
    fetched.set_feed(item(title="Night ferry is late", excerpt="It sails.", updated_at=at))
    fetched.run(hours=1)
    assert fetched.fields()["updatedDateTime"] == "2026-11-25T11:53:00Z"


def test_impossible_update_time_is_ignored(
    fetched: FetchSite,
) -> None:
    for number, at in enumerate((NOON + timedelta(days=2), NOON - timedelta(days=2))):
        fetched.set_feed(item(title=f"Late {number}", excerpt="It sails.", updated_at=at))
        fetched.run(hours=1)
        assert fetched.fields()["updatedDateTime"] == f"2026-11-25T{13 + number}:00:00Z"


def test_record_follows_a_source_that_changes_back(fetched: FetchSite) -> None:
    for title in ("B", "Night ferry", "B"):
        fetched.set_feed(night_ferry(title))
        assert fetched.run(hours=1).updated == 1
        assert fetched.fields()["title"] == title


def test_changed_update_time_alone_is_no_revision(fetched: FetchSite) -> None:
    before = fetched.files
    changed = item(
        excerpt="It sails.",
        picture=picture("a.jpg", width=800, height=600),
        updated_at=NOON,
        published_at=NOON,
        categories=("New",),
        authors=("New",),
    )
    fetched.set_feed(changed)
    fetched.run(hours=1)
    assert fetched.files == before


@pytest.mark.parametrize("what", ["settings", "version"])
def test_excerpt_changed_by_settings_sets_no_update_time(
    fetched: FetchSite, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    if what == "settings":
        fetched.settings["fetch"] = {"excerpt_length": 6}
    else:
        monkeypatch.setattr("site_gen.fetch.state.__version__", "99.0")
    fetched.set_feed(night_ferry(excerpt="It…"))
    assert fetched.run(hours=1).updated == 1
    assert fetched.fields()["excerpt"] == "It…"
    assert "updatedDateTime" not in fetched.fields()
    assert fetched.run(hours=1).updated == 0
    fetched.set_feed(night_ferry(excerpt="No…"))
    assert fetched.run(hours=1).updated == 1
    assert fetched.fields()["updatedDateTime"] == "2026-11-25T15:00:00Z"


def test_update_time_of_the_feed_is_used_after_changed_settings(fetched: FetchSite) -> None:
    fetched.settings["fetch"] = {"excerpt_length": 6}
    at = NOON - timedelta(minutes=7)
    fetched.set_feed(item(title="Night ferry", excerpt="No…", updated_at=at))
    assert fetched.run(hours=1).updated == 1
    assert fetched.fields()["updatedDateTime"] == "2026-11-25T11:53:00Z"


@pytest.mark.parametrize("empty", [{"excerpt": ""}, {"picture": None}])
def test_field_missing_in_the_feed_is_not_removed(
    fetched: FetchSite, empty: dict[str, Any]
) -> None:
    before = fetched.files
    usual = {"excerpt": "It sails.", "picture": picture("a.jpg", width=800, height=600)}
    fetched.set_feed(item(**{**usual, **empty}))
    fetched.run(hours=1)
    assert fetched.files == before


def test_picture_with_a_new_signature_is_the_same(site: FetchSite) -> None:
    def shown(query: str) -> None:
        site.set_feed(item(picture=picture(f"a.jpg?{query}")))
        site.run(hours=1)

    shown("id=1&width=140&s=f00")
    before = site.files
    shown("width=300&s=ba2&id=1")
    assert site.files == before
    shown("id=2&width=140&s=f00")
    assert site.fields()["images"][0]["url"].endswith("a.jpg?id=2&width=140&s=f00")


EDITS: dict[str, tuple[str, Callable[[str], str]]] = {
    "title": ("title", lambda text: text.replace("title: Night ferry", "title: My headline")),
    "case": ("title", lambda text: text.replace("title: Night ferry", "title: NIGHT ferry")),
    "excerpt": ("excerpt", lambda text: text.replace("It sails.", "My words.")),
    "excerpt gone": ("excerpt", lambda text: text.replace("excerpt: It sails.\n", "")),
    "picture": ("images", lambda text: text.replace("a.jpg", "mine.jpg")),
    "attribution": (
        "images",
        lambda text: text.replace("    height: 600\n", "    height: 600\n    attribution: Me\n"),
    ),
    "number for a name": (
        "images",
        lambda text: text.replace("    height: 600\n", "    height: 600\n    600: Me\n"),
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_edited_field_is_kept_and_the_others_follow(fetched: FetchSite, name: str) -> None:
    field, change = EDITS[name]
    fetched.edit(change)
    mine = fetched.fields().get(field)
    fresh = night_ferry("Night ferry is late", "It does not sail.", "b.jpg")
    for number in range(3):
        fetched.set_feed(fresh, title=f"Read again {number}")
        fetched.run(hours=1)
        assert fetched.fields().get(field) == mine
    others = {"title": "Night ferry is late", "excerpt": "It does not sail."}
    for other, value in others.items():
        if other != field:
            assert fetched.fields()[other] == value
    if field != "images":
        assert fetched.fields()["images"][0]["url"].endswith("b.jpg")


def test_edit_that_was_undone_does_not_count(fetched: FetchSite) -> None:
    fetched.edit(lambda text: text.replace("title: Night ferry", "title: Mine"))
    fetched.set_feed(night_ferry("Late"))
    fetched.run(hours=1)
    fetched.edit(lambda text: text.replace("title: Mine", "title: Night ferry"))
    fetched.set_feed(night_ferry("Later"))
    fetched.run(hours=1)
    assert fetched.fields()["title"] == "Later"


def test_rest_of_the_file_is_unchanged_by_a_revision(fetched: FetchSite) -> None:
    text = fetched.only_record.read_text(encoding="utf-8")
    text = text.replace("---\n", "---\n# Checked by the night desk.\ndesk: night # odd field\n", 1)
    text = text.replace("title: Night ferry\n", "title:   'Night ferry'   # keep\n")
    text = text.replace("originalUrl", "heat: 12\npublished: false\noriginalUrl")
    text += "\nA **body**.\r\nWith odd ends.   \n"
    fetched.only_record.write_bytes(text.encode())
    fetched.set_feed(night_ferry(excerpt="It does not sail."))
    assert fetched.run(hours=1).updated == 1
    assert fetched.only_record.read_bytes() == (
        text.replace("It sails.", "It does not sail.")
        .replace("09:00:00Z\n", "09:00:00Z\nupdatedDateTime: 2026-11-25T13:00:00Z\n")
        .encode()
    )


def test_edited_update_time_is_kept(fetched: FetchSite) -> None:
    mine = "updatedDateTime: 2026-11-25T10:10:10Z"
    fetched.edit(lambda text: text.replace("09:00:00Z\n", f"09:00:00Z\n{mine}\n"))
    fetched.set_feed(night_ferry("Late"))
    fetched.run(hours=1)
    assert (fetched.fields()["title"], fetched.fields()["updatedDateTime"]) == (
        "Late",
        "2026-11-25T10:10:10Z",
    )


@pytest.mark.parametrize("written", ["2026-11-25 13:00:00+00:00", "2026-11-25T13:00:00.000Z"])
def test_reformatted_update_time_is_no_edit(fetched: FetchSite, written: str) -> None:
    """Editors of YAML may reformat times that nobody has changed."""
    fetched.set_feed(night_ferry("Late"))
    fetched.run(hours=1)
    fetched.edit(lambda text: text.replace("2026-11-25T13:00:00Z", written))
    fetched.set_feed(night_ferry("Later"))
    fetched.run(hours=1)
    assert fetched.fields()["updatedDateTime"] == "2026-11-25T14:00:00Z"


def test_record_with_the_latest_possible_time_is_revised(fetched: FetchSite) -> None:
    fetched.edit(lambda text: text.replace("2026-11-25T09:00:00Z", "9999-12-31T23:59:59Z"))
    fetched.set_feed(night_ferry("Late"))
    assert fetched.run(hours=1).updated == 1
    assert fetched.fields()["updatedDateTime"] == "9999-12-31T23:59:59Z"


def test_record_that_cannot_be_revised_is_unchanged_and_reported(fetched: FetchSite) -> None:
    def anchored(text: str) -> str:
        return text.replace("title: Night ferry", "title: &t Night ferry\nnote: *t")

    fetched.edit(anchored)
    before = fetched.only_record.read_bytes()
    fetched.set_feed(night_ferry("Late"))
    report = fetched.run(hours=1)
    assert (report.updated, [doubt.path for doubt in report.doubts]) == (
        0,
        ["news/2026/11/25/2026-11-25-night-ferry.md"],
    )
    assert (report.sources[0].updated, report.sources[0].records) == (0, ())
    assert fetched.only_record.read_bytes() == before
    assert len(fetched.run(hours=1).doubts) == 1, "it is named until it is mended"
    fetched.edit(lambda text: text.replace("&t ", "").replace("note: *t\n", ""))
    assert fetched.run(hours=1).updated == 1
    assert str(fetched.run(hours=1).sources[0].status) == "unchanged"


def test_file_with_broken_yaml_is_unchanged(fetched: FetchSite) -> None:
    fetched.edit(lambda text: text.replace("title: ", "title: ["))
    before = fetched.only_record.read_bytes()
    fetched.set_feed(night_ferry("Late"))
    assert fetched.run(hours=1).updated == 0
    assert fetched.only_record.read_bytes() == before
    fetched.edit(lambda text: text.replace("title: [", "title: "))
    assert (fetched.run(hours=1).updated, fetched.fields()["title"]) == (1, "Late"), (
        "mended, it follows"
    )


def test_only_the_first_source_of_an_article_changes_it(site: FetchSite) -> None:
    site.urls = [LEDGER, RADIO]
    site.set_feed(night_ferry())
    site.set_feed(night_ferry("As the other feed says"), url=RADIO)
    site.run()
    site.set_feed(night_ferry("As the other feed says now"), url=RADIO)
    assert site.run(hours=1).updated == 0
    site.urls = [RADIO]
    site.set_feed(night_ferry("As only this feed says"), url=RADIO)
    assert site.run(hours=1).updated == 1
    assert site.fields()["title"] == "As only this feed says"


def test_record_follows_its_source_listed_after_another(site: FetchSite) -> None:
    site.urls = [LEDGER, RADIO]
    site.set_feed(url=LEDGER)
    site.set_feed(night_ferry(), url=RADIO)
    site.run()
    site.set_feed(night_ferry("As the other feed says"), url=LEDGER)
    site.set_feed(night_ferry("Late"), url=RADIO)
    assert site.run(hours=1).updated == 1
    assert site.fields()["title"] == "Late"


def test_lost_ledger_is_rebuilt_from_records(fetched: FetchSite) -> None:
    """Records that are exactly as `fetch` writes them were not edited."""
    for path in (fetched.content / ".fetched").iterdir():
        path.unlink()
    fetched.run(hours=1)
    fetched.set_feed(night_ferry("Late"))
    report = fetched.run(hours=1)
    assert (report.new, report.updated, fetched.fields()["title"]) == (0, 1, "Late")


def test_edited_record_is_kept_if_the_ledger_is_lost(fetched: FetchSite) -> None:
    fetched.edit(lambda text: text.replace("It sails.", "My words."))
    for path in (fetched.content / ".fetched").iterdir():
        path.unlink()
    before = fetched.only_record.read_bytes()
    for title in ("Night ferry", "Late"):
        fetched.set_feed(night_ferry(title, "New."))
        fetched.run(hours=1)
    assert fetched.only_record.read_bytes() == before
