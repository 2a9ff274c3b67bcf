"""The documentation is true, in both directions: what it says is so, and nothing is left out.

It keeps a few conventions that are read here. The first column of a table names what its
row is about, in backticks. A fenced block below a line such as ``site.yaml`` (in
backticks, with a colon) is that file; a ``console`` block is a command and what it says.
"""

from __future__ import annotations

import re
import shlex
import typing
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import msgspec
import pytest
import yaml

from site_gen.build import build, plan_outputs
from site_gen.cli import cli, run
from site_gen.config import SiteConfig, load_config
from site_gen.errors import ConfigError
from site_gen.gather import gather_records
from site_gen.load import list_content
from site_gen.model import (
    BuildReport,
    FrontMatter,
    Image,
    Library,
    PageNote,
    Problem,
    ProviderNote,
    ProviderRef,
    Related,
    Severity,
    SourceFile,
    TopicNote,
)
from site_gen.newsroom import read_newsroom
from site_gen.options import Options, Stopwatch
from site_gen.plan import make_site, views
from site_gen.plan.lists import cut
from site_gen.ranking import Score
from site_gen.urls import name_slug, record_id, record_path, topic_path
from site_gen.validate import known_fields, validate_record

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")]
)
NOW = datetime(2026, 1, 1, tzinfo=UTC)

Table = list[list[str]]


# Reading the documentation


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def outside_fences(text: str) -> Iterator[str]:
    """The lines that are not in fenced blocks."""
    fenced = False
    for line in text.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield line


def headings(text: str) -> list[str]:
    return [line.lstrip("#").strip() for line in outside_fences(text) if line.startswith("#")]


def section(name: str, heading: str) -> str:
    """The part of a page below a heading, up to the next one of the same or a higher level."""
    text = read(name)
    found = re.search(rf"^(#+) {re.escape(heading)}\n", text, re.MULTILINE)
    assert found, f"{name} has no heading “{heading}”"
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{len(found[1])}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def tables(text: str) -> list[Table]:
    """The rows of each table, without its head."""
    found: list[Table] = []
    within = False
    for line in outside_fences(text):
        if not line.startswith("|"):
            within = False
        elif re.match(r"\|(\s*-+\s*\|)+$", line):
            within = True
            found.append([])
        elif within:
            found[-1].append([cell.strip() for cell in line.strip("|").split("|")])
    return found


def named(table: Table) -> dict[str, list[str]]:
    """What is in backticks in the first column → the row's other cells."""
    rows = {row[0].strip("`"): row[1:] for row in table}
    assert len(rows) == len(table), "a row is there twice"
    return rows


