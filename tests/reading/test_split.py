"""``split``: the bytes of a file into front matter and body."""

from __future__ import annotations

import pytest

from site_gen.front_matter import FrontMatterError, TextParts, split

GOOD = {
    "plain": (b"---\ntitle: A\n---\nBody\n", TextParts("title: A\n", "Body")),
    "byte-order mark": (b"\xef\xbb\xbf---\ntitle: A\n---\nBody\n", TextParts("title: A\n", "Body")),
    "CRLF": (b"---\r\ntitle: A\r\n---\r\nBo\r\ndy\r\n", TextParts("title: A\n", "Bo\ndy")),
    "CR": (b"---\rtitle: A\r---\rBody\r", TextParts("title: A\n", "Body")),
    "no body": (b"---\ntitle: A\n---\n", TextParts("title: A\n", "")),
    "no last newline": (b"---\ntitle: A\n---", TextParts("title: A\n", "")),
    "only blank lines after": (b"---\ntitle: A\n---\n\n\n", TextParts("title: A\n", "")),
    "closed by three dots": (b"---\ntitle: A\n...\nBody", TextParts("title: A\n", "Body")),
    "spaces after the dashes": (b"--- \t\ntitle: A\n---  \nB", TextParts("title: A\n", "B")),
    "no fields": (b"---\n---\nBody", TextParts("", "Body")),
    "a rule in the body": (b"---\na: b\n---\none\n\n---\n\ntwo",
        TextParts("a: b\n", "one\n\n---\n\ntwo")),
    "dashes inside a value": (b"---\na: b --- c\n---\n", TextParts("a: b --- c\n", "")),
    "four dashes are a value": (b"---\na: |\n  ----\n---\n", TextParts("a: |\n  ----\n", "")),
    "indented body keeps its indent": (b"---\na: b\n---\n\n    code\n",
        TextParts("a: b\n", "    code")),
    "tabs and letters of all kinds": (
        "---\na: é\t事\n---\n🦑".encode(),
        TextParts("a: é\t事\n", "🦑"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "document"), GOOD.values(), ids=list(GOOD))
def test_file_is_split_into_front_matter_and_body(data: bytes, document: TextParts) -> None:
    assert split(data) == document


BAD = {
    "empty file": (b"", "no front matter", 1, 1),
    "only a body": (b"# Heading\n", "no front matter", 1, 1),
    "blank line first": (b"\n---\na: b\n---\n", "no front matter", 1, 1),
    "indented fence": (b" ---\na: b\n---\n", "no front matter", 1, 1),
    "two dashes": (b"--\na: b\n--\n", "no front matter", 1, 1),
    "four dashes": (b"----\na: b\n---\n", "no front matter", 1, 1),
    "never closed": (b"---\na: b\n", "front matter is not closed", 1, 1),
    "closed with an indent": (b"---\na: b\n ---\n", "front matter is not closed", 1, 1),
    "Latin-1": (b"---\ntitle: Caf\xe9\n---\n", "not UTF-8: byte 0xe9", 2, 11),
    "UTF-16": ("---\na: b\n---\n".encode("utf-16"), "not UTF-8: byte 0xff", 1, 1),
    "cut in a letter": (b"---\na: b\n---\n\xf0\x9f", "not UTF-8: byte 0xf0", 4, 1),
    "bad byte after a byte-order mark": (
        b"\xef\xbb\xbf---\ntitle: \xff\n---\n",
        "not UTF-8: byte 0xff",
        2,
        8,
    ),
    "bad byte after letters of several bytes": (
        "---\ntitle: é事".encode() + b"\xff\n---\n",
        "not UTF-8: byte 0xff",
        2,
        10,
    ),
    "bad byte after CRLF": (b"---\r\na: b\r\nc: \xff\r\n", "not UTF-8: byte 0xff", 3, 4),
    "NUL": (b"---\na: b\x00\n---\n", "control character U+0000", 2, 5),
    "NUL in the body": (b"---\na: b\n---\n\nx\x00", "control character U+0000", 5, 2),
    "escape": (b"---\r\na: b\r\nc: \x1b[0m\r\n---\r\n", "control character U+001B", 3, 4),
    "delete": (b"---\na: \x7f\n---\n", "control character U+007F", 2, 4),
}


@pytest.mark.parametrize(("data", "message", "line", "column"), BAD.values(), ids=list(BAD))
def test_error_has_the_position_in_the_file(
    data: bytes, message: str, line: int, column: int
) -> None:
    with pytest.raises(FrontMatterError) as caught:
        split(data)
    error = caught.value
    assert (error.message, error.line, error.column) == (message, line, column)
    assert error.hint
