"""Files that are made and never overwritten, and the words that go into them."""

from __future__ import annotations

import re
from pathlib import Path

from site_gen.errors import OutputError, UsageError
from site_gen.external_links import is_http_url
from site_gen.front_matter import dump

_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f]")
_NO_UNICODE = re.compile("[\ud800-\udfff]")
"""What Python makes of bytes in an argument that are no text."""


def create(path: Path, text: str) -> bool:
    """Write a file that is not there yet, whole or not at all; False if something is there.

    Its folders are made. Two processes that create one path at once do not overwrite each
    other: one of them is told False. Raises OutputError if it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(path.parent, error) from error
    try:
        file = path.open("xb")  # exclusive: where a file is, even one made just now, it stays
    except FileExistsError:
        return False
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with file:
            file.write(text.encode())
    except OSError as error:
        path.unlink(missing_ok=True)  # half a file would be kept for good
        raise _unwritable(path, error) from error
    return True


def _unwritable(path: Path, error: OSError) -> OutputError:
    return OutputError(f"{path}: cannot be written: {error.strerror or error}")


def one_line(text: str) -> str:
    """A text on one line, without what no file of the site may hold; may be empty."""
    return " ".join(_NO_TEXT.sub(" ", _NO_UNICODE.sub("\N{REPLACEMENT CHARACTER}", text)).split())


def given(text: str, name: str) -> str:
    """A text from the command line on one line; ``name`` is what messages call it.

    Raises UsageError if it is empty.
    """
    text = one_line(text)
    if not text:
        raise UsageError(f"{name} is empty", hint="write at least one word")
    return text


def given_url(url: str, name: str, *, such_as: str) -> str:
    """An address from the command line; UsageError if it is no http(s) URL."""
    if not is_http_url(url) or one_line(url) != url:
        raise UsageError(
            f"{name} is “{one_line(url)}”, expected an http or https URL", hint=f"such as {such_as}"
        )
    return url


def yaml_line(key: str, value: object) -> str:
    """A key and its value as lines of YAML, with the quotes that they need."""
    return dump({key: value}).removeprefix("---\n").removesuffix("---\n")
