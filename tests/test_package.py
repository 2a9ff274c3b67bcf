"""The wheel: building a site with it alone, outside of the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from site_gen import __version__

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path) -> str:
    """The output of a command that does not see the import paths of this process."""
    environment = {name: value for name, value in os.environ.items() if "PYTHON" not in name}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", ROOT, "--no-deps", "-q", "-w", folder, cwd=folder)
    (path,) = folder.glob("site_gen-*.whl")
    return path


def environment(folder: Path, requirement: str) -> Path:
    """The Python of a new environment with only this requirement."""
    venv.create(folder, with_pip=True)
    path = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    run(path, "-m", "pip", "install", "-q", requirement, cwd=folder)
    return path


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an environment with only the wheel."""
    return environment(tmp_path_factory.mktemp("venv"), str(wheel))


def test_wheel_contains_the_theme_and_not_the_sample_newsroom(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("templates", "static/css", "static/js"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                assert f"site_gen/_theme/{path.relative_to(ROOT).as_posix()}" in names
    assert "site_gen/_theme/static/img/icon.svg" in names
    assert "site_gen/build.py" in names
    for folder in ("site_gen/starter/files", "site_gen/starter/samples"):
        for path in (ROOT / folder).rglob("*.*"):
            assert path.relative_to(ROOT).as_posix() in names
    catalogues = ROOT / "site_gen/translations"
    for path in (catalogues / "messages.pot", *catalogues.glob("*.po")):
        assert path.relative_to(ROOT).as_posix() in names
    assert "site_gen/translations/command-line.pot" not in names
    unwanted = [
        name
        for name in names
        if "newsroom/" in name or name.startswith(("tests/", "content/", "templates/", "static/"))
    ]
    assert unwanted == []


def test_wheel_is_small(wheel: Path) -> None:
    """Fails if pictures, tables or samples are packed by mistake; ten modules are 20 kB,
    and a catalogue of messages is 10 kB."""
    assert wheel.stat().st_size < 1_200_000


def test_site_of_two_settings_and_one_record(python: Path, tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("title: Gazette\nbase_url: https://gazette.example/n/\n")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/first.md").write_text(
        "---\ntitle: First\nexcerpt: Words.\npublishedDateTime: 2026-02-01\n"
        "webUrl: https://harbourpost.example/first\nprovider: {name: Harbour Post}\n---\n"
    )
    path = run(python, "-c", "import site_gen; print(site_gen.__file__)", cwd=tmp_path)
    assert str(ROOT) not in path
    output = run(python, "-m", "site_gen", "build", cwd=tmp_path)
    assert "1 record read: 1 published" in output
    page = (tmp_path / "_site/news/first/index.html").read_text()
    assert "<h1" in page
    assert 'href="/n/assets/site-' in page
    (sheet,) = (tmp_path / "_site/assets").glob("site-*.css")
    assert sheet.read_text().startswith("/*") or "@layer" in sheet.read_text()
    assert run(python, "-m", "site_gen", "check", cwd=tmp_path).startswith("1 record read")


@pytest.fixture(scope="module")
def with_extras(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the extras search and serve."""
    return environment(tmp_path_factory.mktemp("with_extras"), f"{wheel}[search,serve]")


def test_site_is_created_built_and_checked(with_extras: Path, tmp_path: Path) -> None:
    site = tmp_path / "the quay"
    output = run(with_extras, "-m", "site_gen", "init", site.name, cwd=tmp_path)
    for line in (f"written: {site.name}/.github/workflows/pages.yml", "site_gen serve"):
        assert line in output
    assert (site / "requirements.txt").read_text().endswith(f"site-gen[search]=={__version__}\n")
    url = "https://quaytimes.example/crane"
    output = run(with_extras, "-m", "site_gen", "new", "A crane: “new”", "--url", url, cwd=site)
    (path,) = [line for line in output.splitlines() if line.startswith("content/")]
    record = (site / path).read_text().replace("excerpt: ''", "excerpt: It lifts forty tonnes.")
    (site / path).write_text(record)
    output = run(with_extras, "-m", "site_gen", "build", "--strict", cwd=site)
    assert output.startswith("9 records read: 9 published\n")
    assert (site / "_site/pagefind").is_dir()
    output = run(with_extras, "-m", "site_gen", "check", "--strict", cwd=site)
    assert output.startswith("9 records read: 9 published\n_site: ")


@pytest.mark.parametrize(
    "command", ["init", "new", "translate", "build", "check", "explain", "serve", "publish"]
)
def test_every_command_exists(with_extras: Path, tmp_path: Path, command: str) -> None:
    assert f"site_gen {command}" in run(
        with_extras, "-m", "site_gen", command, "--help", cwd=tmp_path
    )


def test_command_site_gen_is_installed(python: Path, tmp_path: Path) -> None:
    command = python.with_name("site-gen" + python.suffix)
    assert "build" in run(command, "--help", cwd=tmp_path)
