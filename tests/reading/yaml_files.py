"""Generates record files in all styles of YAML, and changes to make in them, from a number."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from typing import Any

import msgspec

KEYS = ("title", "excerpt", "topics", "images", "provider", "locale", "heat", "x-desk", "seen at")
WORDS = "ferry Hafen 渡船 quay's “lamp” C# 50% R&D a:b #1 no 1e3 🛳 - ? x…".split()
PLAIN = "ferry Hafen 渡船 lamp quay sails again C# 50% R&D 🛳".split()
INSTANT = "2026-11-25T10:00:00Z"


class YamlFile(msgspec.Struct, frozen=True):
    """A file, and the arguments for ``revise``."""

    data: bytes
    changes: dict[str, Any]
    after: dict[str, str]


def yaml_file(number: int) -> YamlFile:
    """The same file and changes for the same number."""
    chance = random.Random(number)  # noqa: S311  no secrets here
    keys = chance.sample(KEYS, chance.randint(2, len(KEYS)))
    front = "".join(_above(chance) + _entry(chance, key) for key in keys) + _above(chance)
    text = "---{}\n{}{}{}\n{}".format(
        chance.choice(("", "", "  ")),
        _shifted(front) if chance.random() < 0.1 else front,
        chance.choice(("---", "---", "...")),
        chance.choice(("", "", " \t")),
        chance.choice(("", "\nBody.  \n\n---\ntitle: no field\n", "last line without an end")),
    )
    marked = "\ufeff" if chance.random() < 0.15 else ""
    wanted = chance.sample(KEYS, chance.randint(1, 3))
    return YamlFile(
        (marked + _line_ends(chance, text)).encode(),
        {key: _new_value(chance) for key in wanted},
        {key: chance.choice(keys) for key in wanted if chance.random() < 0.5},
    )


def _shifted(front: str) -> str:
    return re.sub(r"(?m)^(?=.)", "  ", front)


def _line_ends(chance: random.Random, text: str) -> str:
    ends = chance.choice((["\n"], ["\n"], ["\r\n"], ["\n", "\r\n"], ["\n", "\r\n", "\r"]))
    return re.sub("\n", lambda _: chance.choice(ends), text)


def _above(chance: random.Random) -> str:
    """Lines between fields."""
    lines = ("# a comment\n", "#\n", "\n", "  # title: a comment too, far in\n", "   \n")
    return "".join(chance.choice(lines) for _ in range(chance.choice((0, 0, 0, 1, 2))))


def _tail(chance: random.Random) -> str:
    """The end of a line after its value."""
    return chance.choice(("", "", "", "  ", " # beside it", "\t# 'beside' [it", "  #"))


def _words(chance: random.Random, of: list[str]) -> str:
    return " ".join(chance.choice(of) for _ in range(chance.randint(1, 4)))


def _plain(chance: random.Random) -> str:
    return "w" + _words(chance, PLAIN)


def _single(chance: random.Random) -> str:
    return "'" + _words(chance, WORDS).replace("'", "''") + "'"


def _double(chance: random.Random) -> str:
    return json.dumps(_words(chance, WORDS), ensure_ascii=False)


def _leaf(chance: random.Random) -> str:
    return chance.choice((_plain, _single, _double))(chance)


def _odd(chance: random.Random) -> str:
    return chance.choice(("~", "null", "12", "-1", "true", "NO", "1.50", INSTANT, "'12'", "''"))


def _entry(chance: random.Random, key: str) -> str:
    kinds = (
        _scalar, _scalar, _below, _empty, _lines, _block_text, _block_text,
        _flow, _flow_lines, _list, _list, _map, _maps, _maps,
    )  # fmt: skip
    shown = chance.choice((key, key, key, f"'{key}'", f'"{key}"'))
    value = chance.choice(kinds)(chance)
    if chance.random() < 0.06 and value.startswith(" "):
        return f"? {shown}{_tail(chance)}\n:{value}"
    return f"{shown}{chance.choice(('', '', '', ' '))}:{value}"


def _scalar(chance: random.Random) -> str:
    anchor = f"&a{chance.randint(0, 9**9)} " if chance.random() < 0.05 else ""
    gap = chance.choice((" ", " ", "   "))
    return gap + anchor + chance.choice((_leaf, _leaf, _odd))(chance) + _tail(chance) + "\n"


def _below(chance: random.Random) -> str:
    return f"{_tail(chance)}\n  {_leaf(chance)}{_tail(chance)}\n"


def _empty(chance: random.Random) -> str:
    return _tail(chance) + "\n"


def _lines(chance: random.Random) -> str:
    """A scalar of several lines, plain or in quotes."""
    parts = [_plain(chance) for _ in range(chance.randint(2, 3))]
    quote = chance.choice(("", "'", '"'))
    middle = chance.choice(("\n  ", "\n\n    ", " \n  "))
    return f" {quote}{middle.join(parts)}{quote}{_tail(chance)}\n"


def _block_text(chance: random.Random) -> str:
    header = chance.choice(("|", ">", "|-", ">-", "|+", ">+", "|2-"))
    indent = "  " if "2" in header else chance.choice((" ", "  ", "    "))
    lines = [indent + _words(chance, WORDS) + chance.choice(("", " ")) for _ in range(3)]
    lines.insert(1, chance.choice(("", f"{indent}  # further in", f"{indent}# no comment")))
    comment = chance.choice(("", "", "  # of a block"))
    return f" {header}{comment}\n" + "\n".join(lines) + "\n" * chance.choice((1, 1, 2, 3))


def _flow(chance: random.Random) -> str:
    items = ", ".join(_double(chance) for _ in range(chance.randint(0, 3)))
    shown = chance.choice((f"[{items}]", f"{{name: {_single(chance)}, ids: [{items}]}}", "{}"))
    return f" {shown}{_tail(chance)}\n"


def _flow_lines(chance: random.Random) -> str:
    comma = chance.choice(("", ","))
    one, two = _double(chance), _single(chance)
    return f" [ {one}, # first\n  # between\n    {two}{comma}\n  ]{_tail(chance)}\n"


def _items(chance: random.Random, item: Callable[[random.Random, str], str]) -> str:
    indent = " " * chance.choice((0, 2, 2, 4))
    inside = ("", "", f"{indent}# inside\n", "\n", "# inside, but not in\n")
    return f"{_tail(chance)}\n" + "".join(
        f"{chance.choice(inside)}{indent}- {item(chance, indent)}"
        for _ in range(chance.randint(1, 3))
    )


def _list(chance: random.Random) -> str:
    return _items(chance, lambda chance, _: f"{_leaf(chance)}{_tail(chance)}\n")


def _maps(chance: random.Random) -> str:
    def item(chance: random.Random, indent: str) -> str:
        more = f"{indent}  width: {chance.randint(1, 9)}{_tail(chance)}\n"
        return f"url: /{chance.randint(1, 9)}.svg{_tail(chance)}\n" + chance.choice(("", more))

    return _items(chance, item)


def _map(chance: random.Random) -> str:
    indent = chance.choice(("  ", "    "))
    logo = f"{indent}images:\n{indent}- url: /logo.svg{_tail(chance)}\n"
    return (
        f"{_tail(chance)}\n{chance.choice(('', f'{indent}# its name', '')) or indent.rstrip()}\n"
        f"{indent}name: {_leaf(chance)}{_tail(chance)}\n{chance.choice(('', logo))}"
    )


def _new_value(chance: random.Random) -> Any:
    texts = [_words(chance, WORDS) for _ in range(3)]
    return chance.choice(
        (
            texts[0],
            texts[1],
            INSTANT,
            "one\n\n two: #3\n",
            chance.choice((0, 12, -1, True, False, 1.5)),
            texts[: chance.randint(0, 3)],
            [{"url": "/1.svg", "width": 3, "title": texts[2]}],
            {"name": texts[0], "images": [{"url": "/logo.svg"}]},
        )
    )
