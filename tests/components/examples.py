"""The examples of the components: YAML → views → HTML.

One YAML file per component lists its states. An example's ``args`` are a macro's
arguments as plain maps; what a view requires and an example does not care about is
filled in from ``SAMPLES``.
"""

from __future__ import annotations

import types
import typing
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import msgspec
import yaml

from site_gen.plan import archive_views, feed_views, page_views, provider_views, views
from site_gen.render.environment import make_environment
from site_gen.render.sources import read_sources

FOLDER = Path(__file__).parent
ROOT = FOLDER.parent.parent
TEMPLATES = ROOT / "templates"

PARAMETERS: dict[str, Any] = {
    "all_of_it": views.Count,
    "article": views.ArticleView,
    "by": views.ListedBy,
    "cards": tuple[views.Card, ...],
    "counts": tuple[views.Count, ...],
    "coverage": views.FullCoverage,
    "chart": views.CoverageChart,
    "covers": tuple[provider_views.Coverage, ...],
    "crumbs": tuple[views.Link, ...],
    "embed": views.Embed,
    "entry": views.RelatedItem,
    "facts": tuple[provider_views.ProviderFact, ...],
    "feeds": tuple[feed_views.FeedLink, ...],
    "followed": feed_views.FeedRow,
    "gaps": tuple[provider_views.MissedStoryView, ...],
    "group": views.DayGroup,
    "groups": tuple[views.DayGroup, ...],
    "image": views.PictureView,
    "issue": views.EditionDate,
    "item": views.Card,
    "line": provider_views.ProviderRow,
    "languages": tuple[page_views.LanguageLink, ...],
    "link": views.Link,
    "links": tuple[views.Link, ...],
    "nearby": views.MoreFrom,
    "newer": views.RelatedItem | None,
    "older": views.RelatedItem | None,
    "provider": views.ProviderView,
    "providers": provider_views.ProviderGroup,
    "month": archive_views.Calendar,
    "pager": views.Pager,
    "published": views.Moment,
    "row": views.IndexRow,
    "site": page_views.Site,
    "speed": provider_views.Pace,
    "summary": views.CoverageSummary | None,
    "topic": views.Link,
    "topics": tuple[views.Link, ...],
    "topic_strip": views.Strip,
}
"""A macro's parameter → the type of its data. Others take text and numbers as they are."""

SAMPLES: dict[type, dict[str, Any]] = {
    views.Moment: {
        "iso": "2021-06-16T05:33:00Z",
        "date": "16 June 2021",
        "short": "16 Jun 2021",
        "time": "05:33",
    },
    views.ProviderView: {"name": "Northline", "href": "/providers/northline/", "initials": "N"},
    views.Card: {
        "id": "night-train",
        "title": "Night trains return to the coast line after twelve years",
        "href": "/news/night-train/",
        "coverage_href": "/news/night-train/#full-coverage",
        "provider": {},
        "published": {},
    },
    views.ListedBy: {
        "label": "Newest",
        "provider": {"label": "Quarto", "href": "/news/sleeper/"},
        "published": {"iso": "2021-06-17T08:00:00Z", "time": "08:00"},
    },
    views.RelatedItem: {
        "title": "Sleeper carriages are back, and so is the breakfast tray",
        "href": "https://northline.example/sleeper",
        "provider": {},
    },
    views.ArticleView: {
        "title": "Night trains return to the coast line after twelve years",
        "provider": {},
        "published": {},
        "source_href": "https://northline.example/night-train",
    },
    views.FullCoverage: {"summary": {}, "articles": []},
    views.CoverageSummary: {"outlets": "10 outlets"},
    views.MoreFrom: {
        "title": "More on Rail",
        "href": "/topics/rail/",
        "articles": [],
    },
    views.Embed: {
        "src": "https://player.example/embed/1",
        "href": "https://player.example/watch/1",
        "host": "Player",
        "picture": {},
    },
    provider_views.Coverage: {
        "item": {},
        "story": {"label": "The story", "href": "/news/night-train/"},
    },
    views.DayGroup: {
        "day": "Wednesday, 16 June 2021",
        "iso": "2021-06-16",
        "href": "/archive/2021/06/16/",
        "cards": [],
    },
    page_views.Site: {
        "title": "The Common Reader",
        "description": "",
        "home": "/",
        "lang": "en",
        "dir": "ltr",
        "nav": [],
        "footer": [],
        "css": "",
        "js": "",
        "icon": "",
        "csp": "",
    },
}
"""Values of required fields that examples leave out, by view."""


class Expect(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Pieces that the HTML of an example has, and pieces that it has not."""

    contains: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One state of a component."""

    name: str
    description: str
    args: dict[str, Any]
    expect: Expect = Expect()


def component_names() -> list[str]:
    """All components, by the names of their template files."""
    return sorted(path.stem for path in (TEMPLATES / "components").glob("*.html"))


def load_examples(component: str) -> list[Example]:
    """The examples of a component; none if it has no YAML file."""
    path = FOLDER / f"{component}.yaml"
    if not path.is_file():
        return []
    return msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), list[Example])


def render(component: str, example: Example) -> str:
    """The HTML of an example, from the environment that renders the site."""
    return render_macro(_environment(), component, arguments(example))


def arguments(example: Example) -> dict[str, Any]:
    """The arguments of an example's macro."""
    return {name: _convert(name, value) for name, value in example.args.items()}


def render_macro(environment: jinja2.Environment, component: str, args: dict[str, Any]) -> str:
    """The HTML of a component."""
    template = environment.get_template(f"components/{component}.html")
    return str(getattr(template.module, component)(**args))


@cache
def _environment() -> jinja2.Environment:
    return make_environment(read_sources((TEMPLATES,)))


def _convert(parameter: str, value: Any) -> Any:
    wanted = PARAMETERS.get(parameter)
    return value if wanted is None else msgspec.convert(_fill(wanted, value), wanted)


def _fill(wanted: Any, value: Any) -> Any:
    """``value`` with what views of this type need, all the way down."""
    arms = typing.get_args(wanted)
    if isinstance(wanted, types.UnionType):
        return None if value is None else _fill(arms[0], value)
    if isinstance(value, list):
        return [_fill(arms[0], each) for each in value]
    if not isinstance(value, dict):
        return value
    fields = typing.get_type_hints(wanted)
    whole = {**SAMPLES.get(wanted, {}), **value}
    return {name: _fill(fields.get(name), each) for name, each in whole.items()}
