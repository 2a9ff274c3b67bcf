"""Text of records → HTML that is safe to show: Markdown bodies, descriptions, embeds.

Whatever a record says is untrusted. A converter makes HTML of Markdown, and nh3 (the Rust
library ammonia) keeps only what is listed.

commonmark.py        Markdown as GitHub reads it, by markdown-it-py
typography.py        quotes and dashes of its prose
footnotes.py         its footnotes as HTML
python_markdown.py   the other dialect, by Python-Markdown
traps.py             elements that would take what follows them away
html.py              cleaning, links of the site, plain text
embeds.py            players
"""

from __future__ import annotations

from site_gen.markup.embeds import embed_source, watch_page
from site_gen.markup.html import to_html, to_text

__all__ = ["embed_source", "to_html", "to_text", "watch_page"]
