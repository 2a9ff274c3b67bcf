"""Digests of templates together with the templates that they extend, include or import."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

import jinja2
from jinja2 import meta

from site_gen.render.environment import make_environment
from site_gen.render.sources import TemplateSources, normalise_name


def template_digests(sources: TemplateSources) -> Mapping[str, bytes]:
    """Name → digest of each template and of all templates that it refers to.

    A template that cannot be parsed has the digest of its own bytes; the error is raised when it is
    rendered. A reference by a computed name counts as one to all templates.
    """
    environment = make_environment(sources)
    references = {name: _references(environment, src.data) for name, src in sources.items()}
    return {name: _digest(name, sources, references) for name in sources}


def _references(environment: jinja2.Environment, source: bytes) -> set[str | None]:
    try:
        tree = environment.parse(source.decode())
    except (jinja2.TemplateSyntaxError, UnicodeDecodeError):
        return set()
    return {_normalised(name) for name in meta.find_referenced_templates(tree)}


def _normalised(name: str | None) -> str | None:
    try:
        return name and normalise_name(name)
    except jinja2.TemplateNotFound:
        return name


def _digest(
    name: str, sources: TemplateSources, references: Mapping[str, set[str | None]]
) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for used in sorted(_closure(name, references)):
        source = sources[used].data if used in sources else b""
        digest.update(f"{used} {len(source)} ".encode() + source)
    return digest.digest()


def _closure(name: str, references: Mapping[str, set[str | None]]) -> Iterator[str]:
    seen: set[str] = set()
    todo = [name]
    while todo:
        current = todo.pop()
        if current in seen:
            continue
        seen.add(current)
        yield current
        for referenced in references.get(current, ()):
            todo += [*references] if referenced is None else [referenced]
