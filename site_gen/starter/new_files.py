"""Texts of new files, checking what goes into them, and creating them without overwriting any."""

from __future__ import annotations

import re
from pathlib import Path

from site_gen.errors import OutputError, UsageError
from site_gen.external_links import is_http_url
from site_gen.front_matter import yaml_text
from site_gen.validate.fields import is_blank
from site_gen.wording import one_line

_SURROGATES = re.compile("[\ud800-\udfff]")
"""How Python represents bytes of an argument that are not UTF-8."""
_NAME = re.compile(r"(?<!\$)\{\{ (\w+) \}\}")
"""A name to replace in a file of the starter, but not ``${{ }}`` of workflows."""


def create(path: Path, text: str) -> bool:
    """Create a file and its folders; False if the path exists, even as a broken link.

    If two processes create a path at the same time, one of them gets False. Raises OutputError if
    the file cannot be written; no partial file is left then.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path.parent, error) from error
    try:
        file = path.open("xb")
    except FileExistsError:
        return False
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with file:
            file.write(text.encode())
    except OSError as error:
        path.unlink(missing_ok=True)
        raise _unwritable(path, error) from error
    return True


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path}: cannot be written: {error.strerror or error}")


def filled(path: Path, **values: str) -> str:
    """The text of a file of the starter with its ``{{ names }}`` replaced.

    Not by a template engine, as workflows contain ``${{ }}`` for the host.
    """
    text = path.read_text(encoding="utf-8")
    return _NAME.sub(lambda match: values[match[1]].rstrip("\n"), text)


def argument_line(text: str) -> str:
    """``text`` on one line, with surrogates replaced; may be empty."""
    return one_line(_SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text))


def required_text(text: str, name: str) -> str:
    """A text from the command line on one line; UsageError with its ``name`` if it is empty."""
    text = argument_line(text)
    if is_blank(text):
        raise UsageError(f"{name} is empty", hint="write at least one word")
    return text


def required_url(url: str, name: str, *, example: str) -> str:
    """A URL from the command line; UsageError if it is not an http(s) URL."""
    line = argument_line(url)
    if not is_http_url(url) or line != url:
        raise UsageError(
            f"{name} is “{line}”, expected an http or https URL", hint=f"such as {example}"
        )
    return url


def yaml_line(key: str, value: object) -> str:
    """A key and its value as lines of YAML."""
    return f"{yaml_text({key: value})}\n"
