"""Parts of the mirror's documents: records, providers, pictures, related articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from site_gen import external_links
from site_gen.dependencies import RecordedCache
from site_gen.model import Image, Record
from site_gen.model.mirror import Item, MirrorImage, MirrorProvider, RelatedEntry
from site_gen.plan.coverage import CoveringArticle
from site_gen.plan.shortening import shorten
from site_gen.plan.view_maker import ViewMaker
from site_gen.urls import mirror_path, record_path
from site_gen.wording import one_line

_LIST_EXCERPT = 160
"""Characters of an excerpt in lists, as on the site; a record's document has all of it."""
_RELATED_EXCERPT = 120
"""Characters of a related article's excerpt, as on the record's page."""


class MirrorMaker:
    """Creates parts of documents; items are encoded once, as they are in several lists."""

    def __init__(self, maker: ViewMaker) -> None:
        self.maker = maker
        self.library = maker.library
        self.encode = msgspec.json.Encoder().encode
        self.item = RecordedCache(self._make_item, maker.recorder)
        self.provider = RecordedCache(self._make_provider, maker.recorder)

    def _make_item(self, record_id: str) -> msgspec.Raw:
        fields = self.fields(self.library.record(record_id))
        fields["excerpt"] = shorten(fields["excerpt"], _LIST_EXCERPT)
        return msgspec.Raw(self.encode(Item(**fields)))

    def fields(self, record: Record) -> dict[str, Any]:
        """The fields of a record that both lists and its own document have."""
        library = self.library
        provider = library.relations(record.id).provider
        story = library.relations(record.id).story
        return {
            "id": record.id,
            "path": record.path,
            "title": one_line(record.title),
            "type": record.type,
            "quality": record.quality,
            "heat": library.heat_of(record),
            "source_url": self.maker.urls.href(mirror_path(record_path(record.id))),
            "web_url": external_links.without_tracking(record.url),
            "excerpt": one_line(record.excerpt),
            "published_date_time": record.published_at,
            "updated_date_time": record.updated_at,
            "provider": self.provider(provider),
            "images": self.images(record.images),
            "locale": record.locale,
            "categories": record.categories,
            "topics": tuple(
                library.topic_name(slug) for slug in library.relations(record.id).topics
            ),
            "story": "" if story == record.id else story,
        }

    def _make_provider(self, slug: str) -> MirrorProvider:
        provider = self.library.named_provider(slug)
        return MirrorProvider(
            name=provider.name, domain=provider.domain, images=self.images(provider.images)
        )

    def images(self, images: Sequence[Image]) -> tuple[MirrorImage, ...]:
        return tuple(
            MirrorImage(
                url=self.maker.urls.resource(image.url),
                width=image.width,
                height=image.height,
                is_cached=image.is_cached,
                title=image.title,
                attribution=image.attribution,
            )
            for image in images
        )

    def related(self, covering: CoveringArticle, *, brief: bool) -> RelatedEntry:
        """A covering article; without excerpt and images if ``brief``."""
        article = covering.article
        source_url = ""
        if isinstance(article, Record):
            source_url = self.maker.urls.href(mirror_path(record_path(article.id)))
        return RelatedEntry(
            title=one_line(article.title),
            excerpt="" if brief else shorten(article.excerpt, _RELATED_EXCERPT),
            published_date_time=article.published_at,
            source_url=source_url,
            web_url=external_links.without_tracking(article.url),
            type="" if article.type == "article" else article.type,
            provider=self.provider(covering.provider),
            quality=article.quality,
            images=() if brief else self.images(article.images),
        )
