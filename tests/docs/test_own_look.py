"""docs/own-look.md: the look that the page makes, in a site of its own."""

from __future__ import annotations

from pathlib import Path

from site_gen.colours import contrast
from site_gen.config import Theme, load_config
from site_gen.looks import appearance
from site_gen.looks.tokens import colours_of, read_tokens
from tests.docs.reading import ROOT, blocks, files_of, read
from tests.sites.site import build_site, config

PAGE = read("docs/own-look.md")
NAME = "static/css/looks/quay/quay.css"


def whole_look() -> str:
    """The stylesheet after the last step."""
    empty, colours, fonts, lines, rules = blocks(PAGE, "css")
    assert files_of(PAGE) == {NAME: empty}
    root, end = empty.removesuffix("  }\n}\n"), "  }\n"
    return f"{root}{colours}{lines}{end}\n{fonts}\n{rules}}}\n"


def test_steps_make_a_look(tmp_path: Path) -> None:
    files = {"site.yaml": config() + blocks(PAGE, "yaml")[0], NAME: whole_look()}
    site = build_site(tmp_path, files)
    assert site.problems == ()
    assert load_config(tmp_path / "site.yaml").theme == Theme("quay")
    (sheet,) = (path.read_text("utf-8") for path in (site.root / "assets").glob("site-*.css"))
    assert "--rule-heavy:6px double var(--color-accent)" in sheet
    assert sheet.count("{") == sheet.count("}")
    assert site.attribute("/", "html", "class") == "look-quay"
    metas = site.all("/", "meta[name=theme-color]")
    assert [meta.attributes["content"] for meta in metas] == ["#f7f9f9", "#0d1416"]


def test_colours_of_the_look_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "quay.css"
    path.write_text(whole_look(), encoding="utf-8")
    files = {"css/tokens.css": ROOT / "static/css/tokens.css", "css/looks/quay/quay.css": path}
    assert appearance(Theme("quay"), files).problems == ()
    tokens = read_tokens(file.read_text("utf-8") for file in files.values())
    page = colours_of(tokens, "--color-page")
    assert page
    for name in ("text", "text-soft", "text-faint"):
        text = colours_of(tokens, f"--color-{name}")
        assert text, name
        assert all(contrast(*pair) >= 4.5 for pair in zip(text, page, strict=True)), name


def test_tokens_that_the_page_names_exist() -> None:
    tokens = read_tokens([read("static/css/tokens.css")])
    assert read_tokens(blocks(PAGE, "css")).keys() <= tokens.keys()
