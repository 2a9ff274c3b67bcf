"""Any order of runs, feeds and editors' changes leaves one record for each article, and every
change of an editor in its place.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from site_gen.errors import OutputError
from site_gen.fetch import content_files
from site_gen.fetch.ledger import read_ledger
from site_gen.fetch.ledger_digests import id_digests
from site_gen.fetch.types import FeedItem
from site_gen.provider_keys import provider_key
from tests.fetch.fetch_site import LEDGER, FetchSite, connect, item, picture

SECOND = "https://harbourledger.example/second.xml"
MOVED = "https://harbourledger.example/moved.xml"
ARTICLES = range(4)
FORMS: tuple[Callable[[str], str], ...] = (
    lambda slug: f"https://harbourledger.example/{slug}",
    lambda slug: f"http://www.harbourledger.example/{slug}/",
    lambda slug: f"https://harbourledger.example/{slug}?utm_source=feed&fbclid=9",
    lambda slug: f"https://harbourledger.example/2026/{slug}-renamed",
)


class World:
    """Providers, a repository, and an editor whose changes are remembered."""

    def __init__(self, site: FetchSite, dice: random.Random) -> None:
        self.site = site
        self.dice = dice
        self.deleted: set[int] = set()
        self.mine: dict[int, dict[str, str]] = {}
        """Article → edited fields that its file must have: name → line."""
        self.versions = dict.fromkeys(ARTICLES, 0)

    def entry(self, number: int) -> FeedItem:
        """The entry of an article; its address or its id may have changed.

        It has a new address only with its old id, if both are known by then: where
        all is new, and its headline too, nobody could tell that it is the same.
        """
        slug = f"story-{number}"
        line = read_ledger(self.site.content).get(f"harbourledger.example/{slug}")
        provider = provider_key("Harbour Ledger", "harbourledger.example")
        id_digest = id_digests(provider, "", f"id-{number}")[0]
        met = line is not None and id_digest in line.id_digests
        form = self.dice.choice(FORMS if met else FORMS[:-1])
        keeps_id = form is FORMS[-1] or self.dice.random() < 0.7
        version = self.versions[number]
        return item(
            slug,
            title=f"Story {number} in version {version}",
            excerpt=f"Told for the {version}. time.",
            links=(form(slug),),
            id=f"id-{number}" if keeps_id else f"id-{number}-{self.dice.random()}",
            picture=picture(f"{number}-{version}.jpg"),
        )

    def publish(self) -> None:
        """Change the feeds: entries are added, removed, moved and changed."""
        urls = self.dice.choice(([LEDGER], [LEDGER, SECOND], [SECOND, MOVED], [MOVED]))
        self.site.urls = [*urls]
        for url in urls:
            entries = [self.entry(number) for number in ARTICLES if self.dice.random() < 0.8]
            self.dice.shuffle(entries)
            self.site.set_feed(*entries, *entries[:1], url=url)

    def rewrite(self) -> None:
        """A provider changes an article."""
        self.versions[self.dice.choice(ARTICLES)] += 1
        self.publish()

    def run(self) -> None:
        self.site.run(hours=self.dice.choice((1, 5, 40)))

    def run_without_cache(self) -> None:
        (self.site.folder / ".site_gen_cache" / "fetch").unlink(missing_ok=True)
        self.run()

    def run_killed(self) -> None:
        """A run is killed after some of its writes."""
        with dying(self.dice.randrange(12)):
            self.run()

    def check_all(self) -> None:
        """One feed lists every article; fields that were not edited must be as in the feed."""
        self.site.urls = [MOVED]
        self.site.set_feed(*map(self.entry, ARTICLES), url=MOVED)
        self.run()
        for number, path in self.files().items():
            fields, mine = self.site.fields(path), self.mine.get(number, {})
            if "title" not in mine:
                assert fields["title"] == f"Story {number} in version {self.versions[number]}"
            if "excerpt" not in mine:
                assert fields["excerpt"] == f"Told for the {self.versions[number]}. time."
            assert fields["images"][0]["url"].endswith(f"/{number}-{self.versions[number]}.jpg")

    def files(self) -> dict[int, Path]:
        """Article → its record; fails if one has two."""
        found: dict[int, Path] = {}
        for path in self.site.paths:
            text = path.read_text(encoding="utf-8")
            match = re.search(r"^originalUrl:.*story-(\d)", text, re.MULTILINE)
            assert match, text
            number = int(match[1])
            assert number not in found, f"two records: {found[number]} and {path}"
            found[number] = path
        return found

    def edit(self) -> None:
        """An editor changes something in some record."""
        for number, path in self._some():
            what = self.dice.choice(("title", "excerpt", "desk", "comment"))
            line = "# seen by me" if what == "comment" else f"{what}: mine {self.dice.random()}"
            self.mine.setdefault(number, {})[what] = line
            text = path.read_text(encoding="utf-8")
            changed, count = re.subn(rf"^{what}: .*$", line, text, count=1, flags=re.MULTILINE)
            if not count and line not in text:
                changed = text.replace("provider:\n", f"{line}\nprovider:\n")
            path.write_text(changed, encoding="utf-8")

    def delete(self) -> None:
        for number, path in self._some():
            path.unlink()
            self.deleted.add(number)

    def rename(self) -> None:
        for number, path in self._some():
            path.rename(path.with_name(f"renamed-{number}-{self.dice.randrange(999)}.md"))

    def _some(self) -> Iterator[tuple[int, Path]]:
        found = sorted(self.files().items())
        yield from [self.dice.choice(found)] if found else []

    def check(self) -> None:
        """Check: one record for each article, none that was deleted, and all edits."""
        found = self.files()
        assert self.deleted.isdisjoint(found), "a deleted record came back"
        for number, lines in self.mine.items():
            text = found[number].read_text(encoding="utf-8") if number in found else ""
            missing = [line for line in lines.values() if text and line not in text]
            assert not missing, f"{text}\nlost: {missing}"
        parts = list(self.site.content.rglob(".*.part"))
        assert not parts or parts[0].parent.name == content_files.FOLDER


class Killed(BaseException):
    pass


@contextmanager
def dying(after: int) -> Iterator[None]:
    """Kill a run at its write number ``after``, without clean-up."""
    left = [after]
    stage, replace, place = content_files.stage, content_files.replace_in, content_files.place

    def counted(work: Callable[..., None]) -> Callable[..., None]:
        def write(*arguments: object) -> None:
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            work(*arguments)

        return write

    def placed(content: Path, paths: list[str]) -> None:
        for path in paths:
            if left[0] == 0:
                raise Killed
            left[0] -= 1
            (content / content_files.FOLDER / ".new" / path).replace(content / path)
        place(content, [])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(content_files, "stage", counted(stage))
        patch.setattr(content_files, "replace_in", counted(replace))
        patch.setattr(content_files, "place", placed)
        with suppress(Killed):
            yield


STEPS = "publish rewrite run run run_without_cache run_killed edit edit delete rename".split()


def play(folder: Path, steps: list[str], seed: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        site = FetchSite(folder)
        connect(site, patch)
        world = World(site, random.Random(seed))  # noqa: S311  dice
        for step in ["publish", "run", *steps, "check_all", "run_without_cache"]:
            getattr(world, step)()
            world.check()
        before = site.files
        world.run()
        assert site.files == before, "a run without news changed something"


@given(steps=st.lists(st.sampled_from(STEPS), max_size=9), seed=st.integers(0, 2**32))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_each_article_has_one_record_and_edits_are_preserved(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], seed: int
) -> None:
    play(tmp_path_factory.mktemp("world"), steps, seed)


@pytest.mark.slow
@given(steps=st.lists(st.sampled_from(STEPS), min_size=5, max_size=40), seed=st.integers(0, 2**32))
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_same_for_many_long_sequences(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], seed: int
) -> None:
    play(tmp_path_factory.mktemp("world"), steps, seed)


@pytest.mark.parametrize("after", range(4))
def test_revision_that_was_killed_is_not_taken_for_an_edit(site: FetchSite, after: int) -> None:
    """Its source has changed again by the next run, and the record must follow."""
    site.set_feed(item())
    site.run()
    site.set_feed(item(title="Night ferry is late", excerpt="It waits."))
    with dying(after):
        site.run(hours=1)
    site.edit(lambda text: re.sub("excerpt: .*", "excerpt: Mine.", text))
    site.set_feed(item(title="Night ferry is cancelled", excerpt="It stays."))
    assert site.run(hours=1).updated == 1
    fields = site.fields()
    assert (fields["title"], fields["excerpt"]) == ("Night ferry is cancelled", "Mine.")
    assert fields["updatedDateTime"] == "2026-11-25T14:00:00Z"
    assert len(site.files) == 2, "the record and the ledger, nothing else"


def test_full_disk_is_an_error_and_the_next_run_completes(
    site: FetchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.set_feed(*[item(f"n{number}") for number in range(5)])
    stage = content_files.stage
    written: list[str] = []

    def full(content: Path, path: str, data: bytes) -> None:
        if len(written) == 3:
            raise OSError(28, "No space left on device")
        written.append(path)
        stage(content, path, data)

    monkeypatch.setattr(content_files, "stage", full)
    with pytest.raises(OutputError, match="No space left on device"):
        site.run()
    assert site.paths == []
    monkeypatch.setattr(content_files, "stage", stage)
    assert site.run().new == 5
    assert len(site.files) == 6, "five records and the ledger, nothing else"
