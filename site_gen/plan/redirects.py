"""Redirects from other addresses of topics and providers to their pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from site_gen.model import PlannedPage
from site_gen.model.pages import path_of
from site_gen.plan import pages
from site_gen.relations.aliases import Aliases
from site_gen.store import Store
from site_gen.urls import has_digest, provider_path, topic_path

Replaced = tuple[list[str], list[PlannedPage]]
"""The paths of redirects that are no longer planned, and the redirects."""


def topic_redirects(store: Store) -> Replaced:
    """Redirects from addresses with a digest to those that notes choose instead.

    Other names in notes have none: a site would have many redirects that nobody needs.
    """
    slugs = _aliases(store).topics.items()
    chosen = {slug: note for slug, note in slugs if slug != note and has_digest(slug)}
    return _redirects(store, "topics", chosen, topic_path)


def provider_redirects(store: Store) -> Replaced:
    """Redirects from addresses that providers of one host may have had before."""
    return _redirects(store, "providers", _aliases(store).redirects, provider_path)


def _aliases(store: Store) -> Aliases:
    return store.get("aliases", Aliases) or Aliases()


def _redirects(
    store: Store, table: str, slugs: Mapping[str, str], path: Callable[[str], str]
) -> Replaced:
    """Redirects from those slugs that have no page to those that they stand for."""

    def has_page(slug: str) -> bool:
        sql = f"SELECT 1 FROM {table} WHERE slug = ? AND data IS NOT NULL"  # noqa: S608
        return bool(store.value(sql, slug))

    targets = {
        slug: target for slug, target in slugs.items() if has_page(target) and not has_page(slug)
    }
    before = store.get(f"{table}_redirects", tuple[str, ...]) or ()
    removed = {*before} - targets.keys()
    store.set(f"{table}_redirects", tuple(sorted(targets)))
    return (
        [path_of(path(slug)) for slug in sorted(removed) if not has_page(slug)],
        [pages.redirect(path(slug), path(target)) for slug, target in targets.items()],
    )
