"""What programs add to the end of an excerpt by themselves, as words.

WordPress: “The post … appeared first on …”, “[…]” where it cut, and “Continue reading”; others:
“Read more”, in many languages. What can be told by the HTML is told there (``furniture``).
"""

from __future__ import annotations

import re

from site_gen.ingest.feeds.folding import CUT

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
_MORE_AT_END = re.compile(
    r"(?:(?<=[\[(])|(?:\A|(?<=[\s.!?…\])»”\"。！？]))(?![a-z]))"
    rf"(?i:{_MORE_WORDS})\b(?P<rest>.{{0,350}})\Z",
    re.DOTALL,
)
_POST = re.compile(
    r"\s*The post .{1,350} (?:appeared first on|first appeared on) .{1,250}\Z", re.DOTALL
)
_CUT_BY_FEED = re.compile(r"\s*(?:\[\s*(?:…|\.{2,}|&hellip;)\s*\]|\(\s*(?:…|\.{3})\s*\))\s*\Z")
_EMPTY = re.compile(r"\s+(?:\[\s*\]|\(\s*\))\s*\Z")
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
_SIGNS = re.compile(r"[\W_]+")
_ARROWS = ("→", "»", ">", "›")
_LONGEST_NAME = 80


def without_litter(text: str, title: str) -> str:
    """A text without what feeds add to its end by themselves; ``[…]`` becomes ``…``, and
    nothing after the end of a sentence."""
    for _ in range(3):
        before = text
        text = _FORUM.sub("", _POST.sub("", text))
        more = _MORE_AT_END.search(text)
        if more and _says_nothing(more["rest"], title):
            text = text[: more.start()].rstrip(" →»([")
        text = _AFTER_SENTENCE.sub("", _EMPTY.sub("", text))
        text = _CUT_BY_FEED.sub(CUT, text)
        if text == before:
            break
    return text.rstrip()


def without_short_codes(text: str) -> str:
    """A text without what builders of pages should have replaced."""
    return " ".join(_SHORT_CODE.sub(" ", text).split()) if "[" in text else text


def bare(text: str) -> str:
    """The letters of a text, by which two are compared."""
    return _SIGNS.sub("", text).casefold()


def _says_nothing(rest: str, title: str) -> bool:
    """Whether what follows “Read more” is but signs, the title, or words in quotes or before an
    arrow."""
    inner = rest.strip(" .…→»>)]")
    quoted = inner[:1] in tuple("“\"'‘«„") and inner[-1:] in tuple("”\"'’»“")
    pointed = rest.rstrip().endswith(_ARROWS) and len(inner) <= _LONGEST_NAME and ". " not in inner
    named = bare(inner.removeprefix("about ")) in (bare(title), "")
    return quoted or pointed or named
