"""A site with two records, and edits of the first."""

from __future__ import annotations

from tests.serving.previewed import Stage
from tests.sites.site import news, note, record

GOOD = record("Ferry returns", webUrl="https://harbourpost.example/ferry")
REWORDED = GOOD.replace("Ferry returns", "Ferry stays")
BAD = GOOD.replace("title:", "titel:")
SITE = {
    **news(GOOD, record("Lamp lit", webUrl="https://harbourpost.example/lamp")),
    "content/pages/about.md": note("Who we are.", title="About"),
    "static/css/own.css": "p{}",
}
R1 = "content/news/r1.md"


def on_disk(stage: Stage, path: str) -> str:
    return (stage.folder / "_site" / path).read_text()
