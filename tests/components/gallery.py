"""``python -m tests.components.gallery OUT_DIR``: all components in all states, on one page.

Under the states of each component are frames with the same states: on dark pages, from right to
left, in a narrow window, and in the other looks. Each is a document of its own, so that rules for
narrow windows hold in it.
"""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import NamedTuple

from site_gen import assets
from site_gen.config import Theme
from tests.components.examples import ROOT, component_names, load_examples, render

LOOKS = ("broadsheet", "river", "magazine")
HEAD = """<!DOCTYPE html>
<html lang="en"{attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Components</title>
<link rel="icon" href="data:,">
{sheets}<link rel="stylesheet" href="gallery.css">
<script src=".{js}" defer></script>
{scripts}</head>
<body>
<main class="main">
"""
END = "</main>\n</body>\n</html>"
OWN_SCRIPT = '<script src="gallery.js" defer></script>\n'
STYLES = """
.example { margin-block: 2rem 3rem; border-block-start: 1px dashed; padding-block-start: 0.5rem; }
.example__label { font-size: 0.8125rem; margin-block-end: 1.5rem; opacity: 0.75; }
.example--narrow { max-inline-size: 24rem; }
.gallery__component { margin-block-start: 4rem; font-size: 1.75rem; }
.gallery__contents { columns: 12rem; margin-block: 1.5rem; }
.gallery__frames { display: flex; flex-wrap: wrap; gap: 1.5rem; align-items: start; }
.gallery__frame { flex: 1 1 30rem; margin: 0; min-inline-size: 0; }
.gallery__frame--narrow { flex: 0 1 22.5rem; }
.gallery__frame iframe { inline-size: 100%; block-size: 30rem; border: 1px solid; }
"""
"""Styles of the gallery itself, outside the layers of the theme."""
SCRIPT = """
// Frames are as high as what they show. They say it themselves, since a page that is opened from a
// folder may not read its frames.
const frames = document.querySelectorAll("iframe");
addEventListener("message", ({ data, source }) => {
  const frame = [...frames].find((one) => one.contentWindow === source);
  if (frame) frame.style.blockSize = `${data + 2}px`;
});
if (parent !== window) {
  addEventListener("load", () => parent.postMessage(document.body.scrollHeight, "*"));
}
"""
SHEETS = ("css", "reader_css", "search_css")
NARROW = {"card", "coverage", "full_coverage", "picture", "related_item", "story"}
"""Components that are in a narrow column of the site's pages."""


class Frame(NamedTuple):
    """One way to show the states of a component."""

    name: str
    attributes: str = ""
    """Of the root element."""
    look: str = "broadsheet"


FRAMES = (
    Frame("dark", ' data-scheme="dark"'),
    Frame("right to left", ' dir="rtl"'),
    Frame("narrow"),
    *(Frame(look, look=look) for look in LOOKS[1:]),
    *(Frame(f"{look}, dark", ' data-scheme="dark"', look) for look in LOOKS[1:]),
)


def make_page(css: dict[str, str], js: str) -> str:
    """The page, with relative links so that it also opens from a folder.

    ``css`` has the links to the stylesheets of each look.
    """
    head = HEAD.format(attributes="", sheets=css[LOOKS[0]], js=js, scripts=OWN_SCRIPT)
    names = component_names()
    links = [f'<li><a href="#{name}">{name}</a></li>' for name in names]
    parts = [head, "<h1>Components</h1>", '<ul class="gallery__contents">', *links, "</ul>"]
    for name in names:
        states = _states(name)
        parts += [f'<section><h2 class="gallery__component" id="{name}">{name}</h2>', states]
        parts += ['<div class="gallery__frames">']
        parts += [_frame(name, frame, states, css[frame.look], js) for frame in FRAMES]
        parts += ["</div></section>"]
    return "\n".join([*parts, END])


def _states(name: str) -> str:
    parts = []
    for example in load_examples(name):
        label = f"<strong>{escape(example.name)}</strong> {escape(example.description)}"
        html = render(name, example)
        frame = "example example--narrow" if name in NARROW else "example"
        parts.append(
            f'<div class="{frame}"><p class="example__label">{label}</p>'
            f"{f'<p{html}>Text.</p>' if name == 'tongue' else html}</div>"
        )
    return "\n".join(parts).replace('src="/img/', 'src="./img/')


def _frame(name: str, frame: Frame, states: str, css: str, js: str) -> str:
    head = HEAD.format(attributes=frame.attributes, sheets=css, js=js, scripts=OWN_SCRIPT)
    document = escape(f"{head}{states}{END}")
    kind = " gallery__frame--narrow" if frame.name == "narrow" else ""
    window = f'<iframe loading="lazy" title="{name}, {frame.name}" srcdoc="{document}"></iframe>'
    caption = f"<figcaption>{frame.name}</figcaption>"
    return f'<figure class="gallery__frame{kind}">{caption}{window}</figure>'


def write(folder: Path) -> Path:
    """Write the gallery with the theme's stylesheets, script and pictures; return its page."""
    css, js = {}, ""
    for look in LOOKS:
        gathered = assets.gather((ROOT / "static",), theme=Theme(look))
        sheets = [gathered.paths[name] for name in SHEETS if name in gathered.paths]
        css[look] = "".join(f'<link rel="stylesheet" href=".{path}">\n' for path in sheets)
        js = gathered.paths.get("js", "")
        for output in gathered.outputs:
            path = folder / output.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(output.data)
    page = folder / "index.html"
    page.write_text(make_page(css, js), encoding="utf-8")
    (folder / "gallery.css").write_text(STYLES, encoding="utf-8")
    (folder / "gallery.js").write_text(SCRIPT, encoding="utf-8")
    return page


def main() -> None:
    """Write to the folder that the command line names."""
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.components.gallery OUT_DIR")
    print(write(Path(sys.argv[1])), file=sys.stderr)


if __name__ == "__main__":
    main()
