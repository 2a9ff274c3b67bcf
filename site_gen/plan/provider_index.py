"""The index of providers: all of them by letter, and the busiest.

The index of a large site is split: it has the busiest providers and links to a page for each
letter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from site_gen.model import PlannedPage, Provider
from site_gen.plan import filing, json_ld
from site_gen.plan.filing import Filing
from site_gen.plan.letter_pages import letter_links, letter_path, page_label
from site_gen.plan.lists import newest_change
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.provider_views import ProviderGroup, ProviderRow
from site_gen.plan.views import Count, Link
from site_gen.urls import provider_path

PATH = "/providers/"
_BUSIEST = 24
"""Providers that are named above the index."""
_BUSIEST_IN_FULL = 90
"""Providers on the index if it is split."""


def plan_letters(files: Filing, names: Collection[str]) -> Iterator[PlannedPage]:
    """Plan the pages of letters for providers of these names; none if the index is one page."""
    for page in _pages(files, names):
        path = letter_path(PATH, page)
        yield PlannedPage(path, "provider/letter", "pages/providers.html", (page,), "provider")


def _pages(files: Filing, names: Collection[str]) -> list[str]:
    """The pages of letters; none if the index is one page."""
    return files.pages_of(names) if len(names) > filing.SPLIT else []


def prepare_index(frame: PageFrame) -> Mapping[str, Any]:
    """The data of the index."""
    library, language = frame.maker.library, frame.maker.language
    providers = library.providers()
    pages = _pages(frame.maker.filing, [provider.name for provider in providers])
    by_size = sorted(providers, key=partial(_by_size, frame.maker.filing))
    if pages:
        shown = by_size[:_BUSIEST_IN_FULL]
        # Translators: the outlets with the most articles.
        label = language.pgettext("outlets", "Busiest")
        groups = [ProviderGroup(label, _rows(frame, shown), "busiest")]
        busiest: list[Provider] = []
    else:
        shown = sorted(providers, key=partial(_by_name, frame.maker.filing))
        groups = _groups(frame, shown)
        busiest = _busiest(by_size)
    return {
        **_context(frame, PATH, language.gettext("Outlets"), (), shown),
        "groups": tuple(groups),
        "letters": letter_links(
            frame, PATH, pages, [group.initial for group in groups], len(providers)
        ),
        "busiest": tuple(
            Count(frame.maker.link(provider.name, provider_path(provider.slug)), provider.count)
            for provider in busiest
        ),
        "filtered": len(providers) > filing.MANY,
        "split": bool(pages),
        "changed": newest_change(frame.maker, library.newest_ids(1)),
    }


def prepare_letter(frame: PageFrame, page: str) -> Mapping[str, Any]:
    """The data of the page of a letter."""
    library, gettext = frame.maker.library, frame.maker.language.gettext
    names = {provider.slug: provider.name for provider in library.provider_summaries()}
    providers = [
        library.provider(slug)
        for slug, name in names.items()
        if frame.maker.filing.page_of(name) == page
    ]
    groups = _groups(frame, providers)
    pages = _pages(frame.maker.filing, names.values())
    title = gettext("Outlets: %(letter)s", letter=page_label(frame.maker.language, page))
    crumbs = (frame.maker.link(gettext("Outlets"), PATH),)
    return {
        **_context(frame, letter_path(PATH, page), title, crumbs, providers),
        "groups": tuple(groups),
        "letters": letter_links(frame, PATH, pages, (), len(names), page),
        "busiest": (),
        "filtered": len(providers) > filing.MANY,
        "split": False,
        "changed": max((each.newest for each in providers if each.newest), default=None),
    }


def _context(
    frame: PageFrame,
    path: str,
    title: str,
    crumbs: tuple[Link, ...],
    providers: Iterable[Provider],
) -> dict[str, Any]:
    """The data of a page that lists these providers."""
    absolute = frame.maker.urls.absolute
    addresses = [absolute(provider_path(provider.slug)) for provider in providers]
    about = json_ld.collection(title, absolute(path), addresses)
    description = frame.maker.language.gettext(
        "All outlets that %(site)s reads.", site=frame.maker.config.title
    )
    head = frame.head_and_crumbs(path, title, crumbs, description=description, about=about)
    return {**head, "title": title}


def _by_name(files: Filing, provider: Provider) -> tuple[Any, ...]:
    return files.key(provider.name), provider.slug


def _by_size(files: Filing, provider: Provider) -> tuple[Any, ...]:
    return (-provider.count, -provider.covered, *_by_name(files, provider))


def _busiest(by_size: Sequence[Provider]) -> list[Provider]:
    """The first third, as far as that says something that the index does not."""
    third = len(by_size) // 3 if len(by_size) > filing.MANY else 0
    return [provider for provider in by_size[: min(third, _BUSIEST)] if provider.count]


def _groups(frame: PageFrame, providers: Iterable[Provider]) -> list[ProviderGroup]:
    files = frame.maker.filing
    ordered = sorted(providers, key=partial(_by_name, files))
    grouped = files.by_letter(ordered, lambda provider: provider.name)
    return [
        ProviderGroup(letter, _rows(frame, group), filing.anchor_of(letter))
        for letter, group in grouped
    ]


def _rows(frame: PageFrame, providers: Sequence[Provider]) -> tuple[ProviderRow, ...]:
    return tuple(
        ProviderRow(
            frame.maker.provider(provider.slug),
            provider.count,
            provider.covered,
            frame.maker.moments.moment(provider.newest) if provider.newest else None,
        )
        for provider in providers
    )
