"""The problems of invalid fields of a record, and what is accepted."""

from __future__ import annotations

import time
from typing import Any

import pytest

from site_gen.model import Severity
from tests.records import FIELDS, file_of, problems_of, read

GOOD = """\
---
title: The ferry runs again
excerpt: After nine weeks in dock.
publishedDateTime: 2021-06-16T12:00:00Z
originalUrl: https://harbourpost.example/ferry
provider:
  name: Harbour Post
quality: 70
---
"""
"""A record without problems; ``title`` is in line 2."""

TIME = "expected a timestamp such as 2021-06-16T05:33:00Z"
LINK = "expected an http or https URL"

# text to replace, replacement: line, column, code, field, message, hint
ERRORS: dict[str, tuple[str, str, int, int, str, str, str, str]] = {
    "no title": ("title: The ferry runs again\n", "",
        2, 1, "missing", "title", "title is missing", "it is required"),
    "a number as title": ("The ferry runs again", "1984",
        2, 8, "wrong-type", "title", "title is the number 1984, expected text", "put it in quotes"),
    "a number too long to be written out": ("The ferry runs again", "9" * 5000,
        2, 8, "wrong-type", "title", "title is a huge number, expected text", "put it in quotes"),
    "a time in words": ("2021-06-16T12:00:00Z", "yesterday",
        4, 20, "bad-timestamp", "publishedDateTime",
        f"publishedDateTime is the text “yesterday”, {TIME}", ""),
    "a text as provider": ("provider:\n  name: Harbour Post\n", "provider: Harbour Post\n",
        6, 11, "wrong-type", "provider",
        "provider is the text “Harbour Post”, expected a map", ""),
    "an inner key that is a number": ("  name: Harbour Post", "  name: Harbour Post\n  7: days",
        6, 1, "wrong-type", "provider", "a key of provider is not text", "put it in quotes"),
    "no link": ("originalUrl: https://harbourpost.example/ferry\n", "",
        2, 1, "missing", "originalUrl", "originalUrl and webUrl are both missing",
        "a record needs at least one of the two"),
    "a script as link": ("https://harbourpost.example/ferry", "javascript:alert(1)",
        5, 14, "bad-url", "originalUrl",
        f"originalUrl is the text “javascript:alert(1)”, {LINK}", ""),
    "a number in quotes": ("quality: 70", "quality: '70'",
        8, 10, "wrong-type", "quality", "quality is the text “70”, expected a whole number",
        "write it without quotes"),
    "yes for true": ("quality: 70", "published: yes",
        8, 12, "wrong-type", "published",
        "published is the text “yes”, expected true or false", "write true"),
    "one topic without a list": ("quality: 70", "topics: AI",
        8, 9, "wrong-type", "topics", "topics is the text “AI”, expected a list",
        "write a list: [AI]"),
    "a script as image": ("quality: 70", "images: [{url: 'javascript:x', width: 1, height: 1}]",
        8, 16, "bad-url", "images[0].url",
        f"images[0].url is the text “javascript:x”, {LINK} or a path of the site", ""),
    "a long value is cut": ("quality: 70", f"heat: {'hot ' * 20}",
        8, 7, "wrong-type", "heat",
        f"heat is the text “{('hot ' * 20)[:39]}…”, expected a whole number", ""),
    "no front matter": (GOOD, "Just a text.\n",
        1, 1, "front-matter", "", "no front matter", "the first line must be three dashes: ---"),
    "a key twice": ("quality: 70", "title: Again",
        8, 1, "front-matter", "title", "title is given twice", "keep one of the two"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "code", "field", "message", "hint"),
    ERRORS.values(),
    ids=list(ERRORS),
)
def test_error(
    old: str, new: str, line: int, column: int, code: str, field: str, message: str, hint: str
) -> None:
    assert old in GOOD
    [problem] = problems_of(GOOD.replace(old, new))
    assert (problem.path, problem.severity) == ("news/ferry.md", Severity.ERROR)
    assert (problem.message, problem.hint) == (message, hint)
    assert (problem.line, problem.column) == (line, column)
    assert (problem.code, problem.field) == (code, field)


