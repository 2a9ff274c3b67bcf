"""``publish --to`` an address from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.sites.site import config, days, read_folder, write_files
from tests.storage.places import Bucket, Memory, Requests

BUILD = ("build", "--no-search", "--quiet")
PUBLISH = ("publish", "--no-search", "--to")


@pytest.fixture
def site(tmp_path: Path, site_gen: Run) -> Path:
    """A built site in the current folder."""
    write_files(tmp_path, {"site.yaml": config(), **days(4)})
    assert site_gen(*BUILD)[0] == 0
    return tmp_path


def last(err: str) -> str:
    return err.splitlines()[-1]


def test_bucket(site: Path, site_gen: Run, bucket: Bucket) -> None:
    status, out, err = site_gen(*PUBLISH, bucket.url, "--dry-run")
    assert (status, out, last(err)) == (0, "", "dry run: nothing was published")
    assert bucket.all_files() == {}
    status, _, err = site_gen(*PUBLISH, bucket.url)
    assert (status, last(err)) == (0, f"published to {bucket.url}")
    assert bucket.files() == read_folder(site / "_site")
    write_files(site, {"site.yaml": config(), **days(3)})
    site_gen(*BUILD)
    removed = bucket.requests("DELETE", lambda: site_gen(*PUBLISH, bucket.url))
    assert "news/d04/index.html" in removed
    assert bucket.files() == read_folder(site / "_site")
    status, _, err = site_gen(*PUBLISH, bucket.url)
    assert (status, last(err)) == (0, f"nothing changed: {bucket.url} is what _site holds")


def test_refused_as_for_other_destinations(
    site: Path, site_gen: Run, memory: Memory, requests: Requests
) -> None:
    write_files(site, {"site.yaml": config(), **days(3)})
    status, _, err = site_gen(*PUBLISH, memory.url)
    assert status == 1
    reason = "_site is not what a build would make now"
    assert last(err).startswith(f"error: nothing was published: {reason} (")
    assert requests.all_put == []
    status, _, err = site_gen(*PUBLISH, memory.url, "--force")
    assert status == 0
    assert f"overridden by --force: {reason}" in err.splitlines()


@pytest.mark.usefixtures("site")
def test_interruption(site_gen: Run, memory: Memory, requests: Requests) -> None:
    def interrupt(path: str) -> None:
        if path == "latest/index.html":
            raise KeyboardInterrupt

    requests.before = interrupt
    status, _, err = site_gen(*PUBLISH, memory.url)
    message = "interrupted (publish again: it compares with what is published)"
    assert (status, last(err)) == (130, message)
    assert "latest/index.html" not in memory.files()
    requests.before = lambda _: None
    status, _, err = site_gen(*PUBLISH, memory.url)
    assert (status, last(err)) == (0, f"published to {memory.url}")
    assert memory.files() == read_folder(Path("_site"))


@pytest.mark.parametrize(
    ("address", "storage", "status", "message"),
    [
        ("nowhere://quay", {}, 2, "nowhere://quay: Protocol not known: nowhere"),
        ("memory://quay", {"compress": "gzip"}, 2, "storage.compress is gzip, and files at memory"),
        ("s3://not-there/site", {}, 1, "s3://not-there/site: cannot be read: The specified bucket"),
    ],
)
@pytest.mark.usefixtures("s3_environment")
def test_destination_that_cannot_be_used(
    address: str, storage: dict[str, object], status: int, message: str, site: Path, site_gen: Run
) -> None:
    """A dry run says so as well, after everything else."""
    write_files(site, {"site.yaml": config(storage=storage), **days(4)})
    site_gen(*BUILD)
    dry_status, _, dry_err = site_gen(*PUBLISH, address, "--dry-run")
    real_status, _, real_err = site_gen(*PUBLISH, address)
    assert (dry_status, real_status) == (status, status)
    assert last(real_err).startswith(f"error: {message}")
    assert last(dry_err) == last(real_err)
    assert dry_err.startswith("4 records read: 4 published\n")
