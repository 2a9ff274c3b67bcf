"""The JSON mirror: published types, next pages and links."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.checks.broken import broken_links, built, check, findings, write_output

LIST: dict[str, Any] = {
    "title": "T",
    "path": "/latest/",
    "page": "0",
    "value": [],
    "nextPage": None,
}


def test_invalid_json_is_reported(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    write_output(options, "api/topics/x/index.json", "{'a': 1}")
    (problem,) = check(options).problems
    assert problem.code == "bad-json"
    assert problem.message.startswith("is not valid JSON: JSON is malformed")


def test_documents_have_the_published_types(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    write_output(options, "api/topics/x/index.json", json.dumps({**LIST, "more": 1}))
    write_output(options, "api/news/x/index.json", json.dumps(LIST))
    write_output(options, "api/providers/x/index.json", json.dumps({**LIST, "page": 0}))
    write_output(options, "api/own.json", json.dumps({"anything": 1}))
    said = dict(findings(options, "mirror-schema"))
    assert said.keys() == {f"/api/{kind}/x/index.json" for kind in ("topics", "news", "providers")}
    topic = said["/api/topics/x/index.json"]
    assert topic == "does not have the form of a Listing: Object contains unknown field `more`"
    assert said["/api/providers/x/index.json"].endswith("Expected `str`, got `int` - at `$.page`")


def test_next_page_must_exist(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    write_output(options, "api/topics/x/index.json", json.dumps({**LIST, "nextPage": "2"}))
    write_output(options, "api/topics/x/page/2/index.json", json.dumps({**LIST, "nextPage": "1"}))
    assert findings(options) == [
        (
            "/api/topics/x/page/2/index.json",
            "nextPage is “1”, but /api/topics/x/page/1/index.json does not exist",
        )
    ]


def test_paths_of_documents_must_exist(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    write_output(options, "api/topics/x/index.json", json.dumps({**LIST, "path": "/topics/x/"}))
    assert broken_links(options) == [("/api/topics/x/index.json", "/topics/x/")]
