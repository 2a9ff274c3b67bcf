"""The Jinja2 environment: strict, escaping, and blind to everything but what it is given."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime
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


def rfc3339(instant: datetime) -> str:
    """``2021-06-16T05:33:00Z``, as Atom and sitemaps want it."""
    naive = instant.astimezone(UTC).replace(tzinfo=None)
    return f"{naive.isoformat(timespec='seconds')}Z"


def rfc822(instant: datetime) -> str:
    """``Wed, 16 Jun 2021 05:33:00 GMT``, as RSS wants it."""
    return format_datetime(instant.astimezone(UTC), usegmt=True)


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
    environment.filters.update(rfc3339=rfc3339, rfc822=rfc822)
    return environment
