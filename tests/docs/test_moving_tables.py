"""docs/moving-from-jekyll.md: its tables of settings, fields, Liquid and commands."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from site_gen import cli
from site_gen.config import load_config
from site_gen.errors import ConfigError
from site_gen.render.environment import make_environment
from site_gen.render.sources import read_sources
from tests.docs.reading import ROOT, blocks, build_files, files_of, read, section, tables, write
from tests.docs.test_configuration import settings

PAGE = "docs/moving-from-jekyll.md"
FILES = files_of(read(PAGE))
RECORD = FILES["_news/2024-05-14-night-ferry.md"]


def test_keys_of_the_configuration_exist_with_the_same_values() -> None:
    keys = {key for key, _ in settings()}
    named = [re.findall(r"`([\w.]+)`", row[1]) for row in tables(section(PAGE, "Settings"))[0]]
    assert {name for names in named for name in names} <= keys | {"build"}
    old, new = (yaml.safe_load(FILES[name]) for name in ("_config.yml", "site.yaml"))
    assert (new["title"], new["description"]) == (old["title"], old["description"])
    assert new["base_url"] == f"{old['url']}{old['baseurl']}/"
    assert new["locale"] == old["lang"].lower()
    assert new["pagination"]["page_size"] == old["paginate"]


def test_jekylls_own_configuration_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"site.yaml": FILES["_config.yml"]})
    with pytest.raises(ConfigError):
        load_config(tmp_path / "site.yaml")


STRICTER = tables(section(PAGE, "Records"))[0]


@pytest.mark.parametrize(
    "line", ["tags: lamps light", "categories: harbour", "published: no", "title: 1984", "twice"]
)
def test_stricter_fields_leave_the_record_out(line: str, tmp_path: Path) -> None:
    rows = [row[0] for row in STRICTER if "An error" in row[1]]
    assert any(f"`{line}`" in cell or "twice" in cell for cell in rows)
    own = "heat: 1\nheat: 2" if line == "twice" else line
    record = re.sub(rf"^{own.partition(':')[0]}: .*\n", "", RECORD, flags=re.MULTILINE)
    report = build_files(tmp_path, {"content/a.md": record.replace("date: ", f"{own}\ndate: ", 1)})
    assert report.published == 0
    assert report.problems[0].path == "a.md"


def test_only_the_published_time_says_when(tmp_path: Path) -> None:
    early = RECORD.replace("date: 2024", "date: 2999", 1)
    late = RECORD.replace("publishedDateTime: 2024", "publishedDateTime: 2999", 1)
    files = {"content/2999-01-01-a.md": early, "content/2024-01-01-b.md": late}
    assert build_files(tmp_path, files).published == 1
    assert (tmp_path / "_site/news/2999-01-01-a/index.html").is_file()


def test_fields_of_jekyll_are_warned_about_once_each(tmp_path: Path) -> None:
    (row,) = (row for row in STRICTER if "A warning" in row[1])
    fields = re.findall(r"`(\w+)`", row[0])
    lines = "".join(f"{field}: x\n" for field in fields)
    record = re.sub(r"^(layout|date): .*\n", "", RECORD, flags=re.MULTILINE)
    record = record.replace("title: ", f"{lines}title: ", 1)
    report = build_files(tmp_path, {"content/a.md": record, "content/b.md": record})
    unknown = [problem.field for problem in report.problems if problem.code == "unknown-field"]
    assert (report.published, unknown) == (1, fields), "one article, shown once"


def test_liquid_and_kramdown_attributes_are_shown_unchanged(tmp_path: Path) -> None:
    body = "Here: {{ site.title }} {% include a.html %}\n{: .wide}\n"
    build_files(tmp_path, {"content/a.md": RECORD + body})
    page = (tmp_path / "_site/news/a/index.html").read_text("utf-8")
    assert "Here: {{ site.title }} {% include a.html %}\n{: .wide}" in page


def test_what_jekyll_left_stays(tmp_path: Path) -> None:
    write(tmp_path, {"_site/page2/index.html": "old"})
    build_files(tmp_path, {"content/a.md": RECORD})
    assert (tmp_path / "_site/page2/index.html").read_text() == "old"


LIQUID = {
    "{% assign n = 3 %}{{ n }}": "3",
    "{% unless ready %}soon{% endunless %}": "soon",
    "{% if ready %}now{% elsif items %}later{% endif %}": "later",
    "{% for a in items limit:3 %}{{ a }}{% endfor %}": "abc",
    "{% for a in items %}{{ forloop.index }}{% endfor %}": "1234",
    "{% comment %}note{% endcomment %}": "",
    "{% include card.html item=a %}": "card of a",
    "{{ content }}": "",
    "{{ title | escape }}": "R&amp;D",
    '{{ title | append: "!" }}': "R&amp;D!",
    "{{ items | size }}": "4",
    '{{ items | join: ", " }}': "a, b, c, d",
    '{{ unsaid | default: "none" }}': "none",
    '{{ "/about/" | relative_url }}': "/quay/about/",
}
"""What Jekyll prints for title “R&D”, items a to d and nothing else, escaped."""


def test_jinja2_prints_what_liquid_printed() -> None:
    (block,) = blocks(section(PAGE, "Layouts and includes"), "text")
    head, *lines = block.splitlines()
    second = head.index("Jinja2")
    pairs = [(line[:second].strip(), line[second:]) for line in lines]
    environment = make_environment(read_sources((ROOT / "templates",)))
    context = {
        "title": "R&D",
        "items": list("abcd"),
        "ready": False,
        "unsaid": "",
        "a": "a",
        "card": lambda item: f"card of {item}",
        "site": {"home": "/quay/"},
    }
    assert dict(pairs).keys() == LIQUID.keys()
    for liquid, jinja in pairs:
        assert environment.from_string(jinja).render(context) == LIQUID[liquid], jinja
    assert environment.from_string("{% if unsaid %}x{% endif %}").render(context) == ""


def test_templates_and_commands_exist() -> None:
    (table,) = tables(section(PAGE, "Layouts and includes"))
    for _, new in table:
        assert (ROOT / new.strip("`")).exists()
    for _, new in tables(section(PAGE, "Commands"))[0]:
        if "python" in new:
            name, *arguments = shlex.split(re.findall(r"`([^`]+)`", new)[0])[3:]
            cli.cli.commands[name].make_context(name, arguments)
