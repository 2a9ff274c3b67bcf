"""Removes the words that programs add to the end of an excerpt.

WordPress adds “The post … appeared first on …”, “[…]” where it truncated, and “Continue reading”;
others add “Read more”, in many languages. ``boilerplate.py`` removes what the HTML identifies.
"""

from __future__ import annotations

import re

from site_gen.fetch.feeds.text_cleaning import ELLIPSIS

SEARCHED_TAIL = 700
"""Characters at the end of a text in which boilerplate is searched."""
_READ_MORE = (
    r"read more|read (?:the )?full (?:article|story|post|topic)|continue reading|keep reading"
    r"|view (?:article|post|full (?:article|post))|weiterlesen|mehr lesen|lire la suite"
    r"|en savoir plus|leer más|seguir leyendo|lees (?:meer|verder)|leggi tutto|continua a leggere"
    r"|ler mais|leia mais|läs mer|les mer|læs mere|lue lisää|czytaj (?:więcej|dalej)|číst dále"
    r"|devamını oku|читать далее|подробнее|читати далі|διαβάστε περισσότερα|اقرأ المزيد|קרא עוד"
    r"|続きを読む|もっと見る|더\s?보기|阅读全文|阅读更多|閱讀全文|閱讀更多"
)
READ_MORE_LINK = re.compile(rf"\W*({_READ_MORE})\b", re.IGNORECASE)
"""Start of the text of a link to the rest of an article."""
_READ_MORE_AT_END = re.compile(rf"(?<![^\s\[(.!?…\])»”\"。！？])({_READ_MORE})\b", re.IGNORECASE)
_SENTENCE_ENDED = re.compile(r"(?:\A|[.!?…\])»”\"。！？])\s*\Z")
_FULL_STOP = re.compile(r"\s?[.!?。！？]")
_ATTRIBUTION = re.compile(
    r"\s*The post (?P<title>.{1,350}?) (?:appeared first on|first appeared on) .{1,250}\Z",
    re.DOTALL,
)
_TRUNCATED = re.compile(r"\s*(?:\[\s*(?:…|\.{2,}|&hellip;)\s*\]|\(\s*(?:…|\.{3})\s*\))\s*\Z")
_EMPTY_BRACKETS = re.compile(r"\s+(?:\[\s+\]|\(\s+\))\s*\Z")
"""Where a link was. ``[]`` and ``()`` without a space are code."""
_TRUNCATED_AFTER_SENTENCE = re.compile(rf"(?<=[.!?。！？]){_TRUNCATED.pattern}")
_SHORTCODE = re.compile(
    r"\[caption\s[^\[\]]*\][^\[\]]*\[/caption\]"
    r"|\[/?(?:vc|et_pb|fusion|av|ux|nectar)_\w{2,40}(?:\s[^\[\]]*)?\]"
)
"""Of WordPress and its page builders, which leave them in feeds."""
_FORUM = re.compile(
    r"(?:\A|\s+)(?:submitted by /?u/\S{1,50}(?: to /?r/\S{1,50})? \[link\] \[comments\]"
    r"|\d+ posts? - \d+ participants?)\Z"
)
"""Reddit names the author and links to the comments, Discourse counts posts."""
_FORUM_ENDINGS = ("[comments]", "participants", "participant")
_NOT_LETTERS = re.compile(r"[\W_]+")
_ARROWS = ("→", "»", ">", "›")
_PUNCTUATION = " .…→»>)]"
_MAX_NAME = 80


def strip_boilerplate(text: str, title: str) -> str:
    """The text without boilerplate at its end.

    ``[…]`` becomes ``…``, or is removed after the end of a sentence.
    """
    for _ in range(3):
        before = text
        if text.endswith(_FORUM_ENDINGS):
            text = _FORUM.sub("", text)
        else:
            text = _strip_attribution(text, title)
        start = _find_read_more(text, title)
        if start is not None:
            text = text[:start].rstrip(" →»([")
        if text.endswith(("]", ")")):
            text = _TRUNCATED_AFTER_SENTENCE.sub("", _EMPTY_BRACKETS.sub("", text))
            text = _TRUNCATED.sub(ELLIPSIS, text)
        if text == before:
            break
    return text.rstrip()


def remove_shortcodes(text: str) -> str:
    """The text without WordPress shortcodes."""
    found = "[" in text and _SHORTCODE.search(text)
    return " ".join(_SHORTCODE.sub(" ", text).split()) if found else text


def letters_only(text: str) -> str:
    """The letters and digits of a text in lower case, for comparisons."""
    return _NOT_LETTERS.sub("", "".join(text.split())).casefold()  # split makes it faster


def _strip_attribution(text: str, title: str) -> str:
    """The text without “The post <title> appeared first on …”."""
    match = _ATTRIBUTION.search(text) if "The post " in text else None
    if match is None:
        return text
    named, own = letters_only(match["title"]), letters_only(title)
    same = named and own and (named.startswith(own) or own.startswith(named))
    return text[: match.start()] if same else text


def _find_read_more(text: str, title: str) -> int | None:
    """Where “Read more” starts at the end of a text, unless it is part of the last sentence."""
    search_start = max(0, len(text) - len(title) - 2 * _MAX_NAME)
    for match in _READ_MORE_AT_END.finditer(text, search_start):
        before, rest = text[: match.start()], text[match.end() :]
        if before.endswith(("[", "(")):
            separate = True
        elif match[1][0].islower():
            separate = False
        else:
            # Text without a full stop may be a block before a button, but not in
            # “a plan called Read More.”
            separate = bool(_SENTENCE_ENDED.search(before)) or (
                match[1][0].isupper() and not _FULL_STOP.match(rest) and not _is_quoted(rest)
            )
        if separate and _is_label_end(rest, title):
            return match.start()
    return None


def _is_label_end(rest: str, title: str) -> bool:
    """Whether only punctuation, the title, or words in quotes or before an arrow follow “Read
    more”."""
    inner = rest.strip(_PUNCTUATION)
    has_arrow = rest.rstrip().endswith(_ARROWS) and len(inner) <= _MAX_NAME and ". " not in inner
    is_title = letters_only(inner.removeprefix("about ")) in (letters_only(title), "")
    return has_arrow or is_title or _is_quoted(rest)


def _is_quoted(rest: str) -> bool:
    inner = rest.strip(_PUNCTUATION)
    return inner[:1] in tuple("“\"'‘«„") and inner[-1:] in tuple("”\"'’»“")
