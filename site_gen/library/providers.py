"""Providers: names and domains → one outlet each, its records and its coverage elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import count

from site_gen import urls
from site_gen.library.names import names_of
from site_gen.model import (
    CoverageRef,
    Grouping,
    Image,
    Provider,
    ProviderNote,
    ProviderRef,
    Speed,
)


class Providers:
    """Collects providers: one by domain, else by name; notes may merge spellings."""

    def __init__(self, notes: tuple[ProviderNote, ...]) -> None:
        self.notes = {urls.provider_slug(note.name, note.slug): note for note in notes}
        self.alias: dict[str, str] = {}
        for slug, note in self.notes.items():
            for name in names_of(note):
                # An alias may be another domain of the outlet, or another name.
                self.alias.setdefault(urls.provider_slug(name, name), slug)
        self.names = {slug: note.name for slug, note in self.notes.items()}
        self.domains: dict[str, str] = {
            slug: urls.normal_domain(note.slug) for slug, note in self.notes.items()
        }
        self.images = {slug: note.images for slug, note in self.notes.items() if note.images}
        self.records: dict[str, list[str]] = {}
        self.coverage: dict[str, list[CoverageRef]] = {}
        self.slugs: dict[tuple[str, str], str] = {}

    def of(self, ref: ProviderRef) -> str:
        key = (ref.name, ref.domain)
        slug = self.slugs.get(key)
        if slug is None:
            own = urls.provider_slug(*key)
            slug = self.slugs[key] = self.alias.get(own, own)
            self.names.setdefault(slug, " ".join(ref.name.split()))
            self.domains.setdefault(slug, urls.normal_domain(ref.domain))
        if ref.images:
            self.images.setdefault(slug, ref.images)
        return slug

    def publish(self, slug: str, record_id: str) -> None:
        self.records.setdefault(slug, []).append(record_id)

    def cover(
        self,
        newest_first: tuple[str, ...],
        grouping: Grouping,
        related_slugs: Mapping[str, tuple[str, ...]],
    ) -> None:
        """Fill each provider's coverage, newest first, every article once."""
        seen: defaultdict[str, set[str]] = defaultdict(set)
        found: defaultdict[str, list[tuple[float, str, int]]] = defaultdict(list)
        for id_ in newest_first:
            each = zip(
                count(),
                grouping.related_ids[id_],
                related_slugs[id_],
                grouping.related_keys[id_],
                grouping.related[id_],
            )
            for index, own, slug, keys, entry in each:
                if own:
                    continue  # a record of the site: in its provider's own list already
                known = seen[slug]
                if known.isdisjoint(keys):
                    at = entry.published_at
                    found[slug].append((-at.timestamp() if at else 0.0, id_, index))
                known.update(keys)
        for slug, entries in found.items():
            self.coverage[slug] = [CoverageRef(id_, index) for _, id_, index in sorted(entries)]

    def all(self, speeds: Mapping[str, Speed]) -> dict[str, Provider]:
        providers = {}
        for slug in sorted(self.names):
            records = self.records.get(slug, [])
            covered = self.coverage.get(slug, [])
            if not records and not covered:
                continue
            note = self.notes.get(slug)
            images: tuple[Image, ...] = self.images.get(slug, ())
            providers[slug] = Provider(
                slug=slug,
                name=self.names[slug],
                domain=self.domains[slug],
                description=note.body if note else "",
                images=images,
                record_ids=tuple(reversed(records)),
                coverage=tuple(covered),
                speed=speeds.get(slug, Speed()),
            )
        return providers
