"""Requests that fail for a passing reason are made again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from moto.moto_server.werkzeug_app import DomainDispatcherApplication

from site_gen.errors import OutputError
from tests.sites.site import Files, config, days
from tests.storage.places import Bucket, plain, publish

FILES: Files = days(2)
FEWER: Files = days(1)
_BODY = b"<Error><Code>%s</Code><Message>Please reduce your request rate.</Message></Error>"

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Faults:
    """Lets the server answer some requests with an error."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.status = "503 Slow Down"
        self.code = b"SlowDown"
        self.every = 0
        """One in so many requests fails; 0: none does."""
        self.failed = 0
        self._requests = 0
        answer = DomainDispatcherApplication.__call__

        def answer_or_fail(application: Any, environ: Any, start: Any) -> Iterable[bytes]:
            self._requests += 1
            if not self.every or self._requests % self.every:
                return answer(application, environ, start)  # type: ignore[no-any-return]
            self.failed += 1
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            body = _BODY % self.code
            start(self.status, [("Content-Length", str(len(body)))])
            return [body]

        monkeypatch.setattr(DomainDispatcherApplication, "__call__", answer_or_fail)


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> Faults:
    return Faults(monkeypatch)


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("503 Slow Down", b"SlowDown"),
        ("500 Internal Server Error", b"InternalError"),
        ("429 Too Many Requests", b"TooManyRequests"),
    ],
)
def test_build_survives_passing_failures(
    status: str, code: bytes, machine: Path, bucket: Bucket, faults: Faults, tmp_path: Path
) -> None:
    faults.status, faults.code, faults.every = status, code, 10
    publish(machine, FILES, bucket)
    publish(machine, FEWER, bucket)
    assert faults.failed > 5
    faults.every = 0
    assert bucket.files() == plain(tmp_path, FEWER)
    assert publish(machine, FEWER, bucket).written == 0


def test_lasting_failure_ends_the_build_in_one_line(
    machine: Path, bucket: Bucket, faults: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    # s3fs has attempts of its own, which not each version makes for a listing.
    monkeypatch.setattr("s3fs.S3FileSystem.retries", 1)
    faults.every = 1
    retries = {"config_kwargs": {"retries": {"total_max_attempts": 2}}}
    with pytest.raises(OutputError) as caught:
        publish(machine, {**FILES, "site.yaml": config(storage={"options": retries})}, bucket)
    assert str(caught.value).startswith(f"{bucket.url}/.site_gen: cannot be listed: ")
    assert "\n" not in str(caught.value)
    assert faults.failed == 2
