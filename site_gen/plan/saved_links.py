"""Links to the pages of what a reader has saved and follows."""

from __future__ import annotations

from site_gen.config import SiteConfig
from site_gen.i18n.language import Language

SAVED, FOLLOWING = "/saved/", "/following/"


def saved_links(config: SiteConfig, language: Language) -> tuple[tuple[str, str], ...]:
    """Title and path of each; the page of what is followed reads the mirror."""
    if not config.reader.saved:
        return ()
    saved = language.pgettext("title of a page", "Saved articles"), SAVED
    followed = language.pgettext("title of a page", "Following"), FOLLOWING
    return (saved, followed) if config.mirror else (saved,)
