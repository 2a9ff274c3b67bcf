"""Edits of a text that make its values others; where possible, only the parts that differ."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from site_gen.front_matter.layout import LayoutError, YamlEntry, YamlKind, YamlLayout, YamlValue
from site_gen.front_matter.verify import same
from site_gen.front_matter.writing import Writing, YamlLines

_GAP = re.compile(r"[ \t]*")


class Splice(NamedTuple):
    """Letters ``start`` to ``end`` of a text are replaced."""

    start: int
    end: int
    text: str


class Editor:
    """Collects the edits of one text."""

    def __init__(self, layout: YamlLayout, writing: Writing, above: Mapping[str, str]) -> None:
        self.layout = layout
        self.writing = writing
        self.above = above
        self.splices: list[Splice] = []

    def change_map(
        self,
        block_map: YamlValue,
        old: dict[str, Any],
        new: dict[str, Any],
        after: Mapping[str, str] | None = None,
        end: int | None = None,
    ) -> None:
        """Make a block map say ``new``, which has keys in common with ``old``.

        Keys that are new go where ``after`` says, else to ``end``, which is by default behind the
        last one.
        """
        entries = {entry.key: entry for entry in self.layout.entries(block_map)}
        for key, entry in entries.items():
            if key not in new:
                self._remove(entry, comments_too=block_map is self.layout.root)
            elif not same(old[key], new[key]):
                self._change(entry, old[key], new[key])
        places = {key: self._behind(entry) for key, entry in entries.items()}
        last = list(entries.values())[-1]
        for key, value in new.items():
            if key not in entries and not (key in old and same(old[key], value)):
                named = (after or {}).get(key)
                behind = end if end is not None else self._behind(last)
                places[key] = places.get(named, behind)
                self._add(places[key], last.column, key, value)

    def _change(self, entry: YamlEntry, old: Any, new: Any) -> None:
        """Give a key another value: part by part, if what it has can be kept so."""
        if not self._change_parts(entry.value, old, new):
            self._replace(entry, new)

    def _change_parts(self, value: YamlValue, old: Any, new: Any) -> bool:
        """Change a list or map within; False, and nothing done, if it must be written anew."""
        if isinstance(old, dict) and isinstance(new, dict):
            if not self._can_change(value, old, new):
                return False
            self.change_map(value, old, new)
            return True
        if isinstance(old, list) and isinstance(new, list):
            return value.kind is YamlKind.LIST and self._change_list(value, old, new)
        return False

    def _can_change(self, value: YamlValue, old: Any, new: Any) -> bool:
        """Whether a value is a block map whose own keys are all that it says, and some stay."""
        if value.kind is not YamlKind.MAP or not value.is_block or not isinstance(new, dict):
            return False
        entries = self.layout.entries(value)
        return (
            [entry.key for entry in entries] == list(old)
            and not old.keys().isdisjoint(new)
            and all(entry.starts_line or entry.key in new for entry in entries)
        )

    def _change_list(self, value: YamlValue, old: list[Any], new: list[Any]) -> bool:
        """As :meth:`_change_parts`, for lists: items that are maps change, items are appended."""
        pairs = list(zip(value.parts, old, new, strict=False))
        others = [pair for pair in pairs if not same(pair[1], pair[2])]
        if not value.parts or not len(value.parts) == len(old) <= len(new):
            return False
        if not all(
            value.is_block and isinstance(was, dict) and self._can_change(part, was, now)
            for part, was, now in others
        ):
            return False
        added = new[len(old) :]
        in_brackets = "" if value.is_block else self.writing.flow_items(added)
        if added and not value.is_block and not in_brackets:
            return False
        for part, was, now in others:
            self.change_map(part, was, now)
        place = value.parts[-1].end
        if in_brackets:
            self._splice(place, place, f", {in_brackets}")
        elif added:
            column = self.layout.column(value.body)
            past = min(self.layout.line_end(place) + 1, len(self.layout.text))
            self._insert_lines(past, self.writing.items(added, column))
        return True

    def _remove(self, entry: YamlEntry, *, comments_too: bool) -> None:
        said = [] if comments_too else self._said(entry.first, entry.past)
        lines = [f"{' ' * entry.column}{comment}\n" for comment in said]
        self._splice(entry.first, entry.past, "".join(lines))

    def _add(self, place: int, column: int, key: str, value: Any) -> None:
        written = self.writing.value(value, column)
        head = f"{self.writing.key(key)} {written.inline}" if written.inline else ""
        lines = head or f"{self.writing.key(key)}\n{written.below}"
        comment = f"\n{' ' * column}# {self.above[key]}\n" if key in self.above else ""
        self._insert_lines(place, f"{comment}{' ' * column}{lines}")

    def _insert_lines(self, place: int, lines: str) -> None:
        text = self.layout.text
        if place and text[place - 1] != "\n":  # the last line has no end, and gets none
            self._splice(place, place, f"\n{lines}")
        else:
            self._splice(place, place, f"{lines}\n")

    def _replace(self, entry: YamlEntry, new: Any) -> None:
        if entry.colon is None:
            raise LayoutError("a key stands without a colon")
        value, behind = entry.value, entry.colon + 1
        is_list = value.kind in (YamlKind.LIST, YamlKind.MAP)
        own = (
            is_list
            and value.is_block
            and type(new) is (list if value.kind is YamlKind.LIST else dict)
        )
        indent = self.layout.column(value.body) - entry.column if own else -1
        flow = is_list and not value.is_block and bool(value.parts)
        written = self.writing.value(new, entry.column, flow=flow, indent=indent)
        if written.inline:
            self._put_inline(value, behind, written.inline)
        else:
            self._put_below(value, behind, written)

    def _put_inline(self, value: YamlValue, behind: int, text: str) -> None:
        """Put a value into the key's line, comments of the old one behind it."""
        start = behind if self._lies_below(value) else value.start
        comments = self._said(start, value.end)
        gap = " " if start == behind else ""
        self._splice(start, value.end, "  ".join((f"{gap}{text}", *comments)))

    def _put_below(self, value: YamlValue, behind: int, written: YamlLines) -> None:
        """Put a value into the lines below the key's, comments of the old one before it."""
        indent = re.match(" *", written.below)
        in_place = self._lies_below(value) and value.start == value.body
        start = self.layout.line_start(value.start) if in_place else behind
        comments = self._said(start, value.end)
        lines = "\n".join(
            (*(f"{indent[0] if indent else ''}{comment}" for comment in comments), written.below)
        )
        gap = _GAP.match(self.layout.text, value.end)
        if in_place or not gap:
            self._splice(start, value.end, lines)
        else:
            line_end = self.layout.line_end(value.end)
            # A tab may stand between a value and a comment, but not between a colon and one.
            self._splice(behind, value.end + len(gap[0]), gap[0].replace("\t", " "))
            self._splice(line_end, line_end, f"\n{lines}")

    def _said(self, start: int, end: int) -> list[str]:
        """The comments that say something."""
        return [text for text in self.layout.comments_in(start, end) if text.strip("# ")]

    def _lies_below(self, value: YamlValue) -> bool:
        return value.is_block and value.kind in (YamlKind.LIST, YamlKind.MAP)

    def _behind(self, entry: YamlEntry) -> int:
        """Where a line can be put behind an entry, and behind comments that belong to it."""
        own = re.compile(rf"(?: {{{entry.column + 1},}}#[^\n]*\n)*")
        found = own.match(self.layout.text, entry.past)
        return found.end() if found else entry.past

    def _splice(self, start: int, end: int, text: str) -> None:
        self.splices.append(Splice(start, end, text))
