"""What stands in the HTML of an article and is none of its text: captions, buttons, what is there
for screen readers, and what programs say of the article itself.

Feeds hold pages as a theme shows them, and a theme shows these apart. As words of an excerpt they
would be glued to its sentences.
"""

from __future__ import annotations

from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from site_gen.ingest.feeds.litter import MORE, bare

_HIDDEN = (
    "[hidden], a[aria-hidden='true'], .screen-reader-text, .sr-only, .visually-hidden, "
    ".element-invisible, [style*='display:none'], [style*='display: none']"
)
"""What a theme does not show."""
_BUTTONS = (
    "[class*='sharedaddy'], [class*='addtoany'], [class*='social-share'], [class*='share-button'], "
    "[class*='jp-relatedposts'], .feedflare, .button-wrapper, .subscription-widget-wrap, "
    ".span-reading-time, .blogger-post-footer, ul.links"
)
"""Of WordPress and its most usual plugins, FeedBurner, Substack, Blogger and Drupal 7."""
_FIELDS = ".field--name-title, .field--name-uid, .field--name-created"
"""Title, author and date, which Drupal puts around the text of each article."""
_FURNITURE = f"{_HIDDEN}, {_BUTTONS}, {_FIELDS}"
_CAPTIONS = "figcaption, .wp-caption-text, .tr-caption"
_LONGEST_NOTICE = 200
_LONGEST_LABEL = 100
_LONGEST_LINK = 30
_DEEPEST = 8


def clear(body: LexborNode, title: str) -> None:
    """Take out of an article's text what is none of it; ``title`` is the article's."""
    _remove(body.css(_FURNITURE))
    links = body.css("a")
    end = bare(_words(body))[-_LONGEST_LABEL:] if links else ""
    _remove(link for link in links if _leads_on(_words(link), end))
    if bare(title):
        _clear_title(body, bare(title))
    captions = body.css(_CAPTIONS)
    if captions and _has_more_than(body, captions):
        _remove(captions)


def _has_more_than(body: LexborNode, parts: list[LexborNode]) -> bool:
    """Whether there is more text than in these parts; a picture of the day has none."""
    left = len(bare(_words(body)))
    for part in parts:
        left -= len(bare(_words(part)))
        if left <= 0:  # also where they are nested: each would be read again and again
            return False
    return True


def _clear_title(body: LexborNode, title: str) -> None:
    """Without the title where the text begins, and without what is said of the article.

    A paragraph at the end that links to the article is a notice: in any language it says where
    the article appeared first.
    """
    if _is_nothing_but_links(body):
        _remove(body.css("a, ol, ul"))
    if bare(_words(body)).startswith(title):
        opening = _opening(body, title)
        if opening is not None:
            opening.decompose()
    _remove(node for node in body.css("p")[-3:] if _is_notice(node, title))


def _opening(body: LexborNode, title: str) -> LexborNode | None:
    """The element at the beginning of a text that holds the title and nothing else."""
    node = body
    for _ in range(_DEEPEST):
        filled = (child for child in node.iter(include_text=True) if _words(child))
        first = next(filled, None)
        if first is None or first.is_text_node:
            return None
        node = first
        if bare(_words(node)) == title:
            return node
    return None


def _leads_on(label: str, end: str) -> bool:
    """Whether a link says “Read more”; in small letters sentences say it, too, but at the end."""
    more = MORE.match(label) if len(label) <= _LONGEST_LABEL else None
    return more is not None and (not more[1][0].islower() or end.endswith(bare(label)))


def _is_notice(paragraph: LexborNode, title: str) -> bool:
    links = [_words(link) for link in paragraph.css("a")]
    own = any(bare(link) == title for link in links)
    return own and len(_words(paragraph)) - len(title) <= _LONGEST_NOTICE


def _is_nothing_but_links(body: LexborNode) -> bool:
    """Whether this is “Comments”, or a list of what others wrote, and so no summary."""
    whole = bare(_words(body))
    inside = [bare(_words(link)) for link in body.css("a")]
    if whole and whole == "".join(inside) and len(whole) <= _LONGEST_LINK:
        return True
    lists = body.css("ol, ul")
    items = body.css("li")
    alone = len(lists) == 1 and len(items) > 1 and bare(_words(lists[0])) == whole
    linked = all(item.css_first("a") for item in items)
    return alone and linked and 2 * len("".join(inside)) > len(whole)


def _words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _remove(nodes: Iterable[LexborNode]) -> None:
    """Remove nodes, each before those around it: what is within one that is gone must not be."""
    found = {node.mem_id: node for node in nodes}
    for node in reversed(found.values()):
        node.decompose()
