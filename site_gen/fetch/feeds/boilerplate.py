"""Removes from an article's HTML what is not its text: captions, buttons, text for screen readers,
and what programs add about the article itself.

Themes set these apart when they show a page; in an excerpt they would be glued to its sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from selectolax.lexbor import LexborNode

from site_gen.fetch.feeds.excerpt_boilerplate import READ_MORE_LINK, letters_only
from site_gen.fetch.feeds.html_tags import BLOCK

_HIDDEN = (
    "[hidden], a[aria-hidden='true'], .screen-reader-text, .sr-only, .visually-hidden, "
    ".element-invisible, [style*='display:none'], [style*='display: none']"
)
"""What themes do not show."""
_BUTTONS = (
    "[class*='sharedaddy'], [class*='addtoany'], "
    "[class*='social-share']:not([class*='has-']), [class*='share-button']:not([class*='has-']), "
    "[class*='jp-relatedposts'], .feedflare, .button-wrapper, .subscription-widget-wrap, "
    ".span-reading-time, .blogger-post-footer, ul.links"
)
"""Of WordPress and its most common plugins, FeedBurner, Substack, Blogger and Drupal 7."""
_DRUPAL_FIELDS = ".field--name-title, .field--name-uid, .field--name-created"
"""Title, author and date around the text of an article."""
_SELECTOR = f"{_HIDDEN}, {_BUTTONS}, {_DRUPAL_FIELDS}"
_SELECTED_BY = ("class", "hidden", "display")
"""HTML without any of these has nothing to select, which would be by far the slowest step."""
_CAPTIONS = "figcaption, .wp-caption-text, .tr-caption"
_MAX_ATTRIBUTION = 200
_MAX_LABEL = 100
_MAX_LINK_TEXT = 15
_MAX_PUNCTUATION = 100
"""Characters around a title or a single link."""
_MAX_DEPTH = 8
_HOME_PAGE = re.compile(r"https?://[^/?#]++/?", re.IGNORECASE)
_MAX_NEIGHBOURS = 20
_BLOCK = frozenset(BLOCK)


def remove_boilerplate(body: LexborNode, title: str, html: str) -> None:
    """Remove from ``body`` what is not text of the article.

    ``title`` is the article's, ``html`` what ``body`` was parsed from.
    """
    html = html.lower()
    if any(name in html for name in _SELECTED_BY):
        _remove(body.css(_SELECTOR))
    links = body.css("a") if "<a" in html else []
    read_more = [link for link in links if _is_read_more(link, body)]
    for link in read_more:
        link.insert_before(" ")  # if it is in brackets
    _remove(read_more)
    title_letters = letters_only(title)
    if title_letters:
        _remove_title(body, title_letters, has_links=bool(links))
    captions = body.css(_CAPTIONS) if "caption" in html else []
    if captions and _has_other_text(body, captions):
        _remove(captions)


def _has_other_text(body: LexborNode, parts: list[LexborNode]) -> bool:
    """Whether there is text outside these parts; a picture of the day has none."""
    left = len(_letters(body))
    for part in parts:
        left -= len(_letters(part))
        if left <= 0:  # also for nested parts, each of which would be read again otherwise
            return False
    return True


def _remove_title(body: LexborNode, title: str, *, has_links: bool) -> None:
    """Remove the title at the beginning, lists of nothing but links, and attribution at the end."""
    if has_links and _has_only_links(body):
        _remove(body.css("a, ol, ul"))
    start = body.text().lstrip()[: _MAX_PUNCTUATION + len(title)]
    heading = _find_heading(body, title) if letters_only(start).startswith(title) else None
    if heading is not None:
        heading.decompose()
    paragraphs = body.css("p") if has_links else []
    attributions = [node for node in paragraphs[-3:] if _is_attribution(node, title)]
    if attributions and (
        _has_other_text(body, attributions) or _ends_with_home_page(attributions[-1])
    ):
        _remove(attributions)


def _find_heading(body: LexborNode, title: str) -> LexborNode | None:
    """The element at the beginning that has the title and nothing else, on a line of its own:
    “<b>Fog</b> closed the strait” is a sentence."""
    node = body
    for _ in range(_MAX_DEPTH):
        not_empty = (child for child in node.iter(include_text=True) if _text(child))
        first = next(not_empty, None)
        if first is None or first.is_text_node:
            return None
        node = first
        if _letters(node) == title:
            return node if _ends_line(node) else None
    return None


def _is_read_more(link: LexborNode, body: LexborNode) -> bool:
    """Whether a link says “Read more” at the end of a line, and not as part of a sentence.

    In lower case it may also end a sentence, and so it must end the whole text.
    """
    label = _text(link)
    match = READ_MORE_LINK.match(label) if len(label) <= _MAX_LABEL else None
    if match is None or not _ends_line(link):
        return False
    return not match[1][0].islower() or _letters(body).endswith(letters_only(label))


def _ends_line(node: LexborNode) -> bool:
    """Whether only punctuation and links follow the node on its line."""
    if node.tag in _BLOCK:
        return True
    current = node
    for _ in range(_MAX_NEIGHBOURS):
        following, parent = current.next, current.parent
        if following is not None:
            if following.tag in _BLOCK:
                return True
            if following.tag != "a" and _letters(following):
                return False
            current = following
        elif parent is None or parent.tag in _BLOCK or parent.tag == "body":
            return True
        else:
            current = parent
    return False


def _is_attribution(paragraph: LexborNode, title: str) -> bool:
    """Whether a paragraph says, in any language, where the article appeared first: it links to the
    article and then to a site."""
    links = paragraph.css("a")
    if len(links) != 2 or _letters(links[0]) != title:
        return False
    return len(_text(paragraph)) - len(title) <= _MAX_ATTRIBUTION


def _ends_with_home_page(paragraph: LexborNode) -> bool:
    """Whether the last link leads to the home page of a site, as in an attribution."""
    address = paragraph.css("a")[-1].attributes.get("href") or ""
    return bool(_HOME_PAGE.fullmatch(address))


def _has_only_links(body: LexborNode) -> bool:
    """Whether this is “Comments”, or a list of links to what others wrote, and so no summary."""
    lists = body.css("ol, ul")
    if not lists and len(body.text().strip()) > _MAX_LINK_TEXT + _MAX_PUNCTUATION:
        return False  # fast, for most texts
    letters = _letters(body)
    linked = "".join(map(_letters, body.css("a")))
    if letters and letters == linked and len(letters) <= _MAX_LINK_TEXT:
        return True
    items = body.css("li")
    is_list = len(lists) == 1 and len(items) > 1 and _letters(lists[0]) == letters
    return is_list and all(item.css_first("a") for item in items) and 2 * len(linked) > len(letters)


def _text(node: LexborNode) -> str:
    return " ".join(node.text().split())


def _letters(node: LexborNode) -> str:
    return letters_only(node.text())


def _remove(nodes: Iterable[LexborNode]) -> None:
    """Remove nodes in reverse order: those within a node that is gone must not be touched."""
    unique = {node.mem_id: node for node in nodes}
    for node in reversed(unique.values()):
        node.decompose()
