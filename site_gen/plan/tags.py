"""What the tags and categories of a record lead to."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from site_gen.model import Record
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.search import SEARCH_PATH
from site_gen.plan.views import Link
from site_gen.urls import fold_name, topic_path
from site_gen.wording import one_line


def tag_links(frame: PageFrame, record: Record) -> tuple[Link, ...]:
    """The tags as links: to the topic or page with that name, else to the search.

    Tags that lead nowhere are left out, as are those of the record's own topics, which are shown
    with it.
    """
    own = frozenset(frame.maker.library.relations(record.id).topics)
    links = _links(frame, record, own)
    return tuple({link.href: link for link in links}.values())


def _links(frame: PageFrame, record: Record, own: frozenset[str]) -> Iterator[Link]:
    maker = frame.maker
    if not (record.tags or record.categories):
        return
    pages = {fold_name(page.title): page.slug for page in maker.library.pages}
    for tag in dict.fromkeys(map(one_line, (*record.tags, *record.categories))):
        topic = maker.library.topic_of_name(tag) if tag else ""
        page = pages.get(fold_name(tag))
        if topic and topic not in own:
            yield maker.link(tag, topic_path(topic))
        elif page and not topic:
            yield maker.link(tag, f"/{page}/")
        elif frame.search and tag and not topic:
            yield maker.link(tag, f"{SEARCH_PATH}?q={quote(tag, safe='')}")
