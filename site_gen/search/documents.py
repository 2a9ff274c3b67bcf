"""Record → the small HTML page that Pagefind reads: what is to be found, and by what."""

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

_NOWHERE = Urls("", "")
"""Links are not indexed, so it does not matter where the site lies."""


class SearchDocument(msgspec.Struct, frozen=True, kw_only=True):
    """All that the index knows of a record; it changes when one of these does."""

    path: str
    """Of the page within the site, so that hits lead there: ``news/ferry-returns/index.html``"""
    title: str
    excerpt: str
    body: str
    """Markdown."""
    names: str
    """Of the outlet and of tags: searched, and told by their number to be left out of excerpts."""
    provider: str
    topics: tuple[str, ...]
    type: str
    published: str
    """``2021-06-16T05:33:00Z``"""
    locale: str

    @property
    def is_unspaced(self) -> bool:
        """Whether it is written without spaces between words."""
        head = (self.title, self.excerpt)  # a body may be full of code
        return is_unspaced(*head) or is_unspaced(*head, self.body)

    def html(self, part: str) -> str:
        """The page: words to be found, then marks that results are filtered, sorted, shown by.

        ``part`` is the part of the index that it is in.
        """
        texts = (self.title, self.excerpt, self.body, self.names)
        names = " ".join((self.names, *plain_spellings(texts)))
        words = [
            f"<h1>{escape(self.title)}</h1>",
            f"<p>{escape(self.excerpt)}</p>" if self.excerpt else "",
            markup.to_html(self.body, _NOWHERE) if self.body else "",
            f"<p>{escape(names)}</p>",
        ]
        marks = [
            *(_mark("filter", "topic", name) for name in self.topics),
            _mark("filter", "provider", self.provider),
            _mark("filter", "type", self.type),
            _mark("filter", "year", self.published[:4]),
            _mark("filter", "part", part),
            _mark("sort", "date", self.published),
            _mark("meta", "provider", self.provider),
            _mark("meta", "date", self.published[:10]),
            _mark("meta", "locale", self.locale),
            _mark("meta", "names", str(len(names.split()))),
        ]
        text = "\n".join(filter(None, [*words, *marks]))
        return f'<!DOCTYPE html><html><meta charset="utf-8"><body data-pagefind-body>{text}</body>'


def make_document(library: Library, article: ShownArticle) -> SearchDocument:
    """What the index is told of a record."""
    record = article.record
    provider = one_line(library.provider_shown(article.relations.provider).name)
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


def _mark(kind: str, name: str, value: str) -> str:
    """What is told of the record and not read: in an attribute, for it may hold commas."""
    value = one_line(value)
    if not value:
        return ""
    return f'<i data-pagefind-{kind}="{name}[data-v]" data-v="{escape(value)}"></i>'
