"""Random edits of a site folder between two builds."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from site_gen.theme import theme_root
from tests.sites.site import NOW, config, note, provider, record, related

Kept = dict[str, str | bytes]

_URL = re.compile(r"^webUrl: (https://harbourpost\.example/\S+)$", re.MULTILINE)
_QUALITY = re.compile(r"^quality: .*\n", re.MULTILINE)
_PAGES = theme_root() / "templates/pages"
_DAY = re.compile(r"^publishedDateTime: '(\d{4}-\d\d-\d\d)", re.MULTILINE)

_WORDS = "ferry storm quay gull tide lamp rope harbour salt net mole keel".split()
_TOPICS = ["Tides", "tides", "Boats", "C", "C++", "海", "Gulls & Terns", "📈"]
_MIN_PROVIDERS = [
    provider("Harbour Post", "harbourpost.example"),
    provider("HARBOUR POST", "www.harbourpost.example"),
    provider("Quay Times", "quaytimes.example"),
    provider("The Mole"),
]


class Editor:
    """Holds the files of a site and changes them, the same way for the same seed.

    ``now`` is the instant of the next build.
    """

    def __init__(self, seed: int, records: int = 8) -> None:
        self.choose = random.Random(seed)  # noqa: S311  not for secrets
        self.files: Kept = {"site.yaml": config(pagination={"page_size": 2})}
        self.number = 0
        self.now = NOW
        for _ in range(records):
            self.add()

    def edit(self) -> str:
        """Make one random edit; returns its name."""
        kinds: list[Callable[[], None]] = [
            *[self.add, self.change, self.delete, self.rename] * 2,
            self.hide,
            self.date_later,
            self.touch,
            self.copy,
            self.join,
            self.remark,
            self.warm,
            self.pin,
            self.cover,
            self.syndicate,
            self.look_ahead,
            self.break_,
            self.describe_topic,
            self.merge_providers,
            self.draw_provider,
            self.tag_provider,
            self.page,
            self.template,
            self.stylesheet,
            self.static_file,
            self.configure,
            self.bridge,
            self.fall_apart,
            self.respell,
            self.look_back,
            self.wait,
            self.swap,
            self.rename_by_note,
            self.page_template,
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
            "tags": self.choose.sample([*_TOPICS, "Sea", "Boats & Co"], self.choose.randint(0, 2)),
            "provider": self.choose.choice(_MIN_PROVIDERS),
            "related": listed[: self.choose.randint(0, 2)],
            "heat": self.choose.choice([-1, 5, 300, None, None, None]),
            "quality": self.choose.choice([0, 10, 50]),
        }
        return record(self._headline(), day, **{**usual, **fields})

    def _address(self) -> str:
        """The address of a new article or, one time in three, of one that another record has."""
        own = [names for text in self.files.values() for names in _URL.findall(str(text))]
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
        """Date a record in the future, which it may be no longer a day later."""
        later = f"{self.now + timedelta(days=1):%Y-%m-%dT%H:%M:%SZ}"
        self.files[self._record()] = self._text(publishedDateTime=later)

    def wait(self) -> None:
        """Move the time of the next build by days, or back."""
        days = self.choose.choice([None, 2, 20])
        self.now = NOW if days is None else self.now + timedelta(days=days)

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

    def bridge(self) -> None:
        """Three records of one article; only the second one connects the others."""
        self.number += 1
        one, other = (f"https://harbourpost.example/{self.number}{end}" for end in "ab")
        for name, urls in {
            "one": {"webUrl": one},
            "bridge": {"webUrl": one, "originalUrl": other},
            "other": {"webUrl": other},
        }.items():
            self.files[f"content/news/{name}-{self.number}.md"] = self._text(**urls)

    def fall_apart(self) -> None:
        """Remove one of several records of an article."""
        prefixes = ("content/news/bridge-", "content/news/copy-")
        names = sorted(name for name in self.files if name.startswith(prefixes))
        if names:
            del self.files[self.choose.choice(names)]
        else:
            self.bridge()

    def swap(self) -> None:
        """Change which record of an article is shown."""
        names = sorted(name for name in self.files if "/copy-" in name or "/bridge-" in name)
        name = self.choose.choice(names) if names else self._record()
        text = _QUALITY.sub("", str(self.files[name]))
        quality = self.choose.choice([0, 10, 90])
        self.files[name] = text.replace("\n---\n", f"\nquality: {quality}\n---\n", 1)

    def respell(self) -> None:
        """Let the oldest record spell a topic and a provider differently, or remove it."""
        self._toggle(
            "content/news/oldest.md",
            record(
                "First of all",
                "2015-01-01T08:00:00Z",
                topics=[self.choose.choice(["TIDES", "bOATS"])],
                provider=provider(self.choose.choice(["Harbor Post", "harbour post"]), "")
                if self.choose.random() < 1 / 2
                else provider("The Post", "harbourpost.example"),
            ),
        )

    def look_back(self) -> None:
        """Add a record that is years old."""
        self.number += 1
        day = f"{self.choose.randint(2017, 2025)}-0{self.choose.randint(1, 9)}-15T08:00:00Z"
        text = self._text(publishedDateTime=day)
        self.files[f"content/news/late-{self.number}.md"] = text

    def join(self) -> None:
        """Put two records into one story by hand."""
        for _ in range(2):
            self.files[self._record()] = self._text(story=self.choose.choice(["gale", "none"]))

    def remark(self) -> None:
        """Change a record without an effect on pages."""
        name = self._record()
        self.files[name] = str(self.files[name]) + f"\n<!-- {self.choose.random()} -->\n"

    def warm(self) -> None:
        """Set the heat of a record, or remove it so that it is computed."""
        name = self._record()
        text, given = re.subn(r"^heat: .*\n", "", str(self.files[name]), flags=re.MULTILINE)
        self.files[name] = text if given else text.replace("\n---\n", "\nheat: 7\n---\n", 1)

    def pin(self) -> None:
        """Pin a record until some time before or after the next build, or bury it, or neither."""
        name = self._record()
        text, given = re.subn(r"^(pin|bury): .*\n", "", str(self.files[name]), flags=re.MULTILINE)
        end = self.now + timedelta(days=self.choose.choice([-1, 1, 5]))
        choice = self.choose.choice(["bury: true", f"pin: {end:%Y-%m-%dT%H:%M:%SZ}"])
        self.files[name] = text if given else text.replace("\n---\n", f"\n{choice}\n---\n", 1)

    def cover(self) -> None:
        """Add a provider to the story of a record."""
        self.number += 1
        text = str(self.files[self._record()])
        day = _DAY.search(text)
        self.files[f"content/news/cover-{self.number}.md"] = record(
            self._headline(),
            f"{day[1] if day else '2026-02-01'}T{self.choose.choice(['00', '09'])}:00:00Z",
            provider=provider(f"Outlet {self.choose.randint(1, 3)}"),
            related=[related("Told before", url) for url in _URL.findall(text)],
        )

    def syndicate(self) -> None:
        """Give a record, and another outlet in its list, one text; at times that of an agency."""
        self.number += 1
        text = f"{' '.join(self.choose.sample(_WORDS, 10))} and what was left of the harbour."
        authors = self.choose.choice([[], [{"name": "AP"}]])
        outlet = {**provider(f"Outlet {self.choose.randint(1, 3)}"), "authors": authors}
        copied = related("Told again", f"https://outlet.example/{self.number}", excerpt=text)
        copied |= {"provider": outlet, "publishedDateTime": "2026-02-01T07:00:00Z"}
        known = self.choose.choice([True, False])
        self.files[self._record()] = self._text(excerpt=text, related=[copied], timeKnown=known)

    def look_ahead(self) -> None:
        """List an article whose clock is ahead; its time may come before the next build."""
        self.number += 1
        later = f"{self.now + timedelta(days=self.choose.choice([1, 5])):%Y-%m-%dT%H:%M:%SZ}"
        url = f"https://ahead.example/{self.number}"
        ahead = related("Told ahead", url, "Ahead", publishedDateTime=later)
        self.files[self._record()] = self._text(related=[ahead])

    def break_(self) -> None:
        self.files[self._record()] = "---\ntitle: [\n---\n"

    def describe_topic(self) -> None:
        self.files["content/topics/tides.md"] = note(
            self._headline(),
            title=self.choose.choice(["Tides", "Tides & Co"]),
            parent=self.choose.choice(["Boats", "C++", ""]),
        )

    def merge_providers(self) -> None:
        self._toggle(
            "content/providers/quaytimes.example.md",
            note(self._headline(), name="The Quay Times", aliases=["The Mole"]),
        )

    def rename_by_note(self) -> None:
        """Replace the other names in a note."""
        aliases = self.choose.sample(
            ["Gulls & Terns", "📈", "C", "TIDES"], self.choose.randint(0, 2)
        )
        title = self.choose.choice(["Sea", "Boats"])
        self.files["content/topics/sea.md"] = note(title=title, aliases=aliases)
        if self.choose.random() < 1 / 2:
            providers = self.choose.sample(["The Mole", "Outlet 1", "Harbor Post"], 1)
            self.files["content/providers/mole.md"] = note(name="Mole Inc.", aliases=providers)

    def draw_provider(self) -> None:
        image = {"url": "https://quaytimes.example/logo.svg", "width": 64, "height": 64}
        logo = provider("Quay Times", "quaytimes.example", images=[image])
        self.files[self._record()] = self._text(provider=logo)

    def tag_provider(self) -> None:
        """Say of which country a provider is, or another one, or none."""
        country = self.choose.choice(["GB", "no", "IE", "Norway", ""])
        kind = self.choose.choice(["private", "public", "weekly"])
        name = self.choose.choice(["harbourpost.example", "outlet-1"])
        self.files[f"content/providers/{name}.md"] = note(
            name=name, aliases=["Outlet 1"], country=country, kind=kind, language="en"
        )

    def page(self) -> None:
        self._toggle("content/pages/about.md", note(self._headline(), title=self._headline()))

    def template(self) -> None:
        self._toggle(
            "templates/components/empty.html",
            f"{{% macro empty(message, link=None) %}}<p>{self._headline()}</p>{{% endmacro %}}",
        )

    def page_template(self) -> None:
        """Change a template that only some pages use."""
        name = self.choose.choice(["topic.html", "day.html", "article.html", "404.html"])
        text = (_PAGES / name).read_text(encoding="utf-8")
        self._toggle(f"templates/pages/{name}", f"{text}<!-- {self._headline()} -->")

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
            admission={
                "max_age_days": self.choose.choice([None, 30, 400]),
                "min_quality": self.choose.choice([0, 0, 20]),
            },
            stories={
                "window_hours": self.choose.choice([96, 300]),
                "threshold": self.choose.choice([0, 0.2, 0.5]),
            },
            limits={"record_bytes": self.choose.choice([1_000_000, 1_048_576])},
            mirror=self.choose.choice([True, False]),
            nav=self.choose.choice([[], ["archive", {"topic": "Tides"}, {"topic": "Gone"}]]),
            lists={name: self.choose.choice([True, False]) for name in ("top", "orders")},
            robots={"noindex_single_source": self.choose.choice([True, False])},
            timezone=self.choose.choice(["UTC", "America/New_York", "Pacific/Kiritimati"]),
        )

    def _toggle(self, name: str, text: str) -> None:
        if self.files.pop(name, None) is None:
            self.files[name] = text
