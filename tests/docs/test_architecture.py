"""docs/architecture.md: every path that its tables name exists, and every package is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import site_gen
from tests.docs.reading import named, outside_fences, read, section, tables

PACKAGE = Path(site_gen.__file__).parent
PAGE = "docs/architecture.md"


def named_paths() -> set[str]:
    text = "\n".join(outside_fences(read(PAGE)))
    return set(re.findall(r"`([\w/]+(?:\.py|/))`", text)) - {"site_gen/", "content/"}


@pytest.mark.parametrize("path", sorted(named_paths()))
def test_path_exists(path: str) -> None:
    if path.startswith(("site_gen/", "tests/")):
        assert (PACKAGE.parent / path).exists()
    else:
        assert (PACKAGE / path).exists()


def test_every_package_and_module_of_the_top_level_is_named() -> None:
    paths = named_paths()
    for path in PACKAGE.iterdir():
        if path.suffix == ".py" and not path.name.startswith("__"):
            assert path.name in paths
        elif (path / "__init__.py").exists():
            assert any(name.startswith(f"{path.name}/") for name in paths), path.name


def test_every_term_is_explained_once_with_its_place() -> None:
    for term, (meaning, where) in named(tables(section(PAGE, "Glossary"))[0]).items():
        assert meaning.endswith("."), term
        assert named_paths() & set(re.findall(r"`([\w/.]+)`", where)), term
