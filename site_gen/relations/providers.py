"""Providers: their names and images, their records, and their articles in other records' lists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from site_gen import dependencies as items
from site_gen import urls
from site_gen.instants import from_micros
from site_gen.language_tags import is_language_tag
from site_gen.model import (
    PROVIDER_KINDS,
    CoverageRef,
    Image,
    Notes,
    Provider,
    ProviderNote,
    Record,
    Speed,
)
from site_gen.model.library import provider_summary
from site_gen.relations.aliases import provider_notes
from site_gen.relations.changes import RelationChanges
from site_gen.relations.duplicates import decode_facts
from site_gen.store import Store, encode
from site_gen.store.article_queries import read_related

NEWEST = 8
"""Covered articles that the page of a provider names."""
_RECORDS_FOR_NAME = 8
"""How many of the oldest records are searched for the name of a provider."""

_decode = msgspec.msgpack.Decoder(Provider).decode
_record = msgspec.msgpack.Decoder(Record).decode


def update(store: Store, notes: Notes, changes: RelationChanges) -> None:
    """Write the providers whose records, mentions, delays or notes have changed."""
    by_slug = provider_notes(notes)
    for p in sorted(changes.providers):
        slug = store.value("SELECT slug FROM providers WHERE p = ?", p)
        _write(store, p, _provider(store, p, slug, by_slug.get(slug)), changes)


def _provider(store: Store, p: int, slug: str, note: ProviderNote | None) -> Provider | None:
    """The provider; None if it has neither records nor covered articles."""
    count, newest = store.execute(
        "SELECT COUNT(*), MAX(published) FROM shown WHERE provider = ?", (p,)
    ).fetchone()
    covered, covers = _covered(store, p)
    if not count and not covered:
        return None
    name, domain = _name_and_domain(store, p)
    if note:
        name, domain = note.name, urls.normal_domain(note.slug)
    return Provider(
        slug=slug,
        name=name,
        domain=domain,
        description=note.body if note else "",
        images=(note.images if note else ()) or _images(store, p),
        **(_tags(note) if note and (note.country or note.kind or note.language) else {}),
        count=count,
        newest=None if newest is None else from_micros(newest),
        covered=covered,
        covers=covers,
        speed=_speed(store, p),
    )


def _tags(note: ProviderNote) -> dict[str, str]:
    """What the note says of the provider, without what says nothing (``validate/``)."""
    from site_gen.i18n.display_names import country_code  # noqa: PLC0415  slow, and seldom needed
    from site_gen.i18n.tags import canonical_tag  # noqa: PLC0415

    kind = note.kind.strip().casefold()
    return {
        "country": country_code(note.country) if note.country else "",
        "kind": kind if kind in PROVIDER_KINDS else "",
        "language": canonical_tag(note.language) if is_language_tag(note.language) else "",
    }


def _name_and_domain(store: Store, p: int) -> tuple[str, str]:
    """As the provider's oldest record has them, preferably one with a name that is not the domain;
    else as the oldest record that mentions the provider has them."""
    rows = store.column(
        "SELECT facts FROM shown WHERE provider = ? ORDER BY published, id DESC LIMIT ?",
        *(p, _RECORDS_FOR_NAME),
    )
    if rows:
        refs = [decode_facts(facts).provider for facts in rows]
        named = (r for r in refs if not (r.domain and urls.normal_domain(r.name) == r.domain))
        ref = next(named, refs[0])
    else:
        facts, position = store.execute(
            "SELECT s.facts, m.position FROM mentions m JOIN shown s ON s.n = m.n "
            "WHERE m.provider = ? AND m.published = (SELECT MIN(published) FROM mentions "
            "WHERE provider = ?) ORDER BY s.id DESC, m.position LIMIT 1",
            (p, p),
        ).fetchone()
        ref = decode_facts(facts).shown_related[position].provider
    return ref.name, ref.domain


def _images(store: Store, p: int) -> tuple[Image, ...]:
    """Those of the provider's oldest record that has any, else of the oldest such mention."""
    for facts, text in store.execute(
        "SELECT s.facts, t.record FROM shown s JOIN texts t ON t.n = s.n "
        "WHERE s.provider = ? ORDER BY s.published, s.id DESC",
        (p,),
    ):
        if decode_facts(facts).provider.has_images:
            return _record(text).provider.images
    row = store.execute(
        "SELECT s.n, s.facts, m.position FROM mentions m JOIN shown s ON s.n = m.n "
        "WHERE m.provider = ? AND m.has_images = 1 "
        "ORDER BY m.published, s.id DESC, m.position LIMIT 1",
        (p,),
    ).fetchone()
    if row is None:
        return ()
    n, data, position = row
    facts = decode_facts(data)
    numbers = (n, *facts.duplicates)
    entries = [entry for number in numbers for entry in read_related(store.db, number)]
    if facts.shown_positions is not None:
        position = facts.shown_positions[position]
    images: tuple[Image, ...] = entries[position].provider.images
    return images


