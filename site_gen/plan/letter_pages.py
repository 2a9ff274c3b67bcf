"""Pages of letters of a long index, and the links to letters."""

from __future__ import annotations

from collections.abc import Iterable

from site_gen.i18n.language import Language
from site_gen.plan.filing import MANY, OTHER_PAGE, anchor_of
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.views import Link


def page_label(language: Language, page: str) -> str:
    """The name of a page of letters: ``A``, ``Ж``, ``Other``."""
    if page == OTHER_PAGE:
        # Translators: the page of all names in another script than the site's and the Latin one.
        return language.pgettext("names in other scripts", "Other")
    return page.upper() if len(page) == 1 else chr(int(page, 16))


def letter_path(front: str, page: str) -> str:
    """The page of a letter of the index at ``front``."""
    return f"{front}page/{page}/"


def letter_links(
    frame: PageFrame,
    front: str,
    pages: Iterable[str],
    letters: Iterable[str],
    count: int,
    here: str = "",
) -> tuple[Link, ...]:
    """Links to the pages of the index at ``front``, or to the letters on it.

    There are none if the index has few names (``count``). ``here`` is the page with the links.
    """
    language = frame.maker.language
    links = tuple(
        Link(page_label(language, page))
        if page == here
        else frame.maker.link(page_label(language, page), letter_path(front, page))
        for page in pages
    )
    if links or count <= MANY:
        return links
    return tuple(Link(letter, f"#{anchor_of(letter)}") for letter in letters)
