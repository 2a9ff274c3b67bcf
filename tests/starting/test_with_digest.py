"""``init --with-digest``, and its workflow that sends the digest."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.sites.site import read_folder
from tests.starting.conftest import install_from
from tests.starting.test_init import FILES
from tests.starting.workflows import DIGEST, PAGES, action, commands, steps, workflow

ADDED = ".github/workflows/digest.yml"


@pytest.fixture(autouse=True)
def _installed_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    install_from(monkeypatch, None)


def test_workflow_is_added_with_its_extra(site_gen: Run, tmp_path: Path) -> None:
    status, _, err = site_gen("init", "quay", "--with-digest")
    assert status == 0
    assert sorted(read_folder(tmp_path / "quay")) == sorted([*FILES, ADDED])
    assert (tmp_path / "quay" / ADDED).read_bytes() == DIGEST.read_bytes()
    assert "site-gen[mail,search]" in (tmp_path / "quay/requirements.txt").read_text("utf-8")
    assert "digest.sender" in err


def test_existing_site_is_told_what_to_install(site_gen: Run, tmp_path: Path) -> None:
    site_gen("init", ".")
    assert "does not install the extra mail" in site_gen("init", ".", "--with-digest")[2]
    text = "site-gen[mail,search]==1\n"
    (tmp_path / "requirements.txt").write_text(text)
    assert "extra mail" not in site_gen("init", ".", "--with-digest")[2]


def test_workflow_sends_once_a_day_with_what_its_environment_names() -> None:
    (schedule,) = workflow(DIGEST)["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* \*", schedule["cron"])
    assert commands(DIGEST) == [["digest", "--send", "--base-url", "$BASE_URL"]]
    environment = steps(DIGEST)[-1]["env"]
    for name in ("HOST", "PORT", "SECURITY", "USER", "PASSWORD"):
        assert f"SITE_GEN_SMTP_{name}" in environment
    assert environment["SITE_GEN_SMTP_PASSWORD"].startswith("${{ secrets.")
    assert workflow(DIGEST)["permissions"] == {"contents": "read", "pages": "read"}


def test_workflow_restores_what_builds_have_saved() -> None:
    restored = action(DIGEST, "actions/cache/restore")["with"]
    saved = action(PAGES, "actions/cache")["with"]
    assert (restored["path"], restored["restore-keys"]) == (saved["path"], saved["restore-keys"])
