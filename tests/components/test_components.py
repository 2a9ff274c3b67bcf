"""Examples of all components."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.components.examples import (
    FOLDER,
    ROOT,
    Example,
    component_names,
    load_examples,
    render,
)

STYLES = ROOT / "static" / "css" / "components"
NEEDS_NO_CSS = {"tongue"}
"""Components without styles."""
VOID = {"br", "hr", "img", "input", "link", "meta", "wbr"}

CASES = [
    pytest.param(component, example, id=f"{component}-{example.name}")
    for component in component_names()
    for example in load_examples(component)
]


class Balance(HTMLParser):
    """Fails at the first tag that is closed in the wrong order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> is closed in the wrong order"


@pytest.mark.parametrize(("component", "example"), CASES)
def test_example_shows_what_it_should(component: str, example: Example) -> None:
    html = re.sub(r"\s+", " ", render(component, example))
    missing = [piece for piece in example.expect.contains if piece not in html]
    unwanted = [piece for piece in example.expect.lacks if piece in html]
    assert not missing, f"not in the HTML: {missing}\n{html}"
    assert not unwanted, f"should not be in the HTML: {unwanted}\n{html}"


@pytest.mark.parametrize(("component", "example"), CASES)
def test_example_is_well_formed_and_passes_the_security_policy(
    component: str, example: Example
) -> None:
    balance = Balance()
    balance.feed(render(component, example))
    balance.close()
    assert not balance.open, f"never closed: {balance.open}"
    for name, value in balance.attributes:
        assert name != "style", f"inline style: {value}"
        assert not name.startswith("on"), f"inline script: {name}={value}"
        assert not (value or "").lower().startswith("javascript:")


@pytest.mark.parametrize(("component", "example"), CASES)
def test_links_out_of_the_site_have_rel_nofollow(component: str, example: Example) -> None:
    for tag in re.findall(r"<a [^>]*>", render(component, example)):
        if 'href="http' in tag:
            assert 'rel="noopener nofollow"' in tag, tag


@pytest.mark.parametrize(("component", "example"), CASES)
def test_images_have_a_size(component: str, example: Example) -> None:
    for tag in re.findall(r"<img [^>]*>", render(component, example)):
        for name in ("width", "height", "alt", "decoding", "referrerpolicy"):
            assert f" {name}=" in tag, tag


@pytest.mark.parametrize("component", component_names())
def test_component_has_examples(component: str) -> None:
    assert load_examples(component), f"write {FOLDER / component}.yaml"


@pytest.mark.parametrize("component", component_names())
def test_component_has_its_stylesheet(component: str) -> None:
    folders = (STYLES, STYLES.parent / "search", STYLES.parent / "reader")
    sheets = [sheet for folder in folders for sheet in folder.glob(f"{component}.css")]
    assert len(sheets) == 1 or component in NEEDS_NO_CSS


@pytest.mark.parametrize("component", component_names())
def test_component_file_has_one_macro_of_its_name(component: str) -> None:
    source = (ROOT / "templates" / "components" / f"{component}.html").read_text(encoding="utf-8")
    assert re.findall(r"{% macro (\w+)\(", source) == [component]


def test_examples_belong_to_components() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} <= set(component_names())


@pytest.mark.parametrize("path", sorted(STYLES.glob("*.css")), ids=lambda path: path.stem)
def test_stylesheet_stays_in_its_layer(path: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert rules.strip().startswith("@layer components {"), "not in a layer"
    assert rules.count("{") == rules.count("}")
    assert "!important" not in rules
