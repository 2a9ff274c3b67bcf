"""Fields of a file changed in place: every other byte stays as it was.

An editor's comments, order, quotes and indentation are the editor's. So the text is not written
anew from its values: edits are made where the parser says that a value stands, and the result is
believed only when it was read again. ``docs/decisions/0017`` has the libraries that were tried.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from typing import Any

from site_gen.front_matter.edits import Editor, Splice
from site_gen.front_matter.layout import LayoutError, YamlKind, YamlLayout, lay_out
from site_gen.front_matter.read import parse
from site_gen.front_matter.text import FrontMatterError, split
from site_gen.front_matter.verify import fault, same
from site_gen.front_matter.writing import Writing, front_matter_writing, yaml_writing

_LINE_END = re.compile(r"\r\n|\n|\r")


class CannotRevise(ValueError):  # noqa: N818  says what it is at the point of use
    """The change cannot be made in place for certain; the text must be left as it is."""


def revise(
    data: bytes, changes: Mapping[str, Any], *, after: Mapping[str, str] | None = None
) -> bytes:
    """The bytes of a record file with fields of its front matter replaced, added or removed.

    ``changes`` are new values by the names of outermost fields; None removes the field. All other
    fields keep their lines to the byte, and all lines their ends. Within a changed field, parts
    that are equal stay too, and so do comments. A field that has the value already is not touched.
    A new field stands after the one that ``after`` names for it, else last. Texts that are
    timestamps are written without quotes, as records have them.

    Raises CannotRevise, with the reason, for a file that cannot be read, and if the result would
    not be, for both readers, the old fields with the changes, or differ in another line: such as
    where an alias leads to the old value, or the fields stand in ``{ }``.
    """
    try:
        front = split(data).front
    except FrontMatterError as error:
        raise CannotRevise(f"line {error.line}: {error.message}") from None
    text = data.decode("utf-8")
    # A byte-order mark is a letter of the first line.
    start = len(_LINE_END.split(text, maxsplit=1)[0]) + 1
    splices = _splices(front, changes, after or {}, {}, front_matter_writing)
    return _spliced(text, splices, start).encode()


def revise_yaml(
    text: str,
    changes: Mapping[str, Any],
    *,
    after: Mapping[str, str] | None = None,
    above: Mapping[str, str] | None = None,
) -> str:
    """As :func:`revise`, for a text that is all YAML, such as that of ``site.yaml``.

    Timestamps are written in quotes, since readers of YAML 1.1 would make instants of them.
    ``above`` are comments, without ``#``, to be written after an empty line and before a field
    that is new.
    """
    plain = _LINE_END.sub("\n", text)
    return _spliced(text, _splices(plain, changes, after or {}, above or {}, yaml_writing), 0)


def _splices(
    text: str,
    changes: Mapping[str, Any],
    after: Mapping[str, str],
    above: Mapping[str, str],
    writing: Callable[[YamlLayout], Writing],
) -> list[Splice]:
    """The edits that make the changes, proven."""
    try:
        old = parse(text)  # before any other reader: it refuses what would break them
        layout = lay_out(text)
        if layout.root.kind is not YamlKind.MAP or not layout.root.is_block:
            raise CannotRevise("the fields stand in { }, expected each in a line of its own")
        new = _changed(old, changes)
        above = {key: comment for key, comment in above.items() if key not in old}
        editor = Editor(layout, writing(layout), above)
        editor.change_map(layout.root, old, new, after, end=layout.end)
    except (FrontMatterError, LayoutError) as error:
        raise CannotRevise(str(error)) from None
    # Stable: what is put into one place stays in its order.
    splices = sorted(editor.splices, key=lambda splice: splice[:2])
    touched = {key for key in old.keys() | new.keys() if not _equal(old, new, key)}
    wrong = splices and fault(layout, _applied(text, splices), new, touched, above)
    if wrong:
        raise CannotRevise(wrong)
    return splices


def _changed(old: dict[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    fields = {**old, **changes}
    return {key: value for key, value in fields.items() if value is not None or key not in changes}


def _equal(old: dict[str, Any], new: dict[str, Any], key: str) -> bool:
    return key in old and key in new and same(old[key], new[key])


def _applied(text: str, splices: list[Splice]) -> str:
    place, made = 0, ""
    for start, end, new in splices:
        made = _joined(_joined(made, text[place:start]), new)
        place = end
    return _joined(made, text[place:])


def _joined(one: str, other: str) -> str:
    """Two texts of whole lines; a lone CR and a lone LF do not become the end of one line."""
    return f"{one}\n{other}" if one.endswith("\r") and other.startswith("\n") else one + other


def _spliced(text: str, splices: list[Splice], offset: int) -> str:
    """A text with edits whose places count from ``offset`` and take each line end for one letter.

    New lines end as the line does that they follow.
    """
    pairs = [found.start() - number for number, found in enumerate(re.finditer("\r\n", text))]

    def place(index: int) -> int:
        return index + bisect_left(pairs, index)

    own = []
    for start, end, new in splices:
        first, last = place(start + offset), place(end + offset)
        line_end = _LINE_END.search(text, place(max(start + offset - 1, 0)))
        own.append(Splice(first, last, new.replace("\n", line_end[0] if line_end else "\n")))
    return _applied(text, own)
