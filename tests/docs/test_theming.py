"""docs/theming.md: every template, component, view, token and layer."""

from __future__ import annotations

import re

import msgspec
import pytest

from site_gen.cli.options import read_only_contents
from site_gen.config import SiteConfig
from site_gen.options import Options, Stopwatch
from site_gen.plan import Planner, make_site, views
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.prepare import prepare
from site_gen.plan.view_maker import ViewMaker
from site_gen.store.pages import Pages
from tests.docs.reading import NOW, ROOT, blocks, named, read, section, tables

_PAGES = (
    "SELECT kind, template, args FROM pages WHERE state <> 2 AND kind NOT IN ('static', 'search')"
)


@pytest.fixture(scope="module")
def contexts() -> dict[str, set[str]]:
    """Page template → the names of its data, over the whole sample newsroom."""
    options = Options(
        now=NOW.replace(year=2999),
        config=ROOT / "site.yaml",
        content=ROOT / "content",
        output=ROOT / "_site",
        jobs=1,
    )
    names: dict[str, set[str]] = {}
    with read_only_contents(options, Stopwatch()) as (content,):
        pages = Pages(content.store)
        content.changes.everything = True
        Planner(content.store, pages, content.config).plan(
            content.notes, content.changes, ("2026",)
        )
        frame = PageFrame(ViewMaker(content.library, content.config))
        rows = content.store.execute(_PAGES)
        for kind, template, args in rows.fetchall():
            context = prepare(frame, kind, msgspec.msgpack.decode(args, type=tuple))
            names.setdefault(template, set()).update(context.keys() - {"changed"})
    return names


def test_every_page_template_is_documented_and_exists(contexts: dict[str, set[str]]) -> None:
    documented = named(tables(section("docs/theming.md", "Page templates"))[0])
    files = {f"pages/{path.name}" for path in (ROOT / "templates" / "pages").iterdir()}
    pages = {name for name in contexts if name.startswith("pages/")}
    assert documented.keys() == files == pages


def test_data_of_page_templates_is_documented(contexts: dict[str, set[str]]) -> None:
    documented = named(tables(section("docs/theming.md", "Page templates"))[0])
    kinds = {kind.__name__ for kind in views.View.__subclasses__()}
    listed = {name: set(re.findall(r"`(\w+)`", cells[1])) for name, cells in documented.items()}
    assert {name: names - kinds for name, names in listed.items()} == {
        name: names - {"head", "crumbs"}
        for name, names in contexts.items()
        if name.startswith("pages/")
    }


def test_feed_templates_and_their_data_are_documented(
    contexts: dict[str, set[str]],
) -> None:
    documented = named(tables(section("docs/theming.md", "Page templates"))[1])
    files = {f"feeds/{path.name}" for path in (ROOT / "templates" / "feeds").iterdir()}
    assert documented.keys() == files
    kinds = {kind.__name__ for kind in views.View.__subclasses__()}
    for name, cells in documented.items():
        if name in contexts:
            assert set(re.findall(r"`(\w+)`", cells[1])) - kinds == contexts[name]
    assert files - contexts.keys() == {"feeds/news_sitemap.xml"}


def test_every_view_is_documented_and_exists() -> None:
    documented = named(tables(section("docs/theming.md", "Views"))[0])
    listed = {name: re.findall(r"`(\w+)`", cells[0]) for name, cells in documented.items()}
    assert listed == {
        kind.__name__: [field.name for field in msgspec.structs.fields(kind)]
        for kind in views.View.__subclasses__()
    }


def test_every_component_is_documented_and_exists() -> None:
    documented = named(tables(section("docs/theming.md", "Components"))[0])
    listed = {name: cells[0].strip("`") for name, cells in documented.items()}
    signatures = {}
    for path in (ROOT / "templates" / "components").iterdir():
        macro = re.search(r"{%-? macro (.*?) -?%}", path.read_text("utf-8"))
        assert macro, path
        signatures[path.stem] = macro[1]
    assert listed == signatures


def test_security_policy_is_documented() -> None:
    site = make_site(SiteConfig(title="T", base_url="https://quay.example/"), (), {})
    (listed,) = blocks(section("docs/theming.md", "What the security policy allows"), "text")
    assert " ".join(listed.split()) == site.csp


def test_tokens_that_theming_names_exist() -> None:
    tokens = read("static/css/tokens.css")
    for token in set(
        re.findall(r"--[a-z]+-[\w-]+", section("docs/theming.md", "Colours, type and space"))
    ):
        assert f"{token}:" in tokens


def test_layers_are_documented() -> None:
    text = section("docs/theming.md", "Colours, type and space")
    layers = re.findall(r"[\w-]+", read("static/css/layers.css").removeprefix("@layer"))
    assert ", ".join(f"`{layer}`" for layer in layers) in " ".join(text.split())
