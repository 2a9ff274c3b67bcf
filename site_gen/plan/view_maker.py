"""Records and providers → the views that pages are made of, each made once."""

from __future__ import annotations

import hashlib
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from site_gen import external_links, markup, urls
from site_gen.config import SiteConfig
from site_gen.dependencies import RecordedCache
from site_gen.language_tags import direction, language_tag
from site_gen.model import Image, Record
from site_gen.plan.coverage import CoveringArticle, best_by_provider
from site_gen.plan.dates import moment
from site_gen.plan.views import Card, Link, PictureView, ProviderView, RelatedItem
from site_gen.store.library import Library
from site_gen.urls import Urls
from site_gen.wording import one_line

_CARD_EXCERPT = 160
"""Characters, two lines of a list; the story's own page has the whole excerpt."""
_RELATED_EXCERPT = 120
"""Characters, what fits beside a picture in a narrow column."""
_NAMED_PROVIDERS = 3
_HUES = 12


def shorten(text: str, length: int) -> str:
    """Text of at most ``length`` characters, cut at a word, in one line."""
    text = one_line(text)
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-.") + "…"


def kind_label(kind: str) -> str:
    """The type of a record as a label; articles, the ordinary case, have none."""
    words = one_line(kind.replace("_", " ").replace("-", " "))
    return "" if words.lower() == "article" else words[:1].upper() + words[1:]


class _Covering(NamedTuple):
    """The outlets of a story."""

    first: tuple[tuple[str, Link], ...]
    """The first few, with links to their best articles: as many as a card names and one more."""
    slugs: frozenset[str]


class ViewMaker:
    """Makes views for one site; what many pages show is kept for a while."""

    def __init__(self, library: Library, config: SiteConfig) -> None:
        self.library = library
        self.recorder = recorder = library.recorder
        self.config = config
        self.urls = Urls.of(config.base_url)
        self.lang = language_tag(config.locale) or "en"
        self.dir = direction(config.locale)
        self.card = RecordedCache(self._make_card, recorder)
        self.provider = RecordedCache(self._make_provider, recorder)
        self._mark = RecordedCache(self._make_mark, recorder)
        self._covering = RecordedCache(self._make_covering, recorder)

    def html(self, text: str, *, absolute: bool = False) -> str:
        """Markdown as HTML; with ``absolute`` for readers who see it elsewhere."""
        return markup.to_html(text, self.urls, absolute=absolute, dialect=self.config.markdown)

    def text(self, text: str) -> str:
        """Markdown as plain text in one line."""
        return markup.to_text(text, self.config.markdown)

    def link(self, label: str, path: str) -> Link:
        """A link to a path of the site."""
        return Link(label, self.urls.href(path))

    def _make_provider(self, slug: str) -> ProviderView:
        provider = self.library.provider_shown(slug)
        hue, initials = self._mark(slug)
        logo = next((self.picture(image, slug) for image in provider.images[:1]), None)
        return ProviderView(
            name=provider.name,
            href=self.urls.href(urls.provider_path(slug)),
            domain=provider.domain,
            logo=logo,
            hue=hue,
            initials=initials,
        )

    def _make_mark(self, slug: str) -> tuple[int, str]:
        """What stands in for a picture of this provider: a hue and initials."""
        words = re.findall(r"\w+", self.library.provider_shown(slug).name)
        if len(words) > 2 and words[0].lower() == "the":
            words = words[1:]
        digest = hashlib.sha256(slug.encode()).digest()
        return digest[0] % _HUES, "".join(word[0] for word in words[:2]).upper()

    def picture(self, image: Image, provider: str, alt: str = "") -> PictureView:
        """An image, marked with the provider's hue and initials in case it does not load."""
        hue, initials = self._mark(provider)
        width, height = image.width or 0, image.height or 0
        if width <= 0 or height <= 0:
            width, height = 1200, 675
        return PictureView(
            src=self.urls.resource(image.url),
            width=width,
            height=height,
            alt=alt,
            hue=hue,
            initials=initials,
            referrer_policy=self._referrer_policy(image.url),
            caption=image.title,
            attribution=image.attribution,
        )

    def drawn(self, provider: str) -> PictureView:
        """The picture of something that has none."""
        hue, initials = self._mark(provider)
        return PictureView(hue=hue, initials=initials)

    def _referrer_policy(self, url: str) -> str:
        rules = self.config.images
        host = (urlsplit(url).hostname or "") if rules.referrer_policies else ""
        while host:
            if host in rules.referrer_policies:
                return rules.referrer_policies[host]
            host = host.partition(".")[2]
        return rules.referrer_policy

    def topic_links(self, record_id: str) -> tuple[Link, ...]:
        return tuple(
            self.link(self.library.topic_name(slug), urls.topic_path(slug))
            for slug in self.library.relations(record_id).topics
        )

    def language_override(self, record: Record) -> tuple[str, str]:
        """``lang`` and ``dir`` of a record, each empty where the site's holds."""
        lang = language_tag(record.locale)
        if not lang or lang.lower().split("-")[0] == self.lang.lower().split("-")[0]:
            return "", ""
        way = direction(lang)
        return lang, way if way != self.dir else ""

    def _make_card(self, record_id: str) -> Card:
        record = self.library.record(record_id)
        provider = self.library.relations(record.id).provider
        lang, way = self.language_override(record)
        covered_by, more = self._covered_by(record.id, provider)
        return Card(
            id=record.id,
            title=one_line(record.title),
            href=self.urls.href(urls.record_path(record.id)),
            provider=self.provider(provider),
            published=moment(record.published_at),
            excerpt=shorten(record.excerpt, _CARD_EXCERPT),
            picture=self.picture(record.images[0], provider) if record.images else None,
            topics=self.topic_links(record.id),
            kind=kind_label(record.type),
            lang=lang,
            dir=way,
            covered_by=covered_by,
            covered_more=more,
        )

    def _covered_by(self, record_id: str, provider: str) -> tuple[tuple[Link, ...], int]:
        """The other outlets with the story: the first few as links, and how many more."""
        covering = self._covering(self.library.relations(record_id).story)
        others = [link for slug, link in covering.first if slug != provider]
        count = len(covering.slugs) - (provider in covering.slugs)
        named = tuple(others[:_NAMED_PROVIDERS])
        return named, count - len(named)

    def _make_covering(self, story_id: str) -> _Covering:
        story = self.library.story(story_id)
        told = best_by_provider(self.library, story, _NAMED_PROVIDERS + 1)
        first = tuple([(each.provider, self._link_to(each)) for each in told])
        return _Covering(first, frozenset(story.providers))

    def _link_to(self, told: CoveringArticle) -> Link:
        href, external = self._leading_to(told)
        return Link(self.library.provider_shown(told.provider).name, href, external)

    def _leading_to(self, told: CoveringArticle) -> tuple[str, bool]:
        """Where to read an article, and whether that is outside the site."""
        if isinstance(told.article, Record):
            return self.urls.href(urls.record_path(told.article.id)), False
        return external_links.without_tracking(told.article.url), True

    def related_item(self, told: CoveringArticle) -> RelatedItem:
        article = told.article
        href, external = self._leading_to(told)
        lang, way = self.language_override(article) if isinstance(article, Record) else ("", "")
        return RelatedItem(
            title=one_line(article.title),
            href=href,
            provider=self.provider(told.provider),
            published=moment(article.published_at) if article.published_at else None,
            excerpt=shorten(article.excerpt, _RELATED_EXCERPT),
            picture=self.picture(article.images[0], told.provider) if article.images else None,
            external=external,
            kind=kind_label(article.type),
            lang=lang,
            dir=way,
        )
