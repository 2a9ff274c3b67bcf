"""Search documents: the small HTML pages of records that Pagefind indexes."""

from __future__ import annotations

from html import escape

import msgspec

from site_gen import markup, urls
from site_gen.instants import rfc3339
from site_gen.model import ShownArticle
from site_gen.search.words import is_unspaced, plain_spellings
from site_gen.store.library import Library
from site_gen.urls import Urls
from site_gen.wording import one_line

_NO_URLS = Urls("", "")
"""Links are not indexed, so they may point anywhere."""


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
    locale: str

    @property
    def is_unspaced(self) -> bool:
        """Whether it is in a script without spaces between words."""
        head = (self.title, self.excerpt)  # a body may be full of code
        return is_unspaced(*head) or is_unspaced(*head, self.body)

    def html(self, part: str) -> str:
        """The page: searched text, then attributes for filters, sorting and display of results.

        ``part`` is the name of the index part.
        """
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
            _attribute("filter", "year", self.published[:4]),
            _attribute("filter", "part", part),
            _attribute("sort", "date", self.published),
            _attribute("meta", "provider", self.provider),
            _attribute("meta", "date", self.published[:10]),
            _attribute("meta", "locale", self.locale),
            _attribute("meta", "names", str(len(names.split()))),
        ]
        body = "\n".join(filter(None, [*text, *attributes]))
        return f'<!DOCTYPE html><html><meta charset="utf-8"><body data-pagefind-body>{body}</body>'


def make_document(library: Library, article: ShownArticle) -> SearchDocument:
    record = article.record
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
    )


def _attribute(kind: str, name: str, value: str) -> str:
    """A value that is not searched as text. In an HTML attribute, as it may contain commas."""
    value = one_line(value)
    if not value:
        return ""
    return f'<i data-pagefind-{kind}="{name}[data-v]" data-v="{escape(value)}"></i>'
