"""The records in Jekyll's terms: a collection of files with YAML front matter."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from articles import Article

from contenders import Contender, Missing, copy_site, write_assets

NAME = "Jekyll"
MOST = 1_000
"""Articles that it is given at most; it takes seconds for each thousand."""


def prepare(folder: Path, articles: Sequence[Article]) -> Contender:
    """A site of the newest articles in a new folder."""
    jekyll = shutil.which("jekyll")
    if jekyll is None:
        raise Missing("apt-get install jekyll")
    some = sorted(articles, key=lambda article: article.own.date)[-MOST:]
    copy_site("jekyll", folder)
    write_assets(folder)
    write_content(folder, some)
    return Contender(
        name=NAME,
        folder=folder,
        command=[jekyll, "build", "--quiet"],
        output="_site",
        caches=[".jekyll-cache"],
        articles=some,
        share=len(some) / len(articles),
    )


def write_content(folder: Path, articles: Sequence[Article]) -> None:
    """One file for each article, below ``_news/``. Without a body it need not be Markdown."""
    news = folder / "_news"
    news.mkdir(parents=True)
    for article in articles:
        lines = [
            f"{name}: {json.dumps(value, ensure_ascii=False)}"
            for name, value in front_matter(article).items()
        ]
        text = "\n".join(["---", *lines, "---", article.body, ""])
        ending = "md" if article.body else "html"
        (news / f"{article.stem}.{ending}").write_text(text, encoding="utf-8")


def front_matter(article: Article) -> dict[str, Any]:
    """``excerpt`` has a meaning of its own in Jekyll, so ours goes by another name."""
    own = msgspec.to_builtins(article.own)
    return {
        "title": own.pop("title"),
        "date": own["date"],
        "when": own.pop("date"),
        "source": own.pop("url"),
        "excerpt_text": own.pop("excerpt"),
        **own,
        "video": article.video,
        "topics": article.topics,
        "related": msgspec.to_builtins(article.related),
    }