def files_of(text: str) -> dict[str, str]:
    """The files that a page shows, by path."""
    shown = re.findall(r"^`([^`\n]+)`:\n\n```\w+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return dict(shown)


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


# Trying what it says


def write(folder: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def options_of(folder: Path) -> Options:
    return Options(
        now=NOW,
        config=folder / "site.yaml",
        content=folder / "content",
        output=folder / "_site",
        jobs=1,
    )


SITE = {"site.yaml": "title: The Quay\nbase_url: https://quay.example/\n"}


def build_files(folder: Path, files: dict[str, str]) -> BuildReport:
    write(folder, {**SITE, **files})
    return build(options_of(folder))


def spoken(problem: Problem) -> str:
    return problem.message + (f" ({problem.hint})" if problem.hint else "")


def without_sizes(lines: str) -> str:
    """The output of a command; how many files and bytes the theme has is left aside."""
    return re.sub(
        r"^_site: .*", lambda match: re.sub(r"[\d.]+", "#", match[0]), lines, flags=re.MULTILINE
    ).strip()


# Links


def anchors(path: Path) -> set[str]:
    """The fragments of a page, as GitHub makes them of its headings."""
    names = (re.sub(r"[^\w\- ]", "", name.lower()) for name in headings(path.read_text("utf-8")))
    return {name.replace(" ", "-") for name in names}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    text = "\n".join(outside_fences(page.read_text("utf-8")))
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?:", target):
            continue
        path, _, fragment = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.is_file() or (fragment and fragment not in anchors(file)):
            lost.append(target)
    assert not lost


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
    known = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    text = page.read_text("utf-8")
    named_ones = set(re.findall(r"(?:^|`)make ([a-z-]+)[`\n]", text, re.MULTILINE))
    assert named_ones <= known


# The README and the sites that pages show


def test_first_site_of_the_readme_is_built_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = section("README.md", "A first site in five minutes")
    files = files_of(text)
    assert len(files) == 2
    write(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    assert run(["build", "--strict"]) == 0
    (said,) = blocks(text, "text")
    assert without_sizes(capsys.readouterr().err) == without_sizes(said)


CONSOLE = blocks(read("docs/command-line.md"), "console")


@pytest.mark.parametrize("block", CONSOLE, ids=lambda block: block.splitlines()[0])
def test_commands_say_what_the_page_says(
    block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, files_of(read("docs/command-line.md")))
    monkeypatch.chdir(tmp_path)
    command, _, said = block.partition("\n")
    assert command.startswith("$ python -m site_gen ")
    run(shlex.split(command)[4:])
    output = capsys.readouterr()
    assert without_sizes(output.out or output.err) == without_sizes(said)


def test_example_records_are_valid(tmp_path: Path) -> None:
    files = files_of(read("docs/records.md"))
    good = {path: text for path, text in files.items() if "mistakes" not in path}
    report = build_files(tmp_path, good)
    said = {problem.path: spoken(problem) for problem in report.problems}
    assert said == {"news/2024-05-14-night-ferry.md": "excerpt is empty (add a summary)"}
    assert report.published == len(good) == 2


def test_record_with_everything_has_every_field() -> None:
    whole = files_of(read("docs/records.md"))["content/news/2024-05-16-new-engines.md"]
    fields = yaml.safe_load(whole.split("---\n")[1])
    assert fields.keys() == {*known_fields(FrontMatter), "secured"}
    assert fields["provider"].keys() == set(known_fields(ProviderRef))
    assert fields["related"][0].keys() == set(known_fields(Related))
    assert fields["images"][0].keys() == set(known_fields(Image))


def test_example_notes_are_valid(tmp_path: Path) -> None:
    text = section("docs/records.md", "Topics, providers and pages")
    paths = re.findall(r"^`(content/[^`]+)` ", text, re.MULTILINE)
    notes = dict(zip(paths, blocks(text, "markdown"), strict=True))
    assert len(notes) == 3
    report = build_files(tmp_path, notes)
    assert report.problems == ()
    assert (tmp_path / "_site" / "about" / "index.html").is_file()


# docs/records.md


def documented_fields() -> dict[str, list[str]]:
    return named(tables(section("docs/records.md", "Fields"))[0])


def record_fields() -> dict[str, msgspec.structs.FieldInfo]:
    """Every field of a record by the name that the page gives it."""
    parts: dict[str, type[msgspec.Struct]] = {
        "": FrontMatter,
        "provider.": ProviderRef,
        "images[].": Image,
        "related[].": Related,
    }
    return {
        f"{prefix}{field.encode_name}": field
        for prefix, kind in parts.items()
        for field in msgspec.structs.fields(kind)
    }


def test_every_record_field_is_documented_and_exists() -> None:
    lists = {"provider.images", "provider.authors"}
    known = {f"{name}[]" if name in lists else name for name in record_fields()}
    assert documented_fields().keys() == {*known, "provider.authors[].name", "secured"}


def test_required_record_fields_are_called_required() -> None:
    documented = documented_fields()
    said = {name for name, cells in documented.items() if cells[1] == "required"}
    required = {name for name, field in record_fields().items() if field.required}
    assert said == {*required, "provider.authors[].name"}


def test_every_field_of_notes_is_documented_and_exists() -> None:
    found = tables(section("docs/records.md", "Topics, providers and pages"))
    kinds: tuple[type[msgspec.Struct], ...] = (TopicNote, ProviderNote, PageNote)
    for table, kind in zip(found, kinds, strict=True):
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        for made in ("slug", "path", "body"):
            del fields[made]
        documented = named(table)
        assert documented.keys() == fields.keys()
        for name, cells in documented.items():
            assert (cells[1] == "required") is fields[name].required


def smallest_record_with(line: str) -> SourceFile:
    """The page's smallest record with one of its fields replaced, or one more."""
    text = files_of(read("docs/records.md"))["content/news/2024-05-14-night-ferry.md"]
    front = text.split("---\n")[1] + "excerpt: In short.\n"
    key = line.partition(":")[0]
    rest = re.sub(rf"^{key}:.*\n(?: .*\n)*", "", front, flags=re.MULTILINE)
    return SourceFile("a.md", f"---\n{rest}{line}\n---\n".encode(), "")


BAD_TABLES = tables(section("docs/records.md", "What bad input gets"))


@pytest.mark.parametrize(("line", "severity", "message"), BAD_TABLES[0])
def test_messages_about_fields_are_the_tool_s(line: str, severity: str, message: str) -> None:
    record, problems = validate_record(smallest_record_with(line.strip("`")))
    assert [(str(problem.severity), spoken(problem)) for problem in problems] == [
        (severity, message)
    ]
    assert (record is None) is (severity == Severity.ERROR)


BOMB = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
WHOLE_FILES = {
    "text without fields": b"The ferry sails.\n",
    "the second `---` is missing": b"---\ntitle: Ferry\n",
    "nothing between the dashes": b"---\n---\n",
    "`title: !late Ferry`": b"---\ntitle: !late Ferry\n---\n",
    '`title: "Ferry\\x07"`': b'---\ntitle: "Ferry\\x07"\n---\n',
    "`title: Ferry: late`": b"---\ntitle: Ferry: late\n---\n",
    "`title: @ferry`": b"---\ntitle: @ferry\n---\n",
    "`title` in two lines": b"---\ntitle: A\ntitle: B\n---\n",
    "`- title`": b"---\n- title\n---\n",
    "aliases of aliases of aliases …": f"---\na0: &a0 [x, x]\n{BOMB}---\n".encode(),
    "a byte that is not UTF-8": b"---\ntitle: \xff\n---\n",
    "a NUL byte": b"---\ntitle: Ferry\n---\n\x00\n",
    "more than a mebibyte": b"-" * (1024 * 1024 + 1),
}


def test_messages_about_whole_files_are_the_tool_s(tmp_path: Path) -> None:
    documented = {row[0]: row[1] for row in BAD_TABLES[1]}
    assert documented.keys() == WHOLE_FILES.keys()
    said = {}
    for number, (what, data) in enumerate(WHOLE_FILES.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "a.md").write_bytes(data)
        limit = SiteConfig(title="T", base_url="https://quay.example/").limits.record_bytes
        _, (problem,) = gather_records(folder, list_content(folder), limit, 1)
        said[what] = spoken(problem)
    assert said == documented


def test_messages_about_the_whole_site_are_the_tool_s(tmp_path: Path) -> None:
    good = files_of(read("docs/records.md"))["content/news/2024-05-14-night-ferry.md"]
    good = good.replace("title:", "excerpt: In short.\ntitle:")
    note = "---\ntitle: {}\naliases: [Ferry]\n---\n"
    cases = {
        "a file of the same name in another folder": {
            "content/a/2024-05-14-night-ferry.md": good,
            "content/b/2024-05-14-night-ferry.md": good,
        },
        "a date to come": {"content/a.md": re.sub(r"2024-05-14T.*", "2999-01-01", good)},
        "a page called `news`": {"content/pages/news.md": "---\ntitle: News\n---\n"},
        "two notes about one topic": {
            "content/topics/C++.md": note.format("C++"),
            "content/topics/c-plus-plus.md": note.format("C++"),
        },
        "an alias in two notes": {
            "content/topics/ferries.md": note.format("Ferries"),
            "content/topics/ships.md": note.format("Ships"),
        },
    }
    documented = {row[0]: row[1:] for row in BAD_TABLES[2]}
    assert documented.keys() == cases.keys()
    for number, (what, files) in enumerate(cases.items()):
        (problem,) = build_files(tmp_path / str(number), files).problems
        assert [str(problem.severity), spoken(problem)] == documented[what]


def test_the_record_with_two_mistakes_is_reported_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = section("docs/records.md", "What bad input gets")
    write(tmp_path, {**SITE, **files_of(text)})
    monkeypatch.chdir(tmp_path)
    run(["check"])
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("content/")]
    assert said == blocks(text, "text")[0].splitlines()


# docs/configuration.md


def settings(kind: Any = SiteConfig, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every key of the configuration, those of sections with a dot."""
    for field in msgspec.structs.fields(kind):
        if isinstance(field.type, type) and issubclass(field.type, msgspec.Struct):
            yield from settings(field.type, f"{prefix}{field.name}.")
        else:
            yield f"{prefix}{field.name}", field


SETTINGS = [pytest.param(key, field, id=key) for key, field in settings()]


def documented_settings() -> dict[str, list[str]]:
    found = tables(read("docs/configuration.md"))
    return named([row for table in found for row in table if len(row) == 4])


def test_every_setting_is_documented_and_exists() -> None:
    assert documented_settings().keys() == dict(settings()).keys()


@pytest.mark.parametrize(("key", "field"), SETTINGS)
def test_default_of_a_setting_is_the_documented_one(key: str, field: Any) -> None:
    said = documented_settings()[key][1].strip("`")
    if field.required:
        assert said == "required"
        return
    made = field.default is msgspec.NODEFAULT
    default = field.default_factory() if made else field.default
    assert msgspec.json.encode(yaml.safe_load(said)) == msgspec.json.encode(default)


@pytest.mark.parametrize(("key", "field"), SETTINGS)
def test_choices_of_a_setting_are_documented(key: str, field: Any) -> None:
    if typing.get_origin(field.type) is typing.Literal:
        said = set(re.findall(r"`([\w-]+)`", documented_settings()[key][0]))
        assert said == set(typing.get_args(field.type))


@pytest.mark.parametrize("block", blocks(read("docs/configuration.md"), "yaml"))
def test_examples_of_the_configuration_are_valid(block: str, tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_text(block if "base_url" in block else SITE["site.yaml"] + block, encoding="utf-8")
    load_config(path)


def test_every_section_has_an_example() -> None:
    shown = [yaml.safe_load(block) for block in blocks(read("docs/configuration.md"), "yaml")]
    keys = {key for block in shown for key in block}
    assert keys == {field.name for field in msgspec.structs.fields(SiteConfig)}


@pytest.mark.parametrize(("line", "message"), tables(read("docs/configuration.md"))[0])
def test_messages_about_the_configuration_are_the_tool_s(
    line: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("site.yaml").write_text(SITE["site.yaml"] + line.strip("`") + "\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(Path("site.yaml"))
    assert str(caught.value) == message


# docs/command-line.md


def options_named(text: str) -> set[str]:
    """The options in the first columns of tables."""
    cells = [row[0] for table in tables(text) for row in table]
    return {option for cell in cells for option in re.findall(r"`(--[a-z-]+)", cell)}


def options_of_command(command: click.Command) -> set[str]:
    found = [param for param in command.params if isinstance(param, click.Option)]
    return {name for option in found for name in (*option.opts, *option.secondary_opts)}


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_option_is_documented_and_exists(name: str) -> None:
    page = "docs/command-line.md"
    common = options_named(section(page, "Options of every command"))
    documented = common | options_named(section(page, name))
    assert documented == options_of_command(cli.commands[name])


def test_every_command_is_documented_and_exists() -> None:
    table = tables(read("docs/command-line.md"))[0]
    documented = {re.sub(r"\W", "", row[0].partition("]")[0]) for row in table}
    assert documented == set(cli.commands)


def test_options_named_anywhere_exist() -> None:
    known = set[str]().union(*map(options_of_command, cli.commands.values()))
    tokens = set(re.findall(r"--[a-z][\w-]+", read("static/css/tokens.css")))
    for page in PAGES:
        said = set(re.findall(r"`(--[a-z][\w-]+)", page.read_text("utf-8")))
        assert said - tokens <= {*known, "--help", "--version"}, page


def test_values_of_options_are_documented() -> None:
    text = read("docs/command-line.md")
    for command in cli.commands.values():
        for param in command.params:
            for choice in param.type.choices if isinstance(param.type, click.Choice) else ():
                assert f"`{choice}`" in text


# docs/theming.md


@pytest.fixture(scope="module")
def contexts() -> dict[str, set[str]]:
    """Page template → the names that it is given, over the whole sample newsroom."""
    options = Options(
        now=NOW.replace(year=2999),
        config=ROOT / "site.yaml",
        content=ROOT / "content",
        output=ROOT / "_site",
        jobs=1,
    )
    newsroom = read_newsroom(options, load_config(options.config), Stopwatch())
    given: dict[str, set[str]] = {}
    for page in plan_outputs(options, newsroom).pages:
        given.setdefault(page.template, set()).update(page.prepare())
    return given


def test_every_page_template_is_documented_and_exists(contexts: dict[str, set[str]]) -> None:
    documented = named(tables(section("docs/theming.md", "Page templates"))[0])
    files = {f"pages/{path.name}" for path in (ROOT / "templates" / "pages").iterdir()}
    assert documented.keys() == files == contexts.keys()


def test_what_page_templates_are_given_is_documented(contexts: dict[str, set[str]]) -> None:
    documented = named(tables(section("docs/theming.md", "Page templates"))[0])
    kinds = {kind.__name__ for kind in views.View.__subclasses__()}
    said = {name: set(re.findall(r"`(\w+)`", cells[1])) for name, cells in documented.items()}
    assert {name: words - kinds for name, words in said.items()} == {
        name: given - {"head", "crumbs"} for name, given in contexts.items()
    }


def test_every_view_is_documented_and_exists() -> None:
    documented = named(tables(section("docs/theming.md", "Views"))[0])
    said = {name: re.findall(r"`(\w+)`", cells[0]) for name, cells in documented.items()}
    assert said == {
        kind.__name__: [field.name for field in msgspec.structs.fields(kind)]
        for kind in views.View.__subclasses__()
    }


def test_every_component_is_documented_and_exists() -> None:
    documented = named(tables(section("docs/theming.md", "Components"))[0])
    said = {name: cells[0].strip("`") for name, cells in documented.items()}
    signatures = {}
    for path in (ROOT / "templates" / "components").iterdir():
        macro = re.search(r"{%-? macro (.*?) -?%}", path.read_text("utf-8"))
        assert macro, path
        signatures[path.stem] = macro[1]
    assert said == signatures


def test_security_policy_is_the_documented_one() -> None:
    empty = Library(
        records={},
        newest_first=(),
        topics={},
        providers={},
        topic_slugs={},
        provider_slugs={},
        related={},
        related_slugs={},
    )
    site = make_site(SiteConfig(title="T", base_url="https://quay.example/"), empty, {})
    (said,) = blocks(section("docs/theming.md", "What the security policy allows"), "text")
    assert " ".join(said.split()) == site.csp


def test_tokens_that_theming_names_exist() -> None:
    tokens = read("static/css/tokens.css")
    for token in set(
        re.findall(r"--[a-z]+-[\w-]+", section("docs/theming.md", "Colours, type and space"))
    ):
        assert f"{token}:" in tokens


def test_layers_are_the_documented_ones() -> None:
    text = section("docs/theming.md", "Colours, type and space")
    layers = re.findall(r"[\w-]+", read("static/css/layers.css").removeprefix("@layer"))
    assert ", ".join(f"`{layer}`" for layer in layers) in " ".join(text.split())


# docs/urls-and-lists.md


def test_addresses_of_topics_are_as_documented() -> None:
    documented = named(tables(section("docs/urls-and-lists.md", "Topics"))[0])
    assert {name: [f"`{topic_path(name_slug(name))}`"] for name in documented} == documented


def test_addresses_of_records_are_as_documented() -> None:
    documented = named(tables(section("docs/urls-and-lists.md", "Records"))[0])
    made = {name: record_path(record_id(Path(name).stem)) for name in documented}
    assert {name: [f"`{path}`"] for name, path in made.items()} == documented


def test_lists_are_cut_as_documented() -> None:
    for records, front, *older in tables(section("docs/urls-and-lists.md", "Lists"))[0]:
        newest_first = [f"r{number}" for number in range(int(records), 0, -1)]
        pages = {page.number: " ".join(page.ids) for page in cut(newest_first, 2)}
        assert [pages[0], *(pages.get(number, "") for number in (3, 2, 1))] == [front, *older]


def test_scores_are_as_documented() -> None:
    rows = tables(section("docs/urls-and-lists.md", "Ranking"))[0]
    half_life = SiteConfig(title="T", base_url="https://quay.example/").ranking.half_life_hours
    for _, heat, age, weight, score in rows:
        number = int(heat.replace("−", "-"))
        terms = Score(number + 2 if number >= 0 else 1, float(age), half_life)
        assert terms.weight == int(weight)
        assert f"{terms.value:.3f}" == score.replace("−", "-")
