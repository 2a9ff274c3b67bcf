"""The examples and messages of docs/storage.md."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.conftest import Run
from tests.docs.reading import ROOT, examples, matches, section, without_sizes
from tests.sites.site import record, write_files
from tests.storage.places import Bucket

PAGE = "docs/storage.md"


def test_output_of_the_commands(site_gen: Run, tmp_path: Path, bucket: Bucket) -> None:
    write_files(tmp_path, {"content/news/canteen.md": record("Canteen closes")})
    for command, expected in examples(PAGE):
        arguments = shlex.split(command.replace("s3://newsroom", f"s3://{bucket.name}"))
        assert arguments[:3] == ["python", "-m", "site_gen"]
        status, _, err = site_gen(*arguments[3:])
        lines = re.sub(r"^(files|time|from the cache): ?.*\n", "", err, flags=re.MULTILINE)
        lines = lines.replace(bucket.name, "newsroom")
        assert status == 0
        assert matches(figures_hidden(lines.splitlines()), figures_hidden(expected)), lines


def figures_hidden(lines: list[str]) -> list[str]:
    return without_sizes("\n".join(lines)).splitlines()


def test_messages_are_those_of_the_program() -> None:
    package = "\n".join(path.read_text("utf-8") for path in (ROOT / "site_gen").rglob("*.py"))
    table = section(PAGE, "If a build fails")
    others = ("The specified bucket", "Unable to locate")  # of the service and its library
    for message in re.findall(r"^\| `([^`]+)`", table, re.MULTILINE):
        assert message in package or message.startswith(others)
