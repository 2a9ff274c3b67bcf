"""Finding the messages of the program, of its theme and of a site's own theme.

``translations/messages.pot`` of the package has all messages of the program and its theme. It is
the template that catalogues are made from; ``make messages`` writes it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.extract import extract

from site_gen.folders import walk
from site_gen.i18n.entries import CatalogueFile, Entry, Key, flags_of
from site_gen.i18n.scripts import COMMENT_TAG, KEYWORDS, SCRIPT_OPTIONS
from site_gen.render.sources import TemplateSource, read_sources
from site_gen.render.template_messages import template_messages
from site_gen.theme import own_static_folder, own_template_folder, theme_root

PACKAGE = Path(__file__).parent
_KEYWORDS = {"_": None, **KEYWORDS}


def program_messages() -> CatalogueFile:
    """All messages of the program and its theme, from their sources."""
    root = theme_root()
    templates = read_sources((root / "templates",))
    modules = {
        f"{PACKAGE.name}/{name}": PACKAGE / name
        for name in walk(PACKAGE, lambda _: False).files
        if name.endswith(".py") and not name.startswith("_theme/")
    }
    found = [
        *_of_templates(templates),
        *_of_files("python", modules),
        *_of_files("javascript", _scripts(root / "static")),
    ]
    return _template(found)


def own_messages(site: Path) -> CatalogueFile:
    """The messages of the templates and scripts that a site has of its own.

    Raises TemplateError for a template that cannot be read.
    """
    templates, static = own_template_folder(site), own_static_folder(site)
    found = list(_of_templates(read_sources((templates,)))) if templates else []
    found += _of_files("javascript", _scripts(static)) if static else []
    return _template(found)


def _scripts(static: Path) -> dict[str, Path]:
    files = walk(static, lambda _: False).files
    return {f"static/{name}": static / name for name in files if name.endswith(".js")}


def _of_templates(sources: Mapping[str, TemplateSource]) -> Iterator[Entry]:
    for name, source in sources.items():
        calls = list(template_messages(name, source))
        yield from _entries(f"templates/{name}", lambda *_, calls=calls, **__: calls)


def _of_files(method: str, files: Mapping[str, Path]) -> Iterator[Entry]:
    for place, path in files.items():
        data = path.read_bytes()
        if b"gettext(" in data or b"_(" in data:
            yield from _entries(place, method, data)


def _entries(place: str, method: str | Callable[..., Any], data: bytes = b"") -> Iterator[Entry]:
    options = SCRIPT_OPTIONS if method == "javascript" else {}
    messages = extract(
        method, io.BytesIO(data), _KEYWORDS, [COMMENT_TAG], options, strip_comment_tags=True
    )
    for _, texts, comments, context in messages:
        singular, plural = texts if isinstance(texts, tuple) else (texts, "")
        notes = (" ".join(comments),) if comments else ()
        yield Entry(singular, plural, context or "", (), notes=notes, places=(place,))


def _template(found: Iterable[Entry]) -> CatalogueFile:
    """A template with each message once, in the order of files and then of texts."""
    merged: dict[Key, Entry] = {}
    for entry in found:
        known = merged.setdefault(entry.key, entry)
        known.plural = known.plural or entry.plural
        known.places = tuple(sorted({*known.places, *entry.places}))
        known.notes = tuple(dict.fromkeys((*known.notes, *entry.notes)))
    for entry in merged.values():
        entry.flags = flags_of(entry)
    in_order = sorted(merged.values(), key=lambda entry: (entry.places[0], entry.id, entry.context))
    headers = {
        "Project-Id-Version": "site_gen",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return CatalogueFile(headers, in_order)
