"""Finding the messages of templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import jinja2
from jinja2.ext import extract_from_ast

from site_gen.errors import TemplateError
from site_gen.render.environment import make_environment
from site_gen.render.messages import BLOCK_PREFIX, FUNCTIONS
from site_gen.render.sources import TemplateSource

_NAMES = ("_", *FUNCTIONS, *(BLOCK_PREFIX + name for name in FUNCTIONS))
_COMMENT = re.compile(r"\{#-?\s*Translators:\s*(.*?)\s*-?#\}", re.DOTALL)

Found = tuple[int, str, tuple[str | None, ...], list[str]]
"""Line, function, constant arguments, and comments for translators."""


def template_messages(name: str, source: TemplateSource) -> Iterator[Found]:
    """The calls of gettext's functions in a template, as they are when it is compiled.

    A comment that starts with ``Translators:`` belongs to the calls on its last line and on the
    line below. Raises TemplateError for a template that cannot be read.
    """
    try:
        text = source.data.decode("utf-8")
        tree = _environment().parse(text, name)
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(f"{source.file}:{error.lineno}: {error.message}") from error
    except UnicodeDecodeError as error:
        raise TemplateError(f"{source.file}: not in UTF-8: {error}") from error
    comments = {
        text.count("\n", 0, match.end()) + 1: " ".join(match[1].split())
        for match in _COMMENT.finditer(text)
    }
    for line, function, arguments in extract_from_ast(tree, _NAMES):
        near = [comments[each] for each in (line - 1, line) if each in comments]
        texts = arguments if isinstance(arguments, tuple) else (arguments,)
        yield line, function.removeprefix(BLOCK_PREFIX), texts, near


@cache
def _environment() -> jinja2.Environment:
    return make_environment({})
