"""Record → the small HTML page that Pagefind reads: what is to be found, and by what."""

from __future__ import annotations

from datetime import UTC
from html import escape

import msgspec

from site_gen import markup, urls
from site_gen.model import Library, Record
from site_gen.urls import Urls

_NOWHERE = Urls("", "")
"""Links are not indexed, so it does not matter where the site lies."""


class Document(msgspec.Struct, frozen=True):
    """One page for Pagefind, whose address within the site is the record's own."""

    path: str
    """``news/ferry-returns/index.html``"""
    html: str


def make_document(library: Library, record: Record) -> Document:
    """The record's own words, and beside them what results are filtered, sorted and shown by."""
    provider = library.providers[library.provider_slugs[record.id]].name
    moment = record.published_at.astimezone(UTC)
    about = [
        *(_mark("filter", "topic", name) for name in topic_names(library, record)),
        _mark("filter", "provider", provider),
        _mark("filter", "type", record.type),
        _mark("filter", "year", f"{moment:%Y}"),
        _mark("sort", "date", f"{moment:%Y-%m-%dT%H:%M:%SZ}"),
        _mark("meta", "provider", provider),
        _mark("meta", "date", f"{moment:%Y-%m-%d}"),
        _mark("meta", "locale", record.locale),
    ]
    words = [f"<h1>{escape(_one_line(record.title))}</h1>"]
    words += [f"<p>{escape(text)}</p>" for text in (record.excerpt,) if text]
    words += [markup.to_html(record.body, _NOWHERE)] if record.body else []
    words += [f"<p>{escape(', '.join((provider, *record.tags)))}</p>"]
    text = "\n".join([*words, *filter(None, about)])
    html = f'<!DOCTYPE html><html><meta charset="utf-8"><body data-pagefind-body>{text}</body>'
    return Document(f"{urls.record_path(record.id)[1:]}index.html", html)


def topic_names(library: Library, record: Record) -> list[str]:
    return [library.topics[slug].name for slug in library.topic_slugs[record.id]]


def _mark(kind: str, name: str, value: str) -> str:
    """What is told of the record and not read: in an attribute, for it may hold commas."""
    value = _one_line(value)
    if not value:
        return ""
    return f'<i data-pagefind-{kind}="{name}[data-v]" data-v="{escape(value)}"></i>'


def _one_line(text: str) -> str:
    return " ".join(text.split())
