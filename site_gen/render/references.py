"""Which templates a template is made of: what it extends, includes and imports."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import jinja2
from jinja2 import meta

from site_gen.render.environment import make_environment


def template_digests(folders: tuple[Path, ...]) -> Mapping[str, bytes]:
    """Name of each template → a digest of it and of all that it refers to.

    One that cannot be read or parsed has the digest of its bytes; whoever renders it says what is
    wrong. A name that is only known when a page is rendered stands for all templates.
    """
    environment = make_environment(folders)
    assert environment.loader is not None  # noqa: S101
    names = environment.loader.list_templates()
    sources = {name: _source(environment, name) for name in names}
    references = {name: _references(environment, source) for name, source in sources.items()}
    return {name: _digest(name, sources, references) for name in names}


def _source(environment: jinja2.Environment, name: str) -> bytes:
    assert environment.loader is not None  # noqa: S101
    try:
        source = environment.loader.get_source(environment, name)[0]
    except (jinja2.TemplateNotFound, OSError, UnicodeDecodeError):
        return b""
    return source.encode("utf-8", "surrogatepass")


def _references(environment: jinja2.Environment, source: bytes) -> set[str | None]:
    try:
        tree = environment.parse(source.decode("utf-8", "surrogatepass"))
    except jinja2.TemplateSyntaxError:
        return set()
    return set(meta.find_referenced_templates(tree))


def _digest(
    name: str, sources: Mapping[str, bytes], references: Mapping[str, set[str | None]]
) -> bytes:
    whole = hashlib.blake2b(digest_size=16)
    for each in sorted(_closure(name, references)):
        source = sources.get(each, b"")
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