WARNINGS: dict[str, tuple[str, str, int, int, str, str, str, str]] = {
    "no excerpt": ("excerpt: After nine weeks in dock.\n", "",
        2, 1, "no-excerpt", "excerpt", "excerpt is empty", "add a summary"),
    "an unknown field": ("quality: 70", "qualty: 70",
        8, 9, "unknown-field", "qualty", "unknown field qualty", "did you mean quality?"),
    "a field of other programs": ("quality: 70", "lang: es",
        8, 7, "unknown-field", "lang", "unknown field lang", "did you mean locale?"),
    "a field similar to none": ("quality: 70", "zzz: 70",
        8, 6, "unknown-field", "zzz", "unknown field zzz", "kept, but nothing shows it"),
    "an image without size": ("quality: 70", "images:\n  - url: /a.png",
        9, 5, "image-size", "images[0]", "images[0] has no size",
        "add width and height in pixels, so that pages do not jump while it loads"),
    "an invalid domain": ("  name: Harbour Post", "  name: A\n  domain: not a domain",
        8, 11, "bad-domain", "provider.domain",
        "provider.domain is the text “not a domain”, expected a domain name",
        "such as example.org; until then the provider is identified by its name"),
    "an invalid language": ("quality: 70", "locale: plain English",
        8, 9, "bad-locale", "locale",
        "locale is the text “plain English”, expected a language tag such as en or en-us",
        "until then the site's language is assumed"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "code", "field", "message", "hint"),
    WARNINGS.values(),
    ids=list(WARNINGS),
)
def test_warning_does_not_reject_the_record(
    old: str, new: str, line: int, column: int, code: str, field: str, message: str, hint: str
) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new)
    assert read(text).title == "The ferry runs again"
    [problem] = problems_of(text)
    assert problem.severity is Severity.WARNING
    assert (problem.message, problem.hint) == (message, hint)
    assert (problem.line, problem.column) == (line, column)
    assert (problem.code, problem.field) == (code, field)


# text to replace, replacement: line, column, code, field; the messages are tested above
ERROR_POSITIONS: dict[str, tuple[str, str, int, int, str, str]] = {
    "empty title": ("The ferry runs again", "''",
        2, 8, "missing", "title"),
    "null title": ("title: The ferry runs again", "title: ~",
        2, 8, "missing", "title"),
    "true as title": ("The ferry runs again", "true",
        2, 8, "wrong-type", "title"),
    "a list as title": ("The ferry runs again", "[a, b]",
        2, 1, "wrong-type", "title"),
    "no time": ("publishedDateTime: 2021-06-16T12:00:00Z\n", "",
        2, 1, "missing", "publishedDateTime"),
    "a year alone": ("2021-06-16T12:00:00Z", "2021",
        4, 20, "bad-timestamp", "publishedDateTime"),
    "no provider": ("provider:\n  name: Harbour Post\n", "",
        2, 1, "missing", "provider"),
    "a provider without a name": ("name: Harbour Post", "domain: harbourpost.example",
        6, 1, "missing", "provider.name"),
    "a path as link": ("quality: 70", "webUrl: /ferry",
        8, 9, "bad-url", "webUrl"),
    "an AMP link of another scheme": ("quality: 70", "ampWebUrl: ftp://a.example/",
        8, 12, "bad-url", "ampWebUrl"),
    "a list as link": ("quality: 70", "webUrl: [https://a.example/]",
        8, 1, "wrong-type", "webUrl"),
    "half a number": ("quality: 70", "quality: 70.5",
        8, 10, "wrong-type", "quality"),
    "heat in words": ("quality: 70", "heat: hot",
        8, 7, "wrong-type", "heat"),
    "1 for true": ("quality: 70", "removed: 1",
        8, 10, "wrong-type", "removed"),
    "a number among topics": ("quality: 70", "topics:\n  - AI\n  - 5",
        10, 5, "wrong-type", "topics[1]"),
    "a number after an empty topic": ("quality: 70", "topics: ['', AI, ~, 5]",
        8, 21, "wrong-type", "topics[1]"),
    "one image without a list": ("quality: 70", "images:\n  url: /a.png",
        8, 1, "wrong-type", "images"),
    "an image without an address": ("quality: 70", "images:\n  - title: A",
        9, 5, "missing", "images[0].url"),
    "a logo above the site": ("  name: Harbour Post",
        "  name: A\n  images: [{url: ../a.png, width: 1, height: 1}]",
        8, 18, "bad-url", "provider.images[0].url"),
    "a width in words": ("quality: 70", "images:\n  - url: /a.png\n    width: wide\n    height: 1",
        10, 12, "wrong-type", "images[0].width"),
    "a logo without an address": ("  name: Harbour Post", "  name: A\n  images:\n    - width: 1",
        9, 7, "missing", "provider.images[0].url"),
    "related that is not a list": ("quality: 70", "related: none",
        8, 10, "wrong-type", "related"),
}  # fmt: skip
WARNING_POSITIONS: dict[str, tuple[str, str, int, int, str, str]] = {
    "an empty excerpt": ("excerpt: After nine weeks in dock.", 'excerpt: ""',
        3, 10, "no-excerpt", "excerpt"),
    "an image of no width": ("quality: 70", "images: [{url: /a.png, width: 0, height: 5}]",
        8, 10, "image-size", "images[0]"),
    "a logo without height": ("  name: Harbour Post", "  name: A\n  images: [{url: /a, width: 5}]",
        8, 12, "image-size", "provider.images[0]"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "code", "field"),
    [*ERROR_POSITIONS.values(), *WARNING_POSITIONS.values()],
    ids=[*ERROR_POSITIONS, *WARNING_POSITIONS],
)
def test_position_and_code(
    old: str, new: str, line: int, column: int, code: str, field: str
) -> None:
    assert old in GOOD
    [problem] = problems_of(GOOD.replace(old, new))
    assert (problem.line, problem.column) == (line, column)
    assert (problem.code, problem.field) == (code, field)
    is_warning = code in {"image-size", "no-excerpt"}
    assert problem.severity is (Severity.WARNING if is_warning else Severity.ERROR)


