"""The service worker of a site and its page for readers without a network."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

from site_gen.build import build
from site_gen.service_worker import REMOVING, is_service_worker
from tests.sites.site import build_site, config, days, options_for
from tests.sites.two_languages import FILES, updated

OFF = config(reader={"offline": False})


def addresses(worker: bytes) -> dict[str, Any]:
    """What a site tells its worker."""
    first = worker.partition(b";\n")[0].removeprefix(b"const site=")
    found: dict[str, Any] = json.loads(first)
    return found


def test_worker_knows_its_site_under_a_base_path(tmp_path: Path) -> None:
    settings = config(base_url="https://gazette.example/news/")
    site = build_site(tmp_path, {**days(2), "site.yaml": settings})
    assert addresses(site.files()["sw.js"]) == {
        "base": "/news/",
        "files": "/news/",
        "offline": "/news/offline/",
        "pages": ["/news/", "/news/latest/", "/news/saved/"],
    }


def test_page_of_saved_articles_is_kept_if_there_is_one(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"site.yaml": config(reader={"saved": False})})
    assert addresses(site.files()["sw.js"])["pages"] == ["/", "/latest/"]


def test_site_of_each_language_has_its_own(tmp_path: Path) -> None:
    site = build_site(tmp_path, FILES)
    files = site.files()
    assert addresses(files["sw.js"])["base"] == "/"
    spanish = addresses(files["es/sw.js"])
    assert (spanish["base"], spanish["files"]) == ("/es/", "/")
    assert spanish["offline"] == "/es/offline/"
    assert site.links("/es/offline/", ".footer__home") == ["/es/"]
    assert updated(tmp_path).files() == files


def test_page_is_hidden_from_search_engines(tmp_path: Path) -> None:
    site = build_site(tmp_path, days(2))
    assert site.attribute("/offline/", "meta[name=robots]", "content") == "noindex"
    sitemaps = [data for path, data in site.files().items() if "sitemap" in path]
    assert sitemaps
    assert not any(b"/offline/" in data for data in sitemaps)


def test_worker_is_small(tmp_path: Path) -> None:
    site = build_site(tmp_path, days(1))
    assert len(gzip.compress(site.files()["sw.js"])) <= 2000


def test_site_without_it_has_a_worker_that_removes_itself(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**days(2), "site.yaml": OFF})
    assert site.files()["sw.js"] == REMOVING
    assert "/offline/" not in site.pages()
    scripts = [data for path, data in site.files().items() if path.startswith("assets/")]
    assert not any(b"serviceWorker" in data or b"data-kept" in data for data in scripts)


def test_update_follows_the_setting(tmp_path: Path) -> None:
    build_site(tmp_path, {**days(2), "site.yaml": OFF})
    (tmp_path / "site.yaml").write_text(config())
    site = updated(tmp_path)
    assert "/offline/" in site.pages()
    (tmp_path / "site.yaml").write_text(OFF)
    assert "/offline/" not in updated(tmp_path).pages()


def test_own_worker_of_a_site_replaces_it(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**days(1), "static/sw.js": "// mine"})
    assert site.files()["sw.js"] == b"// mine"
    build(options_for(tmp_path))
    assert site.files()["sw.js"] == b"// mine"


def test_paths_of_workers() -> None:
    assert is_service_worker("sw.js")
    assert is_service_worker("/es/sw.js")
    assert not is_service_worker("files/sw.js")
    assert not is_service_worker("es/x/sw.js")
