"""The Jinja2 environment: strict, escaping, and blind to everything but what it is given."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
from jinja2.ext import Extension

_KEEPS_SPACE = re.compile(r"<(?:pre|textarea)\b", re.IGNORECASE)
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Dedent(Extension):
    """Makes the indentation of templates one space each when they are compiled.

    Pages weigh less, and mean the same: in HTML one space is as good as many. Not so
    in a template that has a ``<pre>`` or ``<textarea>`` of its own: it stays as it is.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        return source if _KEEPS_SPACE.search(source) else _INDENTATION.sub(" ", source)


def make_environment(folders: tuple[Path, ...]) -> jinja2.Environment:
    """An environment that looks for templates in these folders, the first one first.

    Undefined names are errors, all output is escaped, and there are no globals: a
    template can show only what its page was given.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        extensions=[Dedent],
    )
    environment.globals.clear()
    return environment
