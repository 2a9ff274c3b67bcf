"""docs/previewing.md shows the output of serve."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from tests.docs.reading import blocks, read, without_sizes
from tests.serving.test_command import serving
from tests.sites.site import news, record, write_files


def test_output_is_that_of_the_page(tmp_path: Path) -> None:
    (block,) = blocks(read("docs/previewing.md"), "console")
    command, _, said = block.partition("\n")
    assert shlex.split(command)[1:] == ["python", "-m", "site_gen", "serve"]
    write_files(tmp_path, news(record("Ferry returns")))
    with serving(tmp_path, "--port", "0") as preview:
        preview.url()
        found = re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1:8000", preview.output)
    assert without_sizes(found) == without_sizes(said)
