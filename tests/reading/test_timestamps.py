"""Timestamps of records: which are read, as which instant."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from tests.records import file_of, problems_of, read

READ = {
    "2021-06-16T05:33:00Z": datetime(2021, 6, 16, 5, 33, tzinfo=UTC),
    "2021-06-16t05:33:00z": datetime(2021, 6, 16, 5, 33, tzinfo=UTC),
    "2021-06-16T05:33:00-07:00": datetime(2021, 6, 16, 12, 33, tzinfo=UTC),
    "2021-06-16T05:33:00+0530": datetime(2021, 6, 16, 0, 3, tzinfo=UTC),
    "2021-06-16T05:33:00": datetime(2021, 6, 16, 5, 33, tzinfo=UTC),
    "2021-06-16 05:33:00Z": datetime(2021, 6, 16, 5, 33, tzinfo=UTC),
    "2021-06-16T05:33Z": datetime(2021, 6, 16, 5, 33, tzinfo=UTC),
    "2021-06-16T05:33:00.25Z": datetime(2021, 6, 16, 5, 33, 0, 250_000, tzinfo=UTC),
    "2021-06-16": datetime(2021, 6, 16, tzinfo=UTC),
    " 2021-06-16 ": datetime(2021, 6, 16, tzinfo=UTC),
    "2020-02-29": datetime(2020, 2, 29, tzinfo=UTC),
    "2021-01-01T00:30:00+01:00": datetime(2020, 12, 31, 23, 30, tzinfo=UTC),
}


@pytest.fixture(params=["UTC", "America/Lima", "Asia/Tokyo"])
def _time_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The machine's own time zone, which must not matter."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_time_zone")
@pytest.mark.parametrize(("text", "instant"), READ.items())
def test_timestamp_is_an_instant_in_utc(text: str, instant: datetime) -> None:
    for field in ("publishedDateTime", "updatedDateTime"):
        record = read(file_of(**{field: text}))
        found = record.published_at if field == "publishedDateTime" else record.updated_at
        assert found == instant
        assert found.tzinfo is UTC


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_timestamp_may_stand_in_quotes_or_not(quote: str) -> None:
    text = file_of().replace("'2021-06-16T12:00:00Z'", f"{quote}2021-06-16T12:00:00Z{quote}")
    assert f"publishedDateTime: {quote}2021" in text
    assert read(text).published_at == datetime(2021, 6, 16, 12, tzinfo=UTC)


REFUSED = [
    "soon",
    "16 June 2021",
    "06/16/2021",
    "2021-6-16",
    "2021-02-30",
    "2021-13-01",
    "2021-06-16T25:00:00Z",
    "2021-06-16T05:60:00Z",
    "2021-06-16T05:33:60Z",
    "2021-06-16T05:33:00+99:00",
    "2021-06-16T05:33:00 EST",
    "0000-01-01",
    "10000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "2021-06-16T05:33:00Z and more",
]


@pytest.mark.parametrize("field", ["publishedDateTime", "updatedDateTime"])
@pytest.mark.parametrize("text", REFUSED)
def test_timestamp_that_is_none_is_an_error(field: str, text: str) -> None:
    [problem] = problems_of(file_of(**{field: text}))
    assert (problem.code, problem.field) == ("bad-timestamp", field)
    assert problem.message == (
        f"{field} is the text “{text}”, expected a timestamp such as 2021-06-16T05:33:00Z"
    )
