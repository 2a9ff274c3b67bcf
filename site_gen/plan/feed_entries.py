"""Feed entries of records: permanent ids, and content."""

from __future__ import annotations

import uuid
from datetime import datetime
from html import escape

import msgspec

from site_gen import external_links, urls
from site_gen.canonical import article_keys
from site_gen.dependencies import RecordedCache
from site_gen.model import Record
from site_gen.plan.feed_views import EntrySource, FeedEntryView
from site_gen.plan.kinds import is_video
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Card
from site_gen.wording import one_line


def entry_id(record: Record) -> str:
    """The permanent id of a record in feeds: a UUID of the article's address (RFC 9562, version 5).

    It does not change if the page or the site moves. If the address is only the home page of a
    provider, the record's id is added; if one page has several articles, the id of the source's
    feed entry is added.
    """
    if record.entry_id:
        return uuid.uuid5(
            uuid.NAMESPACE_URL, f"{record.original_url or record.web_url}#{record.entry_id}"
        ).urn
    for address in (record.original_url, record.web_url):
        if article_keys([address]):
            return uuid.uuid5(uuid.NAMESPACE_URL, address).urn
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{record.url}#{record.id}").urn


class EntryMaker:
    """Creates feed entries, and caches them, as a record is in several feeds."""

    def __init__(self, maker: ViewMaker) -> None:
        self.maker = maker
        self.entry = RecordedCache(self._make_entry, maker.recorder)

    def _make_entry(self, record_id: str) -> FeedEntryView:
        maker = self.maker
        record = maker.library.record(record_id)
        card = maker.card(record.id)
        source = self._source(record.id)
        source_href = external_links.without_tracking(record.url)
        authors = tuple(author.name for author in record.provider.authors)
        picture = card.picture
        if picture:
            picture = msgspec.structs.replace(picture, src=maker.urls.on_host(picture.src))
        return FeedEntryView(
            id=entry_id(record),
            title=card.title,
            href=maker.urls.absolute(urls.record_path(record.id)),
            source_href=source_href,
            published=record.published_at,
            updated=last_change(record),
            source=source,
            authors=authors or (source.name,),
            topics=card.topics,
            html=self._html(record, card, source_href),
            picture=picture,
            lang=card.lang,
        )

    def _source(self, record_id: str) -> EntrySource:
        library = self.maker.library
        provider = library.named_provider(library.relations(record_id).provider)
        if provider.domain:
            return EntrySource(provider.name, f"https://{provider.domain}/")
        path = urls.provider_path(provider.slug)
        return EntrySource(provider.name, self.maker.urls.absolute(path))

    def _html(self, record: Record, card: Card, source_href: str) -> str:
        """Excerpt, body, covering providers, and a link to the article."""
        parts = [f"<p>{escape(one_line(record.excerpt))}</p>"] if record.excerpt else []
        if record.body:
            parts.append(self.maker.html(record.body, absolute=True))
        if card.covered_by:
            parts.append(f"<p>{escape(self._covered_by(card))}</p>")
        read = self._read_at(record.type, card.provider.name)
        parts.append(f'<p><a href="{escape(source_href)}">{escape(read)}</a></p>')
        return "\n".join(parts)

    def _covered_by(self, card: Card) -> str:
        """The other outlets of the story, as text."""
        language = self.maker.language
        outlets = language.joined([link.label for link in card.covered_by])
        if not card.covered_more:
            return language.gettext("Also covered by %(outlets)s.", outlets=outlets)
        return language.ngettext(
            "Also covered by %(outlets)s and %(number)s more.",
            "Also covered by %(outlets)s and %(number)s more.",
            card.covered_more,
            outlets=outlets,
        )

    def _read_at(self, kind: str, provider: str) -> str:
        gettext = self.maker.language.gettext
        if is_video(kind):
            return gettext("Watch it at %(provider)s", provider=provider)
        return gettext("Read it at %(provider)s", provider=provider)


def last_change(record: Record) -> datetime:
    """When a record was published or last changed, whichever is later."""
    return max(record.published_at, record.updated_at or record.published_at)