def test_all_problems_of_a_file_are_reported_at_once() -> None:
    text = (
        "---\ntitle: 5\nheat: hot\nwebUrl: x\nimages: [{}, {url: 1}]\n"
        "topix: [a]\nrelated: [a]\n---\n"
    )
    assert {problem.field for problem in problems_of(text)} == {
        "title", "heat", "webUrl", "images[0].url", "topix", "related[0]", "publishedDateTime",
        "provider",
    }  # fmt: skip


ACCEPTED = {
    "as it is": GOOD.encode(),
    "byte-order mark": b"\xef\xbb\xbf" + GOOD.encode(),
    "CRLF": GOOD.replace("\n", "\r\n").encode(),
    "trailing spaces": GOOD.replace("\n", "  \n").encode(),
}


@pytest.mark.parametrize("data", ACCEPTED.values(), ids=list(ACCEPTED))
def test_line_endings_and_trailing_spaces_are_accepted(data: bytes) -> None:
    assert problems_of(data) == ()
    assert read(data).title == "The ferry runs again"


OPTIONAL = (
    "updatedDateTime category type webUrl ampWebUrl cdnAmpWebUrl quality heat published topics "
    "tags categories locale images related featuredContent secured removed deleted"
).split()


@pytest.mark.parametrize("empty", [None, "", [], {}], ids=repr)
@pytest.mark.parametrize("field", OPTIONAL)
def test_null_and_empty_values_mean_absent(field: str, empty: Any) -> None:
    assert read(file_of(**{field: empty})) == read(file_of())
    assert problems_of(file_of(**{field: empty})) == ()


def test_defaults_are_those_of_the_format() -> None:
    record = read(file_of())
    assert (record.category, record.type, record.published) == ("news", "article", True)
    assert (record.heat, record.quality, record.topics) == (None, 0, ())


def test_url_for_readers_falls_back_to_the_original() -> None:
    assert read(file_of()).url == FIELDS["originalUrl"]
    assert read(file_of(webUrl="https://a.example/b")).url == "https://a.example/b"
    both = file_of(without="originalUrl", webUrl="https://a.example/b")
    assert read(both).url == "https://a.example/b"


def test_unknown_types_and_fields_are_in_the_record() -> None:
    record = read(file_of(type="podcast", mood={"tone": ["dry"]}))
    assert record.type == "podcast"
    assert record.extra == {"mood": {"tone": ["dry"]}}


@pytest.mark.parametrize("secured", ["c2VjcmV0;aXY=", 12, ["c2VjcmV0"], {"c2VjcmV0": 1}])
def test_secured_is_ignored_without_a_problem(secured: Any) -> None:
    text = file_of(secured=secured)
    assert problems_of(text) == ()
    assert read(text) == read(file_of())


def test_record_has_the_body_and_the_id_of_its_file() -> None:
    record = read(file_of(body="# More\n\nText."), "news/2021-06-16-ferry.md")
    assert (record.id, record.path) == ("2021-06-16-ferry", "news/2021-06-16-ferry.md")
    assert record.body == "# More\n\nText."


IDS = {
    "2021-06-16-ferry.md": "2021-06-16-ferry",
    "a.b_c~d.md": "a.b_c~d",
    "Ferry.markdown": "Ferry",
    "two words.md": "two-words-",
    "é.md": "e-",
    "事实.md": "shi-shi-",
    "🦑.md": "record-",
    "con.md": "con-",
    "NUL.txt.md": "nul-txt-",
    "ends..md": "ends-",
    "-x.md": "x-",
    "50%.md": "50-",
}


@pytest.mark.parametrize(("name", "start"), IDS.items())
def test_id_from_a_file_name(name: str, start: str) -> None:
    id_ = read(file_of(), f"news/{name}").id
    assert id_ == start or (start.endswith("-") and id_.startswith(start))
    assert len(id_) == len(start) + (8 if start.endswith("-") else 0)
    assert id_.isascii()


def test_many_problems_of_one_file_take_linear_time() -> None:
    lines = "images:\n" + "  - url: /a.png\n" * 5000
    start = time.perf_counter()
    assert len(problems_of(GOOD.replace("quality: 70\n", lines))) == 5000
    assert (
        time.perf_counter() - start < 10
    )  # takes a second, unless every problem parses the file again
