"""How long after the first article of a story each provider published.

A provider is measured by its first article. It counts unless

- the hour of that article is not known, or the provider has another one that may be earlier,
- or the article is a copy of another provider's text (``copies.py``).

Nobody counts if it is not known who was first, or if only one provider does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from site_gen.publication import Publication, first_time


def order_of_time(publications: Sequence[Publication], providers: Sequence[str]) -> Sequence[int]:
    """The positions of a story's articles in the order of time.

    Of articles of one time, those whose hour is known come first, then the order is that of the
    slugs of their providers.
    """
    return sorted(
        range(len(publications)),
        key=lambda n: (publications[n].by, not publications[n].exact, providers[n], n),
    )


def delays(
    publications: Sequence[Publication],
    providers: Sequence[str],
    in_order: Sequence[int],
    copies: Collection[int],
) -> Mapping[str, int]:
    """Slug → microseconds from the first article of the story to the provider's first.

    ``publications`` and ``providers`` are those of the articles, ``in_order`` their positions in
    the order of time, and ``copies`` the positions of those that are copies.
    """
    start = first_time(publications)
    if start is None:
        return {}
    first: dict[str, int] = {}
    for number in in_order:
        first.setdefault(providers[number], number)
    found = {
        slug: publications[number].by - start
        for slug, number in first.items()
        if publications[number].exact and number not in copies
    }
    return found if len(found) > 1 else {}
