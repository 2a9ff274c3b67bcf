"""The sources of all templates. They are read once, so edits during a build have no effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import jinja2
import msgspec
from jinja2.loaders import split_template_path

from site_gen.errors import TemplateError
from site_gen.folders import Tree, is_text, problems_in, walk
from site_gen.model import Problem


class TemplateSource(msgspec.Struct, frozen=True):
    """A template."""

    file: str
    """Its path, for messages."""
    data: bytes


TemplateSources = Mapping[str, TemplateSource]
"""Name of a template, such as ``pages/home.html`` → its source."""


def read_sources(folders: tuple[Path, ...]) -> dict[str, TemplateSource]:
    """All templates in these folders; a file of an earlier folder overrides one of a later folder.

    Links to folders are followed. Raises TemplateError for a file that cannot be read.
    """
    sources: dict[str, TemplateSource] = {}
    for folder in folders:
        for name in _walk(folder).files:
            path = folder / name
            if name not in sources and is_text(name) and path.is_file():
                sources[name] = TemplateSource(str(path), _read(path, name))
    return dict(sorted(sources.items()))


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(f"{name}: cannot be read: {error.strerror or error}") from error


def template_problems(folders: tuple[Path, ...]) -> list[Problem]:
    """Problems with links that are not followed, and with names of templates."""
    trees = [(folder, _walk(folder)) for folder in folders]
    return [problem for folder, tree in trees for problem in problems_in(folder, tree, tree.files)]


def _walk(folder: Path) -> Tree:
    return walk(folder, lambda _: False)


def normalise_name(name: str) -> str:
    """The name of a template as Jinja2 looks it up: ``./x//a.html`` is ``x/a.html``.

    Raises jinja2.TemplateNotFound for a path out of the folder.
    """
    return "/".join(split_template_path(name))


class SourceLoader(jinja2.BaseLoader):
    """A Jinja2 loader of templates that were read before."""

    def __init__(self, sources: TemplateSources) -> None:
        self.sources = sources

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Text, path, and a function that returns that the text is up to date."""
        source = self.sources.get(normalise_name(template))
        if source is None:
            raise jinja2.TemplateNotFound(template)
        return source.data.decode("utf-8"), source.file, lambda: True
