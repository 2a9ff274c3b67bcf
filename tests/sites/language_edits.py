"""Random edits of a newsroom in several languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import yaml

from tests.sites.edits import Editor
from tests.sites.site import note

_LANGUAGES: list[list[Any]] = [
    ["en", "es"],
    ["es", "en"],
    ["en", {"tag": "es", "title": "La Gaceta", "records": "all"}],
    [{"tag": "en", "records": "all"}, "es-MX", "es"],
    ["fr", "en", "es"],
    ["en", "pt_BR", "zh-Hans", "ZH-hant", "ar"],
    ["en"],
    [],
]


class LanguageEditor(Editor):
    """Also changes the languages of records and notes, and which languages have a site."""

    def __init__(self, seed: int, records: int = 8) -> None:
        super().__init__(seed, records)
        self.speak()

    def edit(self) -> str:
        own: list[Callable[[], None]] = [
            self.speak,
            self.translate_topic,
            self.translate_page,
            self.translate_record,
        ]
        if self.choose.random() < 2 / 3:
            return super().edit()
        kind = self.choose.choice(own)
        kind()
        return kind.__name__

    def _text(self, **fields: Any) -> str:
        locale = self.choose.choice(["", "", "es", "es", "es-mx", "fr", "pt", "zh-TW"])
        return super()._text(**{"locale": locale, **fields})

    def configure(self) -> None:
        super().configure()
        self.speak()

    def speak(self) -> None:
        """Change the languages that have a site."""
        settings = yaml.safe_load(str(self.files["site.yaml"]))
        languages = self.choose.choice(_LANGUAGES)
        locale = self.choose.choice(["en", "en", "en", "es"]) if "es" in languages else "en"
        changed = {**settings, "languages": languages, "locale": locale}
        self.files["site.yaml"] = yaml.safe_dump(changed, allow_unicode=True, sort_keys=False)

    def translate_topic(self) -> None:
        names = {"es": self._headline(), "fr": "Marées"}
        self.files["content/topics/tides.md"] = note(
            self._headline(),
            title="Tides",
            names=self.choose.choice([names, {}, {"en": "High water"}]),
            descriptions=self.choose.choice([{}, {"es": self._headline()}]),
        )
        claimed = {"pt-BR": "Tides", "es": self.choose.choice(["Marées", "Barcos"])}
        self._toggle("content/topics/boats.md", note(title="Boats", names=claimed))

    def translate_page(self) -> None:
        name = self.choose.choice(["help.md", "help.es.md", "help.pt_br.md"])
        self._toggle(f"content/pages/{name}", note(self._headline(), title="Help"))

    def translate_record(self) -> None:
        self.files[self._record()] = self._text(locale=self.choose.choice(["es", "en-gb", "de"]))
