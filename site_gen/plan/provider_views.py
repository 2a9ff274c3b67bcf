"""Views of the index of providers and of their pages."""

from __future__ import annotations

from site_gen.plan.views import Card, Link, Moment, ProviderView, RelatedItem, View


class ProviderFact(View, frozen=True):
    """What an editor says of a provider."""

    label: str
    """``Country``"""
    value: str
    """``Norway``"""


class ProviderRow(View, frozen=True):
    """A row of the provider index."""

    provider: ProviderView
    count: int
    covered: int
    """The number of its articles that records of other providers list as related."""
    latest: Moment | None = None


class ProviderGroup(View, frozen=True):
    """Providers under one initial letter."""

    initial: str
    rows: tuple[ProviderRow, ...]
    anchor: str
    """The id of the group on its page."""


class Coverage(View, frozen=True):
    """An article that a record lists as related, and that record's page."""

    item: RelatedItem
    story: Link


class Pace(View, frozen=True):
    """A provider's speed over the stories that it shares with others."""

    stories: int
    """The number of shared stories with known times."""
    first: int
    """The number of those that it published first."""
    behind: str = ""
    """``1 h 35 min``: the median delay where it was not first; empty if it always was first."""


class MissedStoryView(View, frozen=True):
    """A missed story of the page's provider."""

    card: Card
    """The story's lead."""
    providers: int
    """The number of providers that cover it."""
