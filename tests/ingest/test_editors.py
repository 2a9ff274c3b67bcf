"""What a person changed stays; what the source changed is taken over, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.ingest.newsstand import LEDGER, NOON, RADIO, Newsstand, item, picture


def told(title: str = "Night ferry", excerpt: str = "It sails.", image: str = "a.jpg") -> Any:
    return item(title=title, excerpt=excerpt, picture=picture(image, width=800, height=600))


@pytest.fixture
def read(stand: Newsstand) -> Newsstand:
    """A stand whose one article has been written."""
    stand.says(told())
    stand.run()
    return stand


def test_changes_of_the_source_are_taken_over(read: Newsstand) -> None:
    before = read.only.read_text(encoding="utf-8")
    read.says(told("Night ferry is late", "It does not sail.", "b.jpg"))
    report = read.run(hours=1)
    assert (report.new, report.updated) == (0, 1)
    assert read.only.read_text(encoding="utf-8") == (
        before.replace("title: Night ferry\n", "title: Night ferry is late\n")
        .replace("It sails.", "It does not sail.")
        .replace("a.jpg", "b.jpg")
        .replace("09:00:00Z\n", "09:00:00Z\nupdatedDateTime: 2026-11-25T13:00:00Z\n")
    )


def test_feed_s_own_time_of_a_change_is_taken(read: Newsstand) -> None:
    at = NOON - timedelta(minutes=7)
    read.says(item(title="Night ferry is late", excerpt="It sails.", updated_at=at))
    read.run(hours=1)
    assert read.fields()["updatedDateTime"] == "2026-11-25T11:53:00Z"


def test_time_of_a_change_in_the_future_or_before_publication_is_not_believed(
    read: Newsstand,
) -> None:
    for number, at in enumerate((NOON + timedelta(days=2), NOON - timedelta(days=2))):
        read.says(item(title=f"Late {number}", excerpt="It sails.", updated_at=at))
        read.run(hours=1)
        assert read.fields()["updatedDateTime"] == f"2026-11-25T{13 + number}:00:00Z"


def test_source_that_changes_back_is_followed(read: Newsstand) -> None:
    for title in ("B", "Night ferry", "B"):
        read.says(told(title))
        assert read.run(hours=1).updated == 1
        assert read.fields()["title"] == title


def test_only_a_time_that_changes_is_no_change(read: Newsstand) -> None:
    before = read.files
    changed = item(
        excerpt="It sails.",
        picture=picture("a.jpg", width=800, height=600),
        updated_at=NOON,
        published_at=NOON,
        categories=("New",),
        authors=("New",),
    )
    read.says(changed)
    read.run(hours=1)
    assert read.files == before


@pytest.mark.parametrize("what", ["settings", "version"])
def test_excerpt_that_we_make_otherwise_does_not_make_its_article_an_updated_one(
    read: Newsstand, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    if what == "settings":
        read.settings["fetch"] = {"excerpt_length": 6}
    else:
        monkeypatch.setattr("site_gen.fetch.state.__version__", "99.0")
    read.says(told(excerpt="It…"))
    assert read.run(hours=1).updated == 1
    assert read.fields()["excerpt"] == "It…"
    assert "updatedDateTime" not in read.fields()
    assert read.run(hours=1).updated == 0
    read.says(told(excerpt="No…"))
    assert read.run(hours=1).updated == 1
    assert read.fields()["updatedDateTime"] == "2026-11-25T15:00:00Z"


def test_feed_s_own_time_is_taken_also_where_we_make_an_excerpt_otherwise(read: Newsstand) -> None:
    read.settings["fetch"] = {"excerpt_length": 6}
    at = NOON - timedelta(minutes=7)
    read.says(item(title="Night ferry", excerpt="No…", updated_at=at))
    assert read.run(hours=1).updated == 1
    assert read.fields()["updatedDateTime"] == "2026-11-25T11:53:00Z"


@pytest.mark.parametrize("empty", [{"excerpt": ""}, {"picture": None}])
def test_source_that_falls_silent_takes_nothing_away(
    read: Newsstand, empty: dict[str, Any]
) -> None:
    before = read.files
    usual = {"excerpt": "It sails.", "picture": picture("a.jpg", width=800, height=600)}
    read.says(item(**{**usual, **empty}))
    read.run(hours=1)
    assert read.files == before


def test_picture_that_is_only_signed_anew_is_the_same(stand: Newsstand) -> None:
    def shown(query: str) -> None:
        stand.says(item(picture=picture(f"a.jpg?{query}")))
        stand.run(hours=1)

    shown("id=1&width=140&s=f00")
    before = stand.files
    shown("width=300&s=ba2&id=1")
    assert stand.files == before
    shown("id=2&width=140&s=f00")
    assert stand.fields()["images"][0]["url"].endswith("a.jpg?id=2&width=140&s=f00")


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
def test_field_that_a_person_changed_stays_and_the_others_follow(
    read: Newsstand, name: str
) -> None:
    field, change = EDITS[name]
    read.edit(change)
    mine = read.fields().get(field)
    fresh = told("Night ferry is late", "It does not sail.", "b.jpg")
    for number in range(3):
        read.says(fresh, title=f"Read again {number}")
        read.run(hours=1)
        assert read.fields().get(field) == mine
    others = {"title": "Night ferry is late", "excerpt": "It does not sail."}
    for other, value in others.items():
        if other != field:
            assert read.fields()[other] == value
    if field != "images":
        assert read.fields()["images"][0]["url"].endswith("b.jpg")


def test_change_that_a_person_takes_back_is_none(read: Newsstand) -> None:
    read.edit(lambda text: text.replace("title: Night ferry", "title: Mine"))
    read.says(told("Late"))
    read.run(hours=1)
    read.edit(lambda text: text.replace("title: Mine", "title: Night ferry"))
    read.says(told("Later"))
    read.run(hours=1)
    assert read.fields()["title"] == "Later"


def test_all_else_in_the_file_survives_a_change_of_the_source(read: Newsstand) -> None:
    text = read.only.read_text(encoding="utf-8")
    text = text.replace("---\n", "---\n# Checked by the night desk.\ndesk: night # odd field\n", 1)
    text = text.replace("title: Night ferry\n", "title:   'Night ferry'   # keep\n")
    text = text.replace("originalUrl", "heat: 12\npublished: false\noriginalUrl")
    text += "\nA **body**.\r\nWith odd ends.   \n"
    read.only.write_bytes(text.encode())
    read.says(told(excerpt="It does not sail."))
    assert read.run(hours=1).updated == 1
    assert read.only.read_bytes() == (
        text.replace("It sails.", "It does not sail.")
        .replace("09:00:00Z\n", "09:00:00Z\nupdatedDateTime: 2026-11-25T13:00:00Z\n")
        .encode()
    )


def test_time_of_a_change_that_a_person_wrote_stays(read: Newsstand) -> None:
    mine = "updatedDateTime: 2026-11-25T10:10:10Z"
    read.edit(lambda text: text.replace("09:00:00Z\n", f"09:00:00Z\n{mine}\n"))
    read.says(told("Late"))
    read.run(hours=1)
    assert (read.fields()["title"], read.fields()["updatedDateTime"]) == (
        "Late",
        "2026-11-25T10:10:10Z",
    )


@pytest.mark.parametrize("written", ["2026-11-25 13:00:00+00:00", "2026-11-25T13:00:00.000Z"])
def test_time_of_a_change_that_another_program_wrote_anew_follows(
    read: Newsstand, written: str
) -> None:
    """Some that keep YAML write each time in their own way, be it touched or not."""
    read.says(told("Late"))
    read.run(hours=1)
    read.edit(lambda text: text.replace("2026-11-25T13:00:00Z", written))
    read.says(told("Later"))
    read.run(hours=1)
    assert read.fields()["updatedDateTime"] == "2026-11-25T14:00:00Z"


def test_record_for_the_end_of_time_is_revised_as_any_other(read: Newsstand) -> None:
    read.edit(lambda text: text.replace("2026-11-25T09:00:00Z", "9999-12-31T23:59:59Z"))
    read.says(told("Late"))
    assert read.run(hours=1).updated == 1
    assert read.fields()["updatedDateTime"] == "9999-12-31T23:59:59Z"


def test_record_that_cannot_be_revised_is_left_as_it_is_and_told_of(read: Newsstand) -> None:
    def anchored(text: str) -> str:
        return text.replace("title: Night ferry", "title: &t Night ferry\nnote: *t")

    read.edit(anchored)
    before = read.only.read_bytes()
    read.says(told("Late"))
    report = read.run(hours=1)
    assert (report.updated, [doubt.path for doubt in report.doubts]) == (
        0,
        ["news/2026/11/25/2026-11-25-night-ferry.md"],
    )
    assert (report.sources[0].updated, report.sources[0].records) == (0, ())
    assert read.only.read_bytes() == before
    assert len(read.run(hours=1).doubts) == 1, "it is named until it is mended"
    read.edit(lambda text: text.replace("&t ", "").replace("note: *t\n", ""))
    assert read.run(hours=1).updated == 1
    assert str(read.run(hours=1).sources[0].status) == "unchanged"


def test_file_that_a_person_broke_is_left_as_it_is(read: Newsstand) -> None:
    read.edit(lambda text: text.replace("title: ", "title: ["))
    before = read.only.read_bytes()
    read.says(told("Late"))
    assert read.run(hours=1).updated == 0
    assert read.only.read_bytes() == before
    read.edit(lambda text: text.replace("title: [", "title: "))
    assert (read.run(hours=1).updated, read.fields()["title"]) == (1, "Late"), "mended, it follows"


def test_article_belongs_to_the_source_that_brought_it(stand: Newsstand) -> None:
    stand.urls = [LEDGER, RADIO]
    stand.says(told())
    stand.says(told("As the other feed says"), url=RADIO)
    stand.run()
    stand.says(told("As the other feed says now"), url=RADIO)
    assert stand.run(hours=1).updated == 0
    stand.urls = [RADIO]
    stand.says(told("As only this feed says"), url=RADIO)
    assert stand.run(hours=1).updated == 1
    assert stand.fields()["title"] == "As only this feed says"


def test_source_is_followed_though_another_speaks_of_its_article_first(stand: Newsstand) -> None:
    stand.urls = [LEDGER, RADIO]
    stand.says(url=LEDGER)
    stand.says(told(), url=RADIO)
    stand.run()
    stand.says(told("As the other feed says"), url=LEDGER)
    stand.says(told("Late"), url=RADIO)
    assert stand.run(hours=1).updated == 1
    assert stand.fields()["title"] == "Late"


def test_lost_ledger_is_made_anew_of_what_is_there(read: Newsstand) -> None:
    """Records that are as they would be written now are known to be nobody's own words."""
    for path in (read.content / ".fetched").iterdir():
        path.unlink()
    read.run(hours=1)
    read.says(told("Late"))
    report = read.run(hours=1)
    assert (report.new, report.updated, read.fields()["title"]) == (0, 1, "Late")


def test_lost_ledger_gives_no_edited_record_away(read: Newsstand) -> None:
    read.edit(lambda text: text.replace("It sails.", "My words."))
    for path in (read.content / ".fetched").iterdir():
        path.unlink()
    before = read.only.read_bytes()
    for title in ("Night ferry", "Late"):
        read.says(told(title, "New."))
        read.run(hours=1)
    assert read.only.read_bytes() == before
