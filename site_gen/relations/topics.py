"""Topics: spellings → one topic each, with an editor's note and its place in the tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from site_gen import dependencies as items
from site_gen.instants import from_micros
from site_gen.model import Notes, Topic, TopicNote
from site_gen.model.library import topic_face
from site_gen.relations.aliases import Aliases, topic_notes
from site_gen.relations.changes import RelationChanges
from site_gen.store import Store, encode

_decode = msgspec.msgpack.Decoder(Topic).decode


def update(store: Store, notes: Notes, aliases: Aliases, changes: RelationChanges) -> None:
    """Bring topics up to date whose records, or whose family, have changed."""
    changes.topics.update(t for name, t in changes.lists if name in ("topic", "places"))
    by_slug = topic_notes(notes)
    parents = _parents(store, by_slug, aliases)
    family = {*parents, *parents.values(), *store_parents(store)}
    is_other_tree = parents != (store.get("parents", dict[str, str]) or {})
    store.set("parents", parents)
    if changes.topics or changes.everything or is_other_tree:
        changes.topics.update(_numbers(store, family))
    slugs = (
        dict(
            store.execute(
                f"SELECT slug, t FROM topics WHERE t IN ({', '.join(map(str, changes.topics))})"  # noqa: S608  numbers
            ).fetchall()
        )
        if len(changes.topics) < 500
        else {
            slug: t
            for slug, t in store.execute("SELECT slug, t FROM topics")
            if t in changes.topics
        }
    )
    counts = {slug: _count(store, t) for slug, t in slugs.items()}
    shown = _with_ancestors({slug for slug in slugs if counts[slug][0]}, parents)
    below = sorted(parents.keys() & shown)
    for slug, t in slugs.items():
        topic = None
        if slug in shown:
            children = tuple(child for child in below if parents[child] == slug)
            topic = _topic(store, slug, t, by_slug.get(slug), parents, children, counts[slug])
        _put(store, t, topic, changes)


def store_parents(store: Store) -> set[str]:
    """Slugs that were part of the tree when it was last made."""
    before = store.get("parents", dict[str, str]) or {}
    return {*before, *before.values()}


def _numbers(store: Store, slugs: Iterable[str]) -> set[int]:
    found = set()
    for slug in slugs:
        t = store.value("SELECT t FROM topics WHERE slug = ?", slug)
        if t is None:
            t = store.value("INSERT INTO topics (slug) VALUES (?) RETURNING t", slug)
        found.add(t)
    return found


def _count(store: Store, t: int) -> tuple[int, int | None]:
    row: tuple[int, int | None] = store.execute(
        "SELECT COUNT(*), MAX(published) FROM memberships WHERE topic = ?", (t,)
    ).fetchone()
    return row


def _topic(
    store: Store,
    slug: str,
    t: int,
    note: TopicNote | None,
    parents: Mapping[str, str],
    children: tuple[str, ...],
    count: tuple[int, int | None],
) -> Topic:
    # The oldest spelling, which stays when others come.
    spelling = store.value(
        "SELECT spelling FROM memberships WHERE topic = ? ORDER BY published, id DESC LIMIT 1", t
    )
    return Topic(
        slug=slug,
        name=note.title if note else spelling or slug,
        description=note.body if note else "",
        images=note.images if note else (),
        parent=parents.get(slug, ""),
        children=children,
        count=count[0],
        newest=None if count[1] is None else from_micros(count[1]),
    )


def _put(store: Store, t: int, topic: Topic | None, changes: RelationChanges) -> None:
    before = store.value("SELECT data FROM topics WHERE t = ?", t)
    data = None if topic is None else encode(topic)
    moved = ("topic", t) in changes.lists or ("places", t) in changes.lists
    if before == data and not moved:
        changes.topics.discard(t)
        return
    store.execute("UPDATE topics SET data = ? WHERE t = ?", (data, t))
    changes.put(items.TOPIC, t)
    changes.put_list(items.TOPICS)
    old = _decode(before) if before else None
    if (old and topic_face(old)) != (topic and topic_face(topic)):
        changes.put(items.TOPIC_NAME, t)
        changes.put_list(items.TOPIC_NAMES)
        if old and topic and old.name != topic.name:
            for n in store.column("SELECT n FROM memberships WHERE topic = ?", t):
                changes.put(items.RECORD, n)


def _parents(store: Store, notes: Mapping[str, TopicNote], aliases: Aliases) -> dict[str, str]:
    """Topic → parent, for notes that name one that exists; never in a circle."""
    from site_gen import urls  # noqa: PLC0415

    parents: dict[str, str] = {}
    for slug, note in sorted(notes.items()):
        parent = aliases.topic(urls.name_slug(note.parent)) if note.parent else ""
        above = parent
        while above and above != slug:
            above = parents.get(above, "")
        if parent and not above and (parent in notes or _has_records(store, parent)):
            parents[slug] = parent
    return parents


def _has_records(store: Store, slug: str) -> bool:
    return bool(
        store.value(
            "SELECT 1 FROM topics t JOIN memberships m ON m.topic = t.t WHERE t.slug = ? LIMIT 1",
            slug,
        )
    )


def _with_ancestors(slugs: set[str], parents: Mapping[str, str]) -> set[str]:
    """The topics that have a page: those with records, and all above them."""
    shown: set[str] = set()
    for slug in slugs:
        above = slug
        while above and above not in shown:
            shown.add(above)
            above = parents.get(above, "")
    return shown
