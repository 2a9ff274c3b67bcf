"""Search documents: the small HTML pages of records that Pagefind indexes."""

from __future__ import annotations

import hashlib
import json
from html import escape

import msgspec

from site_gen import markup, urls
from site_gen.instants import rfc3339
from site_gen.model import ShownArticle
from site_gen.search.words import is_unspaced, plain_spellings
from site_gen.store.library import Library
from site_gen.urls import Urls
from site_gen.wording import one_line
from site_gen.zones import Zone

_NO_URLS = Urls("", "", "")
"""Links are not indexed, so they may point anywhere."""
_STORY_LENGTH = 8
"""Characters of a story's name: two of a hundred thousand stories rarely share one."""


class SearchDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of a record that are indexed."""

    path: str
    """Path of the record's page, to which results lead: ``news/ferry-returns/index.html``."""
    title: str
    excerpt: str
    body: str
    """Markdown."""
    names: str
    """Names of provider and tags. Searched; their number is indexed so that excerpts omit them."""
    provider: str
    topics: tuple[str, ...]
    type: str
    published: str
    """``2021-06-16T05:33:00Z``"""
    day: str
    """``2021-06-16``, in the site's time zone."""
    locale: str
    day_only: bool = False
    """Whether the hour of publication is unknown."""
    picture: str = ""
    """The URL of its first picture, as the record has it."""
    story: str = ""
    """A short name of its story, empty if no other record of the site belongs to it."""
    outlets: int = 0
    """Providers of its story, 0 for one."""

    @property
    def is_unspaced(self) -> bool:
        """Whether it is in a script without spaces between words."""
        head = (self.title, self.excerpt)  # a body may be full of code
        return is_unspaced(*head) or is_unspaced(*head, self.body)

    def html(self) -> str:
        """The page: searched text, filters and the sort key, then what only hits show."""
        texts = (self.title, self.excerpt, self.body, self.names)
        names = " ".join((self.names, *plain_spellings(texts)))
        text = [
            f"<h1>{escape(self.title)}</h1>",
            f"<p>{escape(self.excerpt)}</p>" if self.excerpt else "",
            markup.to_html(self.body, _NO_URLS) if self.body else "",
            f"<p>{escape(names)}</p>",
        ]
        attributes = [
            *(_attribute("filter", "topic", name) for name in self.topics),
            _attribute("filter", "provider", self.provider),
            _attribute("filter", "type", self.type),
            _attribute("filter", "year", self.day[:4]),
            _attribute("sort", "date", self.published),
            f'<i id="{escape(self._shown_only(len(names.split())))}"></i>',
        ]
        body = "\n".join(filter(None, [*text, *attributes]))
        return f'<!DOCTYPE html><html><meta charset="utf-8"><body data-pagefind-body>{body}</body>'

    def _shown_only(self, names: int) -> str:
        """What a hit shows and nobody searches for, as JSON; ``names`` counts words of the last
        paragraph.

        It is the id of an element: Pagefind keeps ids with the page, but does not index them.
        All metadata would be indexed, and ``jpg`` would find every record with a picture.
        """
        shown = {
            "at": self.day if self.day_only else self.published,
            "names": names,
            "lang": self.locale.replace("_", "-"),
            "picture": self.picture,
            "story": self.story,
            "outlets": self.outlets,
        }
        data = {name: value for name, value in shown.items() if value}
        return json.dumps(data, separators=(",", ":")).replace(" ", r"\u0020")  # ids lose blanks


def make_document(library: Library, article: ShownArticle, zone: Zone) -> SearchDocument:
    record = article.record
    story = library.story(article.relations.story)
    provider = one_line(library.named_provider(article.relations.provider).name)
    return SearchDocument(
        path=f"{urls.record_path(record.id)[1:]}index.html",
        title=one_line(record.title),
        excerpt=record.excerpt,
        body=record.body,
        names=one_line(", ".join((provider, *record.tags))),
        provider=provider,
        topics=tuple(library.topic_name(slug) for slug in article.relations.topics),
        type=record.type,
        published=rfc3339(record.published_at),
        locale=record.locale,
        day=zone.day(record.published_at).isoformat(),
        day_only=zone.is_day_only(record.published_at),
        picture=record.images[0].url if record.images else "",
        story=_short(story.id) if len(story.record_ids) > 1 else "",
        outlets=len(story.providers) if len(story.providers) > 1 else 0,
    )


def _short(story_id: str) -> str:
    """A short name of a story, for telling hits of one story from those of others."""
    return hashlib.sha256(story_id.encode()).hexdigest()[:_STORY_LENGTH]


def _attribute(kind: str, name: str, value: str) -> str:
    """A value that is not searched as text. In an HTML attribute, as it may contain commas."""
    value = one_line(value)
    if not value:
        return ""
    return f'<i data-pagefind-{kind}="{name}[data-v]" data-v="{escape(value)}"></i>'
