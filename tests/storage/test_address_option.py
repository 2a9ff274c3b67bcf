"""`--output ADDRESS` on the command line, and what is refused there."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from site_gen.address import location
from site_gen.errors import UsageError
from site_gen.options import Options
from tests.conftest import Run
from tests.sites.site import NOW, config, days, write_files
from tests.storage.places import Memory

OPTIONAL = ("fsspec", "s3fs", "gcsfs", "adlfs", "paramiko", "brotli", "boto3")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_files(tmp_path, days(2))
    return tmp_path


def test_report_and_last_line_name_the_address(site: Path, site_gen: Run, memory: Memory) -> None:
    arguments = ("--output", memory.url, "--no-search", "--report", "report.json")
    status, _, err = site_gen("build", *arguments)
    assert status == 0
    assert err.splitlines()[-1].startswith(f"{memory.url}: {len(memory.files())} files, ")
    report = json.loads((site / "report.json").read_bytes())
    assert (report["output"], report["written"]) == (memory.url, len(memory.files()))


@pytest.mark.parametrize(
    ("command", "hint"),
    [
        ("serve", "leave it out: serve builds into a folder"),
        ("publish", "publish --to ADDRESS uploads a built folder"),
    ],
)
def test_commands_of_folders_refuse_an_address(
    command: str, hint: str, site: Path, site_gen: Run
) -> None:
    status, _, err = site_gen(command, "--output", "s3://news/site")
    expected = "error: --output s3://news/site is an address, expected a folder"
    assert (status, err) == (2, f"{expected} ({hint})\n")


def test_check_reads_no_file_at_an_address(site: Path, site_gen: Run) -> None:
    status, _, err = site_gen("check", "--output", "s3://news/site")
    assert status == 0
    line = "s3://news/site: only the content was checked, not the files at the address"
    assert line in err.splitlines()


def test_explain_takes_an_address(site: Path, site_gen: Run) -> None:
    assert site_gen("explain", "--output", "s3://news/site", "d01")[0] == 0


@pytest.mark.parametrize(
    ("address", "settings", "message"),
    [
        (
            "sftp://editor:tideline@host.example/srv/site",
            {},
            "the address sftp://editor:…@host.example has a password "
            "(remove it; set it in the environment, or use a key)",
        ),
        (
            "tideline://site",
            {},
            "tideline://site: Protocol not known: tideline (s3://bucket/folder, for example)",
        ),
        (
            "memory://site",
            {"compress": "gzip"},
            "storage.compress is gzip, and files at memory:// have no header that says so "
            "(remove it; the web server can compress)",
        ),
    ],
)
def test_address_that_cannot_be_used_is_refused(
    address: str, settings: dict[str, object], message: str, site: Path, site_gen: Run
) -> None:
    (site / "site.yaml").write_text(config(storage=settings))
    status, _, err = site_gen("build", "--output", address, "--no-search")
    assert (status, err) == (2, f"error: {message}\n")


def test_missing_package_is_named(
    site: Path, site_gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    status, _, err = site_gen("build", "--output", "s3://news/site", "--no-search")
    line = "error: s3://news/site: fsspec is not installed (pip install 'site-gen[storage]')\n"
    assert (status, err) == (2, line)


def test_missing_brotli_is_named(
    site: Path, site_gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    (site / "site.yaml").write_text(config(storage={"compress": "brotli"}))
    status, _, err = site_gen("build", "--output", "s3://news/site", "--no-search")
    line = "error: storage.compress is brotli, and the package brotli is not installed "
    assert (status, err) == (2, f"{line}(pip install 'site-gen[storage]')\n")


def test_build_of_a_folder_imports_nothing_of_the_extra(site: Path) -> None:
    script = (
        "import sys; from site_gen import cli; "
        "cli.run(['build', '--no-search', '--jobs', '1', '--quiet']); "
        f"print([name for name in {OPTIONAL} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=site, check=True, capture_output=True, text=True
    )
    assert done.stdout == "[]\n"


def test_each_address_has_a_store_of_its_own() -> None:
    places = ("_site", "s3://news/site", "s3://news/other", "gs://news/site")
    options = [Options(now=NOW, output=location(each)) for each in places]
    assert len({each.store for each in options}) == 4
    assert options[1].in_folder("de").store not in {each.store for each in options}


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("s3://", "s3:// names no place (s3://bucket/folder, for example)"),
        ("s3:///", "s3:/// names no place (s3://bucket/folder, for example)"),
        ("s3://news/../site", "s3://news/../site has . or .. in it (write the address without)"),
        (
            "s3:/news/site",
            "s3:/news/site is no address and would be an odd folder "
            "(write two slashes: s3://bucket/folder; or ./ before the name of a folder)",
        ),
        (
            "simplecache::s3://news/site",
            "simplecache::s3://news/site is a chain of addresses (name a single one)",
        ),
    ],
)
def test_address_that_is_no_place_is_refused(address: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        location(address)
    assert str(caught.value) == message


def test_odd_names_of_folders_are_folders() -> None:
    for name in ("C:/site", "./s3:/news", "news:site", "a..b/_site", "../_site"):
        assert location(name) == Path(name)


@pytest.mark.parametrize(
    "options", [{"config_kwargs": "x"}, {"tideline": 1}, {"client_kwargs": {"region_name": 5}}]
)
def test_options_that_the_class_refuses_are_one_line(
    options: dict[str, object], site: Path, site_gen: Run
) -> None:
    write_files(site, {"site.yaml": config(storage={"options": options}), **days(1)})
    status, _, err = site_gen("build", "--output", "s3://news/site", "--no-search")
    assert status == 1
    assert "a bug" not in err
    assert err.count("\n") == 1
    assert err.endswith("(look at storage.options in site.yaml)\n")
