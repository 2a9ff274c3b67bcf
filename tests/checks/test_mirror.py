"""The JSON mirror: types, and pages that hang together."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.checks.broken import built, check, found, put

LIST: dict[str, Any] = {
    "title": "T",
    "path": "/latest/",
    "page": "0",
    "value": [],
    "nextPage": None,
}


def test_document_that_is_no_json_is_told(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    put(options, "api/topics/x/index.json", "{'a': 1}")
    (problem,) = check(options).problems
    assert problem.code == "bad-json"
    assert problem.message.startswith("is no JSON: JSON is malformed")


def test_documents_have_the_published_types(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    put(options, "api/topics/x/index.json", json.dumps({**LIST, "more": 1}))
    put(options, "api/news/x/index.json", json.dumps(LIST))
    put(options, "api/providers/x/index.json", json.dumps({**LIST, "page": 0}))
    put(options, "api/own.json", json.dumps({"anything": 1}))
    said = dict(found(options, "mirror-schema"))
    assert said.keys() == {f"/api/{kind}/x/index.json" for kind in ("topics", "news", "providers")}
    topic = said["/api/topics/x/index.json"]
    assert topic == "does not have the form of a Listing: Object contains unknown field `more`"
    assert said["/api/providers/x/index.json"].endswith("Expected `str`, got `int` - at `$.page`")


def test_next_page_must_be_there(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    put(options, "api/topics/x/index.json", json.dumps({**LIST, "nextPage": "2"}))
    put(options, "api/topics/x/page/2/index.json", json.dumps({**LIST, "nextPage": "1"}))
    assert found(options) == [
        (
            "/api/topics/x/page/2/index.json",
            "nextPage is “1”, and there is no /api/topics/x/page/1/index.json",
        )
    ]


def test_links_of_documents_must_lead_to_documents(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    put(options, "api/topics/x/index.json", json.dumps({**LIST, "path": "/topics/x/"}))
    assert found(options) == [
        ("/api/topics/x/index.json", "links to /topics/x/: there is no such page or file")
    ]
