"""The Jinja2 environment."""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from site_gen.i18n.language import Language
from site_gen.instants import rfc3339
from site_gen.render.fast_codegen import FastCodeGenerator, FastContext, escape
from site_gen.render.messages import MessageExtension, Translator, install
from site_gen.render.sources import SourceLoader, TemplateSources

_PREFORMATTED = re.compile(r"<(?:pre|textarea)\b", re.IGNORECASE)
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_BLOCKS = (
    "address|article|aside|blockquote|body|details|div|dl|fieldset|figcaption|figure|footer"
    "|form|h[1-6]?|head|header|html|li|main|nav|ol|p|section|summary|table|ul"
)
"""Block-level tags; ``<h`` is the start of ``<h{{ heading }}``."""
_BEFORE_BLOCK = re.compile(rf"\s+(?=</?(?:{_BLOCKS})(?:[\s>]|\Z))")
_AFTER_BLOCK = re.compile(rf"(</?(?:{_BLOCKS})(?:\s[^<>]*)?>)\s+")
_BROKEN_LINE = re.compile(r"[ \t]*\n\s*")


class Dedent(Extension):
    """Removes white space from templates that browsers ignore, when templates are compiled.

    Indentation becomes one space, and space next to block-level tags is removed. Templates with a
    ``<pre>`` or ``<textarea>`` are not changed.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        return source if _PREFORMATTED.search(source) else _INDENTATION.sub(" ", source)

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Change only text between Jinja tags, so that errors keep their line numbers."""
        tokens = list(stream)
        text = "".join(token.value for token in tokens if token.type == "data")
        if not (stream.name or "").endswith(".html") or _PREFORMATTED.search(text):
            return tokens
        return [
            Token(token.lineno, token.type, _remove_layout_space(token.value))
            if token.type == "data"
            else token
            for token in tokens
        ]


def _remove_layout_space(text: str) -> str:
    text = _BEFORE_BLOCK.sub("", _AFTER_BLOCK.sub(r"\1", text))
    return _BROKEN_LINE.sub("\n", text)


def rfc822(instant: datetime) -> str:
    """``Wed, 16 Jun 2021 05:33:00 GMT``, as RSS requires."""
    return format_datetime(instant.astimezone(UTC), usegmt=True)


class _Environment(jinja2.Environment):
    context_class = FastContext
    code_generator_class = FastCodeGenerator
    escape = staticmethod(escape)
    language: Language

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The globals of a template: a plain dictionary, not a ChainMap as in Jinja2.

        Each import compares the globals of two templates, which takes many calls in a ChainMap.
        """
        return {**self.globals, **d} if d else self.globals

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        """Translate messages before code is generated."""
        Translator(self.language).visit(source)
        return super()._generate(source, *args, **kwargs)


def _is_markup(name: str | None) -> bool:
    """Whether a template is HTML or XML; robots.txt is plain text."""
    return not (name or "").endswith(".txt")


def make_environment(
    sources: TemplateSources,
    compiled: jinja2.BytecodeCache | None = None,
    language: Language | None = None,
) -> jinja2.Environment:
    """An environment with these templates; ``compiled`` caches their code for this language.

    Undefined names are errors, HTML and XML are escaped, and the only globals are those for
    messages, so a template can only use the data of its page.
    """
    environment = _Environment(
        loader=SourceLoader(sources),
        autoescape=_is_markup,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=compiled,
        extensions=[Dedent, MessageExtension],
    )
    environment.policies["ext.i18n.trimmed"] = True  # line breaks are not part of messages
    environment.globals.clear()
    environment.language = language or Language()
    install(environment, environment.language)
    environment.filters.update(rfc3339=rfc3339, rfc822=rfc822)
    return environment
