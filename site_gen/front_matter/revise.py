"""Changes fields of a file and leaves all other lines as they are, byte for byte.

The lines of a changed field are replaced as a whole. The result is read again before it is
returned (``verify.py``). ``docs/decisions/0017`` compares this with libraries.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

from site_gen.front_matter.dump import RecordDumper, SettingsDumper, yaml_text
from site_gen.front_matter.layout import CannotRevise, TopField, YamlLayout, read_layout
from site_gen.front_matter.parse import parse
from site_gen.front_matter.text import FrontMatterError, split
from site_gen.front_matter.verify import reason_to_refuse, same

_LINE_END = re.compile(r"\r\n|\n|\r")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z")


class LineEdit(NamedTuple):
    """Lines ``first`` to ``end`` (exclusive) are replaced by ``lines``."""

    first: int
    end: int
    lines: list[str]


def revise(
    data: bytes, changes: Mapping[str, Any], *, after: Mapping[str, str] | None = None
) -> bytes:
    """The bytes of a record file with top-level fields of its front matter changed or added.

    ``changes`` are new values by field name. All other lines stay the same bytes. Comments within
    a changed field stay: on the line of its key, or moved above it. A field that already has the
    value is not touched. A list that only grows gets new lines behind its last item. A new field
    is added after the field that ``after`` names for it, else at the end. Timestamps are written
    without quotes, as usual in records.

    Raises CannotRevise, with the reason, if the file cannot be read or the change cannot be made
    safely, for example where an alias refers to the old value.
    """
    try:
        front = split(data).front
    except FrontMatterError as error:
        raise CannotRevise(f"line {error.line}: {error.message}") from None
    edits = _edits(front, changes, after or {}, {}, RecordDumper)
    fence, *lines = _LINE.findall(data.decode())
    body = front.count("\n")
    return "".join([fence, *_applied(lines[:body], edits), *lines[body:]]).encode()


def revise_yaml(
    text: str, changes: Mapping[str, Any], *, above: Mapping[str, str] | None = None
) -> str:
    """As :func:`revise`, for a text that is YAML from start to end, such as ``site.yaml``.

    Timestamps are written in quotes, since YAML 1.1 readers would make dates of them. ``above``
    are comments, without ``#``, to write after an empty line and before a field that is new.
    """
    line_end = _LINE_END.search(text)
    missing = "" if text.endswith(("\n", "\r")) else line_end[0] if line_end else "\n"
    edits = _edits(_LINE_END.sub("\n", text + missing), changes, {}, above or {}, SettingsDumper)
    return "".join(_applied(_LINE.findall(text + missing), edits)).removesuffix(missing)


def _edits(
    text: str,
    changes: Mapping[str, Any],
    after: Mapping[str, str],
    above: Mapping[str, str],
    dumper: type[yaml.SafeDumper],
) -> list[LineEdit]:
    """The edits that make the changes, verified."""
    try:
        old = parse(text)
    except FrontMatterError as error:
        raise CannotRevise(str(error)) from None
    changes = {
        key: value for key, value in changes.items() if key not in old or not same(old[key], value)
    }
    if not changes:
        return []
    layout = read_layout(text)
    ends = {key: field.end for key, field in layout.fields.items()}
    edits = []
    for key, value in changes.items():
        field = layout.fields.get(key)
        if field:
            edits.append(_changed_field(layout, field, old[key], value, dumper))
        else:
            ends[key] = ends.get(after.get(key, ""), _document_end(layout.lines))
            comment = ["", f"# {above[key]}"] if key in above else []
            lines = comment + yaml_text({key: value}, dumper).split("\n")
            edits.append(LineEdit(ends[key], ends[key], _indented(lines, layout.column)))
    edits.sort(key=lambda edit: edit[:2])  # stable: new fields in one place keep their order
    revised = "".join(_applied([line + "\n" for line in layout.lines], edits))
    reason = reason_to_refuse(layout, revised, {**old, **changes}, set(changes))
    if reason:
        raise CannotRevise(reason)
    return edits


def _document_end(lines: list[str]) -> int:
    return next((number for number, line in enumerate(lines) if line[:3] == "..."), len(lines))


def _changed_field(
    layout: YamlLayout, field: TopField, old: Any, new: Any, dumper: type[yaml.SafeDumper]
) -> LineEdit:
    """Replace a field's lines, or add lines to a block list that only grows."""
    lines, column = layout.lines[field.first : field.end], layout.column
    is_block_list = isinstance(field.value, yaml.SequenceNode) and not field.value.flow_style
    dashes = field.value.start_mark.column if is_block_list else column + 2
    if is_block_list and isinstance(new, list) and same(new[: len(old)], old):
        added = _items(new[len(old) :], dashes, dumper)
        return LineEdit(field.end - 1, field.end, [lines[-1], *added])
    key = lines[0][field.key.start_mark.column : field.key.end_mark.column]
    value, *below = yaml_text({"k": new}, dumper)[len("k:") :].split("\n")
    if isinstance(new, list) and new:
        below = _items(new, dashes, dumper)
    else:
        below = _indented(below, column)
    first, above = f"{key}:{value}", []
    for comment in layout.comments_in(field):
        if comment.line == field.first and (not value or not below):
            # A tab may stand between a value and a comment, but not between a colon and one.
            first += comment.gap.replace("\t", " ") + comment.text
        else:
            above.append(comment.text)
    return LineEdit(field.first, field.end, [*_indented([*above, first], column), *below])


def _items(values: list[Any], column: int, dumper: type[yaml.SafeDumper]) -> list[str]:
    """The lines of block list items whose dashes are at ``column``."""
    dumped = yaml_text({"k": values}, dumper).split("\n")[1:]
    return _indented([line.removeprefix("  ") for line in dumped], column)


def _indented(lines: list[str], column: int) -> list[str]:
    return [" " * column + line if line else "" for line in lines]


def _applied(lines: list[str], edits: list[LineEdit]) -> list[str]:
    """Whole lines with the edits made; new lines end like the line that they replace or follow."""
    lines = list(lines)
    for first, end, new in reversed(edits):
        replaced = lines[first:end] or lines[first - 1 : first]
        line_end = _LINE_END.search(replaced[-1])
        lines[first:end] = [line + (line_end[0] if line_end else "\n") for line in new]
    return lines
