"""The directory of providers; of each its own list, what else it covers, and how fast it is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from site_gen import markup
from site_gen.model import PlannedPage, Provider, ProviderFace
from site_gen.plan import structured
from site_gen.plan.coverage import Told
from site_gen.plan.feed_links import provider_feeds
from site_gen.plan.frame import Frame
from site_gen.plan.lists import ListPage, collection, day_groups, listed_with, plan_list
from site_gen.plan.maker import one_line
from site_gen.plan.missed import Watch, main_topics
from site_gen.plan.moments import duration, moment
from site_gen.plan.views import (
    Count,
    Coverage,
    Link,
    Missed,
    OutletGroup,
    OutletRow,
    Pace,
    Pager,
)
from site_gen.urls import (
    fold_name,
    list_page_path,
    name_slug,
    provider_path,
    record_path,
    topic_path,
)

PATH = "/providers/"
_TOPICS = 12
_COVERS = 8
_OTHER = "#"


def plan_providers(frame: Frame) -> Iterator[PlannedPage]:
    """The index of providers and all pages of every provider."""
    listed = listed_with(frame.library, "provider", frame.library.newest_first[:1])
    yield PlannedPage(PATH, "provider", "pages/providers.html", partial(_index, frame), listed)
    watch = Watch(frame.library)
    for slug, provider in frame.library.providers.items():
        prepare = partial(_prepare, frame, slug, ())
        prepare_front = partial(_prepare, frame, slug, watch.missed_by(provider))
        yield from plan_list(
            frame,
            provider_path(slug),
            provider.record_ids,
            "provider",
            "pages/provider.html",
            prepare,
            prepare_front,
        )


def _order(provider: Provider) -> tuple[str, str]:
    """Alphabetical as people look names up: accents and case aside."""
    return name_slug(provider.name, "provider"), provider.slug


def _initial(provider: Provider) -> str:
    """The Latin letter that a name begins with, else ``#``."""
    first = unicodedata.normalize("NFKD", fold_name(provider.name))[:1]
    return first.upper() if "a" <= first <= "z" else _OTHER


def _place(provider: Provider) -> tuple[bool, str, tuple[str, str]]:
    """Letters first, then all other names."""
    initial = _initial(provider)
    return initial == _OTHER, initial, _order(provider)


def _index(frame: Frame) -> Mapping[str, Any]:
    library = frame.maker.library
    ordered = sorted(library.providers.values(), key=_place)
    groups = []
    for initial, providers in groupby(ordered, key=_initial):
        rows = tuple(_row(frame, provider) for provider in providers)
        groups.append(OutletGroup(initial, rows))
    description = f"All outlets that {frame.maker.config.title} reads."
    addresses = [frame.maker.urls.absolute(provider_path(provider.slug)) for provider in ordered]
    return {
        **frame.around(
            PATH,
            "Providers",
            description=description,
            about=structured.collection("Providers", frame.maker.urls.absolute(PATH), addresses),
        ),
        "title": "Providers",
        "groups": tuple(groups),
    }


def _row(frame: Frame, provider: Provider) -> OutletRow:
    records = frame.maker.library.records
    latest = moment(records[provider.record_ids[0]].published_at) if provider.record_ids else None
    return OutletRow(
        frame.maker.outlet(provider.slug),
        len(provider.record_ids),
        len(provider.coverage),
        latest,
    )


def _covers(frame: Frame, provider: Provider) -> tuple[Coverage, ...]:
    """Its newest articles in other records' coverage, a few of them."""
    library = frame.maker.library
    covers = []
    for ref in provider.coverage[:_COVERS]:
        entry = library.related[ref.record_id][ref.index]
        title = one_line(library.records[ref.record_id].title)
        story = frame.maker.link(title, record_path(ref.record_id))
        covers.append(Coverage(frame.maker.related_item(Told(provider.slug, entry)), story))
    return tuple(covers)


def _topics(frame: Frame, provider: Provider) -> tuple[Count, ...]:
    """What it writes about, most first."""
    topics = frame.maker.library.topic_faces
    return tuple(
        Count(frame.maker.link(topics[slug].name, topic_path(slug)), count)
        for slug, count in main_topics(frame.maker.library, provider)[:_TOPICS]
    )


def _site_link(provider: ProviderFace) -> Link | None:
    if not provider.domain:
        return None
    return Link(provider.domain, f"https://{provider.domain}/", external=True)


def _pace(provider: Provider) -> Pace | None:
    """How fast it is, if it shares stories with others whose hours are known."""
    speed = provider.speed
    if not speed.stories:
        return None
    behind = duration(speed.median_lag) if speed.median_lag is not None else ""
    return Pace(speed.stories, speed.first, behind)


def _front(frame: Frame, slug: str, missed: Sequence[str]) -> dict[str, Any]:
    """What only the front of a provider tells, for it changes with each record."""
    provider = frame.maker.library.providers[slug]
    covers = _covers(frame, provider)
    return {
        "description": markup.to_text(provider.description),
        "count": len(provider.record_ids),
        "covers": covers,
        "covers_more": len(provider.coverage) - len(covers),
        "topics": _topics(frame, provider),
        "pace": _pace(provider),
        "missed": tuple(map(partial(_missed, frame), missed)),
    }


_OLDER: Mapping[str, Any] = {
    "description": "",
    "count": None,
    "covers": (),
    "covers_more": 0,
    "topics": (),
    "pace": None,
    "missed": (),
}


def _missed(frame: Frame, story_id: str) -> Missed:
    story = frame.maker.library.stories[story_id]
    return Missed(frame.maker.card(story.lead), len(story.outlets))


def _prepare(
    frame: Frame, slug: str, missed: Sequence[str], page: ListPage, pager: Pager
) -> Mapping[str, Any]:
    """One page of a provider. Older pages leave out all that later records would change.

    ``missed`` are the ids of stories that the front names as missed by this outlet.
    """
    maker, front = frame.maker, page.number == 0
    provider = maker.library.provider_faces[slug]
    path = provider_path(provider.slug)
    description = markup.to_text(provider.description)
    crumbs = [maker.link("Providers", PATH)]
    if not front:
        crumbs.append(maker.link(provider.name, path))
    title = provider.name if front else f"{provider.name}, {pager.span}"
    own = list_page_path(path, page.number)
    groups = day_groups(maker, page.ids)
    return {
        **frame.around(
            own,
            title,
            tuple(crumbs),
            description=description or f"What {provider.name} reports, and the stories it covers.",
            pager=pager,
            feeds=provider_feeds(frame, provider),
            about=collection(maker, title, own, groups if front else ()),
        ),
        **(_front(frame, slug, missed) if front else _OLDER),
        "outlet": maker.outlet(provider.slug),
        "site_link": _site_link(provider),
        "groups": groups,
        "pager": pager,
    }
