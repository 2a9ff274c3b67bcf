"""The scripts of the hourly workflow, with a remote that others push to."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from site_gen.fetch.content_files import BEGUN
from tests.docs.reading import write
from tests.starting.runner import Done, Runner, commit, executable, git
from tests.starting.workflows import FETCH

ATTRIBUTES = FETCH.with_name("gitattributes").read_text(encoding="utf-8")
RECORD, LEDGER = "content/news/2026/03/2026-03-01-ferry.md", "content/.fetched/2026-03.txt"
START = {
    ".gitattributes": ATTRIBUTES,
    ".gitignore": ".site_gen_cache/\n",
    RECORD: "title: Ferry\nexcerpt: Late\n",
    LEDGER: "b\nd\n",
}
NEWS = {"content/news/2026/03/2026-03-01-crane.md": "title: Crane\n", LEDGER: "a\nb\nd\n"}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An editor's repository and its bare remote, of two commits."""
    folder = tmp_path_factory.mktemp("git")
    git(folder, "init", "--quiet", "--bare", "--initial-branch=main", "remote")
    git(folder, "init", "--quiet", "--initial-branch=main", "ada")
    ada = folder / "ada"
    git(ada, "remote", "add", "origin", "../remote")
    commit(ada, {"site.yaml": "title: The Quay\n"}, "Begin")
    commit(ada, START, "Add a record")
    git(ada, "push", "--quiet", "--set-upstream", "origin", "main")
    return folder


@pytest.fixture
def ada(template: Path, tmp_path: Path) -> Path:
    """The clone of an editor, with the remote of the runner."""
    shutil.copytree(template, tmp_path, dirs_exist_ok=True)
    return tmp_path / "ada"


@pytest.fixture
def runner(ada: Path, tmp_path: Path) -> Runner:
    return Runner(tmp_path, tmp_path / "remote").check_out()


def history(runner: Runner) -> list[str]:
    """The messages of the remote's branch, newest first."""
    return git(runner.remote, "log", "--format=%s", "main").splitlines()


def file(runner: Runner, name: str) -> str:
    return git(runner.remote, "show", f"main:{name}")


def push(runner: Runner) -> Done:
    return runner.run("Commit and push")


def test_without_news_there_is_no_commit(runner: Runner) -> None:
    runner.fetched({"stray.txt": "x"}, new=0)
    before = git(runner.clone, "rev-parse", "HEAD")
    assert push(runner) == Done(0, [], "news=none\n", [])
    assert git(runner.clone, "rev-parse", "HEAD") == before
    assert history(runner) == ["Add a record", "Begin"]


def test_news_is_one_commit_of_content_alone(runner: Runner) -> None:
    runner.fetched({**NEWS, "stray.txt": "x", "site.yaml": "changed"}, new=12, updated=3)
    (runner.clone / "site.yaml").write_text("title: The Quay\n")
    assert push(runner) == Done(0, [], "news=pushed\n", [0])
    assert history(runner) == ["Fetch: 12 new, 3 updated", "Add a record", "Begin"]
    changed = git(runner.remote, "show", "--format=%an <%ae>", "--name-only", "main").split("\n")
    bot = "github-actions[bot]"
    assert changed[0] == f"{bot} <41898282+{bot}@users.noreply.github.com>"
    assert set(changed[1:]) - {""} == NEWS.keys()


def test_removed_file_is_committed(runner: Runner) -> None:
    runner.fetched({})
    (runner.clone / RECORD).unlink()
    assert push(runner).outputs == "news=pushed\n"
    assert RECORD not in git(runner.remote, "ls-tree", "-r", "--name-only", "main").split()


def test_records_fetched_before_an_error_are_committed(runner: Runner) -> None:
    write(runner.clone, NEWS)
    assert push(runner).status == 0
    assert history(runner)[0] == "Fetch: what was read before an error"


