"""A small site with all kinds of pages, built for two base paths as the documentation says."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import NamedTuple

import pytest

from site_gen import cli
from tests.checks.broken import SITE
from tests.docs.reading import blocks, section
from tests.servers.visits import PAGE
from tests.sites.site import config, write_files

FILES = {
    **SITE,
    "site.yaml": config(pagination={"page_size": 2}, base_url="http://127.0.0.1:8000/"),
    "static/.well-known/contact.txt": "desk@gazette.example\n",
    "static/assets/plain.css": "p{color:red}\n",
}
COMMANDS = [
    [shlex.split(line)[1:] for line in block.splitlines()]
    for block in blocks(section(PAGE, "Python's http.server"), "sh")
]
"""For each block: the arguments of ``python`` in the lines that build and serve."""


class Built(NamedTuple):
    """A built site and the command that serves it."""

    folder: Path
    """The site folder, in which commands run."""
    base: str
    """The path of its base_url."""
    out: Path
    serve: list[str]

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:8000{self.base}"


@pytest.fixture(scope="session", params=["/", "/news/"])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The site at the root of its host, and under a path."""
    base = request.param
    (build, serve) = COMMANDS[0 if base == "/" else 1]
    folder = tmp_path_factory.mktemp("served")
    write_files(folder, FILES)
    assert build[:2] == ["-m", "site_gen"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert cli.run([*build[2:], "--now", "2026-03-01", "--quiet", "--strict"]) == 0
    out = folder / ("_site" if base == "/" else "www/news")
    return Built(folder, base, out, serve)
