"""Which tags in a title are markup, and which are words of it.

Headlines are about HTML, too: ``<script> considered harmful``, ``On the <dl>``. The names of
elements say nothing there. Markup comes as whole elements around text, so a tag is a word unless
it is half of an element that touches what it encloses: ``<b>Ferry</b> sails``. In doubt it is
kept, since a tag too many is ugly, but a word too few is another headline.
"""

from __future__ import annotations

import re
from collections import defaultdict

from site_gen.fetch.feeds.html_elements import NAMES, REST, UNSEEN, VOID

_TAG = re.compile(
    rf"<!--|<(?P<end>/?)(?P<name>{NAMES}|[a-z][a-z0-9]*[:-][a-z0-9:-]*)(?![\w:-])(?P<rest>{REST})>",
    re.IGNORECASE,
)
"""The beginning of a comment, or a tag of HTML or with a name that only programs write (o:p)."""
_ATTRIBUTE = re.compile(r"\s[\w:-]+=[\"']")
_SOURCE = re.compile(r"\ssrc\s*=", re.IGNORECASE)
_BREAKS = frozenset(("br", "hr", "wbr"))
_QUOTES = {"'": "'", '"': '"', "`": "`", "“": "”", "‘": "’", "„": "“", "«": "»", "(": ")", "[": "]"}
_ENDS_WORD = re.compile(r"['’]?s(?!\w)|[,.;:!?/|)\]](?=[\s<]|\Z)|\s|\Z")
"""What follows a tag that is a word: a plural or genitive, a punctuation mark, white space."""

Tag = re.Match[str]


def words_escaped(value: str, *, declared: bool = False) -> str:
    """HTML of a title in which each ``<`` that begins no markup is ``&lt;``.

    ``declared`` is whether the format guarantees that it is HTML.
    """
    if "<" not in value:
        return value
    marked = _markup(value, is_html=True, declared=declared)
    return re.sub("<", lambda sign: "<" if sign.start() in marked else "&lt;", value)


def has_markup(value: str) -> bool:
    """Whether a title that should be text has markup all the same."""
    return "<" in value and bool(_markup(value, is_html=False))


def _markup(value: str, *, is_html: bool, declared: bool = False) -> set[int]:
    """Where the tags and comments start that are markup."""
    marked: set[int] = set()
    opened: dict[str, list[Tag]] = defaultdict(list)
    last_comment_end = value.rfind("-->")
    place = 0
    while tag := _TAG.search(value, place):
        place = tag.end()
        if tag["name"] is None:
            if is_html and tag.end() <= last_comment_end:
                marked.add(tag.start())
                place = value.index("-->", tag.end()) + 3
            continue
        name = tag["name"].lower()
        if name in VOID or (tag["rest"].endswith("/") and not tag["end"]):
            if _is_void_markup(tag, name, is_html=is_html, declared=declared):
                marked.add(tag.start())
        elif not tag["end"]:
            opened[name].append(tag)
        elif opened[name] and _encloses(opened[name][-1], tag, name, is_html=is_html):
            marked |= {opened[name].pop().start(), tag.start()}
    if is_html:  # of a title that was cut off, the end of an element may be missing
        lone = [tag for tags in opened.values() for tag in tags]
        marked.update(tag.start() for tag in lone if _has_attribute(tag) and _touches_next(tag))
    return marked


def _is_void_markup(tag: Tag, name: str, *, is_html: bool, declared: bool) -> bool:
    """Whether an element without an end is more than its name: it breaks a line, or shows."""
    before, after = _touches_previous(tag), _touches_next(tag)
    if not is_html:
        return before and after and (name in _BREAKS or (name == "img" and _has_attribute(tag)))
    if name == "img":
        return bool(_SOURCE.search(tag["rest"]))
    if name in _BREAKS:
        return declared or before or after or bool(tag["rest"])
    return ":" in name or (name not in VOID and (before or after or _has_attribute(tag)))


def _encloses(start: Tag, end: Tag, name: str, *, is_html: bool) -> bool:
    """Whether two tags are one element rather than two words."""
    touched = _touches_previous(start), _touches_next(end)
    if is_html and (_has_attribute(start) or ":" in name):
        return True
    if name in UNSEEN:  # its text would be lost with it
        return is_html and any(touched)
    if start.end() == end.start():
        return any(touched)
    if _touches_next(start) or _touches_previous(end) or all(touched):
        return True
    value = start.string
    return is_html and not value[: start.start()].strip() and not value[end.end() :].strip()


def _has_attribute(tag: Tag) -> bool:
    return bool(_ATTRIBUTE.search(tag["rest"]))


def _touches_next(tag: Tag) -> bool:
    """Whether there is something behind a tag that is not set apart from it, as from a word."""
    return not (_is_quoted(tag) or _ENDS_WORD.match(tag.string, tag.end()))


def _touches_previous(tag: Tag) -> bool:
    before = tag.string[max(0, tag.start() - 2) : tag.start()]
    apart = not before or before[-1].isspace() or before[-1] in "([" or before == ">/"
    return not (apart or _is_quoted(tag))


def _is_quoted(tag: Tag) -> bool:
    """Whether a tag stands between quotes or brackets of its own."""
    before = tag.string[tag.start() - 1 : tag.start()]
    return bool(before) and _QUOTES.get(before) == tag.string[tag.end() : tag.end() + 1]
