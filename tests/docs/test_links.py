"""Links, files and make targets in the documentation exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.reading import PAGES, ROOT, headings, outside_fences, read


def anchors(path: Path) -> set[str]:
    """The fragments of a page, as GitHub makes them of its headings."""
    names = (re.sub(r"[^\w\- ]", "", name.lower()) for name in headings(path.read_text("utf-8")))
    return {name.replace(" ", "-") for name in names}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_to_files_and_headings(page: Path) -> None:
    text = "\n".join(outside_fences(page.read_text("utf-8")))
    broken = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:", target):
            continue
        path, _, fragment = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.is_file() or (fragment and fragment not in anchors(file)):
            broken.append(target)
    assert not broken


def test_every_page_is_linked_from_the_readme() -> None:
    linked = set(re.findall(r"\]\(([^)#\s]+)", read("README.md")))
    missing = {page.relative_to(ROOT).as_posix() for page in PAGES} - linked - {"README.md"}
    assert not missing


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_named_files_of_the_repository_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    files = re.findall(r"`((?:site_gen|tests|benchmarks|\.ci)/[\w./-]*)`", text)
    assert [path for path in files if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_named_make_targets_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    text = page.read_text("utf-8")
    documented = set(re.findall(r"(?:^|`)make ([a-z-]+)[`\n]", text, re.MULTILINE))
    assert documented <= targets
