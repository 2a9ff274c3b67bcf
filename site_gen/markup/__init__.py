"""Markdown and embeds of records → safe HTML.

Records are untrusted. Markdown is converted to HTML, in which nh3 (the Rust library ammonia)
keeps only allowed elements and attributes.

commonmark.py        Markdown as on GitHub, by markdown-it-py
typography.py        its quotes and dashes
footnotes.py         its footnotes
python_markdown.py   the other dialect, by Python-Markdown
labels.py            the words of checkboxes and footnotes
text_loss.py         tags with which nh3 would remove text
html.py              cleaning, internal links, plain text
embeds.py            URLs of players
"""

from __future__ import annotations

from site_gen.markup.embeds import embed_source, watch_page
from site_gen.markup.html import to_html, to_text
from site_gen.markup.labels import Labels

__all__ = ["Labels", "embed_source", "to_html", "to_text", "watch_page"]
