"""Unchanged files according to git, with real repositories.

repository = Repository.new(tmp_path / "work", {"a.md": "A\n"})
assert repository.clean() == {"a.md"}
"""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_gen import git_blobs
from site_gen.git_blobs import blob_id, clean_blobs

FILES = {"a.md": "Ferry\n", "b.md": "Harbour\n", "news/c.md": "Tide\n"}
LONG_AGO = 1_000_000_000
TURN = "tr a-z b-za"
TURN_BACK = "tr b-za a-z"


@pytest.fixture(autouse=True)
def _git_of_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_TEST_FSYNC", "0")  # nothing of it need outlive the machine
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    """What git says, without the last line end."""
    somebody = ("-c", "user.name=Ada Quay", "-c", "user.email=ada@quay.example")
    done = subprocess.run(
        ["git", *somebody, *arguments], cwd=folder, capture_output=True, check=check
    )
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


@dataclass
class Repository:
    """A repository and its work tree, and short words for what tests do with them."""

    work: Path

    @classmethod
    def new(cls, work: Path, files: Mapping[str, str | bytes], *options: str) -> Repository:
        """One with a commit of these files."""
        work.mkdir()
        git(work, "init", "--quiet", "--template=", "--initial-branch=main", *options)
        repository = cls(work)
        repository.put(files)
        repository.commit()
        return repository

    def put(self, files: Mapping[str, str | bytes]) -> None:
        for name, text in files.items():
            path = self.work / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())

    def commit(self) -> None:
        git(self.work, "add", "--all")
        git(self.work, "commit", "--quiet", "-m", "Change")

    def clone(self, *settings: str) -> Repository:
        """A fresh checkout; settings are ``name=value``, and stay in its configuration."""
        work = self.work.with_name("clone")
        options = [option for setting in settings for option in ("-c", setting)]
        git(self.work, "clone", "--quiet", "--template=", *options, str(self.work), str(work))
        return Repository(work)

    def settle(self) -> None:
        """Have git trust its index: it reads files that are as young as the index is."""
        index = self.work / ".git" / "index"
        later = index.stat().st_mtime + 60
        os.utime(index, (later, later))

    def differing(self) -> str:
        """What git itself says has changed."""
        return git(self.work, "diff-files", "--name-only")

    def clean(self, folder: str = "") -> set[str]:
        """The files that have the bytes of their blobs; each is read to see that this is so."""
        found = clean_blobs(self.work / folder)
        for name, blob in found.items():
            assert blob == blob_id((self.work / folder / name).read_bytes()), name
        return set(found)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository.new(tmp_path / "work", FILES)


