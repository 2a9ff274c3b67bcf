"""``init``: the files that it writes, and existing files that it keeps."""

from __future__ import annotations

import errno
import io
import math
import re
from pathlib import Path
from typing import Any

import pytest

from site_gen.cli import build
from site_gen.config import load_config
from tests.conftest import Run
from tests.sites.site import read_folder

RECORDS = [
    "2026-02-27-gull-point-lighthouse",
    "2026-02-27-relit-lamp",
    "2026-02-28-counted-from-the-air",
    "2026-02-28-fish-market",
    "2026-02-28-seal-pups",
    "2026-03-01-ferry-is-back",
    "2026-03-01-night-ferry",
    "2026-03-01-piano-on-deck",
]
DRAWINGS = [
    "brass-band",
    "counted-from-the-air",
    "fish-market",
    "gull-point-lighthouse",
    "night-ferry",
    "piano-on-deck",
    "relit-lamp",
    "seal-pups",
]
FILES = [
    ".github/workflows/pages.yml",
    ".gitignore",
    "content/pages/about.md",
    *(f"content/samples/{name}.md" for name in RECORDS),
    "content/topics/coast.md",
    "content/topics/harbour.md",
    "requirements.txt",
    "site.yaml",
    *(f"static/img/samples/{name}.svg" for name in DRAWINGS),
]


def test_files_are_written_and_next_steps_printed(site_gen: Run, tmp_path: Path) -> None:
    status, out, err = site_gen("init", "the quay")
    assert (status, out) == (0, "")
    assert sorted(read_folder(tmp_path / "the quay")) == FILES
    *written, cd, build, serve = err.splitlines()
    warnings = written[len(FILES) :]
    assert written[: len(FILES)] == [f"written: the quay/{name}" for name in FILES]
    assert cd == "go there: cd 'the quay'"
    assert build.endswith("python -m site_gen build")
    assert serve.endswith("python -m site_gen serve")
    assert len(warnings) <= 1


def test_new_site_is_built_and_checked_without_a_problem(
    site_gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "_LONG", math.inf)  # as on a fast machine
    site_gen("init", ".")
    status, _, err = site_gen("build", "--strict", "--no-search")
    assert (status, err.splitlines()[0]) == (0, "8 records read: 8 published")
    status, _, err = site_gen("check", "--strict", "--no-search")
    assert status == 0, err


def test_commented_settings_are_valid_and_exist(site_gen: Run, tmp_path: Path) -> None:
    site_gen("init", ".")
    path = tmp_path / "site.yaml"
    text = path.read_text()
    config = load_config(path)
    switched_on = re.sub(r"^#(?=\S|  )", "", text, flags=re.MULTILINE)
    assert switched_on.count("\n# ") + switched_on.startswith("# ") > 10, "the prose stays"
    path.write_text(switched_on)
    other = load_config(path)
    changed = {
        name for name in config.__struct_fields__ if getattr(config, name) != getattr(other, name)
    }
    assert changed == set(re.findall(r"^#(\w+):", text, re.MULTILINE))
    assert len(changed) > 10


@pytest.mark.parametrize(
    ("folder", "options", "title"),
    [
        ("the-quay", (), "The quay"),
        ("harbour_news", (), "Harbour news"),
        ("a: b # 'c' \"d\"", (), "A: b # 'c' \"d\""),
        ("--x", (), "X"),
        (".hidden", (), "Hidden"),
        ("...x/..", (), None),
        ("новости", (), "Новости"),
        ("🚢", (), "🚢"),
        ("yes", (), "Yes"),
        ("1234", (), "1234"),
        ("\x07", (), "News"),
        (
            "x",
            ("--title", "No: #1 {{ title }}\n{{ base_url }}"),
            "No: #1 {{ title }} {{ base_url }}",
        ),
        ("x", ("--title", "\x07null "), "null"),
        ("x", ("--title", "\udcff"), "�"),
        ("x/y", ("--title", "Deep"), "Deep"),
    ],
)
def test_title_is_an_option_or_the_folder_s_name(
    site_gen: Run, tmp_path: Path, folder: str, options: tuple[str, ...], title: str | None
) -> None:
    status, _, err = site_gen("init", *options, "--", folder)
    assert status == 0, err
    found = load_config(tmp_path / folder / "site.yaml").title
    assert found == (title or tmp_path.name.replace("_", " ").replace("-", " ").capitalize())