@pytest.mark.parametrize("files", [{}, NEWS], ids=["alone", "with news"])
def test_temporary_files_of_a_killed_fetch_are_not_committed(
    runner: Runner, files: dict[str, str]
) -> None:
    write(runner.clone, {**files, "content/.fetched/.crane.part": "title: Cr"})
    assert push(runner).status == 0
    assert len(history(runner)) == 2 + bool(files)
    assert ".part" not in git(runner.remote, "ls-tree", "-r", "--name-only", "main")


def test_fetch_killed_while_writing_is_neither_pushed_nor_cached(
    runner: Runner,
) -> None:
    """A ledger without its records would mean that they were deleted."""
    waiting = f"content/{Path(BEGUN).parent}/news/2026/03/2026-03-01-crane.md"
    write(runner.clone, {LEDGER: NEWS[LEDGER], waiting: "title: Crane\n"})
    assert push(runner) == Done(0, [], "", [])
    assert history(runner) == ["Add a record", "Begin"]


def test_commit_is_rebased_on_newer_commits(runner: Runner, ada: Path) -> None:
    runner.fetched(NEWS)
    commit(ada, {"content/pages/about.md": "title: About\n"}, "Say who we are")
    git(ada, "push", "--quiet")
    assert push(runner) == Done(0, [], "news=pushed\n", [0])
    assert history(runner) == [
        "Fetch: 1 new, 0 updated",
        "Say who we are",
        "Add a record",
        "Begin",
    ]
    assert file(runner, "content/pages/about.md")


def test_push_is_retried_after_a_newer_commit(runner: Runner, ada: Path) -> None:
    runner.fetched(NEWS)
    commit(ada, {"content/pages/about.md": "title: About\n"}, "Say who we are")
    hook = f'#!/bin/sh\nunset GIT_DIR\nmv "$0" "$0.done"\ngit -C "{ada}" push --quiet\n'
    executable(runner.clone / ".git/hooks/pre-push", hook)
    done = push(runner)
    assert (done.status, done.outputs, done.pauses) == (0, "news=pushed\n", [0, 5])
    assert history(runner)[:2] == ["Fetch: 1 new, 0 updated", "Say who we are"]


@pytest.mark.parametrize("ledger", [LEDGER, "content/.fetched/2026-04.txt"], ids=["old", "new"])
def test_ledgers_of_both_sides_are_merged(runner: Runner, ada: Path, ledger: str) -> None:
    old = START.get(ledger, "")
    runner.fetched({ledger: f"a\n{old}x\n"})
    commit(ada, {ledger: f"{old}y\n"}, "Add one by hand")
    git(ada, "push", "--quiet")
    assert push(runner) == Done(0, [], "news=pushed\n", [0])
    assert sorted(file(runner, ledger).splitlines()) == sorted(["a", *old.split(), "x", "y"])


def given_up(runner: Runner, ada: Path) -> None:
    """Assert that the commit was dropped."""
    git(ada, "push", "--quiet")
    done = push(runner)
    assert (done.status, done.outputs, done.pauses, done.warned) == (0, "", [0], True)
    assert git(runner.remote, "rev-parse", "main") == git(ada, "rev-parse", "main")
    assert git(runner.clone, "rev-parse", "HEAD") == git(ada, "rev-parse", "main")
    assert git(runner.clone, "status", "--porcelain") == ""


def test_commit_that_conflicts_with_an_edit_is_dropped(runner: Runner, ada: Path) -> None:
    runner.fetched({**NEWS, RECORD: "title: Ferry\nexcerpt: Late again\n"}, updated=1)
    commit(ada, {RECORD: "title: Ferry\nexcerpt: In time\n"}, "Be right")
    given_up(runner, ada)


def test_editor_s_removal_of_a_record_stays(runner: Runner, ada: Path) -> None:
    runner.fetched({RECORD: "title: Ferry\nexcerpt: Late again\n"}, new=0, updated=1)
    (ada / RECORD).unlink()
    commit(ada, {}, "Remove it")
    given_up(runner, ada)


