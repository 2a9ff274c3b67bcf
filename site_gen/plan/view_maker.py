"""Create the views of records and providers that many pages share."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import urlsplit

from site_gen import external_links, markup, urls
from site_gen.config import SiteConfig, default_locale, root_url
from site_gen.dependencies import RecordedCache
from site_gen.i18n.language import Language, language_settings
from site_gen.language_tags import (
    direction,
    direction_of_text,
    is_written_alike,
    language_of_text,
    language_tag,
)
from site_gen.model import Image, Record
from site_gen.plan.coverage import CoveringArticle, best_by_provider, countries_of
from site_gen.plan.filing import filing_in
from site_gen.plan.growth import growth
from site_gen.plan.initials import initials_of
from site_gen.plan.kinds import Kinds
from site_gen.plan.moments import Moments
from site_gen.plan.shortening import shorten
from site_gen.plan.views import Card, Link, PictureView, ProviderView, RelatedItem
from site_gen.store.library import Library
from site_gen.urls import Urls
from site_gen.wording import one_line

_CARD_EXCERPT = 160
"""Characters; two lines of a list."""
_BRIEF = 100
"""Characters; two or three lines of a narrow column."""
_COVERAGE = "#full-coverage"
"""The block of a record's page with all articles of its story."""
_NAMED_PROVIDERS = 3
"""Covering providers that a card names."""
_TINY = 32
"""Pixels; images with a shorter side are not pictures."""
_HUES = 12
"""Classes for hues in the theme's styles."""


def _markup_labels(language: Language) -> markup.Labels:
    """The words that Markdown adds to texts."""
    return markup.Labels(
        done=language.pgettext("checkbox", "Done"),
        not_done=language.pgettext("checkbox", "Not done"),
        # Translators: the link from a footnote back to the text.
        back=language.gettext("Back to reference %(number)s", number="{number}"),
    )


class _Covering(NamedTuple):
    """The providers of a story."""

    first: tuple[tuple[str, Link], ...]
    """Slugs and best articles of the first providers: as many as a card names, and one more."""
    slugs: frozenset[str]
    """All of them."""
    growth: str
    """The path of a picture of how their number grew."""
    countries: int
    """The number of their countries; 0 if fewer than two are known."""


def _others(covering: _Covering, provider: str) -> tuple[tuple[Link, ...], int]:
    """The other providers of a story: the first few as links, and the number of others."""
    others = [link for slug, link in covering.first if slug != provider]
    count = len(covering.slugs) - (provider in covering.slugs)
    named = tuple(others[:_NAMED_PROVIDERS])
    return named, count - len(named)


