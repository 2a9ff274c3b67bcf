"""A large newsroom fits into a small machine."""

from __future__ import annotations

import itertools
import json
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.sites.site import config, provider, record, related

RECORDS = 10_000
_GIGABYTE = 1_000_000_000
_PARTS = "ba de fo ga ho ki le ma nu pe qi ra so ta ul ve wo ya".split()
_WORDS = ["".join(parts) for parts in itertools.product(_PARTS, repeat=3)]
"""So many that hardly two records tell one event."""

MEASURED = """
import json, resource, sys
from site_gen import cli

status = cli.run(["build", "--now", "2027-01-01", "--jobs", "2", "--report", "report.json"])
# Not ru_maxrss of this process: that counts the memory of whoever started it.
lines = open("/proc/self/status").read().splitlines()
own = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
peaks = [own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss]
print(json.dumps({"status": status, "peaks": peaks}))
"""


def words(choose: random.Random, count: int) -> str:
    return " ".join(choose.choices(_WORDS, k=count)).capitalize()


def write_newsroom(folder: Path) -> None:
    """Records of the usual shape: an excerpt, an image, topics, ten related entries each."""
    choose = random.Random(1)  # noqa: S311  not for secrets
    providers = [(f"Outlet {n}", f"outlet{n}.example") for n in range(200)]
    topics = [f"{words(choose, 2)} {n}" for n in range(60)]
    start = datetime(2025, 1, 1, tzinfo=UTC)
    news = folder / "content/news"
    news.mkdir(parents=True)
    (folder / "site.yaml").write_text(config())
    for number in range(RECORDS):
        entries = [
            related(
                words(choose, 9),
                f"https://{domain}/{number}/{place}",
                name,
                excerpt=words(choose, 30),
                publishedDateTime="2026-01-01T10:00:00Z",
                quality=50,
            )
            for place, (name, domain) in enumerate(choose.sample(providers, 10))
        ]
        image = {"url": f"https://img.example/{number}.jpg", "width": 1200, "height": 675}
        text = record(
            words(choose, 10),
            (start + timedelta(minutes=53 * number)).isoformat(),
            excerpt=words(choose, 40),
            webUrl=f"https://outlet{number % 200}.example/{number}",
            provider=provider(*providers[number % 200], images=[image]),
            topics=choose.sample(topics, 3),
            images=[image],
            related=entries,
            secured="QUFBQUFBQUFBQUFBQUFBQQ==;QkJCQkJCQkJCQkJCQkJCQg==",
        )
        (news / f"r{number}.md").write_text(text, encoding="utf-8")


def build(folder: Path) -> tuple[int, int, dict[str, Any]]:
    """Peaks of a build and of the largest of its children, in bytes, and its report."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert result["status"] == 0, done.stderr
    main, child = (kilobytes * 1024 for kilobytes in result["peaks"])
    return main, child, json.loads((folder / "report.json").read_text())


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_ten_thousand_records_take_less_than_a_gigabyte(tmp_path: Path) -> None:
    """Pages are read from the store one by one; what the store maps of its file counts, too."""
    write_newsroom(tmp_path)
    main, child, report = build(tmp_path)
    assert report["published"] == RECORDS
    assert main < _GIGABYTE / 2
    assert child < _GIGABYTE  # there are two of them, and the search index is another
    assert sum(report["bytes"].values()) <= 34_000 * RECORDS

    edited = tmp_path / "content/news/r9990.md"
    edited.write_text(edited.read_text().replace("title: ", "title: Late ", 1))
    main, _, report = build(tmp_path)
    assert report["reused"]["records"] == RECORDS - 1
    assert main < _GIGABYTE / 2