def test_without_gitattributes_ledgers_conflict(runner: Runner, ada: Path) -> None:
    commit(ada, {".gitattributes": "# none\n"}, "Forget the ledger")
    git(ada, "push", "--quiet")
    git(runner.clone, "pull", "--quiet")
    runner.fetched({LEDGER: "b\nd\nx\n"})
    commit(ada, {LEDGER: "b\nd\ny\n"}, "Add one by hand")
    given_up(runner, ada)


def test_rewritten_history_is_accepted(runner: Runner, ada: Path) -> None:
    runner.fetched({RECORD: "title: Ferry\nexcerpt: Late again\n"})
    write(ada, {RECORD: "title: A ferry\nexcerpt: Never mind\n"})
    git(ada, "commit", "--quiet", "--all", "--amend", "--message", "Add another record")
    git(ada, "push", "--quiet", "--force")
    done = push(runner)
    assert (done.status, done.warned) == (0, True)
    assert history(runner) == ["Add another record", "Begin"]


def test_two_bots_with_the_same_news_write_it_once(runner: Runner, tmp_path: Path) -> None:
    other = Runner(tmp_path / "other", runner.remote).check_out()
    for one in (other, runner):
        one.fetched(NEWS)
    assert [push(one).status for one in (other, runner)] == [0, 0]
    assert history(runner) == ["Fetch: 1 new, 0 updated", "Add a record", "Begin"]


def test_missing_remote_fails_after_growing_pauses(runner: Runner) -> None:
    runner.fetched(NEWS)
    git(runner.clone, "remote", "set-url", "origin", "../nowhere")
    done = push(runner)
    assert (done.status, done.outputs) == (1, "")
    assert done.pauses == sorted(done.pauses)
    assert len(set(done.pauses)) == 5
    assert sum(line.startswith("::error title=Fetch::") for line in done.lines) == 1


def test_refused_push_fails_with_its_reason(runner: Runner) -> None:
    runner.fetched(NEWS)
    executable(
        runner.remote / "hooks/pre-receive", "#!/bin/sh\necho protected branch >&2\nexit 1\n"
    )
    done = push(runner)
    assert (done.status, len(done.pauses), done.outputs) == (1, 5, "")
    assert any("protected branch" in line for line in done.lines)
    assert history(runner) == ["Add a record", "Begin"]


@pytest.mark.parametrize(
    ("status", "report", "ends", "warned"),
    [
        (0, True, 0, False),
        (1, True, 0, True),
        (1, False, 1, False),  # an error that is none of a source
        (2, False, 2, False),
        (3, True, 3, False),
        (130, False, 130, False),
    ],
)
def test_failed_sources_are_a_warning_and_if_all_fail_an_error(
    tmp_path: Path, status: int, report: bool, ends: int, warned: bool
) -> None:
    runner = Runner(tmp_path, tmp_path / "none")
    executable(
        runner.temp / "bin/python",
        f'#!/bin/sh\necho "$1 $2 $3 $4"\n[ {int(report)} = 0 ] || echo "{{}}" > "$5"\n'
        f"exit {status}\n",
    )
    done = runner.run("Fetch")
    assert (done.status, done.warned) == (ends, warned)
    assert done.lines[1] == "-m site_gen fetch --report"
    assert (runner.temp / "fetch.json").exists() == report


def test_name_of_a_feed_is_not_a_workflow_command(tmp_path: Path) -> None:
    """GitHub ignores commands between the two lines, of which the second is random."""
    tokens = set()
    for place in ("a", "b"):
        runner = Runner(tmp_path / place, tmp_path / "none")
        said = (
            '#!/bin/sh\necho "::error::One" >&2\necho "::error::Two"\necho "::error::Three" >&2\n'
        )
        executable(runner.temp / "bin/python", said)
        first, *lines, last = runner.run("Fetch").lines
        assert lines == [f"::error::{word}" for word in ("One", "Two", "Three")]
        token = first.removeprefix("::stop-commands::")
        assert last == f"::{token}::"
        tokens.add(token)
    assert len(tokens) == 2
    assert min(map(len, tokens)) > 30
