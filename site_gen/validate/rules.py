"""Rules that types cannot express: links, images, languages, domains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from site_gen import urls
from site_gen.external_links import is_http_url, is_resource_url
from site_gen.front_matter import describe
from site_gen.language_tags import is_language_tag
from site_gen.model import FrontMatter, Image, Severity
from site_gen.validate.findings import Finding
from site_gen.wording import KeyPath, dotted

_LINKS = ("originalUrl", "webUrl", "ampWebUrl", "cdnAmpWebUrl")


def record_findings(front: FrontMatter) -> list[Finding]:
    """Findings about a record whose fields all have the right type."""
    findings = image_findings(front.images)
    findings += image_findings(front.provider.images, ("provider",))
    if not front.original_url and not front.web_url:
        message = "originalUrl and webUrl are both missing"
        hint = "a record needs at least one of the two"
        findings.append(Finding(("originalUrl",), "missing", message, hint))
    domain = front.provider.domain
    if domain and not urls.normal_domain(domain):
        message = f"provider.domain is {describe(domain)}, expected a domain name"
        hint = "such as example.org; until then the provider is identified by its name"
        findings.append(_warning(("provider", "domain"), "bad-domain", message, hint))
    if front.locale and not is_language_tag(front.locale):
        message = f"locale is {describe(front.locale)}, expected a language tag such as en or en-us"
        hint = "until then the site's language is assumed"
        findings.append(_warning(("locale",), "bad-locale", message, hint))
    if not front.excerpt:
        findings.append(_warning(("excerpt",), "no-excerpt", "excerpt is empty", "add a summary"))
    return findings


def language_findings(note: object) -> list[Finding]:
    """Warnings about texts of a note in languages that are none."""
    findings = []
    for name in ("names", "descriptions"):
        for tag in getattr(note, name, ()):
            if not is_language_tag(tag):
                message = f"{name} has {describe(tag)}, expected a language tag such as en or en-us"
                findings.append(_warning((name, tag), "bad-locale", message, "it is not used"))
    locale = getattr(note, "locale", "")
    if locale and not is_language_tag(locale):
        message = f"locale is {describe(locale)}, expected a language tag such as en or en-us"
        hint = "until then the page is in the sites of all languages"
        findings.append(_warning(("locale",), "bad-locale", message, hint))
    return findings


def _warning(field: KeyPath, code: str, message: str, hint: str) -> Finding:
    return Finding(field, code, message, hint, Severity.WARNING)


def link_errors(fields: Mapping[str, Any], path: KeyPath = ()) -> list[Finding]:
    """An error for each link that is not an http(s) URL; skips values of other types."""
    return [
        Finding(
            (*path, name),
            "bad-url",
            f"{dotted((*path, name))} is {describe(url)}, expected an http or https URL",
        )
        for name in _LINKS
        if isinstance(url := fields.get(name), str) and not is_http_url(url)
    ]


def image_errors(images: tuple[Image, ...], path: KeyPath = ()) -> list[Finding]:
    """An error for each image of the map at ``path`` whose URL is not valid."""
    return [
        Finding(
            (*path, "images", index, "url"),
            "bad-url",
            f"{dotted((*path, 'images', index, 'url'))} is {describe(image.url)}, "
            "expected an http or https URL or a path of the site",
        )
        for index, image in enumerate(images)
        if not is_resource_url(image.url)
    ]


def image_findings(images: tuple[Image, ...], path: KeyPath = ()) -> list[Finding]:
    """The errors, and a warning for each image without a size."""
    return image_errors(images, path) + [
        _warning(
            (*path, "images", index),
            "image-size",
            f"{dotted((*path, 'images', index))} has no size",
            "add width and height in pixels, so that pages do not jump while it loads",
        )
        for index, image in enumerate(images)
        if (image.width or 0) <= 0 or (image.height or 0) <= 0
    ]
