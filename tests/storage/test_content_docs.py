"""The examples of docs/content-elsewhere.md."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.docs.reading import blocks, read, section, without_sizes
from tests.sites.site import config, record
from tests.storage.buckets import bucket_server

PAGE = "docs/content-elsewhere.md"


def test_output_of_the_commands(
    site_gen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site.yaml").write_text(config())
    (build, built), (check, checked) = (
        block.split("\n", 1) for block in blocks(read(PAGE), "console")
    )
    name = "records/news/2024-05-17-canteen.md"
    with bucket_server(monkeypatch) as bucket:
        bucket.put({name: record("Canteen closes")})
        status, _, err = site_gen(*shlex.split(build.removeprefix("$ python -m site_gen")))
        lines = re.sub(r"^(files|time): .*\n", "", err, flags=re.MULTILINE)  # of a slow build
        assert (status, without_sizes(lines)) == (0, without_sizes(built))

        bucket.put({name: "---\ntitle: Canteen\n\n\nquality: high\n---\n"})
        status, _, err = site_gen(*shlex.split(check.removeprefix("$ python -m site_gen")))
        assert status == 1
        assert checked.splitlines()[0] in err.splitlines()


def test_messages_are_those_of_the_program() -> None:
    package = "\n".join(read(f"site_gen/storage/{name}.py") for name in ("failures", "content"))
    for message in re.findall(r"^\| `([^`]+)`", section(PAGE, "Problems"), re.MULTILINE):
        assert f": {message}" in package
