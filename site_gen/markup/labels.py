"""The words that Markdown adds to a text: those of checkboxes and footnotes."""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

_BACK_LINK = re.compile(r'(<a [^>]*? title=")Back to reference (\d+)(")')


class Labels(NamedTuple):
    """Words for readers; without others, they are English."""

    done: str = "Done"
    """Of a checkbox."""
    not_done: str = "Not done"
    back: str = "Back to reference {number}"
    """Of the link from a footnote to its reference."""

    def name_back_links(self, html: str) -> str:
        """HTML with this label at the links from footnotes, which converters name in English."""
        if self.back == _ENGLISH.back:
            return html

        def link(match: re.Match[str]) -> str:
            label = escape(self.back.replace("{number}", match[2]))
            return f"{match[1]}{label}{match[3]}"

        return _BACK_LINK.sub(link, html)


_ENGLISH = Labels()
