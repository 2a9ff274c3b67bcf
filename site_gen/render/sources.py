"""The sources of all templates, read once: what is edited during a build is for the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import jinja2
import msgspec
from jinja2.loaders import split_template_path

from site_gen.errors import TemplateError
from site_gen.folders import Tree, folder_problems, is_utf8, walk
from site_gen.model import Problem


class TemplateSource(msgspec.Struct, frozen=True):
    """A template as it was read."""

    file: str
    """Where it lies, for messages."""
    data: bytes


TemplateSources = Mapping[str, TemplateSource]
"""Templates by their names, such as ``pages/home.html``."""


def read_sources(folders: tuple[Path, ...]) -> dict[str, TemplateSource]:
    """All templates in these folders, the first one first; linked folders are followed.

    Raises TemplateError for one that cannot be read.
    """
    found: dict[str, TemplateSource] = {}
    for folder in folders:
        for name in _walked(folder).files:
            path = folder / name
            if name not in found and is_utf8(name) and path.is_file():
                found[name] = TemplateSource(str(path), _read(path, name))
    return dict(sorted(found.items()))


def _read(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise TemplateError(f"{name}: cannot be read: {error.strerror or error}") from error


def template_problems(folders: tuple[Path, ...]) -> list[Problem]:
    """Links that are not followed, and templates that are left out for their names."""
    trees = [(folder, _walked(folder)) for folder in folders]
    return [each for folder, tree in trees for each in folder_problems(folder, tree, tree.files)]


def _walked(folder: Path) -> Tree:
    return walk(folder, lambda _: False)


def plain_name(name: str) -> str:
    """The name of a template as Jinja2 looks it up: ``./x//a.html`` is ``x/a.html``.

    Raises jinja2.TemplateNotFound if it leads out of the folder.
    """
    return "/".join(split_template_path(name))


class SourceLoader(jinja2.BaseLoader):
    """Gives Jinja2 templates that were read before."""

    def __init__(self, sources: TemplateSources) -> None:
        self.sources = sources

    def get_source(
        self,
        environment: jinja2.Environment,  # noqa: ARG002
        template: str,
    ) -> tuple[str, str, Callable[[], bool]]:
        """Text, file, and a function that says that the text is up to date."""
        source = self.sources.get(plain_name(template))
        if source is None:
            raise jinja2.TemplateNotFound(template)
        return source.data.decode("utf-8"), source.file, lambda: True

    def list_templates(self) -> list[str]:
        return [*self.sources]
