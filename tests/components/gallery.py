"""``python -m tests.components.gallery OUT_DIR``: all components in all states, on one page."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path

from site_gen import assets
from tests.components.examples import ROOT, component_names, load_examples, render

HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Components</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href=".{css}">
<link rel="stylesheet" href="gallery.css">
<script src=".{js}" defer></script>
</head>
<body>
<main class="main">
<h1>Components</h1>
"""
FRAME = """
.example { margin-block: 2rem 3rem; border-block-start: 1px dashed; padding-block-start: 0.5rem; }
.example__label { font-size: 0.8125rem; margin-block-end: 1.5rem; opacity: 0.75; }
.example--narrow { max-inline-size: 24rem; }
.gallery__component { margin-block-start: 4rem; font-size: 1.75rem; }
.gallery__contents { columns: 12rem; margin-block: 1.5rem; }
"""
"""Styles of the gallery itself, outside the layers of the theme."""
NARROW = {"card", "coverage", "full_coverage", "picture", "related_item", "story"}
"""Components that are in a narrow column of the site's pages."""


def make_page(css: str, js: str) -> str:
    """The page, with relative links so that it also opens from a folder."""
    parts = [HEAD.format(css=css, js=js), '<ul class="gallery__contents">']
    names = component_names()
    parts += [f'<li><a href="#{name}">{name}</a></li>' for name in names]
    parts += ["</ul>", *map(_section, names), "</main>", "</body>", "</html>"]
    return "\n".join(parts).replace('src="/img/', 'src="./img/')


def _section(name: str) -> str:
    parts = [f'<section><h2 class="gallery__component" id="{name}">{name}</h2>']
    for example in load_examples(name):
        label = f"<strong>{escape(example.name)}</strong> {escape(example.description)}"
        html = render(name, example)
        frame = "example example--narrow" if name in NARROW else "example"
        parts.append(
            f'<div class="{frame}"><p class="example__label">{label}</p>'
            f"{f'<p{html}>Text.</p>' if name == 'tongue' else html}</div>"
        )
    return "\n".join([*parts, "</section>"])


def write(folder: Path) -> Path:
    """Write the gallery with the theme's stylesheet, script and pictures; return its page."""
    gathered = assets.gather((ROOT / "static",))
    for output in gathered.outputs:
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.data)
    page = folder / "index.html"
    page.write_text(
        make_page(gathered.paths["css"], gathered.paths.get("js", "")), encoding="utf-8"
    )
    (folder / "gallery.css").write_text(FRAME, encoding="utf-8")
    return page


def main() -> None:
    """Write to the folder that the command line names."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.components.gallery OUT_DIR")
    print(write(Path(sys.argv[1])), file=sys.stderr)


if __name__ == "__main__":
    main()
