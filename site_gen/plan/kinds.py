"""The types of articles as labels."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from site_gen.i18n.language import Language
from site_gen.wording import one_line

_PLAIN = "article"
_VIDEO = "video"
_CACHE_SIZE = 256


def is_video(kind: str) -> bool:
    """Whether an article of this type is watched, not read."""
    return _normal(kind) == _VIDEO


class Kinds:
    """Labels of the types that records have."""

    def __init__(self, language: Language) -> None:
        self._labels = _labels(language)

    def label(self, kind: str) -> str:
        """The label of a type; empty for ``article``. An unknown type stays as it is written."""
        normal = _normal(kind)
        if normal == _PLAIN:
            return ""
        return self._labels.get(normal) or _capitalised(_spaced(kind))


@lru_cache(_CACHE_SIZE)
def _spaced(kind: str) -> str:
    return one_line(kind.replace("_", " ").replace("-", " "))


def _normal(kind: str) -> str:
    return _spaced(kind).lower()


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def _labels(language: Language) -> Mapping[str, str]:
    """The labels of the usual types."""
    pgettext = language.pgettext
    return {
        "analysis": pgettext("type of article", "Analysis"),
        "audio": pgettext("type of article", "Audio"),
        "blog": pgettext("type of article", "Blog"),
        # Translators: a columnist's regular text.
        "column": pgettext("type of article", "Column"),
        # Translators: an article that comments on news.
        "comment": pgettext("type of article", "Comment"),
        "correction": pgettext("type of article", "Correction"),
        # Translators: a data set, or journalism with data.
        "data": pgettext("type of article", "Data"),
        "download": pgettext("type of article", "Download"),
        "editorial": pgettext("type of article", "Editorial"),
        # Translators: a public event, such as a concert.
        "event": pgettext("type of article", "Event"),
        "explainer": pgettext("type of article", "Explainer"),
        "fact check": pgettext("type of article", "Fact check"),
        # Translators: a long report that tells a story.
        "feature": pgettext("type of article", "Feature"),
        "gallery": pgettext("type of article", "Gallery"),
        # Translators: an infographic.
        "graphic": pgettext("type of article", "Graphic"),
        "interview": pgettext("type of article", "Interview"),
        # Translators: a reader's letter.
        "letter": pgettext("type of article", "Letter"),
        # Translators: a link to another page.
        "link": pgettext("type of article", "Link"),
        # Translators: a live broadcast or live report.
        "live": pgettext("type of article", "Live"),
        "live blog": pgettext("type of article", "Live blog"),
        "newsletter": pgettext("type of article", "Newsletter"),
        "obituary": pgettext("type of article", "Obituary"),
        "opinion": pgettext("type of article", "Opinion"),
        # Translators: a research paper.
        "paper": pgettext("type of article", "Paper"),
        "photo": pgettext("type of article", "Photo"),
        "photo essay": pgettext("type of article", "Photo essay"),
        "podcast": pgettext("type of article", "Podcast"),
        "press release": pgettext("type of article", "Press release"),
        # Translators: a report, such as that of an institute.
        "report": pgettext("type of article", "Report"),
        # Translators: a critic's review of a book, a film, a restaurant …
        "review": pgettext("type of article", "Review"),
        "slideshow": pgettext("type of article", "Slideshow"),
        "video": pgettext("type of article", "Video"),
    }
