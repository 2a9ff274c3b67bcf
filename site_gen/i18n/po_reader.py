"""Reading catalogues in gettext's PO format.

Babel's reader is not used, because it cuts texts without a closing quote and drops headers.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.pofile import unescape

from site_gen.errors import CatalogueError
from site_gen.i18n.entries import CatalogueFile, Entry, Key

_LINE = re.compile(
    r"""(?:(?P<word>msgctxt|msgid_plural|msgid|msgstr)(?:\[(?P<index>\d{1,2})\])?\s*)?
    (?P<text>"(?:[^"\\]|\\.)*")\Z""",
    re.VERBOSE,
)
_BEFORE = {
    "msgctxt": ("", "msgstr"),
    "msgid": ("", "msgctxt", "msgstr"),
    "msgid_plural": ("msgid",),
    "msgstr": ("msgid", "msgid_plural", "msgstr"),
}
"""What may come before a keyword."""


def read_file(path: Path) -> CatalogueFile:
    """A catalogue. Raises CatalogueError with the line if it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogueError(path, 0, f"cannot be read: {error.strerror or error}") from error
    return read_data(data, path)


def read_data(data: bytes, path: Path) -> CatalogueFile:
    """The same from the bytes of a file; the path is for messages."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise CatalogueError(path, line, "not in UTF-8") from error
    return _PoReader(path).read(text)


class _PoReader:
    """Reads lines one by one; ``word`` is the last keyword."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.line = 0
        self.entries: list[Entry] = []
        self._start()

    def _start(self) -> None:
        self.word = ""
        self.is_obsolete = False
        self.first_line = 0
        self.texts: dict[str, str] = {}
        self.forms: list[str] = []
        self.comments: list[str] = []
        self.notes: list[str] = []
        self.places: list[str] = []
        self.flags: set[str] = set()

    def read(self, text: str) -> CatalogueFile:
        for self.line, each in enumerate(text.split("\n"), 1):
            line = each.strip()
            if line.startswith("#~"):
                self._read_text(line[2:].strip(), is_obsolete=True)
            elif line.startswith("#"):
                self._read_comment(line)
            elif line:
                self._read_text(line, is_obsolete=False)
        self._finish()
        is_headed = bool(self.entries) and not self.entries[0].id and not self.entries[0].context
        head = self.entries.pop(0) if is_headed else Entry("")
        self._refuse_repeated()
        last_comments = tuple(self.comments)
        return CatalogueFile(_headers(head), self.entries, head.comments, last_comments)

    def _refuse_repeated(self) -> None:
        seen: dict[Key, int] = {}
        for entry in self.entries:
            if entry.is_obsolete:
                continue
            first = seen.setdefault(entry.key, entry.line)
            if first != entry.line or not entry.id:
                self.line = entry.line
                raise self._error(
                    f"the message is also in line {first}" if entry.id else "the message is empty"
                )

    def _read_comment(self, line: str) -> None:
        if self.word:
            self._finish()
        kind, text = line[1:2], line[2:].strip()
        if kind == ":":
            self.places += re.sub(r":\d+(?=\s|\Z)", "", text).split()
        elif kind == ",":
            self.flags.update(flag.strip() for flag in text.split(",") if flag.strip())
        elif kind == ".":
            self.notes.append(text)
        elif kind != "|":  # that is the English text before it changed
            self.comments.append(line[1:].removeprefix(" "))

    def _read_text(self, line: str, *, is_obsolete: bool) -> None:
        if not line or (is_obsolete and line.startswith("|")):
            return
        match = _LINE.match(line)
        if match is None:
            raise self._error("expected msgid, msgstr or another keyword with a text in quotes")
        word, text = match["word"], unescape(match["text"])
        if word is None:
            self._append(text)
            return
        if self.word == "msgstr" and word != "msgstr":
            self._finish()
        if self.word not in _BEFORE[word] or (self.word and is_obsolete != self.is_obsolete):
            raise self._error(f"{word} is not expected after {self.word or 'nothing'}")
        self._begin(word, match["index"], text, is_obsolete=is_obsolete)

    def _begin(self, word: str, index: str | None, text: str, *, is_obsolete: bool) -> None:
        if not self.word:
            self.first_line = self.line
        self.word, self.is_obsolete = word, is_obsolete
        if word != "msgstr":
            self.texts[word] = text
            return
        expected = str(len(self.forms)) if "msgid_plural" in self.texts else None
        if index != expected or (expected is None and self.forms):
            name = "msgstr" if expected is None else f"msgstr[{expected}]"
            raise self._error(f"expected {name if not self.forms or expected else 'msgid'}")
        self.forms.append(text)

    def _append(self, text: str) -> None:
        if not self.word:
            raise self._error("a text without msgid or msgstr")
        if self.word == "msgstr":
            self.forms[-1] += text
        else:
            self.texts[self.word] += text

    def _finish(self) -> None:
        """End an entry, if one has begun."""
        if self.word and self.word != "msgstr":
            raise self._error(f"msgstr is missing after line {self.first_line}")
        if self.word:
            self.entries.append(
                Entry(
                    self.texts["msgid"],
                    self.texts.get("msgid_plural", ""),
                    self.texts.get("msgctxt", ""),
                    tuple(self.forms),
                    tuple(self.comments),
                    tuple(self.notes),
                    tuple(self.places),
                    frozenset(self.flags),
                    is_obsolete=self.is_obsolete,
                    line=self.first_line,
                )
            )
            self._start()

    def _error(self, message: str) -> CatalogueError:
        return CatalogueError(self.path, self.line, message)


def _headers(head: Entry) -> dict[str, str]:
    lines = (head.forms[0] if head.forms else "").split("\n")
    pairs = (line.partition(":") for line in lines if ":" in line)
    return {name.strip(): value.strip() for name, _, value in pairs}