# Covered articles: related entries of the provider that are not records of the site.

_Mention = tuple[int | None, int, int, bytes]
"""When the article was published, the record that lists it, the position in its list, and its
keys."""
_MENTIONS = "SELECT at, n, position, keys FROM mentions WHERE provider = ? AND is_record = 0"
_MENTIONS_IN_ORDER = (
    "SELECT m.at, m.n, m.position, m.keys FROM mentions m JOIN shown s ON s.n = m.n "
    "WHERE m.provider = ? AND m.is_record = 0 ORDER BY m.published DESC, s.id, m.position"
)
_KEY_SIZE = 8
"""Bytes of a key."""


def _covered(store: Store, p: int) -> tuple[int, tuple[CoverageRef, ...]]:
    """How many articles of a provider are covered, each once, and the newest of them.

    An article in several lists is taken from that of the newest record.
    """
    rows: list[_Mention] = store.execute(_MENTIONS, (p,)).fetchall()
    keys = {row[3] for row in rows}
    if len(keys) < len(rows) or any(len(packed) != _KEY_SIZE for packed in keys):
        rows = _without_repeats(store.execute(_MENTIONS_IN_ORDER, (p,)).fetchall())
    return len(rows), _newest(store, rows)


def _without_repeats(rows: Sequence[_Mention]) -> list[_Mention]:
    """The first row of each article."""
    seen: set[bytes] = set()
    first = []
    for row in rows:
        packed = row[3]
        keys = {packed[start : start + _KEY_SIZE] for start in range(0, len(packed), _KEY_SIZE)}
        if seen.isdisjoint(keys):
            first.append(row)
        seen |= keys
    return first


def _newest(store: Store, rows: Sequence[_Mention]) -> tuple[CoverageRef, ...]:
    """The newest articles; those of one time by the id of the record that lists them.

    An article whose time is to come counts as one without a time.
    """
    now = store.get("now", int) or 0
    past = [at if at is not None and at <= now else 0 for at, *_ in rows]
    times = sorted(past, reverse=True)
    least = times[min(NEWEST, len(times)) - 1] if times else 0
    newest = [
        (-at, store.value("SELECT id FROM shown WHERE n = ?", n), position)
        for at, (_, n, position, _) in zip(past, rows, strict=True)
        if at >= least
    ]
    return tuple([CoverageRef(id_, position) for _, id_, position in sorted(newest)[:NEWEST]])


def _speed(store: Store, p: int) -> Speed:
    """How the provider fares in stories of several providers."""
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


def _write(store: Store, p: int, provider: Provider | None, changes: RelationChanges) -> None:
    before = store.value("SELECT data FROM providers WHERE p = ?", p)
    data = None if provider is None else encode(provider)
    changes.add(items.PROVIDER, p)
    if before == data:
        return
    store.execute("UPDATE providers SET data = ? WHERE p = ?", (data, p))
    changes.add_list(items.PROVIDERS)
    old = _decode(before) if before else None
    if (old and provider_summary(old)) != (provider and provider_summary(provider)):
        changes.add(items.PROVIDER_NAME, p)
        changes.add_list(items.PROVIDER_NAMES)
        if old and provider and _shown_with_records(old) != _shown_with_records(provider):
            _add_naming(store, p, changes)


def _shown_with_records(provider: Provider) -> tuple[object, ...]:
    """What is shown of a provider with a record or story."""
    return provider.name, provider.domain, provider.images, provider.country


def _add_naming(store: Store, p: int, changes: RelationChanges) -> None:
    """Add all records and stories that name the provider."""
    published = store.execute("SELECT n, story FROM shown WHERE provider = ?", (p,)).fetchall()
    mentioning = store.execute(
        "SELECT s.n, s.story FROM mentions m JOIN shown s ON s.n = m.n WHERE m.provider = ?", (p,)
    ).fetchall()
    for n, story in (*published, *mentioning):
        changes.add(items.RECORD, n)
        changes.add(items.STORY, story)
