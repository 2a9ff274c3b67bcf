"""Records in a bucket of a real S3 server: builds, updates, checks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.sites.site import config, record
from tests.storage.buckets import Bucket, bucket_server

ADDRESS = "s3://newsroom/records"


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Bucket]:
    (tmp_path / "site.yaml").write_text(config())
    with bucket_server(monkeypatch) as bucket:
        yield bucket


def records(*titles: str, folder: str = "records/news") -> dict[str, str | bytes]:
    return {f"{folder}/{title.split()[0].lower()}.md": record(title) for title in titles}


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_site_is_that_of_a_folder(bucket: Bucket, site_gen: Run, tmp_path: Path) -> None:
    files = {
        **records("Ferry returns", "Lamp relit"),
        "records/topics/harbour.md": "---\ntitle: Harbour\n---\nAll about it.\n",
        "records/pages/about.md": "---\ntitle: About\n---\nWho we are.\n",
        "records/news/photo [1]*.md": record("Names with brackets"),
        "records/news/empty.md": "",
    }
    bucket.put({**files, "records/news/photo.jpg": b"no record", "records/.draft/x.md": "hidden"})
    for name, text in files.items():
        path = tmp_path / "content" / name.removeprefix("records/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(str(text))

    assert site_gen("build", "--output", "plain")[0] == 1  # the empty record
    status, _, err = site_gen("build", "--content", ADDRESS, "--output", "site")

    assert status == 1
    assert f"{ADDRESS}: 6 fetched, 0 removed\n" in err
    assert tree(tmp_path / "site") == tree(tmp_path / "plain")


def test_update_fetches_only_what_has_changed(bucket: Bucket, site_gen: Run) -> None:
    bucket.put(records("Ferry returns", "Lamp relit", "Seals counted"))
    site_gen("build", "--content", ADDRESS)
    assert len(bucket.fetched()) == 3

    _, _, err = site_gen("build", "--content", ADDRESS)
    assert bucket.fetched() == []
    assert "fetched" not in err
    assert " 0 written" in err

    bucket.put({"records/news/lamp.md": record("Lamp broken again")})
    bucket.remove("records/news/seals.md")
    _, _, err = site_gen("build", "--content", ADDRESS)
    assert bucket.fetched() == ["records/news/lamp.md"]
    assert f"{ADDRESS}: 1 fetched, 1 removed\n" in err
    assert "2 records read: 2 published" in err


def test_problems_name_the_address(bucket: Bucket, site_gen: Run, tmp_path: Path) -> None:
    bucket.put({"records/news/a.md": record("Ferry returns", quality="high")})
    (tmp_path / "site.yaml").write_text(config(nav=[{"topic": "Nowhere"}]))
    site_gen("build", "--content", ADDRESS)

    _, out, err = site_gen("check", "--content", ADDRESS)
    assert f"{ADDRESS}/news/a.md:" in err
    assert "\nsite.yaml:" in f"\n{err}"
    assert "site_gen_cache" not in err

    _, out, _ = site_gen("check", "--content", ADDRESS, "--format", "github")
    [record_line] = [line for line in out.splitlines() if "news/a.md" in line]
    assert record_line.startswith(f"::error title=wrong-type::{ADDRESS}/news/a.md:")
    assert "file=site.yaml," in out

    _, out, _ = site_gen("explain", f"{ADDRESS}/news/a.md", "--content", ADDRESS)
    assert "quality" in out
    status, _, err = site_gen("explain", "b.md", "--content", ADDRESS)
    assert (status, err) == (2, f"error: b.md: no such record in {ADDRESS} (give its path)\n")


def test_names_that_no_folder_can_have_are_problems(
    bucket: Bucket, site_gen: Run, tmp_path: Path
) -> None:
    bucket.put(
        {
            "records/news/a.md": record("Ferry returns"),
            "records/../outside.md": record("Outside"),
            "records//etc/absolute.md": record("Absolute"),
            "records/news/a.md/below.md": record("Below a file"),
            f"records/{'x' * 300}.md": record("Long"),
        }
    )
    status, _, err = site_gen("build", "--content", ADDRESS)
    assert status == 1
    assert err.count("so it is left out") == 4
    assert "1 record read: 1 published" in err
    assert [path.name for path in tmp_path.rglob("*.md")] == ["a.md"]

    _, _, again = site_gen("build", "--content", ADDRESS)
    assert again.count("so it is left out") == 4
    bucket.remove("records/../outside.md")
    _, _, fewer = site_gen("build", "--content", ADDRESS)
    assert fewer.count("so it is left out") == 3


def test_file_larger_than_the_limit_is_not_fetched_whole(
    bucket: Bucket, site_gen: Run, tmp_path: Path
) -> None:
    bucket.put({"records/a.md": record("Ferry returns", body="long " * 400)})
    (tmp_path / "site.yaml").write_text(config(limits={"record_bytes": 1000}))
    _, _, err = site_gen("build", "--content", ADDRESS)
    assert "larger than 1,000 bytes" in err
    [copy] = tmp_path.glob(".site_gen_cache/content-*/a.md")
    assert copy.stat().st_size == 1001

    (tmp_path / "site.yaml").write_text(config())
    status, _, err = site_gen("build", "--content", ADDRESS)
    assert (status, "1 record read: 1 published" in err) == (0, True)


@pytest.mark.parametrize("address", ["s3://newsroom/missing", "s3://nowhere/records"])
def test_missing_folder_or_bucket(bucket: Bucket, site_gen: Run, address: str) -> None:
    bucket.put(records("Ferry returns"))
    status, _, err = site_gen("build", "--content", address)
    expected = f"error: {address}: no such bucket or folder (look for a spelling mistake)\n"
    assert (status, err) == (2, expected)


def test_record_instead_of_a_folder(bucket: Bucket, site_gen: Run) -> None:
    bucket.put(records("Ferry returns"))
    status, _, err = site_gen("build", "--content", f"{ADDRESS}/news/ferry.md")
    assert (status, err.count("\n")) == (2, 1)
    assert "is a file" in err


def test_empty_bucket_does_not_empty_the_site_with_hold(
    bucket: Bucket, site_gen: Run, tmp_path: Path
) -> None:
    names = [f"d{day}.md" for day in range(1, 26)]
    bucket.put({name: record(f"Day {name}") for name in names})
    site_gen("build", "--content", "s3://newsroom")
    before = tree(tmp_path / "_site")

    bucket.remove(*names)
    status, _, err = site_gen("build", "--content", "s3://newsroom", "--strict")
    assert status == 1
    assert "0 records" in err
    assert tree(tmp_path / "_site") == before
