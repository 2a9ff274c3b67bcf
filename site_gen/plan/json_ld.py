"""JSON-LD of pages with the vocabulary of https://schema.org/docs/full.html."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from site_gen.config import SiteConfig
from site_gen.plan.views import ArticleView, Link
from site_gen.urls import Urls

_CONTEXT = "https://schema.org"
_UNSAFE = ((b"<", b"\\u003c"), (b">", b"\\u003e"), (b"&", b"\\u0026"))
"""Characters that could end the script element or begin a comment in it."""


def as_script(data: dict[str, Any]) -> str:
    """The data as JSON that is safe inside a ``<script>`` element."""
    text = msgspec.json.encode({"@context": _CONTEXT, **data})
    for char, escape in _UNSAFE:
        text = text.replace(char, escape)
    return text.decode()


def website(config: SiteConfig, urls: Urls, search: str) -> dict[str, Any]:
    """The site as a whole; ``search`` is the address of its search page, empty for none."""
    site: dict[str, Any] = {
        "@type": "WebSite",
        "name": config.title,
        "url": urls.absolute("/"),
        "inLanguage": config.locale.replace("_", "-"),
    }
    if config.description:
        site["description"] = config.description
    if search:
        target = {"@type": "EntryPoint", "urlTemplate": search + "?q={search_term_string}"}
        site["potentialAction"] = {"@type": "SearchAction", "target": target}
    return site


def collection(name: str, address: str, items: Sequence[str]) -> dict[str, Any]:
    """A page with a list; ``items`` are the addresses of the listed things, in order."""
    elements = [
        {"@type": "ListItem", "position": position, "url": item}
        for position, item in enumerate(items, 1)
    ]
    page: dict[str, Any] = {"@type": "CollectionPage", "name": name, "url": address}
    if elements:
        page["mainEntity"] = {"@type": "ItemList", "itemListElement": elements}
    return page


def breadcrumbs(urls: Urls, crumbs: Sequence[Link]) -> dict[str, Any]:
    """Breadcrumbs; the last one is the page itself and needs no address."""
    elements = []
    for position, crumb in enumerate(crumbs, 1):
        element: dict[str, Any] = {"@type": "ListItem", "position": position, "name": crumb.label}
        if crumb.href:
            element["item"] = urls.on_host(crumb.href)
        elements.append(element)
    return {"@type": "BreadcrumbList", "itemListElement": elements}


def web_page(article: ArticleView, address: str, image: str) -> dict[str, Any]:
    """The page of a record: a WebPage about the provider's NewsArticle."""
    publisher: dict[str, Any] = {"@type": "Organization", "name": article.provider.name}
    if article.provider.domain:
        publisher["url"] = f"https://{article.provider.domain}/"
    people = [{"@type": "Person", "name": name} for name in article.authors]
    news: dict[str, Any] = {
        "@type": "NewsArticle",
        "headline": article.title,
        "url": article.source_href,
        "datePublished": article.published.iso,
        "image": image,
        "author": people or {"@type": "Organization", "name": article.provider.name},
        "publisher": publisher,
    }
    if article.updated:
        news["dateModified"] = article.updated.iso
    return {"@type": "WebPage", "url": address, "mainEntity": news}
