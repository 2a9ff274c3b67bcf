"""Hypothesis strategies for records, notes and changes; few values, so that many are equal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st

from site_gen.canonical import with_keys
from site_gen.config import Admission, SiteConfig, Stories
from site_gen.model import (
    Author,
    Image,
    Notes,
    ProviderNote,
    ProviderRef,
    Record,
    Related,
    TopicNote,
)
from site_gen.relations import RelationChanges
from tests.records import CONFIG, NOON, record
from tests.stored import Stored

_WINDOW = 10.0
"""The story window in hours; a block is a fifth of it."""
STEP = timedelta(minutes=40)
STEPS = 60
"""Times to choose from: four windows."""
START = datetime.fromtimestamp(NOON.timestamp() // (_WINDOW * 3600) * _WINDOW * 3600, UTC)
_ADDRESSES = [f"https://harbourpost.example/{number}" for number in range(9)]
_PATHS = [*(f"news/{letter}.md" for letter in "abcdefghi"), "news/older/a.md", "news/B.md"]
"""Two of these claim the URL of a third."""
_EDITED = (
    "title published_at updated_at provider topics related quality heat story published "
    "original_url web_url pin bury excerpt time_known locale"
).split()
_TOPICS = ["Ferries", "FERRIES", "ferries ", "Kelp", "Sea-weed", "Tides", "Öl", "öl"]
_LOGOS = [(), (), (Image("https://x.example/1.png"),), (Image("https://x.example/2.png"),)]
_PROVIDERS = [
    ("Harbour Post", "harbourpost.example"),
    ("The Harbour Post", "harbourpost.example"),
    ("Harbour Post", ""),
    ("Quillon Courier", ""),
    ("QUILLON COURIER", ""),
    ("Island Radio", "radio.example"),
    ("Bo's Kitchen", "harbourpost.example"),
    ("harbourpost.example", "harbourpost.example"),
    ("Harbour Cam", "youtube.com"),
    ("Bo's Kitchen", "youtube.com"),
]
_NOTED = "harbourpost.example harbourpost.example~boskitchen radio.example youtube.com".split()
_CHANNELS = ["", "", "@bo", "@cam"]
_WORDS = "Tern ferry engine refit Quillon lighthouse Marlowe blackout".split()

_TEXTS = [
    *("", "A crew from Quillon.", "QUILLON (AP) — A crew."),
    "A tug has brought the ferry and all of its 214 passengers back to the harbour of Quillon.",
    "All of its 214 passengers and the ferry were back in the harbour of Quillon by the evening.",
]
_AUTHORS = [(), (), (Author("AP"),), (Author("Jo Tarn, AFP"),)]

providers = st.builds(
    lambda name, logo, authors, channel: ProviderRef(name[0], name[1], logo, authors, channel),
    st.sampled_from(_PROVIDERS),
    st.sampled_from(_LOGOS),
    st.sampled_from(_AUTHORS),
    st.sampled_from(_CHANNELS),
)
times = st.integers(0, STEPS).map(lambda step: START + step * STEP)
addresses = st.sampled_from(_ADDRESSES)
entries = st.builds(
    Related,
    title=st.just("On the matter"),
    excerpt=st.sampled_from(_TEXTS),
    provider=providers,
    web_url=addresses,
    original_url=st.one_of(st.just(""), addresses),
    published_at=st.one_of(st.none(), times, st.just(START.replace(hour=0))),
)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """A record that may be the same article as another, or in a story with it."""
    path = draw(st.sampled_from(_PATHS))
    is_odd = draw(st.integers(0, 9)) == 0
    found = record(
        path.rpartition("/")[2].removesuffix(".md"),
        draw(times),
        path=path,
        title=" ".join(draw(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4))),
        excerpt=draw(st.sampled_from(_TEXTS)),
        time_known=draw(st.integers(0, 4)) > 0,
        locale=draw(st.sampled_from(["", "", "en", "de"])),
        original_url=draw(addresses),
        web_url=draw(st.one_of(st.just(""), st.just(""), addresses)),
        topics=tuple(draw(st.lists(st.sampled_from(_TOPICS), max_size=2))),
        related=tuple(draw(st.lists(entries, max_size=3))),
        quality=draw(st.integers(0, 3)),
        heat=draw(st.sampled_from([None, None, 5, -1])),
        story=draw(st.sampled_from(["", "", "", "none", "None", "Tern", "Refit"])),
        updated_at=draw(st.one_of(st.none(), times)),
        pin=draw(st.one_of(st.none(), st.none(), times)),
        bury=draw(st.integers(0, 5)) == 0,
        published=not is_odd,
    )
    return _of_file(msgspec.structs.replace(found, provider=draw(providers)))


def _of_file(record: Record) -> Record:
    """The record as it is read from a file: with article keys and a digest."""
    digest = blake2b(repr(record).encode(), digest_size=16).hexdigest()
    return with_keys(msgspec.structs.replace(record, digest=digest))


def topic_note(slug: str, title: str, aliases: list[str], parent: str) -> TopicNote:
    return TopicNote(
        title=title, slug=slug, path=f"topics/{slug}.md", aliases=tuple(aliases), parent=parent
    )


def provider_note(domain: str, name: str, aliases: list[str], logo: Any) -> ProviderNote:
    path = f"providers/{domain}.md"
    return ProviderNote(name=name, slug=domain, path=path, aliases=tuple(aliases), images=logo)


names = [name for pair in _PROVIDERS for name in pair if name]
notes = st.builds(
    Notes,
    st.lists(
        st.builds(
            topic_note,
            st.sampled_from(["ferries", "kelp", "tides", "sea"]),
            st.sampled_from(["Ferries", "The Sea", "Kelp"]),
            st.lists(st.sampled_from(_TOPICS), max_size=2),
            st.sampled_from(["", "", "The Sea", "Kelp", "Tides"]),
        ),
        max_size=2,
        unique_by=lambda note: note.slug,
    ).map(tuple),
    st.lists(
        st.builds(
            provider_note,
            st.sampled_from(_NOTED),
            st.sampled_from(["Harbour Post", "Radio"]),
            st.lists(st.sampled_from(names), max_size=2),
            st.sampled_from(_LOGOS),
        ),
        max_size=2,
        unique_by=lambda note: note.slug,
    ).map(tuple),
)


class Step(msgspec.Struct, frozen=True):
    """What has changed before a build."""

    added: list[Record]
    edits: list[tuple[Record, str]]
    """The record at this one's path gets this one's value of the field."""
    removed: list[str]
    notes: Notes | None
    now: datetime
    config: SiteConfig | None = None
    """New rules; None to keep the current ones."""

    def apply(self, stored: Stored, existing: dict[str, Record]) -> RelationChanges:
        """Update a store and ``existing``, the records by path."""
        new = {**existing, **{record.path: record for record in self.added}}
        for other, field in self.edits:
            if other.path in new:
                change = {field: getattr(other, field)}
                new[other.path] = _of_file(msgspec.structs.replace(new[other.path], **change))
        changed = [record for path, record in new.items() if existing.get(path) != record]
        removed = existing.keys() & {*self.removed} - {record.path for record in changed}
        existing.update(new)
        for path in removed:
            del existing[path]
        stored.now = self.now
        stored.config = self.config or stored.config
        is_anew = self.config is not None
        return stored.update(changed, sorted(removed), self.notes, is_anew=is_anew)


configs = st.builds(
    lambda threshold, most, quality, days: msgspec.structs.replace(
        CONFIG,
        stories=Stories(window_hours=_WINDOW, threshold=threshold, max_days=most),
        admission=Admission(min_quality=quality, max_age_days=days),
    ),
    st.sampled_from([0.0, 0.17, 0.4]),
    st.sampled_from([14.0, _WINDOW / 48, _WINDOW / 24]),  # the last two cut stories
    st.sampled_from([0, 0, 1]),
    st.sampled_from([None, None, 1]),
)
steps = st.builds(
    Step,
    st.lists(records(), max_size=2, unique_by=lambda record: record.path),
    st.lists(st.tuples(records(), st.sampled_from(_EDITED)), max_size=2),
    st.lists(st.sampled_from(_PATHS), max_size=2, unique=True),
    st.one_of(st.none(), st.none(), notes),
    st.one_of(st.just(START + STEPS * STEP), times),
    st.one_of(st.none(), st.none(), st.none(), configs),
)


class History(msgspec.Struct, frozen=True):
    """A site's first build and all later ones."""

    config: SiteConfig
    first: list[Record]
    notes: Notes
    later: list[Step]

    @property
    def begin(self) -> Step:
        """The first build."""
        return Step(self.first, [], [], self.notes, START + STEPS * STEP)


histories = st.builds(
    History,
    configs,
    st.lists(records(), max_size=12, unique_by=lambda record: record.path),
    notes,
    st.lists(steps, min_size=1, max_size=4),
)
few = settings(derandomize=True, max_examples=60, deadline=None)
many = settings(derandomize=True, max_examples=3000, deadline=None)