@pytest.mark.parametrize("data", [b"", b"Ferry\n", b"\0\xff\r\n" * 5000])
def test_ids_are_those_of_git(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file").write_bytes(data)
    assert blob_id(data) == git(tmp_path, "hash-object", "--no-filters", "file")


def test_unchanged_files_have_their_blobs(repository: Repository) -> None:
    assert clean_blobs(repository.work) == {
        name: blob_id(text.encode()) for name, text in FILES.items()
    }


def test_fresh_clone(repository: Repository) -> None:
    assert repository.clone().clean() == set(FILES)


def test_executable_files_and_empty_ones(repository: Repository) -> None:
    repository.put({"empty.md": ""})
    (repository.work / "a.md").chmod(0o755)
    repository.commit()
    assert repository.clean() == {*FILES, "empty.md"}


def test_folder_below_the_top(repository: Repository) -> None:
    repository.put({"news/old/d.md": "Ebb\n"})
    repository.commit()
    edit(repository.work / "a.md")
    edit(repository.work / "news" / "c.md")
    assert repository.clean("news") == {"old/d.md"}
    assert repository.clean() == {"b.md", "news/old/d.md"}


@pytest.mark.parametrize("folder", ["ne[w]s", "*", "-n", ":(top)", "two words"])
def test_folder_whose_name_could_mean_more(tmp_path: Path, folder: str) -> None:
    repository = Repository.new(tmp_path / "work", {f"{folder}/d.md": "Ebb\n", "news/c.md": "C\n"})
    assert repository.clean(folder) == {"d.md"}


def test_relative_folder(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.work)
    assert set(clean_blobs(Path())) == set(FILES)
    assert set(clean_blobs(Path("news"))) == {"c.md"}


def test_folder_behind_a_link(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(repository.work / "news")
    assert set(clean_blobs(tmp_path / "link")) == {"c.md"}


@pytest.mark.parametrize(
    "name", [b"two words.md", b"a\nb\tc.md", b"-z.md", "Fähre „ä“.md".encode(), b"\xff\xe9.md"]
)
def test_names(repository: Repository, name: bytes) -> None:
    try:
        repository.put({os.fsdecode(name): "Named\n"})
    except OSError:
        pytest.skip("the file system has no such names")
    repository.commit()
    assert repository.clean() == {*FILES, os.fsdecode(name)}
    edit(repository.work / os.fsdecode(name))
    assert repository.clean() == set(FILES)


def edit(path: Path) -> None:
    """Keep the size, which alone would give an edit away."""
    path.write_bytes(path.read_bytes().upper())


def edit_unseen(path: Path) -> None:
    """Keep the modification time too."""
    before = path.stat()
    edit(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def link(path: Path) -> None:
    path.unlink()
    path.symlink_to("b.md")


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def stage_and_edit(path: Path) -> None:
    edit(path)
    git(path.parent, "add", path.name)
    path.write_bytes(path.read_bytes().lower())


def untrack(path: Path) -> None:
    git(path.parent, "rm", "--quiet", "--cached", path.name)


def assume_unchanged(path: Path) -> None:
    git(path.parent, "update-index", "--assume-unchanged", path.name)


def ignore_stat(path: Path) -> None:
    """All that git adds is assumed to be unchanged from then on."""
    edit(path)
    git(path.parent, "-c", "core.ignoreStat=true", "add", path.name)


def skip_worktree(path: Path) -> None:
    git(path.parent, "update-index", "--skip-worktree", path.name)


def assume_and_skip(path: Path) -> None:
    assume_unchanged(path)
    skip_worktree(path)


@pytest.mark.parametrize(
    "change",
    [
        edit,
        edit_unseen,
        Path.unlink,
        link,
        make_folder,
        stage_and_edit,
        untrack,
        assume_unchanged,
        ignore_stat,
        skip_worktree,
        assume_and_skip,
    ],
)
def test_modified_files(repository: Repository, change: Callable[[Path], None]) -> None:
    change(repository.work / "a.md")
    assert repository.clean() == {"b.md", "news/c.md"}


def test_edit_that_only_the_ctime_shows(repository: Repository) -> None:
    path = repository.work / "a.md"
    os.utime(path, (LONG_AGO, LONG_AGO))
    git(repository.work, "update-index", "--refresh")
    git(repository.work, "config", "core.trustctime", "false")
    time.sleep(1.02 - time.time() % 1)  # git compares whole seconds
    edit_unseen(path)
    assert repository.differing() == ""
    assert repository.clean() == {"b.md", "news/c.md"}


def test_edit_that_lenient_settings_of_the_repository_miss(repository: Repository) -> None:
    path = repository.work / "a.md"
    os.utime(path, (LONG_AGO, LONG_AGO))
    git(repository.work, "update-index", "--refresh")
    git(repository.work, "config", "core.trustctime", "false")
    git(repository.work, "config", "core.checkStat", "minimal")
    other = path.with_name("other")
    other.write_text("FERRY\n")
    os.utime(other, (LONG_AGO, LONG_AGO))
    other.replace(path)  # another inode, even where times are coarse
    assert repository.differing() == ""
    assert repository.clean() == {"b.md", "news/c.md"}


def test_edit_that_a_file_system_monitor_misses(repository: Repository) -> None:
    monitor = repository.work / ".git" / "monitor"
    monitor.write_text("#!/bin/sh\nprintf 'token\\0'\n")
    monitor.chmod(0o755)
    git(repository.work, "config", "core.fsmonitor", str(monitor))
    git(repository.work, "update-index", "--fsmonitor")
    git(repository.work, "status")
    edit(repository.work / "a.md")
    assert repository.differing() == ""
    assert "a.md" in git(repository.work, "-c", "core.fsmonitor=", "diff-files", "--name-only")
    assert repository.clean() == {"b.md", "news/c.md"}


def test_staged_edit_has_its_new_blob(repository: Repository) -> None:
    edit(repository.work / "a.md")
    git(repository.work, "add", "a.md")
    assert repository.clean() == set(FILES)


def test_untracked_files(repository: Repository) -> None:
    repository.put({"new.md": "New\n", "empty.md": "", "ignored.md": "", ".gitignore": "ignored.*"})
    git(repository.work, "add", "--intent-to-add", "new.md", "empty.md")
    assert repository.clean() == set(FILES)


def test_links(repository: Repository) -> None:
    (repository.work / "link.md").symlink_to("a.md")
    (repository.work / "folder").symlink_to("news")
    repository.commit()
    assert repository.clean() == set(FILES)
    clone = repository.clone("core.symlinks=false")
    assert (clone.work / "link.md").read_text() == "a.md"
    assert clone.clean() == set(FILES)


def test_folder_replaced_by_a_link(repository: Repository) -> None:
    (repository.work / "news").rename(repository.work / "moved")
    (repository.work / "news").symlink_to("moved")
    assert repository.clean() == {"a.md", "b.md"}


def test_conflict(repository: Repository) -> None:
    git(repository.work, "checkout", "--quiet", "-b", "side")
    repository.put({"a.md": "Theirs\n"})
    repository.commit()
    git(repository.work, "checkout", "--quiet", "main")
    repository.put({"a.md": "Ours\n"})
    repository.commit()
    git(repository.work, "merge", "side", check=False)
    assert git(repository.work, "ls-files", "--unmerged")
    repository.put({"a.md": "Ours\n"})
    assert repository.clean() == {"b.md", "news/c.md"}


def test_nested_repository(repository: Repository) -> None:
    Repository.new(repository.work / "inner", {"d.md": "Ebb\n"})
    repository.commit()
    assert repository.clean() == set(FILES)
    assert repository.clean("inner") == {"d.md"}


def test_line_ends_converted_by_a_setting(repository: Repository) -> None:
    repository.put({"line.md": "no line end", "crlf.md": "Ferry\r\n"})
    repository.commit()
    clone = repository.clone("core.autocrlf=true")
    clone.settle()
    assert clone.differing() == ""
    assert (clone.work / "a.md").read_bytes() == b"Ferry\r\n"
    assert clone.clean() == {"line.md", "crlf.md"}


@pytest.mark.parametrize("setting", ["autocrlf", "eol"])
def test_line_ends_converted_by_a_removed_setting(repository: Repository, setting: str) -> None:
    repository.put({".gitattributes": "* text\n" if setting == "eol" else ""})
    repository.commit()
    clone = repository.clone("core.autocrlf=true" if setting == "autocrlf" else "core.eol=crlf")
    git(clone.work, "config", "--unset", f"core.{setting}")
    clone.settle()
    assert clone.differing() == ""
    assert (clone.work / "a.md").read_bytes() == b"Ferry\r\n"
    assert clone.clean() <= {".gitattributes"}


def test_line_ends_that_git_removed_at_commit(repository: Repository) -> None:
    repository.put({".gitattributes": "* text=auto\n", "crlf.md": "Ferry\r\n"})
    repository.commit()
    assert repository.clean() == {*FILES, ".gitattributes"}


@pytest.mark.parametrize(
    ("attribute", "text"),
    [
        ("filter=turn", "ferry\n"),
        ("filter=unknown", "ferry\n"),
        ("-filter", "ferry\n"),
        ("ident", f"$Id: {'0' * 40} $\n"),
        ("working-tree-encoding=UTF-16", "ferry\n"),
        ("working-tree-encoding=GB18030", "Café\n"),
        ("turned", "ferry\n"),
    ],
)
def test_attributes_that_convert(repository: Repository, attribute: str, text: str) -> None:
    repository.put({"news/d.md": text})  # before the attribute: the blob has these very bytes
    repository.commit()
    attributes = f"[attr]turned filter=turn\nd.md {attribute}\n"
    repository.put({".gitattributes": attributes})
    git(repository.work, "add", ".gitattributes")
    git(repository.work, "commit", "--quiet", "-m", "Attributes")
    clone = repository.clone(f"filter.turn.smudge={TURN}", f"filter.turn.clean={TURN_BACK}")
    clone.settle()
    assert clone.differing() == ""
    assert clone.clean() == {*FILES, ".gitattributes"}
    assert clone.clean("news") == {"c.md"}


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        (".gitattributes", "news/old/d.md"),
        (".gitattributes", "news/*/d.md"),
        ("news/.gitattributes", "old/d.md"),
        ("news/old/.gitattributes", "d.md"),
    ],
)
def test_attributes_of_paths(repository: Repository, path: str, pattern: str) -> None:
    repository.put({path: f"{pattern} filter=turn\n", "news/old/d.md": "ebb\n"})
    repository.commit()
    clone = repository.clone(f"filter.turn.smudge={TURN}", f"filter.turn.clean={TURN_BACK}")
    clone.settle()
    assert clone.differing() == ""
    assert (clone.work / "news/old/d.md").read_text() == "fcc\n"
    assert clone.clean() == {*FILES, path}
    assert "old/d.md" not in clone.clean("news")
    assert "c.md" in clone.clean("news")
    assert "d.md" not in clone.clean("news/old")


def test_filter_without_attributes_in_the_tree(repository: Repository) -> None:
    info = repository.work / ".git" / "info"
    info.mkdir(exist_ok=True)
    (info / "attributes").write_text("a.md filter=turn\n")
    git(repository.work, "config", "filter.turn.smudge", TURN)
    git(repository.work, "config", "filter.turn.clean", TURN_BACK)
    (repository.work / "a.md").unlink()
    git(repository.work, "checkout", "a.md")
    repository.settle()
    assert repository.differing() == ""
    assert (repository.work / "a.md").read_text() == "Ffssz\n"
    assert repository.clean() == {"b.md", "news/c.md"}


def test_removed_filter(repository: Repository) -> None:
    repository.put({".gitattributes": "a.md filter=more\n"})
    repository.commit()
    clone = repository.clone("filter.more.smudge=sed 's/^/More: /'")
    (clone.work / ".gitattributes").write_text("")
    git(clone.work, "config", "--remove-section", "filter.more")
    clone.settle()
    assert clone.differing() == ".gitattributes"
    assert (clone.work / "a.md").read_text() == "More: Ferry\n"
    assert clone.clean() == {"b.md", "news/c.md"}


def test_replaced_blob(repository: Repository) -> None:
    repository.put({"d.md": "Of another size\n"})
    repository.commit()
    git(repository.work, "replace", "HEAD:a.md", "HEAD:d.md")
    (repository.work / "a.md").unlink()
    git(repository.work, "checkout", "a.md")
    repository.settle()
    assert repository.differing() == ""
    assert (repository.work / "a.md").read_text() == "Of another size\n"
    assert repository.clean() == {"b.md", "news/c.md", "d.md"}


def test_missing_blob(repository: Repository) -> None:
    blob = blob_id(FILES["a.md"].encode())
    (repository.work / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert repository.clean() == {"b.md", "news/c.md"}


def test_environment_of_a_hook(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repository.new(tmp_path / "other", {"other.md": "Other\n"})
    monkeypatch.setenv("GIT_DIR", str(other.work / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.work))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.work / ".git" / "index"))
    assert repository.clean() == set(FILES)


def test_user_settings_change_nothing(repository: Repository) -> None:
    for name in ("diff.relative", "diff.noprefix", "core.quotePath", "diff.renames"):
        git(repository.work, "config", name, "true")
    git(repository.work, "config", "core.abbrev", "4")
    edit(repository.work / "news" / "c.md")
    assert repository.clean("news") == set()
    assert repository.clean() == {"a.md", "b.md"}


def test_nothing_is_written(repository: Repository) -> None:
    os.utime(repository.work / "a.md", (LONG_AGO, LONG_AGO))  # git status would note this
    index = repository.work / ".git" / "index"
    before = index.read_bytes(), index.stat().st_mtime_ns
    assert repository.clean() == {"b.md", "news/c.md"}
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before


def test_no_repository(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    assert clean_blobs(tmp_path / "plain") == {}
    assert clean_blobs(tmp_path / "missing") == {}
    assert clean_blobs(tmp_path / "nul\0") == {}


def test_no_work_tree(repository: Repository, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(repository.work), "bare.git")
    assert clean_blobs(tmp_path / "bare.git") == {}
    assert clean_blobs(repository.work / ".git") == {}


def test_empty_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--template=", "new")
    assert clean_blobs(tmp_path / "new") == {}


def test_broken_index(repository: Repository) -> None:
    (repository.work / ".git" / "index").write_bytes(b"broken")
    assert clean_blobs(repository.work) == {}


def test_sha256_repository(tmp_path: Path) -> None:
    try:
        repository = Repository.new(tmp_path / "work", FILES, "--object-format=sha256")
    except subprocess.CalledProcessError:
        pytest.skip("this git has no repositories of SHA-256")
    assert clean_blobs(repository.work) == {}


def test_no_git(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert clean_blobs(repository.work) == {}


A_BLOB = "a" * 40
LISTED = rf"H 100644 {A_BLOB} 0\ta.md\0"


@pytest.mark.parametrize(
    ("differing", "listed", "sizes"),
    [
        ("false", f"printf '{LISTED}'", f"echo {A_BLOB} 6"),
        ("printf 'a.md'", f"printf '{LISTED}'", f"echo {A_BLOB} 6"),
        ("true", "false", f"echo {A_BLOB} 6"),
        ("true", f"printf '{LISTED}'; exit 1", f"echo {A_BLOB} 6"),
        ("true", rf"printf '{LISTED}H 100644'", f"echo {A_BLOB} 6"),
        ("true", rf"printf '{LISTED}a.md\0'", f"echo {A_BLOB} 6"),
        ("true", rf"printf 'H 100644 {A_BLOB} 2\ta.md\0'", f"echo {A_BLOB} 6"),
        ("true", rf"printf 'H 100644 {A_BLOB}{A_BLOB} 0\ta.md\0'", f"echo {A_BLOB}{A_BLOB} 6"),
        ("true", rf"printf 'H 100644 {A_BLOB} 0\tgone.md\0'", f"echo {A_BLOB} 6"),
        ("true", f"printf '{LISTED}'", "false"),
        ("true", f"printf '{LISTED}'", f"echo {A_BLOB} missing"),
        ("true", f"printf '{LISTED}'", f"echo {A_BLOB} 7"),
        ("exec sleep 9", f"printf '{LISTED}'", f"echo {A_BLOB} 6"),
    ],
)
def test_git_that_fails(
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    differing: str,
    listed: str,
    sizes: str,
) -> None:
    replace_git(repository.work.parent / "bin", monkeypatch, differing, listed, sizes)
    if "sleep" in differing:
        monkeypatch.setattr(git_blobs, "_TIMEOUT", 0.1)
    assert clean_blobs(repository.work) == {}


def test_replaced_git_that_works(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ("true", f"printf '{LISTED}'", f"echo {A_BLOB} 6")
    replace_git(repository.work.parent / "bin", monkeypatch, *answers)
    assert clean_blobs(repository.work) == {"a.md": A_BLOB}


def replace_git(
    folder: Path, monkeypatch: pytest.MonkeyPatch, differing: str, listed: str, sizes: str
) -> None:
    """Put a program before git that answers its three calls with these commands."""
    shell = shutil.which("sh")
    folder.mkdir()
    (folder / "git").write_text(
        f'#!{shell}\ncase "$*" in\n*diff-files*) {differing} ;;\n*ls-files*) {listed} ;;\n'
        f"*cat-file*) cat >/dev/null; {sizes} ;;\nesac\n"
    )
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