@pytest.mark.parametrize(
    ("options", "written"),
    [
        ((), "https://example.org/"),
        (("--base-url", "https://quay.example/news"), "https://quay.example/news/"),
        (("--base-url", "http://quay.example:8080/"), "http://quay.example:8080/"),
    ],
)
def test_base_url_is_an_option_or_a_placeholder(
    site_gen: Run, tmp_path: Path, options: tuple[str, ...], written: str
) -> None:
    site_gen("init", ".", *options)
    assert load_config(tmp_path / "site.yaml").base_url == written


def test_nothing_is_overwritten(site_gen: Run, tmp_path: Path) -> None:
    mine = {"site.yaml": b"title: Mine\nbase_url: https://mine.example/\n", ".gitignore": b"x\n"}
    for name, data in mine.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "requirements.txt").symlink_to("nowhere")
    status, _, err = site_gen("init", ".")
    assert status == 0
    found = read_folder(tmp_path) if (tmp_path / "nowhere").exists() else {}
    assert found == {}, "a link that leads nowhere is not written through"
    assert {name: (tmp_path / name).read_bytes() for name in mine} == mine
    kept = [line.removeprefix("kept: ") for line in err.splitlines() if "kept: " in line]
    assert kept == [".gitignore", "requirements.txt", "site.yaml"]
    assert "site-gen[search]" not in err, "no warning about a kept file"
    written = [line.removeprefix("written: ") for line in err.splitlines() if "written: " in line]
    assert written == [name for name in FILES if name not in kept]
    assert "cd " not in err


def test_second_run_writes_nothing_even_on_another_day(
    site_gen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site_gen("init", ".")
    before = read_folder(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1782366400")
    status, _, err = site_gen("init", ".")
    assert status == 0
    assert "written" not in err
    assert read_folder(tmp_path) == before


def test_site_with_records_gets_no_samples(site_gen: Run, tmp_path: Path) -> None:
    (tmp_path / "content/deep").mkdir(parents=True)
    (tmp_path / "content/deep/mine.markdown").write_text("---\ntitle: Mine\n---\n")
    site_gen("init", ".")
    assert sorted(each.name for each in (tmp_path / "content").iterdir()) == ["deep", "pages"]
    assert not (tmp_path / "static").exists()
    assert (tmp_path / "content/pages/about.md").is_file()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("file",), ["file: is a file or inside a file (name a folder)"]),
        (("file/site",), ["file/site: is a file or inside a file"]),
        (("x", "--base-url", "quay"), ["--base-url is “quay”, expected an http", "(such as "]),
        (("x", "--base-url", "https://quay.example/?a"), ["a URL without ? and #"]),
        (("x", "--base-url", "https://quay.example/\udcff"), ["expected an http or https URL"]),
        (("x", "--base-url", ""), ["--base-url is “”"]),
        (("x", "--title", " \t"), ["--title is empty (write at least one word)"]),
        (("x" * 300,), ["cannot be created: File name too long"]),
    ],
)
def test_invalid_arguments_are_one_line_and_write_nothing(
    site_gen: Run, tmp_path: Path, arguments: tuple[str, ...], expected: list[str]
) -> None:
    (tmp_path / "file").write_text("mine")
    status, out, err = site_gen("init", *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("error: ")
    for text in expected:
        assert text in err
    assert read_folder(tmp_path) == {"file": b"mine"}


def test_folder_is_required(site_gen: Run) -> None:
    status, _, err = site_gen("init")
    assert status == 2
    assert "DIR" in err


def test_folder_that_cannot_be_created_is_reported(
    site_gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert site_gen("init", "x") == (2, "", "error: x: cannot be created: Permission denied\n")


def test_file_in_the_way_of_a_folder_is_reported(site_gen: Run, tmp_path: Path) -> None:
    (tmp_path / "content").write_text("mine")
    status, _, err = site_gen("init", ".")
    assert (status, err.count("\n")) == (1, 1)
    assert "error: content/" in err
    assert (tmp_path / "content").read_text() == "mine"


def test_full_disk_is_reported_and_leaves_no_partial_file(
    site_gen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.FileIO):
        def write(self, data: Any) -> int:
            super().write(data[:3])
            raise OSError(errno.ENOSPC, "No space left on device")

    def opened(path: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        return Full(path, "x") if mode == "xb" else real(path, mode, *rest, **more)

    real = Path.open
    monkeypatch.setattr(Path, "open", opened)
    status, _, err = site_gen("init", "x")
    assert (status, err) == (
        1,
        "error: x/.github/workflows/pages.yml: cannot be written: No space left on device\n",
    )
    monkeypatch.undo()
    assert list(tmp_path.rglob("pages.yml")) == []
