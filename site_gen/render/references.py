"""Which templates a template is made of: what it extends, includes and imports."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

import jinja2
from jinja2 import meta

from site_gen.render.environment import make_environment
from site_gen.render.sources import TemplateSources, normalise_name


def template_digests(sources: TemplateSources) -> Mapping[str, bytes]:
    """Name of each template → a digest of it and of all that it refers to.

    One that cannot be parsed has the digest of its bytes; whoever renders it says what is
    wrong. A name that is only known when a page is rendered stands for all templates.
    """
    environment = make_environment(sources)
    references = {name: _references(environment, each.data) for name, each in sources.items()}
    return {name: _digest(name, sources, references) for name in sources}


def _references(environment: jinja2.Environment, source: bytes) -> set[str | None]:
    try:
        tree = environment.parse(source.decode())
    except (jinja2.TemplateSyntaxError, UnicodeDecodeError):
        return set()
    return {_plain(name) for name in meta.find_referenced_templates(tree)}


def _plain(name: str | None) -> str | None:
    try:
        return name and normalise_name(name)
    except jinja2.TemplateNotFound:
        return name


def _digest(
    name: str, sources: TemplateSources, references: Mapping[str, set[str | None]]
) -> bytes:
    whole = hashlib.blake2b(digest_size=16)
    for each in sorted(_closure(name, references)):
        source = sources[each].data if each in sources else b""
        whole.update(f"{each} {len(source)} ".encode() + source)
    return whole.digest()


def _closure(name: str, references: Mapping[str, set[str | None]]) -> Iterator[str]:
    seen: set[str] = set()
    todo = [name]
    while todo:
        each = todo.pop()
        if each in seen:
            continue
        seen.add(each)
        yield each
        for other in references.get(each, ()):
            todo += [*references] if other is None else [other]
