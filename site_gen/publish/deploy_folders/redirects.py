"""The file ``_redirects``: the site's redirecting pages as rules, so that hosts answer with 301.

The pages stay in the folder. They redirect readers where a host allows no more rules, and make the
address without a slash at its end work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import msgspec

from site_gen.publish.deploy_folders.hosts import DeployHost

REDIRECTS = "_redirects"
_REFRESH = b"refresh"
_GENERATOR = b"site_gen"


class RedirectsFile(msgspec.Struct, frozen=True):
    """The rules for a host."""

    data: bytes
    left_out: int = 0
    """Redirects that stay pages, because the host allows no more rules."""


class _RefreshFinder(HTMLParser):
    """Finds where a page redirects to."""

    def __init__(self) -> None:
        super().__init__()
        self.url = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "meta" and (values.get("http-equiv") or "").lower() == "refresh":
            delay, _, target = (values.get("content") or "").partition(";")
            name, _, url = target.strip().partition("=")
            if delay.strip() == "0" and name.strip().lower() == "url":
                self.url = url.strip()


def redirecting_pages(folder: Path, paths: Iterable[str], prefix: str) -> Iterator[tuple[str, str]]:
    """Address and target of each redirecting page that a build made, by address.

    ``prefix`` is the path of ``base_url``, such as ``news/``. Raises OSError.
    """
    for path in paths:
        if not path.endswith("/index.html"):
            continue
        page = (folder / path).read_bytes()
        if _REFRESH in page and _GENERATOR in page:
            parser = _RefreshFinder()
            parser.feed(page.decode("utf-8", "replace"))
            source = f"/{prefix}{path.removesuffix('index.html')}"
            if parser.url and not set(source) & set("*:"):
                yield quote(source, safe="/~$&+,;=@!()'"), parser.url


def redirects_file(
    own: str, redirects: Iterable[tuple[str, str]], host: DeployHost
) -> RedirectsFile:
    """The site's redirects after the rules that are in the editor's own file.

    Rules with ``*`` or ``:`` come last: after the first of them, Cloudflare counts every rule as
    one with a pattern, of which it allows few.
    """
    lines = own.splitlines()
    split = next((i for i, line in enumerate(lines) if _is_pattern(line)), len(lines))
    fixed, patterns = lines[:split], lines[split:]
    taken = {line.split()[0] for line in rules(own)}
    added = [
        f"{source} {target} {host.moved}" for source, target in redirects if source not in taken
    ]
    room = host.limits.written_redirects - len(rules("\n".join(fixed)))
    allowed = list(_within_bytes(added[: max(room, 0)], own, host.limits.written_bytes))
    data = "".join(f"{line}\n" for line in (*fixed, *allowed, *patterns)).encode()
    return RedirectsFile(data, len(added) - len(allowed))


def _within_bytes(lines: Sequence[str], own: str, limit: int) -> Iterator[str]:
    size = len(own.encode())
    for line in lines:
        size += len(line.encode()) + 1
        if limit and size > limit:
            return
        yield line


def rules(text: str) -> list[str]:
    """The rules of a file ``_redirects``."""
    lines = map(str.strip, text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _is_pattern(line: str) -> bool:
    words = line.split()
    return bool(words) and not words[0].startswith("#") and is_pattern(words[0])


def is_pattern(source: str) -> bool:
    """Whether the source of a rule has a wildcard or a placeholder."""
    return "*" in source or "/:" in source


def count_rules(text: str) -> tuple[int, int]:
    """The numbers of rules without and with patterns, as Cloudflare counts them."""
    found = rules(text)
    first = next((i for i, rule in enumerate(found) if is_pattern(rule.split()[0])), len(found))
    return first, len(found) - first
