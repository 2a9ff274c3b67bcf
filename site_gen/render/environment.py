"""The Jinja2 environment: strict, escaping, and blind to everything but what it is given."""

from __future__ import annotations

from pathlib import Path

import jinja2


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
    )
    environment.globals.clear()
    return environment
