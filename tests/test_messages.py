"""Notes about a build that are not problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.options import Stopwatch
from tests.conftest import Run
from tests.sites.site import days, options_for, write_files


@pytest.mark.parametrize("quiet", [False, True])
def test_damaged_store_is_one_line(site_gen: Run, quiet: bool) -> None:
    write_files(Path(), days(1))
    arguments = ("build", "--no-search", "--now", "2026-03-01", *(["--quiet"] if quiet else []))
    assert site_gen(*arguments)[0] == 0
    options_for(Path()).store.write_bytes(b"damaged")
    status, out, err = site_gen(*arguments)
    assert (status, out) == (0, "")
    notes = [line for line in err.splitlines() if "the store" in line]
    assert len(notes) == (0 if quiet else 1)
    assert all(line.endswith("is made anew") for line in notes)


def test_plain_stopwatch_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Stopwatch().note("the store was changed")
    assert capsys.readouterr() == ("", "")
