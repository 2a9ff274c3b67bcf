"""What stands in the HTML of an article and is none of its text: captions, buttons, what is there
for screen readers, and what programs say of the article itself.

Feeds hold pages as a theme shows them, and a theme shows these apart. As words of an excerpt they
would be glued to its sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from site_gen.fetch.feeds.excerpt_boilerplate import MORE, bare
from site_gen.fetch.feeds.html_elements import BLOCK

_HIDDEN = (
    "[hidden], a[aria-hidden='true'], .screen-reader-text, .sr-only, .visually-hidden, "
    ".element-invisible, [style*='display:none'], [style*='display: none']"
)
"""What a theme does not show."""
_BUTTONS = (
    "[class*='sharedaddy'], [class*='addtoany'], "
    "[class*='social-share']:not([class*='has-']), [class*='share-button']:not([class*='has-']), "
    "[class*='jp-relatedposts'], .feedflare, .button-wrapper, .subscription-widget-wrap, "
    ".span-reading-time, .blogger-post-footer, ul.links"
)
"""Of WordPress and its most usual plugins, FeedBurner, Substack, Blogger and Drupal 7."""
_FIELDS = ".field--name-title, .field--name-uid, .field--name-created"
"""Title, author and date, which Drupal puts around the text of each article."""
_FURNITURE = f"{_HIDDEN}, {_BUTTONS}, {_FIELDS}"
_NAMED = ("class", "hidden", "display")
"""One of these is in HTML that has any of it: looking costs more than all else, and most has none.
"""
_CAPTIONS = "figcaption, .wp-caption-text, .tr-caption"
_LONGEST_NOTICE = 200
_LONGEST_LABEL = 100
_LONGEST_LINK = 15
_MOST_SIGNS = 100
"""More signs and blanks than stand around a title or a lone link."""
_DEEPEST = 8
_HOME = re.compile(r"https?://[^/?#]++/?", re.IGNORECASE)
_MOST_NEIGHBOURS = 20
_BLOCK = frozenset(BLOCK)


def clear(body: LexborNode, title: str, html: str) -> None:
    """Take out of an article's text what is none of it.

    ``title`` is the article's, ``html`` what ``body`` was read from.
    """
    html = html.lower()
    if any(name in html for name in _NAMED):
        _remove(body.css(_FURNITURE))
    links = body.css("a") if "<a" in html else []
    leading = [link for link in links if _leads_on(link, body)]
    for link in leading:
        link.insert_before(" ")  # where it stood in brackets
    _remove(leading)
    short = bare(title)
    if short:
        _clear_title(body, short, linked=bool(links))
    captions = body.css(_CAPTIONS) if "caption" in html else []
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


def _clear_title(body: LexborNode, title: str, *, linked: bool) -> None:
    """Without the title where the text begins, and without what is said of the article."""
    if linked and _is_nothing_but_links(body):
        _remove(body.css("a, ol, ul"))
    start = body.text().lstrip()[: _MOST_SIGNS + len(title)]
    opening = _opening(body, title) if bare(start).startswith(title) else None
    if opening is not None:
        opening.decompose()
    paragraphs = body.css("p") if linked else []
    notices = [node for node in paragraphs[-3:] if _is_notice(node, title)]
    if notices and (_has_more_than(body, notices) or _ends_at_home(notices[-1])):
        _remove(notices)


def _opening(body: LexborNode, title: str) -> LexborNode | None:
    """The element at the beginning of a text that holds the title and nothing else, in a line of
    its own: “<b>Fog</b> closed the strait” is a sentence."""
    node = body
    for _ in range(_DEEPEST):
        filled = (child for child in node.iter(include_text=True) if _words(child))
        first = next(filled, None)
        if first is None or first.is_text_node:
            return None
        node = first
        if bare(_words(node)) == title:
            return node if _ends_line(node) else None
    return None


def _leads_on(link: LexborNode, body: LexborNode) -> bool:
    """Whether a link says “Read more”, and does so where a line ends: elsewhere it is a part of
    a sentence. In small letters sentences end so, too, but texts do not."""
    label = _words(link)
    more = MORE.match(label) if len(label) <= _LONGEST_LABEL else None
    if more is None or not _ends_line(link):
        return False
    return not more[1][0].islower() or bare(_words(body)).endswith(bare(label))


def _ends_line(node: LexborNode) -> bool:
    """Whether nothing but signs and other links follows in the line of a node."""
    if node.tag in _BLOCK:
        return True
    here = node
    for _ in range(_MOST_NEIGHBOURS):
        following, parent = here.next, here.parent
        if following is not None:
            if following.tag in _BLOCK:
                return True
            if following.tag != "a" and bare(_words(following)):
                return False
            here = following
        elif parent is None or parent.tag in _BLOCK or parent.tag == "body":
            return True
        else:
            here = parent
    return False


def _is_notice(paragraph: LexborNode, title: str) -> bool:
    """Whether a paragraph says where the article appeared first, as programs do in many languages:
    it links to the article and then to a site."""
    links = paragraph.css("a")
    if len(links) != 2 or bare(_words(links[0])) != title:
        return False
    return len(_words(paragraph)) - len(title) <= _LONGEST_NOTICE


def _ends_at_home(paragraph: LexborNode) -> bool:
    """Whether the last link leads to a site and to no page of it, as a notice does."""
    address = paragraph.css("a")[-1].attributes.get("href") or ""
    return bool(_HOME.fullmatch(address))


def _is_nothing_but_links(body: LexborNode) -> bool:
    """Whether this is “Comments”, or a list of what others wrote, and so no summary."""
    lists = body.css("ol, ul")
    if not lists and len(body.text().strip()) > _LONGEST_LINK + _MOST_SIGNS:
        return False  # most texts, which would be read in vain
    whole = bare(_words(body))
    inside = "".join(bare(_words(link)) for link in body.css("a"))
    if whole and whole == inside and len(whole) <= _LONGEST_LINK:
        return True
    items = body.css("li")
    alone = len(lists) == 1 and len(items) > 1 and bare(_words(lists[0])) == whole
    return alone and all(item.css_first("a") for item in items) and 2 * len(inside) > len(whole)


def _words(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _remove(nodes: Iterable[LexborNode]) -> None:
    """Remove nodes, each before those around it: what is within one that is gone must not be."""
    found = {node.mem_id: node for node in nodes}
    for node in reversed(found.values()):
        node.decompose()
