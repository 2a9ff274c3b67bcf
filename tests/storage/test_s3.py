"""A site in a bucket of a real S3 server."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

import brotli
import pytest

from site_gen.errors import OutputError
from tests.sites.site import Files, config, days, record, share_from
from tests.storage.places import Bucket, Contents, S3Server, differing, plain, publish

FILES: Files = days(4, topics=["Tides"])
CHANGED: Files = {
    **FILES,
    "content/news/d03.md": record("Day 3, again", "2026-01-03T08:00:00Z", topics=["Tides"]),
}
FEWER: Files = days(3, topics=["Tides"])
FOR_EVER = "public, max-age=31536000, immutable"


def test_bucket_has_the_bytes_of_the_folder_and_gets_what_changes(
    machine: Path, other_machine: Path, bucket: Bucket, tmp_path: Path
) -> None:
    before, after = plain(tmp_path, FILES), plain(tmp_path, CHANGED)
    publish(machine, FILES, bucket)
    assert bucket.files() == before
    assert bucket.requests("PUT", lambda: publish(machine, FILES, bucket)) == []
    put = bucket.requests("PUT", lambda: publish(machine, CHANGED, bucket))
    assert sorted(put) == sorted(differing(before, after))
    assert bucket.requests("PUT", lambda: publish(other_machine, CHANGED, bucket)) == []
    removed = bucket.requests("DELETE", lambda: publish(other_machine, FEWER, bucket))
    assert sorted(removed) == sorted(after.keys() - plain(tmp_path, FEWER).keys())
    assert bucket.files() == plain(tmp_path, FEWER)


def test_worker_processes_put_pages(
    machine: Path, bucket: Bucket, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    share_from(monkeypatch, 4)
    publish(machine, FILES, bucket, jobs=2)
    assert bucket.files() == plain(tmp_path, FILES)
    publish(machine, FEWER, bucket, jobs=2)
    assert bucket.files() == plain(tmp_path, FEWER)


def headers(bucket: Bucket, path: str) -> tuple[str, str, str]:
    head = bucket.head(path)
    return head["ContentType"], head["CacheControl"], head.get("ContentEncoding", "")


def test_headers_say_type_and_how_long_a_file_may_be_kept(machine: Path, bucket: Bucket) -> None:
    publish(machine, FILES, bucket)
    short = "public, max-age=300"
    assert headers(bucket, "index.html") == ("text/html; charset=utf-8", short, "")
    assert headers(bucket, "feed.xml") == ("application/xml; charset=utf-8", short, "")
    assert headers(bucket, "api/news/index.json") == ("application/json", short, "")
    assert headers(bucket, "img/preview.png") == ("image/png", short, "")
    style = next(path for path in bucket.files() if path.endswith(".css"))
    assert headers(bucket, style) == ("text/css; charset=utf-8", FOR_EVER, "")


def uncompressed(files: Contents) -> Contents:
    return {
        path: gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data
        for path, data in files.items()
    }


def test_compressed_files_have_the_same_bytes_and_a_header(
    machine: Path, bucket: Bucket, tmp_path: Path
) -> None:
    folder = plain(tmp_path, FILES)
    settings: Files = {**FILES, "site.yaml": config(storage={"compress": "gzip", "max_age": 0})}
    publish(machine, FILES, bucket)
    put = bucket.requests("PUT", lambda: publish(machine, settings, bucket))
    hashed = {path for path in folder if "assets/" in path and path.endswith((".css", ".js"))}
    assert {*put} == folder.keys()
    assert headers(bucket, "index.html") == ("text/html; charset=utf-8", "no-cache", "gzip")
    assert headers(bucket, "img/preview.png") == ("image/png", "no-cache", "")
    assert headers(bucket, min(hashed))[1:] == (FOR_EVER, "gzip")
    assert uncompressed(bucket.files()) == folder
    assert len(bucket.files()["index.html"]) == len(zlib_size(folder["index.html"]))
    brotli_settings: Files = {**FILES, "site.yaml": config(storage={"compress": "brotli"})}
    publish(machine, brotli_settings, bucket)
    assert headers(bucket, "index.html")[2] == "br"
    assert brotli.decompress(bucket.files()["index.html"]) == folder["index.html"]
    assert bucket.requests("PUT", lambda: publish(machine, brotli_settings, bucket)) == []


def zlib_size(data: bytes) -> bytes:
    compressor = zlib.compressobj(6, wbits=31)
    return compressor.compress(data) + compressor.flush()


def test_missing_bucket_is_named(machine: Path, bucket: Bucket) -> None:
    bucket.url = "s3://no-such-bucket/site"
    with pytest.raises(OutputError) as caught:
        publish(machine, FILES, bucket)
    assert str(caught.value) == (
        "s3://no-such-bucket/site: cannot be read: The specified bucket does not exist "
        "(does the bucket or container exist?)"
    )


def test_missing_credentials_are_named(
    machine: Path, bucket: Bucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    files: Files = {**FILES, "site.yaml": config(storage={"options": {"requester_pays": False}})}
    with pytest.raises(OutputError) as caught:
        publish(machine, files, bucket)
    assert "Unable to locate credentials" in str(caught.value)
    assert caught.value.hint == "credentials come from the environment"


def test_server_that_does_not_answer_is_named(
    machine: Path, bucket: Bucket, s3_server: S3Server
) -> None:
    options = {
        "endpoint_url": "http://127.0.0.1:9",
        "config_kwargs": {"retries": {"max_attempts": 0}, "connect_timeout": 1},
    }
    files: Files = {**FILES, "site.yaml": config(storage={"options": options})}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("s3fs.S3FileSystem.retries", 1)
        with pytest.raises(OutputError) as caught:
            publish(machine, files, bucket)
    message = str(caught.value)
    assert message.startswith(f"{bucket.url}/.site_gen: cannot be listed: Could not connect")
    assert "\n" not in message
