"""An editor who changes a site at random: what happens to a site folder between two builds."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

from tests.sites.site import config, note, provider, record, related

Kept = dict[str, str | bytes]

_URL = re.compile(r"^webUrl: (https://harbourpost\.example/\S+)$", re.MULTILINE)
_DAY = re.compile(r"^publishedDateTime: '(\d{4}-\d\d-\d\d)", re.MULTILINE)

_WORDS = "ferry storm quay gull tide lamp rope harbour salt net mole keel".split()
_TOPICS = ["Tides", "tides", "Boats", "C", "C++", "海", "Gulls & Terns", "📈"]
_OUTLETS = [
    provider("Harbour Post", "harbourpost.example"),
    provider("HARBOUR POST", "www.harbourpost.example"),
    provider("Quay Times", "quaytimes.example"),
    provider("The Mole"),
]


class Editor:
    """Holds the files of a site and changes them, the same way for the same seed."""

    def __init__(self, seed: int, records: int = 8) -> None:
        self.choose = random.Random(seed)  # noqa: S311  not for secrets
        self.files: Kept = {"site.yaml": config(pagination={"page_size": 2})}
        self.number = 0
        for _ in range(records):
            self.add()

    def edit(self) -> str:
        """Change one thing; what it was."""
        kinds: list[Callable[[], None]] = [
            *[self.add, self.change, self.delete, self.rename] * 2,
            self.hide,
            self.date_later,
            self.touch,
            self.copy,
            self.join,
            self.remark,
            self.warm,
            self.cover,
            self.break_,
            self.describe_topic,
            self.merge_outlets,
            self.draw_outlet,
            self.page,
            self.template,
            self.stylesheet,
            self.static_file,
            self.configure,
        ]
        kind = self.choose.choice(kinds)
        kind()
        return kind.__name__

    def _headline(self) -> str:
        return " ".join(self.choose.sample(_WORDS, 3)).capitalize()

    def _text(self, **fields: Any) -> str:
        day = f"2026-{self.choose.randint(1, 3):02}-{self.choose.randint(1, 28):02}T08:00:00Z"
        later = {"publishedDateTime": day.replace("T08", "T11")}
        listed = [related(self._headline(), self._address(), **later) for _ in range(2)]
        usual: dict[str, Any] = {
            "body": self._headline(),
            "topics": self.choose.sample(_TOPICS, self.choose.randint(0, 3)),
            "provider": self.choose.choice(_OUTLETS),
            "related": listed[: self.choose.randint(0, 2)],
            "heat": self.choose.choice([-1, 5, 300, None, None, None]),
        }
        return record(self._headline(), day, **{**usual, **fields})

    def _address(self) -> str:
        """Of an article that no record tells, or, one time in three, of one that another does."""
        own = [found for text in self.files.values() for found in _URL.findall(str(text))]
        if own and self.choose.random() < 1 / 3:
            return str(self.choose.choice(own))
        return f"https://quaytimes.example/{self.choose.randint(1, self.number + 1)}"

    def _record(self) -> str:
        names = sorted(name for name in self.files if name.startswith("content/news/"))
        if not names:
            self.add()
            return self._record()
        return self.choose.choice(names)

    def add(self) -> None:
        self.number += 1
        self.files[f"content/news/r{self.number}.md"] = self._text()

    def change(self) -> None:
        self.files[self._record()] = self._text()

    def delete(self) -> None:
        del self.files[self._record()]

    def rename(self) -> None:
        self.number += 1
        self.files[f"content/news/moved-{self.number}.md"] = self.files.pop(self._record())

    def hide(self) -> None:
        self.files[self._record()] = self._text(published=False)

    def date_later(self) -> None:
        self.files[self._record()] = self._text(publishedDateTime="2026-04-01T08:00:00Z")

    def touch(self) -> None:
        name = self._record()
        self.files[name] = self.files[name]  # written again, as it was

    def copy(self) -> None:
        """Another record of the same article."""
        self.number += 1
        original = str(self.files[self._record()])
        self.files[f"content/news/copy-{self.number}.md"] = original.replace(
            "excerpt: ", "excerpt: Or "
        )

    def join(self) -> None:
        """Put two records in one story, as an editor does."""
        for _ in range(2):
            self.files[self._record()] = self._text(story=self.choose.choice(["gale", "none"]))

    def remark(self) -> None:
        """Change a record in nothing that a page shows."""
        name = self._record()
        self.files[name] = str(self.files[name]) + f"\n<!-- {self.choose.random()} -->\n"

    def warm(self) -> None:
        """Give a record a heat, or take it away, so that it is computed."""
        name = self._record()
        text, given = re.subn(r"^heat: .*\n", "", str(self.files[name]), flags=re.MULTILINE)
        self.files[name] = text if given else text.replace("\n---\n", "\nheat: 7\n---\n", 1)

    def cover(self) -> None:
        """Another outlet joins the story of a record, which may have no heat of its own."""
        self.number += 1
        text = str(self.files[self._record()])
        day = _DAY.search(text)
        self.files[f"content/news/cover-{self.number}.md"] = record(
            self._headline(),
            f"{day[1] if day else '2026-02-01'}T{self.choose.choice(['00', '09'])}:00:00Z",
            provider=provider(f"Outlet {self.choose.randint(1, 3)}"),
            related=[related("Told before", url) for url in _URL.findall(text)],
        )

    def break_(self) -> None:
        self.files[self._record()] = "---\ntitle: [\n---\n"

    def describe_topic(self) -> None:
        self.files["content/topics/tides.md"] = note(
            self._headline(), title=self.choose.choice(["Tides", "Tides & Co"]), parent="Boats"
        )

    def merge_outlets(self) -> None:
        self._toggle(
            "content/providers/quaytimes.example.md",
            note(self._headline(), name="The Quay Times", aliases=["The Mole"]),
        )

    def draw_outlet(self) -> None:
        image = {"url": "https://quaytimes.example/logo.svg", "width": 64, "height": 64}
        logo = provider("Quay Times", "quaytimes.example", images=[image])
        self.files[self._record()] = self._text(provider=logo)

    def page(self) -> None:
        self._toggle("content/pages/about.md", note(self._headline(), title=self._headline()))

    def template(self) -> None:
        self._toggle(
            "templates/components/empty.html",
            f"{{% macro empty(message, link=None) %}}<p>{self._headline()}</p>{{% endmacro %}}",
        )

    def stylesheet(self) -> None:
        self._toggle("static/css/own.css", f"/* {self._headline()} */")

    def static_file(self) -> None:
        self._toggle("static/files/a.txt", self._headline())

    def configure(self) -> None:
        self.files["site.yaml"] = config(
            title=self._headline(),
            base_url=self.choose.choice(["https://gazette.example/", "https://x.example/news/"]),
            pagination={"page_size": self.choose.randint(1, 4)},
            theme={"accent": self.choose.choice(["red", "blue"])},
            admission={"max_age_days": self.choose.choice([None, 30])},
            stories={"window_hours": self.choose.choice([96, 300])},
        )

    def _toggle(self, name: str, text: str) -> None:
        if self.files.pop(name, None) is None:
            self.files[name] = text
