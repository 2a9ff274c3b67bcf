"""Entries of catalogues, and writing them in gettext's PO format.

https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

import msgspec
from babel.messages.catalog import PYTHON_FORMAT
from babel.messages.pofile import normalize

_WIDTH = 100
Key = tuple[str, str]
"""Context and English text: what gettext finds a message by. No context is an empty one."""


class Entry(msgspec.Struct):
    """A message with its translation."""

    id: str
    """The English text; in the singular if there is a plural."""
    plural: str = ""
    context: str = ""
    forms: tuple[str, ...] = ()
    """The translation; with a plural, one for each form of the language. Empty texts are open."""
    comments: tuple[str, ...] = ()
    """Comments of translators: lines with ``#``."""
    notes: tuple[str, ...] = ()
    """Comments for translators: lines with ``#.``."""
    places: tuple[str, ...] = ()
    """Files that use the message."""
    flags: frozenset[str] = frozenset()
    is_obsolete: bool = False
    """Whether the program no longer has the message."""
    line: int = 0
    """Where the entry is in its file, counted from 1."""

    @property
    def key(self) -> Key:
        return self.context, self.id

    @property
    def is_fuzzy(self) -> bool:
        """Whether somebody must look at the translation before it is used."""
        return "fuzzy" in self.flags

    @property
    def is_translated(self) -> bool:
        """Whether there is a whole translation that counts."""
        return bool(self.forms) and all(self.forms) and not self.is_fuzzy


class CatalogueFile(msgspec.Struct):
    """A file of messages: a catalogue, or a template of catalogues without translations."""

    headers: dict[str, str]
    """``Language``, ``Plural-Forms`` and others."""
    entries: list[Entry]
    comments: tuple[str, ...] = ()
    """Comments at the start of the file."""
    last_comments: tuple[str, ...] = ()
    """Comments at its end."""

    def data(self) -> bytes:
        """The bytes of the file; they depend on nothing else."""
        lines = [*_comment_lines("#", self.comments), 'msgid ""', 'msgstr ""']
        lines += [_quoted(f"{name}: {value}\n") for name, value in self.headers.items()]
        blocks = ["\n".join(lines)]
        blocks += ["\n".join(_entry_lines(entry)) for entry in self.entries]
        if self.last_comments:
            blocks.append("\n".join(_comment_lines("#", self.last_comments)))
        return ("\n\n".join(blocks) + "\n").encode()


def flags_of(entry: Entry) -> frozenset[str]:
    """The flags that a message has by its text."""
    has_values = PYTHON_FORMAT.search(entry.id) or PYTHON_FORMAT.search(entry.plural)
    return frozenset({"python-format"} if has_values else ())


def _entry_lines(entry: Entry) -> Iterator[str]:
    yield from _comment_lines("#", entry.comments)
    if not entry.is_obsolete:
        for note in entry.notes:
            yield from _wrapped("#. ", note)
        yield from _wrapped("#: ", " ".join(entry.places))
        if entry.flags:
            yield f"#, {', '.join(sorted(entry.flags))}"
    prefix = "#~ " if entry.is_obsolete else ""
    for keyword, text in _keywords(entry):
        yield f"{prefix}{keyword} {normalize(text, prefix, _WIDTH)}"


def _wrapped(mark: str, text: str) -> list[str]:
    return textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=mark,
        subsequent_indent=mark,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _keywords(entry: Entry) -> Iterator[tuple[str, str]]:
    if entry.context:
        yield "msgctxt", entry.context
    yield "msgid", entry.id
    forms = entry.forms or ("", "")
    if entry.plural:
        yield "msgid_plural", entry.plural
        yield from ((f"msgstr[{index}]", form) for index, form in enumerate(forms))
    else:
        yield "msgstr", forms[0]


def _comment_lines(mark: str, comments: Iterable[str]) -> Iterator[str]:
    return (f"{mark} {comment}".rstrip() for comment in comments)


def _quoted(text: str) -> str:
    return normalize(text, "", 0)
