"""Topics: spellings → one topic each, with an editor's note and its place in the tree."""

from __future__ import annotations

from site_gen import urls
from site_gen.library.names import names_of
from site_gen.model import Record, Topic, TopicNote


class Topics:
    """Collects topics: names → slugs, an editor's note before the records' own spelling."""

    def __init__(self, notes: tuple[TopicNote, ...]) -> None:
        self.notes = {note.slug: note for note in notes}
        self.alias: dict[str, str] = {}
        for note in notes:
            for name in names_of(note):
                self.alias.setdefault(urls.name_slug(name), note.slug)
        self.names = {note.slug: note.title for note in notes}

    def slug(self, name: str) -> str:
        slug = urls.name_slug(name)
        return self.alias.get(slug, slug)

    def of(self, record: Record) -> tuple[str, ...]:
        slugs: dict[str, None] = {}
        for name in record.topics:
            slug = self.slug(name)
            self.names.setdefault(slug, " ".join(name.split()))
            slugs[slug] = None
        return tuple(slugs)

    def all(
        self, newest_first: tuple[str, ...], topic_slugs: dict[str, tuple[str, ...]]
    ) -> dict[str, Topic]:
        members: dict[str, list[str]] = {slug: [] for slug in self.names}
        for id_ in newest_first:
            for slug in topic_slugs[id_]:
                members[slug].append(id_)
        parents = self._parents()
        shown = _with_ancestors({slug for slug in self.names if members[slug]}, parents)
        below = sorted(parents.keys() & shown)
        topics = {}
        for slug in sorted(shown):
            note = self.notes.get(slug)
            children = tuple(child for child in below if parents[child] == slug)
            topics[slug] = Topic(
                slug=slug,
                name=self.names[slug],
                description=note.body if note else "",
                images=note.images if note else (),
                parent=parents.get(slug, ""),
                children=children,
                record_ids=tuple(members[slug]),
            )
        return topics

    def _parents(self) -> dict[str, str]:
        """Topic → parent, for notes that name one that exists; never in a circle."""
        parents: dict[str, str] = {}
        for slug, note in sorted(self.notes.items()):
            parent = self.slug(note.parent) if note.parent else ""
            above = parent
            while above and above != slug:
                above = parents.get(above, "")
            if parent in self.names and not above:
                parents[slug] = parent
        return parents


def _with_ancestors(slugs: set[str], parents: dict[str, str]) -> set[str]:
    """The topics that have a page: those with records, and all above them."""
    shown: set[str] = set()
    for slug in slugs:
        above = slug
        while above and above not in shown:
            shown.add(above)
            above = parents.get(above, "")
    return shown
