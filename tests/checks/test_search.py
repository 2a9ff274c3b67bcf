"""The search index: missing files that the search page would load."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.options import Options
from tests.checks.broken import broken_links, check, edit_output, findings, write_output
from tests.sites.site import build_site, config, record


@pytest.fixture
def options(tmp_path: Path) -> Options:
    """A site whose search has two parts, just built."""
    files = {
        "site.yaml": config(base_url="https://gazette.example/n/"),
        "content/a.md": record("A", "2025-01-01"),
        "content/b.md": record("B", "2026-01-01"),
    }
    options = build_site(tmp_path, files, search=True).options
    assert check(options).problems == ()
    return options


@pytest.mark.parametrize("name", ["pagefind.js", "pagefind-entry.json", "2025/pagefind-entry.json"])
def test_missing_file_of_the_index_is_a_broken_link_of_the_search_page(
    options: Options, name: str
) -> None:
    (options.folder / "pagefind" / name).unlink()
    assert broken_links(options) == [("/search/", f"/n/pagefind/{name}")]


def test_missing_metadata_is_reported(options: Options) -> None:
    (path,) = (options.folder / "pagefind/2025").glob("*.pf_meta")
    path.unlink()
    message = f"the search index is incomplete: /pagefind/2025/{path.name} is missing"
    location = "/pagefind/2025/pagefind-entry.json"
    assert findings(options, "search-index") == [(location, message)]


def test_entry_file_of_another_build_is_reported(options: Options) -> None:
    (path,) = (options.folder / "pagefind").glob("*.pf_meta")
    name = path.name.split(".")[1]
    edit_output(options, "pagefind/pagefind-entry.json", name, "en_0123456789")
    assert (
        "/pagefind/pagefind.en_0123456789.pf_meta is missing"
        in findings(options, "search-index")[0][1]
    )


@pytest.mark.parametrize("text", ["[]", "{}", '{"languages": {"en": {"hash": 1}}}'])
def test_invalid_entry_file_is_reported(options: Options, text: str) -> None:
    write_output(options, "pagefind/pagefind-entry.json", text)
    ((_, message),) = findings(options)
    assert message.startswith("is not the entry file of a search index: ")
