"""The e-mail as plain text in lines of at most 72 columns."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import combining, east_asian_width

from site_gen.i18n.language import Language
from site_gen.mail.contents import MailContents, MailStory

COLUMNS = 72


def mail_text(contents: MailContents, language: Language) -> str:
    """The e-mail as plain text. Addresses have lines of their own and are never broken."""
    lines = [*_wrapped(contents.site), *_wrapped(contents.title), *_wrapped(contents.summary), ""]
    for number, story in enumerate(contents.stories, 1):
        lines += [*_story(number, story), ""]
    lines += ["-" * 8, "", *_wrapped(language.gettext("Read it on the site")), contents.page_href]
    if contents.unsubscribe:
        lines += ["", *_wrapped(language.gettext("Unsubscribe")), contents.unsubscribe]
    if contents.postal:
        lines += ["", *_wrapped(contents.postal)]
    return "\n".join(lines) + "\n"


def _story(number: int, story: MailStory) -> Iterator[str]:
    sign = f"{number}. "
    indent = " " * len(sign)
    yield from _wrapped(story.title, sign, indent)
    if story.excerpt:
        yield from _wrapped(story.excerpt, indent, indent)
    outlets = " · ".join(filter(None, [story.outlet, story.covered_by]))
    yield from _wrapped(outlets, indent, indent)
    yield f"{indent}{story.href}"


def _wrapped(text: str, first: str = "", indent: str = "") -> Iterator[str]:
    """The text in lines; letters of East Asian scripts are two columns wide."""
    line, used = first, width(first)
    is_empty = True
    for word in _words(text):
        space = "" if is_empty or word.glued else " "
        if not is_empty and used + len(space) + width(word.text) > COLUMNS:
            yield line
            line, used, space = indent, width(indent), ""
        line += space + word.text
        used += len(space) + width(word.text)
        is_empty = False
    if not is_empty:
        yield line


class _Word:
    """What is not broken; ``glued`` if no space is before it."""

    __slots__ = ("glued", "text")

    def __init__(self, text: str, *, glued: bool) -> None:
        self.text = text
        self.glued = glued


_NOT_FIRST = frozenset("、。，．！？：；）」』】〕〉》”’…・ー々ゝゞっッゃャゅュょョ")
"""What does not begin a line in Chinese and Japanese."""
_JOINER, _SKINS = "\u200d", "🏻🏼🏽🏾🏿"
"""What makes one picture of several emoji, and colours the one before it."""


def _words(text: str) -> Iterator[_Word]:
    """Words; those in scripts without spaces are broken between letters."""
    for word in text.split():
        part, glued = "", False
        for char in word:
            can_break = _is_wide(char) and char not in _NOT_FIRST and not combining(char)
            can_break = can_break and not part.endswith(_JOINER) and char not in _SKINS
            if part and can_break:
                yield _Word(part, glued=glued)
                part, glued = "", True
            part += char
        yield _Word(part, glued=glued)


def _is_wide(char: str) -> bool:
    return east_asian_width(char) in "WF"


def width(text: str) -> int:
    """The columns of a text."""
    return sum(0 if combining(char) else 2 if _is_wide(char) else 1 for char in text)
