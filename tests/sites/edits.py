"""An editor who changes a site at random: what happens to a site folder between two builds."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.sites.site import config, note, provider, record, related

Kept = dict[str, str | bytes]

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

    def __init__(self, seed: int) -> None:
        self.choose = random.Random(seed)  # noqa: S311  not for secrets
        self.files: Kept = {"site.yaml": config(pagination={"page_size": 2})}
        self.number = 0
        for _ in range(8):
            self.add()

    def edit(self) -> str:
        """Change one thing; what it was."""
        kinds: list[Callable[[], None]] = [
            *[self.add, self.change, self.delete, self.rename] * 2,
            self.hide,
            self.break_,
            self.describe_topic,
            self.merge_outlets,
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

    def _text(self, **fields: object) -> str:
        day = f"2026-{self.choose.randint(1, 3):02}-{self.choose.randint(1, 28):02}T08:00:00Z"
        other = related(self._headline(), f"https://quaytimes.example/{self.number}")
        return record(
            self._headline(),
            day,
            body=self._headline(),
            topics=self.choose.sample(_TOPICS, self.choose.randint(0, 3)),
            provider=self.choose.choice(_OUTLETS),
            related=[other] * self.choose.randint(0, 2),
            heat=self.choose.choice([-1, 5, 300]),
            **fields,
        )

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
        )

    def _toggle(self, name: str, text: str) -> None:
        if self.files.pop(name, None) is None:
            self.files[name] = text