class ViewMaker:
    """Creates views for one site, and caches those that many pages show."""

    def __init__(
        self, library: Library, config: SiteConfig, language: Language | None = None
    ) -> None:
        self.library = library
        self.recorder = recorder = library.recorder
        self.config = config
        self.urls = Urls.of(config.base_url, root_url(config))
        self.language = language or Language(language_settings(config.locale, config.timezone))
        self.zone = self.language.zone
        self.dates = self.language.dates
        self.moments = Moments(self.dates)
        self.kind_label = Kinds(self.language).label
        self._markup_labels = _markup_labels(self.language)
        self.filing = filing_in(self.language.tag)
        self.lang, self.dir = self.language.tag, self.language.dir
        self.card = RecordedCache(self._make_card, recorder)
        self.provider = RecordedCache(self._make_provider, recorder)
        self._fallback = RecordedCache(self._make_fallback, recorder)
        self._covering = RecordedCache(self._make_covering, recorder)

    def html(self, text: str, *, absolute: bool = False) -> str:
        """Markdown as HTML; with ``absolute``, links have the site's host, as in feeds."""
        return markup.to_html(
            text,
            self.urls,
            absolute=absolute,
            dialect=self.config.markdown,
            labels=self._markup_labels,
        )

    def text(self, text: str) -> str:
        """Markdown as plain text in one line."""
        return markup.to_text(text, self.config.markdown)

    def link(self, label: str, path: str) -> Link:
        """A link to a path of the site."""
        return Link(label, self.urls.href(path))

    def page_title(self, title: str) -> str:
        """The title of a page with that of the site."""
        site = self.config.title
        # Translators: the title of a page in the browser, such as “Latest – The Quay”.
        return self.language.gettext("%(title)s – %(site)s", title=title, site=site)

    def _make_provider(self, slug: str) -> ProviderView:
        provider = self.library.named_provider(slug)
        hue, initials = self._fallback(slug)
        logo = next((self.picture(image, slug) for image in provider.images[:1]), None)
        return ProviderView(
            name=provider.name,
            href=self.urls.href(urls.provider_path(slug)),
            domain=provider.domain,
            logo=logo,
            hue=hue,
            initials=initials,
        )

    def _make_fallback(self, slug: str) -> tuple[int, str]:
        """Hue and initials of a provider, drawn in place of pictures."""
        digest = hashlib.sha256(slug.encode()).digest()
        return digest[0] % _HUES, initials_of(self.library.named_provider(slug).name)

    def picture(self, image: Image, provider: str, alt: str = "") -> PictureView:
        """An image, with the provider's hue and initials in case it does not load."""
        hue, initials = self._fallback(provider)
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

    def first_picture(
        self, images: Iterable[Image], provider: str, alt: str | None = ""
    ) -> PictureView | None:
        """The first image that can be shown; ``alt=None`` describes it by its title.

        Images that are known to be tiny count the visits to a page.
        """
        for image in images:
            sides = [side for side in (image.width, image.height) if side and side > 0]
            if image.url and min(sides, default=_TINY) >= _TINY:
                return self.picture(image, provider, image.title if alt is None else alt)
        return None

    def placeholder(self, provider: str) -> PictureView:
        """A picture without an image: only the provider's hue and initials."""
        hue, initials = self._fallback(provider)
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
        """``lang`` and ``dir`` of a record, each empty if it is the same as the site's."""
        return self._override(language_tag(record.locale or default_locale(self.config)))

    def _override(self, lang: str) -> tuple[str, str]:
        if not lang or is_written_alike(lang, self.lang):
            return "", ""
        return lang, self._other_direction(direction(lang))

    def _override_by_text(self, text: str) -> tuple[str, str]:
        """The same of a text without a known language, as far as its letters tell."""
        lang, _ = self._override(language_of_text(text))
        return lang, self._other_direction(direction_of_text(text))

    def _other_direction(self, text_direction: str) -> str:
        """The direction of a text, empty if it is the same as the site's."""
        return text_direction if text_direction != self.dir else ""

    def _make_card(self, record_id: str) -> Card:
        record = self.library.record(record_id)
        provider = self.library.relations(record.id).provider
        lang, text_direction = self.language_override(record)
        covering = self._covering(self.library.relations(record_id).story)
        covered_by, more = _others(covering, provider)
        return Card(
            id=record.id,
            title=one_line(record.title),
            href=self.urls.href(urls.record_path(record.id)),
            provider=self.provider(provider),
            published=self.moments.moment(record.published_at),
            excerpt=shorten(record.excerpt, _CARD_EXCERPT),
            brief=shorten(record.excerpt, _BRIEF),
            picture=self.first_picture(record.images, provider),
            topics=self.topic_links(record.id),
            kind=self.kind_label(record.type),
            lang=lang,
            dir=text_direction,
            covered_by=covered_by,
            covered_more=more,
            coverage_href=self.urls.href(urls.record_path(record.id)) + _COVERAGE,
            outlets=1 + len(covered_by) + more,
            growth=covering.growth,
            countries=covering.countries,
        )

    def _make_covering(self, story_id: str) -> _Covering:
        story = self.library.story(story_id)
        best = best_by_provider(self.library, story, _NAMED_PROVIDERS + 1)
        first = tuple([(covering.provider, self.link_to(covering)) for covering in best])
        slugs = frozenset(story.providers)
        return _Covering(first, slugs, growth(story.arrivals), countries_of(self.library, slugs))

    def link_to(self, covering: CoveringArticle) -> Link:
        """The name of the provider, linked to the article."""
        href, external = self._href_of(covering)
        return Link(self.library.named_provider(covering.provider).name, href, external)

    def _href_of(self, covering: CoveringArticle) -> tuple[str, bool]:
        """The address of an article, and whether it is outside the site."""
        if isinstance(covering.article, Record):
            return self.urls.href(urls.record_path(covering.article.id)), False
        return external_links.without_tracking(covering.article.url), True

    def related_item(self, covering: CoveringArticle, *, has_picture: bool = True) -> RelatedItem:
        """The view of an article; without its picture if the page does not show that."""
        article, at = covering.article, covering.published_at
        href, external = self._href_of(covering)
        lang, text_direction = (
            self.language_override(article)
            if isinstance(article, Record)
            else self._override_by_text(article.title)
        )
        return RelatedItem(
            title=one_line(article.title),
            href=href,
            provider=self.provider(covering.provider),
            published=self.moments.moment(at) if at else None,
            picture=self.first_picture(article.images, covering.provider) if has_picture else None,
            external=external,
            kind=self.kind_label(article.type),
            lang=lang,
            dir=text_direction,
        )
