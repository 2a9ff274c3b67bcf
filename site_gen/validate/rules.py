"""Rules that types cannot express: links, images, languages, domains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from site_gen import urls
from site_gen.external_links import is_http_url, is_resource_url
from site_gen.front_matter import describe
from site_gen.language_tags import is_language_tag
from site_gen.model import FrontMatter, Image, Severity
from site_gen.validate.findings import Finding
from site_gen.wording import KeyPath, dotted

_LINKS = ("originalUrl", "webUrl", "ampWebUrl", "cdnAmpWebUrl")


def record_rules(front: FrontMatter) -> Iterator[Finding]:
    """Findings about a record whose fields all have the right type."""
    if not front.original_url and not front.web_url:
        yield Finding(
            ("originalUrl",),
            "missing",
            "originalUrl and webUrl are both missing",
            "a record needs at least one of the two",
        )
    yield from image_rules((), front.images)
    yield from image_rules(("provider",), front.provider.images)
    yield from _record_warnings(front)


def _record_warnings(front: FrontMatter) -> Iterator[Finding]:
    if front.provider.domain and not urls.normal_domain(front.provider.domain):
        yield Finding(
            ("provider", "domain"),
            "bad-domain",
            f"provider.domain is {describe(front.provider.domain)}, expected a domain name",
            "such as example.org; until then the provider is known by its name",
            Severity.WARNING,
        )
    if front.locale and not is_language_tag(front.locale):
        yield Finding(
            ("locale",),
            "bad-locale",
            f"locale is {describe(front.locale)}, expected a language tag such as en or en-us",
            "until then the site's language is assumed",
            Severity.WARNING,
        )
    if not front.excerpt:
        yield Finding(
            ("excerpt",), "no-excerpt", "excerpt is empty", "add a summary", Severity.WARNING
        )


def link_rules(path: KeyPath, fields: Mapping[str, Any]) -> Iterator[Finding]:
    """An error for each link that is not an http(s) URL; skips values of other types."""
    for name in _LINKS:
        url = fields.get(name)
        if isinstance(url, str) and not is_http_url(url):
            field = (*path, name)
            message = f"{dotted(field)} is {describe(url)}, expected an http or https URL"
            yield Finding(field, "bad-url", message)


def image_rules(path: KeyPath, images: tuple[Image, ...]) -> Iterator[Finding]:
    """Findings about the images of the map at ``path``."""
    for index, image in enumerate(images):
        field = (*path, "images", index)
        if not is_resource_url(image.url):
            message = (
                f"{dotted((*field, 'url'))} is {describe(image.url)}, expected an http or "
                "https URL or a path of the site"
            )
            yield Finding((*field, "url"), "bad-url", message)
        if (image.width or 0) <= 0 or (image.height or 0) <= 0:
            yield Finding(
                field,
                "image-size",
                f"{dotted(field)} has no size",
                "add width and height in pixels, so that pages do not jump while it loads",
                Severity.WARNING,
            )
