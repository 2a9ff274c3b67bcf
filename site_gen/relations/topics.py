"""Topics: their names, notes, numbers of records, and parents."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from site_gen import dependencies as items
from site_gen import urls
from site_gen.instants import from_micros
from site_gen.language_matching import nearest_language
from site_gen.model import Notes, Topic, TopicNote
from site_gen.model.library import topic_summary
from site_gen.relations.aliases import Aliases, topic_notes
from site_gen.relations.changes import RelationChanges
from site_gen.relations.rows import topic_ids
from site_gen.store import Store, encode

_decode = msgspec.msgpack.Decoder(Topic).decode
_MANY = 500
"""Changed topics from which on reading all topics is faster."""


def update(
    store: Store, notes: Notes, aliases: Aliases, locale: str, changes: RelationChanges
) -> None:
    """Write the topics whose records, notes, parents or children have changed.

    Their names are those for readers of the language ``locale``.
    """
    changes.topics.update(t for name, t in changes.lists if name in ("topic", "topic stories"))
    by_slug = topic_notes(notes)
    parents = _parents(store, by_slug, aliases)
    in_tree = {*parents, *parents.values(), *stored_tree(store)}
    is_new_tree = parents != (store.get("parents", dict[str, str]) or {})
    store.set("parents", parents)
    if changes.topics or changes.everything or is_new_tree:
        topic_id = topic_ids(store)
        changes.topics.update(topic_id(slug) for slug in in_tree)
    slugs = _slugs(store, changes.topics)
    counts = {slug: _count(store, t) for slug, t in slugs.items()}
    shown = _with_ancestors({slug for slug in slugs if counts[slug][0]}, parents)
    shown_children = sorted(parents.keys() & shown)
    moved = set()
    for slug, t in slugs.items():
        topic = None
        if slug in shown:
            children = tuple(child for child in shown_children if parents[child] == slug)
            topic = _topic(
                store, slug, t, by_slug.get(slug), parents, children, counts[slug], locale
            )
        if _write(store, t, topic, changes):
            moved.add(slug)
    _add_records_below(store, moved, parents, changes)


def stored_tree(store: Store) -> set[str]:
    """Slugs of the topics that had a parent or children in the last build."""
    parents = store.get("parents", dict[str, str]) or {}
    return {*parents, *parents.values()}


def _slugs(store: Store, topics: set[int]) -> dict[str, int]:
    """Slug → row id of these topics."""
    sql = "SELECT slug, t FROM topics"
    if len(topics) < _MANY:
        sql += f" WHERE t IN ({', '.join(map(str, topics))})"
    return {slug: t for slug, t in store.execute(sql) if t in topics}


def _count(store: Store, t: int) -> tuple[int, int | None]:
    """How many records a topic has, and when the newest was published."""
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
    locale: str,
) -> Topic:
    # The oldest record's spelling, so that new records do not change it.
    spelling = store.value(
        "SELECT spelling FROM memberships WHERE topic = ? ORDER BY published, id DESC LIMIT 1", t
    )
    return Topic(
        slug=slug,
        name=_in_language(note.names, locale) or note.title if note else spelling or slug,
        description=_in_language(note.descriptions, locale) or note.body if note else "",
        images=note.images if note else (),
        parent=parents.get(slug, ""),
        children=children,
        count=count[0],
        newest=None if count[1] is None else from_micros(count[1]),
    )


def _in_language(texts: Mapping[str, str], locale: str) -> str:
    """The text for readers of a language; empty if there is none."""
    return texts.get(nearest_language(locale, texts), "") if texts else ""


def _write(store: Store, t: int, topic: Topic | None, changes: RelationChanges) -> bool:
    """Write a topic; returns whether it has another name or parent, which records show."""
    before = store.value("SELECT data FROM topics WHERE t = ?", t)
    data = None if topic is None else encode(topic)
    is_list_changed = ("topic", t) in changes.lists or ("topic stories", t) in changes.lists
    if before == data and not is_list_changed:
        changes.topics.discard(t)
        return False
    store.execute("UPDATE topics SET data = ? WHERE t = ?", (data, t))
    changes.add(items.TOPIC, t)
    changes.add_list(items.TOPICS)
    old = _decode(before) if before else None
    if _in_tree(old) != _in_tree(topic):
        changes.add(items.TOPIC_TREE, t)
    named = topic or old
    if named and (old is None or topic is None):
        changes.add(items.TOPIC_SLUG, items.slug_key(named.slug))
    if (old and topic_summary(old)) == (topic and topic_summary(topic)):
        return False
    changes.add(items.TOPIC_NAME, t)
    changes.add_list(items.TOPIC_NAMES)
    return bool(old and topic and (old.name, old.parent) != (topic.name, topic.parent))


def _add_records_below(
    store: Store, moved: set[str], parents: Mapping[str, str], changes: RelationChanges
) -> None:
    """Add the records of these topics and of all topics below them."""
    if not moved:
        return
    below = moved | {slug for slug in parents if moved & _with_ancestors({slug}, parents)}
    sql = "SELECT m.n FROM topics t JOIN memberships m ON m.topic = t.t WHERE t.slug = ?"
    for slug in below:
        for n in store.column(sql, slug):
            changes.add(items.RECORD, n)


def _in_tree(topic: Topic | None) -> tuple[object, ...] | None:
    return (topic.name, topic.parent, topic.children) if topic else None


def _parents(store: Store, notes: Mapping[str, TopicNote], aliases: Aliases) -> dict[str, str]:
    """Topic → the parent in its note, if that exists and the tree stays without cycles."""
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
    """These topics and all topics above them."""
    result: set[str] = set()
    for slug in slugs:
        above = slug
        while above and above not in result:
            result.add(above)
            above = parents.get(above, "")
    return result
