"""Providers: names and domains → one each, its records and its coverage elsewhere."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from site_gen import dependencies as items
from site_gen import urls
from site_gen.instants import from_micros
from site_gen.model import Image, Notes, Provider, ProviderNote, ProviderRef, Record, Speed
from site_gen.model.facts import Ref, Relations
from site_gen.model.library import provider_face
from site_gen.relations.aliases import provider_notes
from site_gen.relations.changes import RelationChanges
from site_gen.relations.duplicates import decode_facts
from site_gen.relations.mentions import mentioned
from site_gen.store import Store, encode
from site_gen.store.library import listed

_decode = msgspec.msgpack.Decoder(Provider).decode
_record = msgspec.msgpack.Decoder(Record).decode
_relations = msgspec.msgpack.Decoder(Relations).decode


def update(store: Store, notes: Notes, changes: RelationChanges) -> None:
    """Bring providers up to date whose records, mentions or delays have changed."""
    by_slug = provider_notes(notes)
    for p in sorted(changes.providers):
        slug = store.value("SELECT slug FROM providers WHERE p = ?", p)
        note = by_slug[slug][0] if slug in by_slug else None
        _put(store, p, _provider(store, p, slug, note), changes)


def _provider(store: Store, p: int, slug: str, note: ProviderNote | None) -> Provider | None:
    count, newest = store.execute(
        "SELECT COUNT(*), MAX(published) FROM shown WHERE provider = ?", (p,)
    ).fetchone()
    covered, covers = mentioned(store, p)
    if not count and not covered:
        return None
    sources = _Sources(store, p)
    name, domain = sources.name
    if note:
        name, domain = note.name, urls.normal_domain(note.slug)
    return Provider(
        slug=slug,
        name=name,
        domain=domain,
        description=note.body if note else "",
        images=(note.images if note else ()) or sources.images,
        count=count,
        newest=None if newest is None else from_micros(newest),
        covered=covered,
        covers=covers,
        speed=_speed(store, p),
    )


class _Sources:
    """What records say of a provider: the oldest that has it as its own is believed, else the
    oldest whose list names it; so that names and logos are those that were there first."""

    def __init__(self, store: Store, p: int) -> None:
        self.store = store
        self.p = p

    @property
    def name(self) -> tuple[str, str]:
        """Name and domain."""
        rows = self.store.column(
            "SELECT facts FROM shown WHERE provider = ? ORDER BY published, id DESC LIMIT ?",
            *(self.p, _OLDEST),
        )
        refs = [decode_facts(facts).provider for facts in rows]
        if refs:
            ref = next((ref for ref in refs if not _is_bare(ref)), refs[0])
            return ref.name, ref.domain
        row = self.store.execute(
            "SELECT s.facts, m.place FROM mentions m JOIN shown s ON s.n = m.n "
            "WHERE m.provider = ? AND m.published = (SELECT MIN(published) FROM mentions "
            "WHERE provider = ?) ORDER BY s.id DESC, m.place LIMIT 1",
            (self.p, self.p),
        ).fetchone()
        ref = decode_facts(row[0]).shown[row[1]].provider
        return ref.name, ref.domain

    @property
    def images(self) -> tuple[Image, ...]:
        """The pictures of the first that has any."""
        for facts, text in self.store.execute(
            "SELECT s.facts, t.record FROM shown s JOIN texts t ON t.n = s.n "
            "WHERE s.provider = ? ORDER BY s.published, s.id DESC",
            (self.p,),
        ):
            if decode_facts(facts).provider.logo:
                return _record(text).provider.images
        row = self.store.execute(
            "SELECT s.n, m.place FROM mentions m JOIN shown s ON s.n = m.n "
            "WHERE m.provider = ? AND m.logo = 1 ORDER BY m.published, s.id DESC, m.place LIMIT 1",
            (self.p,),
        ).fetchone()
        return self._listed(*row).images if row else ()

    def _listed(self, n: int, place: int) -> ProviderRef:
        facts = decode_facts(self.store.value("SELECT facts FROM shown WHERE n = ?", n))
        entries = [entry for each in (n, *facts.others) for entry in listed(self.store.db, each)]
        return entries[place if facts.kept is None else facts.kept[place]].provider


def _is_bare(ref: Ref) -> bool:
    """Whether a record repeats the domain in place of a name."""
    return bool(ref.domain) and urls.normal_domain(ref.name) == ref.domain


_OLDEST = 8
"""Records that are asked for the name."""


def _speed(store: Store, p: int) -> Speed:
    """How it fares in the stories that several providers tell; the middle of its delays."""
    stories, first = store.execute(
        "SELECT COUNT(*), TOTAL(delay = 0) FROM delays WHERE provider = ?", (p,)
    ).fetchone()
    later = stories - int(first)
    if not later:
        return Speed(stories=stories, first=int(first))
    middle = store.column(
        "SELECT delay FROM delays WHERE provider = ? AND delay > 0 ORDER BY delay LIMIT ? OFFSET ?",
        *(p, 2 - later % 2, (later - 1) // 2),
    )
    seconds = sum(delay / 1e6 for delay in middle) / len(middle)
    return Speed(stories=stories, first=int(first), median_lag=timedelta(seconds=seconds))


def _put(store: Store, p: int, provider: Provider | None, changes: RelationChanges) -> None:
    before = store.value("SELECT data FROM providers WHERE p = ?", p)
    data = None if provider is None else encode(provider)
    changes.put(items.PROVIDER, p)
    if before == data:
        return
    store.execute("UPDATE providers SET data = ? WHERE p = ?", (data, p))
    changes.put_list(items.PROVIDERS)
    old = _decode(before) if before else None
    if (old and provider_face(old)) != (provider and provider_face(provider)):
        changes.put(items.PROVIDER_NAME, p)
        changes.put_list(items.PROVIDER_NAMES)
        if old and provider and _shown_with_records(old) != _shown_with_records(provider):
            _rename(store, p, changes)


def _shown_with_records(provider: Provider) -> tuple[object, ...]:
    """What is shown of a provider with a record or story."""
    return provider.name, provider.domain, provider.images


def _rename(store: Store, p: int, changes: RelationChanges) -> None:
    """Everything that shows the provider with a record or story shows it otherwise now."""
    own = store.execute("SELECT n, story FROM shown WHERE provider = ?", (p,)).fetchall()
    named = store.execute(
        "SELECT s.n, s.story FROM mentions m JOIN shown s ON s.n = m.n WHERE m.provider = ?", (p,)
    ).fetchall()
    for n, story in (*own, *named):
        changes.put(items.RECORD, n)
        changes.put(items.STORY, story)
