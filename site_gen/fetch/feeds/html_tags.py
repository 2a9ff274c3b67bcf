"""HTML tags: elements by what they do to a text, and which tags in a title are markup.

Headlines may be about HTML: ``<script> considered harmful``, ``On the <dl>``. So a tag is a word
unless it belongs to a whole element that touches the text around it, as in ``<b>Ferry</b> sails``.
In doubt it is kept: a tag too many is ugly, but a missing word makes another headline.
"""

from __future__ import annotations

import re
from collections import defaultdict

# Elements by the HTML Standard, 4 and 15.3.
BLOCK = (
    "address article aside blockquote br center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol "
    "option p pre section summary table tbody td tfoot th thead tr ul".split()
)
NOT_TEXT = (
    "audio button canvas embed iframe math noembed noframes noscript object script select style "
    "svg template textarea title video".split()
)
"""Elements whose content is not part of an article's text."""
NOT_RENDERED = "iframe noembed noframes noscript script style template".split()
VOID = "area base br col embed hr img input link meta param source track wbr".split()
INLINE = (
    "a abbr acronym applet b basefont bdi bdo big blink body caption cite code colgroup data "
    "datalist del dfn em figcaption font frame frameset head html i ins kbd label map mark "
    "marquee meter nobr optgroup output picture progress q rb rp rt rtc ruby s samp search slot "
    "small span strike strong sub sup time tt u var".split()
)
ANY = "|".join(sorted({*BLOCK, *NOT_TEXT, *VOID, *INLINE}, key=len, reverse=True))
"""Part of a regular expression: the name of any element."""
# Quoted values may contain anything. A quote either opens or closes a value, so at most two
# alternatives are open at each position, and matching is linear.
ATTRIBUTES = r"(?:[\s/](?:[^<>\"']|\"[^\"]*\"|'[^']*')*+|[\s/][^<>]*)?"
"""Part of a regular expression: what follows the name in a tag, up to ``>``."""

_TAG = re.compile(
    rf"<!--|<(?P<end>/?)(?P<name>{ANY}|[a-z][a-z0-9]*[:-][a-z0-9:-]*)(?![\w:-])"
    rf"(?P<attributes>{ATTRIBUTES})>",
    re.IGNORECASE,
)
"""Start of a comment, or a tag of HTML, or one with a name that only programs write (``o:p``)."""
_ATTRIBUTE = re.compile(r"\s[\w:-]+=[\"']")
_SRC = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_LINE_BREAKS = frozenset(("br", "hr", "wbr"))
_QUOTES = {"'": "'", '"': '"', "`": "`", "“": "”", "‘": "’", "„": "“", "«": "»", "(": ")", "[": "]"}
_WORD_END = re.compile(r"['’]?s(?!\w)|[,.;:!?/|)\]](?=[\s<]|\Z)|\s|\Z")
"""What follows a tag that is a word: a plural or genitive ``s``, punctuation, white space."""

TagMatch = re.Match[str]


def escape_literal_tags(value: str, *, declared: bool = False) -> str:
    """HTML of a title with ``&lt;`` for each ``<`` that does not begin markup.

    ``declared``: the format guarantees that it is HTML.
    """
    if "<" not in value:
        return value
    markup = _markup_positions(value, is_html=True, declared=declared)
    return re.sub("<", lambda match: "<" if match.start() in markup else "&lt;", value)


def has_markup(value: str) -> bool:
    """Whether a title that should be plain text contains markup."""
    return "<" in value and bool(_markup_positions(value, is_html=False))


def _markup_positions(value: str, *, is_html: bool, declared: bool = False) -> set[int]:
    """Start positions of the tags and comments that are markup."""
    markup: set[int] = set()
    opened: dict[str, list[TagMatch]] = defaultdict(list)
    last_comment_end = value.rfind("-->")
    position = 0
    while tag := _TAG.search(value, position):
        position = tag.end()
        if tag["name"] is None:
            if is_html and tag.end() <= last_comment_end:
                markup.add(tag.start())
                position = value.index("-->", tag.end()) + 3
            continue
        name = tag["name"].lower()
        if name in VOID or (tag["attributes"].endswith("/") and not tag["end"]):
            if _is_void_markup(tag, name, is_html=is_html, declared=declared):
                markup.add(tag.start())
        elif not tag["end"]:
            opened[name].append(tag)
        elif opened[name] and _encloses(opened[name][-1], tag, name, is_html=is_html):
            markup |= {opened[name].pop().start(), tag.start()}
    if is_html:  # the end tag may be missing in a title that was truncated
        unclosed = [tag for tags in opened.values() for tag in tags]
        markup.update(tag.start() for tag in unclosed if _has_attribute(tag) and _touches_next(tag))
    return markup


def _is_void_markup(tag: TagMatch, name: str, *, is_html: bool, declared: bool) -> bool:
    """Whether a tag without an end tag is markup: a line break, an image, or touching text."""
    before, after = _touches_previous(tag), _touches_next(tag)
    if not is_html:
        is_visible = name in _LINE_BREAKS or (name == "img" and _has_attribute(tag))
        return before and after and is_visible
    if name == "img":
        return bool(_SRC.search(tag["attributes"]))
    if name in _LINE_BREAKS:
        return declared or before or after or bool(tag["attributes"])
    return ":" in name or (name not in VOID and (before or after or _has_attribute(tag)))


def _encloses(start: TagMatch, end: TagMatch, name: str, *, is_html: bool) -> bool:
    """Whether two tags are one element rather than two words of the title."""
    touching = _touches_previous(start), _touches_next(end)
    if is_html and (_has_attribute(start) or ":" in name):
        return True
    if name in NOT_RENDERED:  # its text would be lost as well
        return is_html and any(touching)
    if start.end() == end.start():
        return any(touching)
    if _touches_next(start) or _touches_previous(end) or all(touching):
        return True
    value = start.string
    return is_html and not value[: start.start()].strip() and not value[end.end() :].strip()


def _has_attribute(tag: TagMatch) -> bool:
    return bool(_ATTRIBUTE.search(tag["attributes"]))


def _touches_next(tag: TagMatch) -> bool:
    """Whether text follows the tag without a gap, as it does not after a word."""
    return not (_is_quoted(tag) or _WORD_END.match(tag.string, tag.end()))


def _touches_previous(tag: TagMatch) -> bool:
    before = tag.string[max(0, tag.start() - 2) : tag.start()]
    separated = not before or before[-1].isspace() or before[-1] in "([" or before == ">/"
    return not (separated or _is_quoted(tag))


def _is_quoted(tag: TagMatch) -> bool:
    """Whether a tag alone stands between quotes or brackets."""
    before = tag.string[tag.start() - 1 : tag.start()]
    return bool(before) and _QUOTES.get(before) == tag.string[tag.end() : tag.end() + 1]
