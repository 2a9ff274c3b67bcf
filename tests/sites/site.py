"""Small sites from a dict of files: built, and read back.

site = build_site(tmp_path, {"content/news/a.md": record("Ferry returns")})
assert site.texts("/", ".card__title") == ["Ferry returns"]
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser, LexborNode

from site_gen import workers
from site_gen.build import build
from site_gen.front_matter import dump
from site_gen.model import BuildReport, Problem
from site_gen.options import Options
from tests.sites.compiled import compile_each_template_once

compile_each_template_once()

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
"""The default instant of builds."""
AFTER_SAMPLE = datetime(2026, 10, 1, tzinfo=UTC)
"""After all times of the sample newsroom: times to come count as unknown."""
ORIGIN = "https://gazette.example"

Files = Mapping[str, str | bytes]
"""Path in the site folder → content: ``site.yaml``, ``content/news/a.md``, ``static/x.css``."""


def config(**settings: Any) -> str:
    """A site.yaml; ``config(pagination={"page_size": 2})``."""
    own = {"title": "The Small Gazette", "base_url": f"{ORIGIN}/"}
    return yaml.safe_dump({**own, **settings}, allow_unicode=True, sort_keys=False)


def record(title: str, day: str = "2026-02-01T09:30:00Z", body: str = "", **fields: Any) -> str:
    """A valid record file; ``fields`` replace the usual ones."""
    slug = "".join(char if char.isalnum() else "-" for char in title.lower())
    usual: dict[str, Any] = {
        "title": title,
        "excerpt": f"What is known about it: {title}.",
        "publishedDateTime": day,
        "webUrl": f"https://harbourpost.example/{slug}",
        "provider": provider("Harbour Post", "harbourpost.example"),
    }
    return dump({**usual, **fields}, body)


def provider(name: str, domain: str = "", **fields: Any) -> dict[str, Any]:
    return {"name": name, **({"domain": domain} if domain else {}), **fields}


def related(title: str, url: str, name: str = "Quay Times", **fields: Any) -> dict[str, Any]:
    """An entry of a record's related list."""
    host = urlsplit(url).hostname or ""
    return {"title": title, "webUrl": url, "provider": provider(name, host), **fields}


def note(body: str = "", **fields: Any) -> str:
    """A file of content/topics/, content/providers/ or content/pages/."""
    return dump(fields, body)


def news(*records: str, folder: str = "content/news") -> dict[str, str | bytes]:
    """Records as files ``r1.md``, ``r2.md`` … of the content folder."""
    return {f"{folder}/r{number}.md": text for number, text in enumerate(records, 1)}


def days(count: int, first: int = 1, **fields: Any) -> dict[str, str | bytes]:
    """Records ``d01.md`` … of consecutive days in January 2026, each titled by its day."""
    return {
        f"content/news/d{day:02}.md": record(f"Day {day}", f"2026-01-{day:02}T08:00:00Z", **fields)
        for day in range(first, first + count)
    }


def write_files(folder: Path, files: Files) -> None:
    """Make ``folder`` a site folder with only these files; built files stay."""
    for name in ("site.yaml", "content", "templates", "static", "translations"):
        path = folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    (folder / "content").mkdir(parents=True, exist_ok=True)
    for name, text in {"site.yaml": config(), **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())


def options_for(folder: Path, **options: Any) -> Options:
    """The options of ``site_gen build`` in this site folder."""
    usual: dict[str, Any] = {
        "now": NOW,
        "config": folder / "site.yaml",
        "content": folder / "content",
        "output": folder / "_site",
        "jobs": 1,
        "search": False,
    }
    return Options(**{**usual, **options})


def build_site(folder: Path, files: Files, **options: Any) -> Site:
    """Write the files and build the site."""
    write_files(folder, files)
    chosen = options_for(folder, **options)
    return Site(chosen, build(chosen))


def share_from(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    """Let builds with as few as ``count`` items use worker processes."""
    monkeypatch.setattr(workers, "WORTH_IT", count)
    monkeypatch.setattr(workers, "CHUNK", 4)


def read_folder(root: Path) -> dict[str, bytes]:
    """Every file below ``root`` by its path; empty folders as paths with a slash at the end."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                found[f"{name}/"] = b""
        else:
            found[name] = path.read_bytes()
    return found


class Site:
    """A built site: its pages by address, its files, its problems."""

    def __init__(self, options: Options, report: BuildReport) -> None:
        self.options = options
        self.report = report
        self.root = options.folder
        self._page = cache(self._parse)

    def files(self) -> dict[str, bytes]:
        return read_folder(self.root)

    def pages(self) -> list[str]:
        """The addresses of all pages within the site."""
        paths = (path.relative_to(self.root).as_posix() for path in self.root.rglob("*.html"))
        return sorted(f"/{path.removesuffix('index.html')}" for path in paths)

    def path(self, url: str) -> Path:
        """The file of an address within the site."""
        return self.root / (url[1:] + ("index.html" if url.endswith("/") else ""))

    def html(self, url: str) -> str:
        return self.path(url).read_text(encoding="utf-8")

    def _parse(self, url: str) -> LexborHTMLParser:
        return LexborHTMLParser(self.html(url))

    def all(self, url: str, selector: str) -> list[LexborNode]:
        return self._page(url).css(selector)

    def one(self, url: str, selector: str) -> LexborNode:
        """The only element of the page that matches the selector."""
        found = self.all(url, selector)
        assert len(found) == 1, f"{len(found)} of {selector} on {url}"
        return found[0]

    def texts(self, url: str, selector: str) -> list[str]:
        """Texts of the matching elements, with single spaces."""
        return [" ".join(node.text().split()) for node in self.all(url, selector)]

    def text(self, url: str, selector: str) -> str:
        return " ".join(self.one(url, selector).text().split())

    def links(self, url: str, selector: str) -> list[str]:
        return [node.attributes.get("href") or "" for node in self.all(url, selector)]

    def attribute(self, url: str, selector: str, name: str) -> str | None:
        return self.one(url, selector).attributes.get(name)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.report.problems

    def lost_links(self, base_url: str = f"{ORIGIN}/") -> list[str]:
        """Internal links without a file, each with its page."""
        lost = []
        for page in self.pages():
            for node in self.all(page, "[href], [src]"):
                link = node.attributes.get("href") or node.attributes.get("src") or ""
                target = urljoin(urljoin(base_url, page.lstrip("/")), link)
                if urlsplit(target).netloc != urlsplit(base_url).netloc:
                    continue
                inside = target.startswith(base_url)
                path = "/" + unquote(urlsplit(target[len(base_url) :]).path)
                if not inside or not self.path(path).is_file():
                    lost.append(f"{page}: {link}")
        return lost
