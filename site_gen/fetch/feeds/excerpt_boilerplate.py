"""What programs add to the end of an excerpt by themselves, as words.

WordPress: “The post … appeared first on …”, “[…]” where it cut, and “Continue reading”; others:
“Read more”, in many languages. What can be told by the HTML is told there (``furniture``).
"""

from __future__ import annotations

import re

from site_gen.fetch.feeds.one_line import CUT

TAIL = 700
"""Letters at the end of a text in which litter is looked for."""
_MORE_WORDS = (
    r"read more|read (?:the )?full (?:article|story|post|topic)|continue reading|keep reading"
    r"|view (?:article|post|full (?:article|post))|weiterlesen|mehr lesen|lire la suite"
    r"|en savoir plus|leer más|seguir leyendo|lees (?:meer|verder)|leggi tutto|continua a leggere"
    r"|ler mais|leia mais|läs mer|les mer|læs mere|lue lisää|czytaj (?:więcej|dalej)|číst dále"
    r"|devamını oku|читать далее|подробнее|читати далі|διαβάστε περισσότερα|اقرأ المزيد|קרא עוד"
    r"|続きを読む|もっと見る|더\s?보기|阅读全文|阅读更多|閱讀全文|閱讀更多"
)
MORE = re.compile(rf"\W*({_MORE_WORDS})\b", re.IGNORECASE)
"""The beginning of a link that leads to the rest of a text."""
_MORE_AT_END = re.compile(rf"(?<![^\s\[(.!?…\])»”\"。！？])({_MORE_WORDS})\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?:\A|[.!?…\])»”\"。！？])\s*\Z")
_STOP = re.compile(r"\s?[.!?。！？]")
_POST = re.compile(
    r"\s*The post (?P<title>.{1,350}?) (?:appeared first on|first appeared on) .{1,250}\Z",
    re.DOTALL,
)
_CUT_BY_FEED = re.compile(r"\s*(?:\[\s*(?:…|\.{2,}|&hellip;)\s*\]|\(\s*(?:…|\.{3})\s*\))\s*\Z")
_EMPTY = re.compile(r"\s+(?:\[\s+\]|\(\s+\))\s*\Z")
"""Where a link was; programmers write lists and calls without a blank in them."""
_AFTER_SENTENCE = re.compile(rf"(?<=[.!?。！？]){_CUT_BY_FEED.pattern}")
_SHORT_CODE = re.compile(
    r"\[caption\s[^\[\]]*\][^\[\]]*\[/caption\]"
    r"|\[/?(?:vc|et_pb|fusion|av|ux|nectar)_\w{2,40}(?:\s[^\[\]]*)?\]"
)
"""What WordPress's builders of pages leave in a text when a feed shows it without them."""
# Forums: Reddit’s names who wrote it and links to its comments, Discourse counts them.
_FORUM = re.compile(
    r"(?:\A|\s+)(?:submitted by /?u/\S{1,50}(?: to /?r/\S{1,50})? \[link\] \[comments\]"
    r"|\d+ posts? - \d+ participants?)\Z"
)
_FORUM_ENDS = ("[comments]", "participants", "participant")
_SIGNS = re.compile(r"[\W_]+")
_ARROWS = ("→", "»", ">", "›")
_AROUND = " .…→»>)]"
_LONGEST_NAME = 80


def without_litter(text: str, title: str) -> str:
    """A text without what feeds add to its end by themselves; ``[…]`` becomes ``…``, and
    nothing after the end of a sentence."""
    for _ in range(3):
        before = text
        text = _FORUM.sub("", text) if text.endswith(_FORUM_ENDS) else _without_notice(text, title)
        start = _start_of_more(text, title)
        if start is not None:
            text = text[:start].rstrip(" →»([")
        if text.endswith(("]", ")")):
            text = _AFTER_SENTENCE.sub("", _EMPTY.sub("", text))
            text = _CUT_BY_FEED.sub(CUT, text)
        if text == before:
            break
    return text.rstrip()


def without_short_codes(text: str) -> str:
    """A text without what builders of pages should have replaced."""
    found = "[" in text and _SHORT_CODE.search(text)
    return " ".join(_SHORT_CODE.sub(" ", text).split()) if found else text


def bare(text: str) -> str:
    """The letters of a text, by which two are compared."""
    return _SIGNS.sub("", "".join(text.split())).casefold()  # split is what is fast


def _without_notice(text: str, title: str) -> str:
    """A text without “The post … appeared first on …”, which names the article."""
    notice = _POST.search(text) if "The post " in text else None
    named = bare(notice["title"]) if notice else ""
    short = bare(title)
    ours = notice and named and short and (named.startswith(short) or short.startswith(named))
    return text[: notice.start()] if notice and ours else text


def _start_of_more(text: str, title: str) -> int | None:
    """Where “Read more” begins at the end of a text, if it is no part of its last sentence."""
    nearest = max(0, len(text) - len(title) - 2 * _LONGEST_NAME)  # more would say something
    for more in _MORE_AT_END.finditer(text, nearest):
        before, rest = text[: more.start()], text[more.end() :]
        if before.endswith(("[", "(")):
            alone = True
        elif more[1][0].islower():
            alone = False
        else:
            # What has no stop may be a block before a button; “a plan called Read More.” is not.
            alone = bool(_SENTENCE_END.search(before)) or (
                more[1][0].isupper() and not _STOP.match(rest) and not _is_quoted(rest)
            )
        if alone and _says_nothing(rest, title):
            return more.start()
    return None


def _says_nothing(rest: str, title: str) -> bool:
    """Whether what follows “Read more” is but signs, the title, or words in quotes or before an
    arrow."""
    inner = rest.strip(_AROUND)
    pointed = rest.rstrip().endswith(_ARROWS) and len(inner) <= _LONGEST_NAME and ". " not in inner
    named = bare(inner.removeprefix("about ")) in (bare(title), "")
    return pointed or named or _is_quoted(rest)


def _is_quoted(rest: str) -> bool:
    inner = rest.strip(_AROUND)
    return inner[:1] in tuple("“\"'‘«„") and inner[-1:] in tuple("”\"'’»“")
