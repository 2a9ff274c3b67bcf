"""What is wrong with the built site itself: links that lead nowhere, too many bytes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from urllib.parse import unquote, urldefrag, urlsplit

import msgspec
from selectolax.lexbor import LexborHTMLParser

from site_gen import workers
from site_gen.build import Plan, plan_outputs, rehearse
from site_gen.config import SiteConfig
from site_gen.model import Output, PlannedPage, Problem
from site_gen.newsroom import Newsroom
from site_gen.options import Options, Stopwatch
from site_gen.render import Renderer
from site_gen.report import too_large
from site_gen.urls import Urls

_ADDRESSES = ("href", "src", "data-src")


class PageFacts(msgspec.Struct, frozen=True):
    """What a check needs to know of a rendered page."""

    url: str
    size: int
    links: frozenset[str]
    ids: frozenset[str]


def check_site(options: Options, newsroom: Newsroom, watch: Stopwatch) -> tuple[Problem, ...]:
    """Render the whole site without writing it, and report what readers would stumble over.

    Every internal link and fragment of every page is followed, and the site's size is
    compared with ``limits.site_bytes``.
    """
    with watch.stage("plan"):
        planned = plan_outputs(options, newsroom)
        rehearse(planned)
    with watch.stage("render"):
        task = partial(_facts, planned.renderer, Urls.of(newsroom.config.base_url))
        done = workers.map_ordered(task, planned.pages, options.processes)
        facts = list(watch.track(done, len(planned.pages)))
    with watch.stage("check"):
        return (
            *broken_links(facts, planned, newsroom.config),
            *too_large(_total(facts, planned), newsroom.config.limits.site_bytes),
        )


def _total(facts: Iterable[PageFacts], planned: Plan) -> int:
    return sum(fact.size for fact in facts) + sum(len(file.data) for file in planned.files)


def _facts(renderer: Renderer, urls: Urls, page: PlannedPage) -> PageFacts:
    return page_facts(page.url, renderer.render(page.page()), urls)


def page_facts(url: str, output: Output, urls: Urls) -> PageFacts:
    """The internal links of a page and the ids that links may point to."""
    tree = LexborHTMLParser(output.data)
    links: set[str] = set()
    ids: set[str] = set()
    for node in tree.css("[href], [src], [data-src], [id]"):
        attributes = node.attributes
        ids.add(attributes.get("id") or "")
        found = (attributes.get(name) for name in _ADDRESSES)
        links.update(link for link in found if link and _is_internal(link, urls))
    return PageFacts(url, len(output.data), frozenset(links), frozenset(ids))


def _is_internal(link: str, urls: Urls) -> bool:
    if link.startswith("//"):
        return False
    return not urlsplit(link).scheme or link.startswith(urls.origin + urls.base + "/")


def broken_links(
    facts: Iterable[PageFacts], planned: Plan, config: SiteConfig
) -> tuple[Problem, ...]:
    """An error for each internal link that leads to no page, file or fragment of the site."""
    urls = Urls.of(config.base_url)
    facts = tuple(facts)
    ids = {fact.url: fact.ids for fact in facts}
    files = {f"/{path}" for path in planned.paths}
    problems = []
    for fact in facts:
        for link in sorted(fact.links):
            reason = _broken(link, fact.url, urls, ids, files)
            if reason:
                problems.append(
                    Problem(
                        fact.url,
                        f"links to {link}: {reason}",
                        code="broken-link",
                        hint="mend the template, body or page that has the link",
                    )
                )
    return tuple(problems)


def _broken(
    link: str, page: str, urls: Urls, ids: dict[str, frozenset[str]], files: set[str]
) -> str:
    """Why a link leads nowhere; empty if it leads somewhere."""
    address, fragment = urldefrag(link.removeprefix(urls.origin))
    path = urlsplit(address).path
    if not path:
        target = page
    elif not path.startswith("/"):
        return "is relative to its page"
    elif not path.startswith(urls.base + "/"):
        return f"is outside the base path {urls.base}/"
    else:
        target = unquote(path[len(urls.base) :])
    if target not in ids and target not in files:
        return "there is no such page or file"
    if fragment and unquote(fragment) not in ids.get(target, ()):
        return f"the page has no id “{fragment}”"
    return ""
