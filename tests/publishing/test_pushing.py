"""Pushes that a remote accepts, rejects or delays, and the messages about them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from site_gen.errors import PublishError
from site_gen.publish import github_pages
from site_gen.publish.github_pages.commit import make_commit
from site_gen.publish.github_pages.files import Blob, File
from site_gen.publish.github_pages.git import Git, failure_reason
from site_gen.publish.github_pages.temporary_repository import TemporaryRepository
from tests.publishing.repositories import Quay, git

FILES = {"index.html": "Ferry", "news/a/index.html": "A"}
MORE = {**FILES, "news/b/index.html": "B"}


def overtake(monkeypatch: pytest.MonkeyPatch, quay: Quay, times: int) -> None:
    """Let somebody else push before each of the first ``times`` pushes."""
    pushes: list[int] = []

    def overtaken(*arguments: Any) -> None:
        if len(pushes) < times:
            pushes.append(1)
            quay.somebody_pushes(f"theirs-{len(pushes)}.txt", "theirs")
        make_commit(*arguments)

    monkeypatch.setattr(github_pages, "make_commit", overtaken)


def test_commit_is_made_again_if_somebody_else_pushes(
    quay: Quay, monkeypatch: pytest.MonkeyPatch
) -> None:
    quay.write(FILES)
    quay.publish()
    overtake(monkeypatch, quay, 1)
    quay.write(MORE)
    assert quay.publish() == [
        "origin/gh-pages: 1 added, 0 changed, 0 removed",
        "origin/gh-pages: somebody else published at the same time; trying again",
        "origin/gh-pages: 1 added, 0 changed, 1 removed",
        "published to origin/gh-pages",
    ]
    assert quay.commits()[1] == "Add theirs-1.txt"
    assert len(quay.commits()) == 3
    assert set(quay.tree()) == {*MORE, ".nojekyll"}


def test_four_attempts_to_push(quay: Quay, monkeypatch: pytest.MonkeyPatch) -> None:
    quay.write(FILES)
    quay.publish()
    overtake(monkeypatch, quay, 4)
    quay.write(MORE)
    with pytest.raises(PublishError, match="somebody else published at the same time, 4 times"):
        quay.publish()
    assert quay.commits()[0] == "Add theirs-4.txt"


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("echo 'No edition on Sundays' >&2; exit 1", "No edition on Sundays"),
        ("exit 1", "hook declined to update refs/heads/gh-pages"),
    ],
)
def test_message_of_a_hook_that_refuses_the_push(
    quay: Quay, script: str, message: str, capfd: pytest.CaptureFixture[str]
) -> None:
    quay.write(FILES)
    quay.publish()
    quay.hook("update", script)
    quay.write(MORE)
    with pytest.raises(PublishError) as refused:
        quay.publish()
    assert refused.value.message == f"origin refused the push to gh-pages: {message}"
    assert len(quay.commits()) == 1
    assert capfd.readouterr() == ("", ""), "git prints nothing itself"


def test_remote_that_refuses_without_a_message(quay: Quay) -> None:
    git(quay.bare, "config", "receive.denyUpdates", "true")
    git(quay.bare, "config", "transfer.hideRefs", "refs/heads/gh-pages")
    quay.write(FILES)
    with pytest.raises(PublishError, match=r"refused the push to gh-pages: .*hidden ref"):
        quay.publish()


def test_missing_remote(quay: Quay) -> None:
    git(quay.work, "remote", "set-url", "origin", str(quay.bare.parent / "gone.git"))
    quay.write(FILES)
    with pytest.raises(PublishError) as unreachable:
        quay.publish()
    assert "origin cannot be reached: '" in unreachable.value.message
    assert "gone.git' does not appear to be a git repository" in unreachable.value.message
    assert "\n" not in str(unreachable.value)
    assert unreachable.value.exit_status == 1


def test_remote_that_is_read_only(quay: Quay) -> None:
    git(quay.work, "remote", "set-url", "--push", "origin", str(quay.bare.parent / "gone.git"))
    quay.write(FILES)
    with pytest.raises(PublishError, match=r"origin cannot be pushed to: '.*gone.git' does not"):
        quay.publish()


def test_settings_about_the_remote_are_copied(
    quay: Quay, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Such as the token that a workflow includes for the folder of its checkout only."""
    (tmp_path / "token").write_text("[http]\n\textraheader = AUTHORIZATION: secret\n")
    git(quay.work, "config", f"includeIf.gitdir:{quay.work}/.git.path", str(tmp_path / "token"))
    (tmp_path / "global").write_text("[http]\n\textraheader = X-For: all\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "global"))
    seen = tmp_path / "seen"
    git(
        quay.work,
        "config",
        "remote.origin.receivepack",
        f"git config --get-all http.extraheader > {seen}; git-receive-pack",
    )
    copied: list[str] = []

    def look(temporary: TemporaryRepository, *arguments: Any) -> None:
        copied.extend(temporary.git.ask("config", "--get-all", "http.extraheader").splitlines())
        written = Path(temporary.git.environment["GIT_DIR"], "config").read_text()
        assert "AUTHORIZATION" not in written
        make_commit(temporary, *arguments)

    monkeypatch.setattr(github_pages, "make_commit", look)
    quay.write(FILES)
    quay.publish()
    assert copied == ["X-For: all", "AUTHORIZATION: secret"], "each once"
    assert seen.exists(), "remote.origin.receivepack was used"


@pytest.mark.parametrize(
    ("stderr", "line"),
    [
        ("fatal: no access to 'https://a:b@quay.example/'", "no access to 'https://quay.example/'"),
        (
            "Warning: a new key\nada@quay: Permission denied.\nfatal: x",
            "ada@quay: Permission denied.",
        ),
        ("remote: \nremote: error: GH006: Protected.   \nerror: failed", "GH006: Protected."),
        ("", "git gave no reason"),
    ],
)
def test_failure_reason(stderr: str, line: str) -> None:
    assert failure_reason(stderr) == line


def test_no_password_prompt_without_a_terminal() -> None:
    environment = {"GIT_DIR": "elsewhere", "PATH": "/bin", "LC_ALL": "de_DE.UTF-8"}
    assert Git.of(Path(), environment, unattended=True).environment == {
        "PATH": "/bin",
        "LC_ALL": "C",
        "LANGUAGE": "C",
        "GIT_TERMINAL_PROMPT": "0",
    }
    assert "GIT_TERMINAL_PROMPT" not in Git.of(Path(), environment, unattended=False).environment


@pytest.mark.usefixtures("interruptible")
def test_interrupted_push_leaves_nothing_behind(quay: Quay, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    quay.hook("pre-receive", f"touch {begun}; sleep 60")
    quay.write(FILES)
    (tmp_path / "temporary").mkdir()
    script = (
        "import sys; from pathlib import Path; from tests.publishing.repositories import Quay\n"
        "from site_gen.cli import publish\n"
        "publish._publish = lambda **_: Quay(*map(Path, sys.argv[1:])).publish()\n"
        "sys.exit(publish.command.main([], standalone_mode=False))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(quay.work), str(quay.bare)],
        env={**os.environ, "TMPDIR": str(tmp_path / "temporary"), "PYTHONPATH": str(Path.cwd())},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not begun.exists():
        time.sleep(0.02)
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=40)
    assert (process.returncode, said.decode()) == (
        130,
        "\ninterrupted (publish again: it compares with what is published)\n",
    )
    assert list((tmp_path / "temporary").iterdir()) == []
    assert tempfile.gettempdir() != str(tmp_path / "temporary")
    assert quay.commits() == []


def test_file_that_is_removed_before_the_commit(
    quay: Quay, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(temporary: TemporaryRepository, *arguments: Any) -> None:
        (quay.folder / "news/a/index.html").unlink()
        make_commit(temporary, *arguments)

    def kill(process: subprocess.Popen[bytes]) -> None:
        process.send_signal(signal.SIGKILL)
        process.wait()  # its input is not sent completely

    monkeypatch.setattr(github_pages, "make_commit", gone)
    monkeypatch.setattr(subprocess.Popen, "kill", kill)
    quay.write(FILES)
    with pytest.raises(PublishError, match=r"the commit could not be made: .*news/a/index\.html"):
        quay.publish()
    assert quay.commits() == []


@pytest.mark.parametrize("more", [0, 20], ids=["at the end", "midway"])
def test_path_that_git_refuses(quay: Quay, monkeypatch: pytest.MonkeyPatch, more: int) -> None:
    def odd(temporary: TemporaryRepository, *arguments: Any) -> None:
        source = quay.folder / "index.html"
        names = ["a//b", *(f"later-{number}" for number in range(more))]
        make_commit(temporary, [File(name, Blob("100644", ""), source) for name in names], "Odd")

    monkeypatch.setattr(github_pages, "make_commit", odd)
    quay.write({**FILES, "index.html": "x" * 100_000})
    with pytest.raises(PublishError, match="the commit could not be made: Empty path"):
        quay.publish()
    assert quay.commits() == []
