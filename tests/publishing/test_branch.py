"""What a publication changes on the branch, and what it leaves alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_gen.errors import PublishError
from tests.publishing.repositories import BRANCH, Quay, git, quay_in, set_identity

FILES = {".nojekyll": "Ours.\n", "index.html": "Ferry", "news/a/index.html": "A"}


def test_first_publication_creates_the_branch(quay: Quay) -> None:
    quay.write(FILES)
    assert quay.publish() == [
        "origin/gh-pages: 3 added, 0 changed, 0 removed (the branch is new)",
        "published to origin/gh-pages",
    ]
    assert quay.tree() == {**FILES, ".nojekyll": "Ours."}
    assert quay.commits() == ["Publish The Quay: 3 added, 0 changed, 0 removed"]
    assert git(quay.bare, "log", "--format=%an %ae", BRANCH) == "Ada Quay ada@quay.example"
    assert git(quay.bare, "fsck", "--strict") == ""


def test_next_publication_adds_changes_and_removes_files(quay: Quay) -> None:
    quay.write(FILES)
    quay.publish()
    quay.write({".nojekyll": "Ours.\n", "index.html": "Ferries", "news/b/index.html": "B"})
    lines = quay.publish(verbose=True, message="A message with “quotes”\n\nand a second line")
    assert lines == [
        "origin/gh-pages: 1 added, 1 changed, 1 removed",
        "  added news/b/index.html",
        "  changed index.html",
        "  removed news/a/index.html",
        "published to origin/gh-pages",
    ]
    assert set(quay.tree()) == {".nojekyll", "index.html", "news/b/index.html"}
    assert quay.commits()[0] == "A message with “quotes”"
    assert len(quay.commits()) == 2


def test_nothing_changed_makes_no_commit(quay: Quay) -> None:
    quay.write({**FILES, "feed.xml": "<feed/>"})
    quay.publish()
    before = quay.all_files()
    assert quay.publish()[-1] == f"nothing changed: origin/gh-pages is what {quay.folder} holds"
    assert quay.all_files() == before


def test_repository_of_the_site_is_not_changed(quay: Quay) -> None:
    (quay.work / "site.yaml").write_text("title: The Quay\n")
    git(quay.work, "add", "site.yaml")
    git(quay.work, "commit", "--quiet", "-m", "Begin")
    quay.write(FILES)
    before = quay.all_files()["work"]
    quay.publish()
    quay.write({**FILES, "index.html": "Other"})
    quay.publish()
    assert quay.all_files()["work"] == before


def test_identity_of_the_environment(quay: Quay, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_COMMITTER_NAME", "Pier Bot")
    monkeypatch.setenv("GIT_COMMITTER_EMAIL", "bot@quay.example")
    monkeypatch.setenv("GIT_COMMITTER_DATE", "2026-03-01T12:00:00+01:00")
    quay.write(FILES)
    quay.publish()
    log = git(quay.bare, "log", "--format=%cn %ce %cI", BRANCH)
    assert log == "Pier Bot bot@quay.example 2026-03-01T12:00:00+01:00"


def test_long_lists_of_changes_are_cut(quay: Quay) -> None:
    quay.write({f"news/{number:02}.html": "" for number in range(30)})
    lines = quay.publish(dry_run=True)
    assert sum(line.startswith("  added ") for line in lines) == 21
    assert "  added … and 11 more" in lines  # with .nojekyll


def test_names_with_spaces_umlauts_and_quotes(tmp_path: Path) -> None:
    quay = quay_in(tmp_path, name="Fähre und Kai")
    names = ["über uns.html", "海/ nach rechts.css", '"quoted".html', "back\\slash", '"a\nb']
    quay.write(dict.fromkeys(names, "x"))
    quay.publish()
    assert set(quay.tree()) == {*names, ".nojekyll"}
    assert quay.publish()[-1].startswith("nothing changed")


def test_links_and_git_folders_are_not_published(quay: Quay, tmp_path: Path) -> None:
    quay.write({"index.html": "x", ".git": "gitdir: elsewhere", ".site_gen-parts/a": "half"})
    (quay.folder / "link.html").symlink_to("index.html")
    (quay.folder / "deep").mkdir()
    (quay.folder / "deep/.git").mkdir()
    (quay.folder / "deep/.git/config").write_text("")
    quay.publish()
    assert set(quay.tree()) == {"index.html", ".nojekyll"}


def test_executable_files_keep_their_mode(quay: Quay) -> None:
    quay.write({"index.html": "x", "tool": "#!/bin/sh\n"})
    (quay.folder / "tool").chmod(0o755)
    quay.publish()
    assert git(quay.bare, "ls-tree", BRANCH, "tool").startswith("100755 ")
    assert quay.publish()[-1].startswith("nothing changed")
    (quay.folder / "tool").chmod(0o644)
    assert quay.publish()[0] == "origin/gh-pages: 0 added, 1 changed, 0 removed"


def test_remote_may_be_relative_to_the_top_of_the_repository(quay: Quay) -> None:
    git(quay.work, "remote", "set-url", "origin", "../quay.git")
    site = quay.work / "sites/north"
    site.mkdir(parents=True)
    quay.write(FILES)
    assert quay.publish(site="sites/north")[-1] == "published to origin/gh-pages"
    assert quay.publish(site="sites/north")[-1].startswith("nothing changed")


def test_local_branch_does_not_matter(quay: Quay) -> None:
    quay.write(FILES)
    quay.publish()
    git(quay.work, "commit", "--quiet", "--allow-empty", "-m", "Begin")
    tree = quay.work.parent / "tree"
    git(quay.work, "worktree", "add", "--quiet", "-b", BRANCH, str(tree))
    git(tree, "commit", "--quiet", "--allow-empty", "-m", "Local")
    quay.write({**FILES, "index.html": "Other"})
    quay.publish()
    assert git(tree, "log", "--format=%s", "-1") == "Local"
    assert git(tree, "status", "--porcelain") == ""
    assert len(quay.commits()) == 2


def test_shallow_clone_is_enough(quay: Quay) -> None:
    git(quay.work, "commit", "--quiet", "--allow-empty", "-m", "One")
    git(quay.work, "commit", "--quiet", "--allow-empty", "-m", "Two")
    git(quay.work, "push", "--quiet", "origin", "main")
    quay.write(FILES)
    quay.publish()
    clone = Quay(quay.work.parent / "shallow", quay.bare)
    url = f"file://{quay.bare}"
    git(quay.bare, "clone", "--quiet", "--depth=1", "-b", "main", url, str(clone.work))
    set_identity(clone.work)
    shallow = (clone.work / ".git/shallow").read_text()
    clone.write({**FILES, "news/b/index.html": "B"})
    assert clone.publish()[-1] == "published to origin/gh-pages"
    assert len(quay.commits()) == 2
    assert (clone.work / ".git/shallow").read_text() == shallow


def test_contents_are_not_fetched_if_the_remote_supports_it(
    quay: Quay, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    git(quay.bare, "config", "uploadpack.allowFilter", "true")
    quay.write({**FILES, "large.bin": os.urandom(300_000)})
    quay.publish()
    quay.write({**FILES, "index.html": "Other"})
    trace = tmp_path / "trace"
    monkeypatch.setenv("GIT_TRACE_PACKET", str(trace))
    quay.publish()
    assert trace.read_text(errors="replace").count("filter blob:none") >= 1
    assert git(quay.bare, "fsck", "--strict") == ""
    assert "large.bin" not in quay.tree()


def test_sha256_repositories(tmp_path: Path) -> None:
    quay = quay_in(tmp_path, object_format="sha256")
    quay.write(FILES)
    quay.publish()
    assert quay.publish()[-1].startswith("nothing changed")
    assert len(git(quay.bare, "rev-parse", BRANCH)) == 64


def test_other_remote_and_branch(quay: Quay) -> None:
    git(quay.work, "remote", "rename", "origin", "upstream")
    quay.write(FILES)
    lines = quay.publish(remote="upstream", branch="sites/north")
    assert lines[-1] == "published to upstream/sites/north"
    assert len(quay.commits("sites/north")) == 1


def test_custom_domain_gets_a_cname_file(quay: Quay) -> None:
    git(quay.work, "remote", "set-url", "origin", "https://github.com/ada/quay.git")
    git(quay.work, "config", f"url.{quay.bare}.insteadOf", "https://github.com/ada/quay.git")
    quay.write({"index.html": "x"})
    assert "CNAME: quay.example, the domain of base_url" in quay.publish()
    assert quay.tree() == {"index.html": "x", ".nojekyll": "", "CNAME": "quay.example"}
    assert quay.publish()[-1].startswith("nothing changed")
    (warning, *_) = quay.publish(base_url="https://ada.github.io/", dry_run=True)
    assert "the site is served at https://ada.github.io/quay/" in warning
    quay.write({"index.html": "x", "CNAME": "harbour.example\n"})
    assert not any("CNAME" in line for line in quay.publish())
    assert quay.tree()["CNAME"] == "harbour.example"


def test_dry_run_prints_changes_and_writes_nothing(quay: Quay) -> None:
    quay.write(FILES)
    for published in (False, True):
        if published:
            quay.publish()
            quay.somebody_pushes("by-hand.txt", "mine")
            quay.write({**FILES, "index.html": "Other"})
        before = quay.all_files()
        lines = quay.publish(dry_run=True)
        assert lines[-1] == "dry run: nothing was published"
        assert quay.all_files() == before
    assert lines[:-1] == [
        "origin/gh-pages: 0 added, 1 changed, 1 removed",
        "  changed index.html",
        "  removed by-hand.txt",
    ]


def test_name_that_is_not_utf_8_is_an_error(quay: Quay) -> None:
    quay.write({"index.html": "x"})
    try:
        (quay.folder / os.fsdecode(b"f\xe4hre.html")).write_text("x")
    except OSError:
        pytest.skip("this disk keeps UTF-8 names only")
    with pytest.raises(PublishError) as refused:
        quay.publish(force=True)
    assert str(refused.value) == (
        "'f\\udce4hre.html': its name is not UTF-8 (rename it, and build again)"
    )
