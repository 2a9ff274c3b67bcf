"""``init --with-fetch`` in a new folder and in an existing site."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from site_gen import __version__
from site_gen.config import load_config
from tests.conftest import Run
from tests.sites.site import read_folder
from tests.starting.conftest import install_from
from tests.starting.test_init import FILES
from tests.starting.workflows import FETCH, PAGES

ADDED = [".gitattributes", ".github/workflows/fetch.yml"]
LINE = "content/.fetched/*.txt merge=union"


@pytest.fixture(autouse=True)
def _installed_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    install_from(monkeypatch, None)


def warnings(site_gen: Run) -> dict[str, str]:
    """The warnings of init about files of the folder, by file."""
    status, _, err = site_gen("init", ".", "--with-fetch")
    assert status == 0
    lines = [line.partition(": ") for line in err.splitlines()]
    names = {*FILES, *ADDED}
    return {name: message for name, _, message in lines if name in names}


def test_workflow_and_its_files_are_added(site_gen: Run, tmp_path: Path) -> None:
    status, out, err = site_gen("init", "quay", "--with-fetch")
    assert (status, out) == (0, "")
    assert sorted(read_folder(tmp_path / "quay")) == sorted(FILES + ADDED)
    assert (tmp_path / "quay" / ADDED[1]).read_bytes() == FETCH.read_bytes()
    assert (tmp_path / "quay" / ADDED[0]).read_text().splitlines()[-1] == LINE
    for name in ADDED:
        assert f"written: quay/{name}\n" in err
    assert "read feeds: list them in site.yaml under sources, then: python -m site_gen fetch" in err


def test_extra_is_installed_by_version_or_commit(
    site_gen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, commit = "https://code.quay.example/s", "0123456789"
    noted = json.dumps({"url": url, "vcs_info": {"vcs": "git", "commit_id": commit}})
    for folder, origin in (("a", None), ("b", noted)):
        install_from(monkeypatch, origin)
        site_gen("init", folder, "--with-fetch")
    last = [(tmp_path / name / "requirements.txt").read_text().splitlines()[-1] for name in "ab"]
    wanted = "site-gen[fetch,search]"
    assert last == [f"{wanted}=={__version__}", f"{wanted} @ git+{url}@{commit}"]
    install_from(monkeypatch, '{"url": "file:///home/me/x"}')
    said = site_gen("init", "c", "--with-fetch")[2]
    assert f"requirements.txt: {wanted}=={__version__} may not be found by pip" in said
    assert (
        f"If it is not on the package index, write where it is:\n# {wanted} @ git+https://…\n"
        in (tmp_path / "c/requirements.txt").read_text("utf-8")
    )


def test_sources_of_the_settings_use_reserved_domains(site_gen: Run, tmp_path: Path) -> None:
    site_gen("init", ".")
    path = tmp_path / "site.yaml"
    assert load_config(path).sources == ()
    example = re.search(r"^#sources:\n(#  .*\n)+", path.read_text(), re.MULTILINE)
    assert example
    path.write_text(path.read_text().replace(example[0], re.sub("(?m)^#", "", example[0])))
    sources = load_config(path).sources
    assert all(re.match(r"https://\w+\.example/", source.url) for source in sources)
    assert [bool(source.topics) for source in sources] == [True, False]
    assert [source.provider.name for source in sources] == ["", "Island Radio"]


def test_without_the_option_nothing_mentions_fetch(site_gen: Run, tmp_path: Path) -> None:
    _, _, err = site_gen("init", ".")
    assert sorted(read_folder(tmp_path)) == FILES
    assert "fetch" not in err + (tmp_path / "requirements.txt").read_text()


def test_existing_site_gets_a_warning_about_what_to_add(site_gen: Run, tmp_path: Path) -> None:
    site_gen("init", ".")
    before = read_folder(tmp_path)
    assert warnings(site_gen) == {
        "requirements.txt": "does not install the extra fetch, which reads feeds "
        "(write site-gen[fetch,search])"
    }
    after = read_folder(tmp_path)
    assert {name: after[name] for name in before} == before
    assert sorted(after.keys() - before.keys()) == ADDED


def test_second_run_has_no_warnings(site_gen: Run, tmp_path: Path) -> None:
    site_gen("init", ".", "--with-fetch")
    before = read_folder(tmp_path)
    assert warnings(site_gen) == {}
    assert read_folder(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "text", "enough"),
    [
        ("requirements.txt", "site-gen[fetch]==1\n", True),
        ("requirements.txt", "wheel\nsite_gen [search, fetch] @ git+https://a.example/\n", True),
        ("requirements.txt", "Site-Gen[search,fetch,serve]\n", True),
        ("requirements.txt", "site-gen[search]\n# site-gen[fetch,search]\n", False),
        ("requirements.txt", "site-gen==1\nprefetch[fetch]\n", False),
        ("requirements.txt", "site-gen[prefetch]\n", False),
        ("requirements.txt", "\udcff", False),
        (".gitattributes", f"*.md text\n{LINE}\n", True),
        (".gitattributes", "/content/.fetched/** text merge=union\r\n", True),
        (".gitattributes", f"# {LINE}\n", False),
        (".gitattributes", "CHANGELOG.md merge=union\n", False),
        (".gitattributes", "content/.fetched/*.txt text\n", False),
        (".gitattributes", "", False),
        (".gitignore", ".venv/\n/content/.fetched/.*\n", True),
        (".gitignore", "_site/\n.site_gen_cache/\n# content/.fetched/.*\n", False),
        (".github/workflows/pages.yml", "on:\n  push:\njobs: {}\n", False),
    ],
)
def test_missing_setting_of_an_existing_file_is_reported(
    site_gen: Run, tmp_path: Path, name: str, text: str, enough: bool
) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert warnings(site_gen).keys() == (set() if enough else {name})
    assert path.read_bytes() == text.encode("utf-8", "surrogateescape")


@pytest.mark.parametrize("lost", ["  workflow_call:\n", "          ref: ${{ github.ref }}\n"])
def test_older_workflow_cannot_be_called(site_gen: Run, tmp_path: Path, lost: str) -> None:
    text = PAGES.read_text(encoding="utf-8")
    assert text.count(lost) == 1
    path = tmp_path / ".github/workflows/pages.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text.replace(lost, ""), encoding="utf-8")
    message = warnings(site_gen)[".github/workflows/pages.yml"]
    assert message.startswith("cannot be called by fetch.yml (")


@pytest.mark.parametrize("name", [".gitattributes", "requirements.txt"])
def test_unreadable_file_is_reported(site_gen: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to("nowhere")
    assert warnings(site_gen).keys() == {name}
