"""The content of a newsroom in two languages, and what its pages say of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from site_gen.build import build
from site_gen.model import Problem
from tests.sites.site import (
    Files,
    Site,
    config,
    note,
    options_for,
    provider,
    read_folder,
    record,
)

LEDGER = provider("Harbour Ledger", "harbourledger.example")
DIARIO = provider("Diario del Muelle", "muelle.example")


def two(languages: object = ("en", "es"), **settings: Any) -> str:
    """The settings of a site in English and Spanish."""
    listed = list(languages) if isinstance(languages, tuple) else languages
    return config(languages=listed, **settings)


FILES: Files = {
    "site.yaml": two(),
    "content/news/ferry.md": record("Ferry returns", topics=["Politics", "Boats"], provider=LEDGER),
    "content/news/vote.md": record("A vote", locale="en-gb", topics=["Politics"], provider=DIARIO),
    "content/es/voto.md": record("El voto", locale="es-MX", topics=["Política"], provider=DIARIO),
    "content/topics/politics.md": note(
        "What is decided.",
        title="Politics",
        names={"es": "Política"},
        descriptions={"es": "Lo que se decide."},
    ),
    "content/pages/about.md": note("Us, and [the news](/latest/).", title="About"),
    "content/pages/about.es.md": note("Nosotros y [un plano](/files/plan.pdf).", title="Quiénes"),
    "content/pages/jobs.md": note("None.", title="Jobs", locale="en"),
    "static/files/plan.pdf": b"%PDF",
}


def problems_of(found: Iterable[Problem]) -> list[Problem]:
    """All but the warning that a language is not translated, which other tests are about."""
    return [problem for problem in found if problem.code != "untranslated"]


def alternates(site: Site, url: str) -> dict[str, str]:
    """Language → address of the page, as search engines read it."""
    nodes = site.all(url, "link[hreflang]")
    return {str(each.attributes["hreflang"]): str(each.attributes["href"]) for each in nodes}


def switch(site: Site, url: str) -> dict[str, str]:
    """Language → link of the masthead."""
    nodes = site.all(url, ".masthead .languages a")
    return {str(each.attributes["hreflang"]): str(each.attributes["href"]) for each in nodes}


def updated(folder: Path) -> Site:
    """An update that leaves the folder of a clean build."""
    options = options_for(folder)
    site = Site(options, build(options))
    clean = folder.with_name("clean")
    shutil.rmtree(clean, ignore_errors=True)
    left_out = shutil.ignore_patterns("_site", ".site_gen_cache")
    shutil.copytree(folder, clean, ignore=left_out)
    clean_options = options_for(clean)
    build(clean_options)
    assert site.files() == read_folder(clean_options.folder)
    return site
