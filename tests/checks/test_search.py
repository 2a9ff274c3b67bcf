"""The search index: what the page's script would ask for in vain."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.options import Options
from tests.checks.broken import check, edit, found, put
from tests.sites.site import build_site, config, record


@pytest.fixture
def options(tmp_path: Path) -> Options:
    """A site whose search has two shards, just built."""
    files = {
        "site.yaml": config(base_url="https://gazette.example/n/"),
        "content/a.md": record("A", "2025-01-01"),
        "content/b.md": record("B", "2026-01-01"),
    }
    options = build_site(tmp_path, files, search=True).options
    assert check(options).problems == ()
    return options


@pytest.mark.parametrize("name", ["pagefind.js", "pagefind-entry.json", "2025/pagefind-entry.json"])
def test_part_of_the_index_that_is_gone_is_a_broken_link_of_the_search_page(
    options: Options, name: str
) -> None:
    (options.output / "pagefind" / name).unlink()
    message = f"links to /n/pagefind/{name}: there is no such page or file"
    assert found(options) == [("/search/", message)]


def test_list_of_contents_that_is_gone_is_found(options: Options) -> None:
    (path,) = (options.output / "pagefind/2025").glob("*.pf_meta")
    path.unlink()
    message = f"the index of the search is not whole: there is no /pagefind/2025/{path.name}"
    place = "/pagefind/2025/pagefind-entry.json"
    assert found(options, "search-index") == [(place, message)]


def test_entry_of_another_build_is_found(options: Options) -> None:
    (path,) = (options.output / "pagefind").glob("*.pf_meta")
    name = path.name.split(".")[1]
    edit(options, "pagefind/pagefind-entry.json", name, "en_0123456789")
    assert "no /pagefind/pagefind.en_0123456789.pf_meta" in found(options, "search-index")[0][1]


@pytest.mark.parametrize("text", ["[]", "{}", '{"languages": {"en": {"hash": 1}}}'])
def test_entry_that_is_none_is_found(options: Options, text: str) -> None:
    put(options, "pagefind/pagefind-entry.json", text)
    ((_, message),) = found(options)
    assert message.startswith("is no entry of a search index: ")
