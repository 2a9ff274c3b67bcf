"""A site folder of any number of records, in the shape that production has.

``python benchmarks/newsroom.py FOLDER 10000`` writes ``site.yaml`` and as many record files,
the same ones every time: headlines, excerpts and addresses of the usual lengths, two of 60
topics, 1,000 outlets (of both some far more frequent than others), an image, ten related
entries in every record, nine of ten with an image, 40 records a day or as many as ``--per-day``
says. With ``--mixed`` there are 0 to 10 related entries, and 15 % of the records have a Markdown
body.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import wordfreq

PER_DAY = 40
OUTLETS = 1_000
TOPICS = 60
RELATED = 10
WITH_BODY = 0.15
SEED = 7
LAST = datetime(2026, 10, 1, tzinfo=UTC)
CONFIG = "title: The Quay\nbase_url: https://quay.example/\n"
VOCABULARY = [word for word in wordfreq.top_n_list("en", 20_000, wordlist="small") if len(word) > 3]
SYLLABLES = "ba del for gan hol is kem lor mar nu or pel quin ras sol tam ul ver wen yar".split()


class Writer:
    """Makes records one after the other, from the newest to the oldest."""

    def __init__(self, *, mixed: bool = False, per_day: int = PER_DAY) -> None:
        self.chance = random.Random(SEED)
        self.mixed = mixed
        self.per_day = per_day
        self.topics = [f"{word.title()} {self._name()}" for word in VOCABULARY[:TOPICS]]
        self.providers = [f"The {self._name()} {self._name()}" for _ in range(OUTLETS)]

    def record(self, number: int) -> str:
        """The text of the record that is the ``number``th, counted back from the newest."""
        published = LAST - timedelta(days=number / self.per_day)
        entries = self.chance.randint(0, RELATED) if self.mixed else RELATED
        names = (self._name(), self._name())
        first, *others = self._skewed(OUTLETS, 1 + entries, 3.3)
        fields = {
            "category": "news",
            **self._article(names, number, first, published, 30),
            "heat": -1,
            "topics": [self.topics[place] for place in self._skewed(TOPICS, 2, 2.5)],
            "images": [self._image(number, first, 1)],
            "secured": f"{self.chance.randbytes(120).hex()};{self.chance.randbytes(16).hex()}",
        }
        lines = [f"{name}: {_flow(value)}" for name, value in fields.items()]
        lines += ["related:"] if entries else []
        for place, provider in enumerate(others, 1):
            article = self._article(
                names, number, provider, published + timedelta(minutes=37 * place), 62
            )
            images = {"images": [self._image(number, provider, 5)]} if place < RELATED else {}
            lines += _item({**article, **images})
        body = self._body(names) if self.mixed and self.chance.random() < WITH_BODY else ""
        return "\n".join(["---", *lines, "---", body])

    def _article(
        self, names: Sequence[str], number: int, provider: int, published: datetime, length: int
    ) -> dict[str, Any]:
        domain = f"outlet{provider}.example"
        title = self._text(names, self.chance.randint(8, 14))
        slug = re.sub(r"\W+", "-", title.lower())[:length]
        url = f"https://{domain}/{published:%Y/%m/%d}/{slug}-{number}.html"
        return {
            "title": title,
            "excerpt": f"{self._text(names, self.chance.randint(20, 40))}.",
            "publishedDateTime": f"{published:%Y-%m-%dT%H:%M:%SZ}",
            "originalUrl": url,
            "webUrl": url,
            "type": "video" if number % 16 == 0 else "article",
            "quality": self.chance.randint(70, 120),
            "provider": {"name": self.providers[provider], "domain": domain},
        }

    def _image(self, number: int, provider: int, folders: int) -> dict[str, Any]:
        path = "/".join(self._name().lower() for _ in range(folders))
        url = f"https://images.outlet{provider}.example/photos/{path}/{number}_1600.jpg"
        return {"url": url, "width": 1600, "height": 900, "isCached": True}

    def _skewed(self, things: int, count: int, power: float) -> list[int]:
        """So many different ones of the things, the first of them the most frequent."""
        picked: dict[int, None] = {}
        while len(picked) < count:
            picked[int(things * self.chance.random() ** power)] = None
        return list(picked)

    def _body(self, names: Sequence[str]) -> str:
        return "\n\n".join(f"{self._text(names, 60)}, *{names[0]}*." for _ in range(4))

    def _text(self, names: Sequence[str], words: int) -> str:
        """So many words, two of them this story's own names."""
        picked = [self._word() for _ in range(words - 2)]
        picked.insert(self.chance.randint(0, len(picked)), names[0])
        return " ".join([*picked, names[1]]).capitalize()

    def _word(self) -> str:
        """By Zipf's law as Mandelbrot wrote it: ranks are counted from 50."""
        return VOCABULARY[int(50 * ((len(VOCABULARY) + 50) / 50) ** self.chance.random()) - 50]

    def _name(self) -> str:
        return "".join(self.chance.choices(SYLLABLES, k=3)).title()


def _flow(value: Any) -> str:
    """JSON is YAML; strings are quoted by JSON's rules, which YAML shares."""
    return json.dumps(value, ensure_ascii=False)


def _item(fields: dict[str, Any]) -> Iterator[str]:
    """The lines of one map in a list."""
    for place, (name, value) in enumerate(fields.items()):
        yield f"{'    ' if place else '  - '}{name}: {_flow(value)}"


def write_site(folder: Path, size: int, *, mixed: bool = False, per_day: int = PER_DAY) -> None:
    """Write a site of so many records into a folder."""
    news = folder / "content" / "news"
    news.mkdir(parents=True, exist_ok=True)
    (folder / "site.yaml").write_text(CONFIG, encoding="utf-8")
    writer = Writer(mixed=mixed, per_day=per_day)
    for number in range(size):
        day = (LAST - timedelta(days=number / per_day)).date()
        (news / f"{day}-story-{number:06}.md").write_text(writer.record(number), encoding="utf-8")


def main() -> None:
    """Write the folder that is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("records", type=int)
    parser.add_argument("--mixed", action="store_true")
    parser.add_argument("--per-day", type=int, default=PER_DAY, metavar="RECORDS")
    given = parser.parse_args()
    write_site(given.folder, given.records, mixed=given.mixed, per_day=given.per_day)


if __name__ == "__main__":
    main()
