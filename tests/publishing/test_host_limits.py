"""Limits of hosts: a line for each that a site exceeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.errors import PublishError
from site_gen.publish import PublishOptions, publish
from site_gen.publish.deploy_folders import DeployFolder
from site_gen.publish.deploy_folders.hosts import CLOUDFLARE_PAGES, NETLIFY, DeployHost
from site_gen.publish.deploy_folders.limits import over_limits
from tests.publishing.servers import put


def refusals(
    host: DeployHost, sizes: dict[str, int] | None = None, headers: str = "", redirects: str = ""
) -> list[str]:
    return [refusal.reason for refusal in over_limits(host, sizes or {}, headers, redirects)]


def sizes_of(count: int, folder: str = "x/") -> dict[str, int]:
    return {f"{folder}{number}": 1 for number in range(count)}


@pytest.mark.parametrize(
    ("host", "allowed", "files", "reason"),
    [
        (
            CLOUDFLARE_PAGES,
            20_000,
            "",
            "the site has 20,001 files, Cloudflare Pages allows 20,000",
        ),
        (NETLIFY, 54_000, "x/", "the site has 54,001 files in x, Netlify allows 54,000"),
        (
            NETLIFY,
            54_000,
            "",
            "the site has 54,001 files in its top folder, Netlify allows 54,000",
        ),
    ],
)
def test_number_of_files(host: DeployHost, allowed: int, files: str, reason: str) -> None:
    assert refusals(host, sizes_of(allowed, files)) == []
    assert refusals(host, sizes_of(allowed + 1, files)) == [reason]


def test_files_in_several_folders() -> None:
    assert refusals(NETLIFY, {**sizes_of(54_000, "x/"), **sizes_of(54_000, "y/")}) == []


def test_size_of_a_file() -> None:
    size = 25 * 1024 * 1024
    assert refusals(CLOUDFLARE_PAGES, {"a.mp4": size}) == []
    assert refusals(CLOUDFLARE_PAGES, {"a.mp4": size + 1}) == [
        "the site has 26,214,401 bytes in a.mp4, Cloudflare Pages allows 26,214,400"
    ]
    assert refusals(NETLIFY, {"a.mp4": size + 1}) == []


def test_rules() -> None:
    headers = "".join(f"/{n}\n  X-A: b\n" for n in range(101))
    redirects = "".join(f"/{n} /x\n" for n in range(2_001))
    patterns = "/x/* /y\n" + "".join(f"/{n} /x\n" for n in range(100))
    assert refusals(CLOUDFLARE_PAGES, headers=headers, redirects=redirects) == [
        "the site has 101 rules in _headers, Cloudflare Pages allows 100",
        "the site has 2,001 rules in _redirects, Cloudflare Pages allows 2,000",
    ]
    assert refusals(CLOUDFLARE_PAGES, redirects=patterns) == [
        "the site has 101 rules with patterns in _redirects, Cloudflare Pages allows 100"
    ]
    assert refusals(NETLIFY, headers=headers, redirects=redirects) == []
    assert refusals(CLOUDFLARE_PAGES, headers=f"/\n  X-A: {'b' * 2_000}\n") == [
        "the site has 2,007 characters in a line of _headers, Cloudflare Pages allows 2,000"
    ]


def test_refusal_names_the_settings_that_help(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put(Path("_site"), {f"{n}.txt": "" for n in range(20_001)})
    destination = DeployFolder(
        CLOUDFLARE_PAGES, Path("_host"), Path("_site"), "https://quay.example/"
    )
    lines: list[str] = []
    for dry_run, outcome in (
        (True, "nothing would be published"),
        (False, "nothing was published"),
    ):
        options = PublishOptions(folder=Path("_site"), dry_run=dry_run)
        with pytest.raises(PublishError) as refused:
            publish(destination, options, lines.append)
        assert str(refused.value) == (
            f"{outcome}: the site has 20,003 files, Cloudflare Pages allows 20,000 "
            "(leave out old records with admission.max_age_days, or the JSON mirror with "
            "mirror: false; a paid plan allows 100,000; --force publishes anyway)"
        )
    assert not Path("_host").exists()
