"""What ``fetch`` costs: many feeds of which all is new, and again when nothing is.

``python benchmarks/fetching.py`` serves 200 feeds of 50 articles on loopback, fetches them into an
empty site in memory, and fetches again: with what it remembers, and without, when all is sent and
read once more. Medians of three rounds; an hour without news must leave no trace in git.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from statistics import median

import measure
from compare import memory_folder

WORDS = (
    "harbour ferry crane fog strait board budget school storm bridge vote market island council "
    "mayor train winter summer report plan light water night morning coast engine captain pilot"
).split()
NOW = "2026-11-25T12:00:00Z"
FETCH = [sys.executable, "-m", "site_gen", "fetch", "--now", NOW]


def feed(number: int, articles: int) -> bytes:
    """RSS as outlets have it: summaries in HTML with a picture, categories, an author."""
    dice = Random(number)
    items = []
    for each in range(articles):
        title = f"{' '.join(dice.choices(WORDS, k=8))} {number}-{each}".capitalize()
        text = " ".join(dice.choices(WORDS, k=60))
        items.append(
            f"<item><title>{title}</title>"
            f"<link>https://outlet{number}.example/2026/11/story-{each}?utm_source=rss</link>"
            f"<guid isPermaLink='false'>{number}-{each}</guid>"
            f"<description>&lt;p&gt;{text} &amp;amp; more.&lt;/p&gt;&lt;img width='640' "
            f"height='480' src='https://outlet{number}.example/{each}.jpg'&gt;</description>"
            f"<category>{dice.choice(WORDS)}</category><dc:creator>Ada Quill</dc:creator>"
            f"<pubDate>{10 + each % 15} Nov 2026 {each % 24:02}:00:00 GMT</pubDate></item>"
        )
    return (
        "<?xml version='1.0' encoding='utf-8'?>"
        "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel>"
        f"<title>Outlet {number}</title><link>https://outlet{number}.example/</link>"
        f"{''.join(items)}</channel></rss>"
    ).encode()


@contextmanager
def serving(bodies: dict[str, bytes]) -> Iterator[int]:
    """Serve the bodies on loopback, with ``ETag``; yields the port."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            body, tag = bodies[self.path], f'"{self.path}"'
            known = self.headers.get("If-None-Match") == tag
            self.send_response(304 if known else 200)
            self.send_header("ETag", tag)
            self.send_header("Content-Length", "0" if known else str(len(body)))
            self.end_headers()
            self.wfile.write(b"" if known else body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        request_queue_size = 256
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def one_round(folder: Path, feeds: int, articles: int) -> dict[str, measure.Cost]:
    """Fetch into an empty site, and again; raises SystemExit if git sees the second."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "content").mkdir(parents=True)
    with serving({f"/{number}": feed(number, articles) for number in range(feeds)}) as port:
        urls = [f"http://127.0.0.1:{port}/{number}" for number in range(feeds)]
        sources = "".join(f"  - url: {url}\n" for url in urls)
        (folder / "site.yaml").write_text(
            "title: Bench\nbase_url: https://bench.example/\n"
            f"fetch: {{allow_private_hosts: true}}\nsources:\n{sources}",
            encoding="utf-8",
        )
        (folder / ".gitignore").write_text(".site_gen_cache/\n", encoding="utf-8")
        found = {"all new": measure.run(FETCH, folder)}
        git(folder, "init", "--quiet")
        git(folder, "add", "--all")
        git(folder, "-c", "user.name=x", "-c", "user.email=x@y.example", "commit", "--quiet", "-mx")
        found["nothing new"] = measure.run(FETCH, folder)
        (folder / ".site_gen_cache" / "fetch").unlink()
        found["nothing new, cache lost"] = measure.run(FETCH, folder)
        left = git(folder, "status", "--porcelain")
        if left:
            raise SystemExit(f"git sees changes: {left[:200]}")
    return found


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--feeds", type=int, default=200)
    parser.add_argument("--articles", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with memory_folder() as name:
        folder = Path(name) / "site"
        rounds = [one_round(folder, asked.feeds, asked.articles) for _ in range(asked.rounds)]
    for name in rounds[0]:
        costs = [each[name] for each in rounds]
        wall, cpu = (median(getattr(each, what) for each in costs) for what in ("wall", "cpu"))
        most = max(each.memory for each in costs) / 2**20
        print(f"{name}: {wall:.2f} s, {cpu:.2f} s of CPU, {most:.0f} MiB")


if __name__ == "__main__":
    main()
