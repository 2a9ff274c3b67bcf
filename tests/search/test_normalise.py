"""Normalising bundles of Pagefind: reproducible output, and refused formats."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import cbor2
import pytest

from site_gen.search.bundle_files import UnknownFormatError
from site_gen.search.normalise import normalise

MARK = b"pagefind_dcd"
META = cbor2.dumps(["1.5.2", [], [], [["topic", "en_0000000"]]])


def filter_file(*values: str) -> bytes:
    return bytes(cbor2.dumps(["topic", [[value, [0]] for value in values]]))


def bundle(folder: Path, data: bytes, meta: bytes = META, mark: bytes = MARK) -> Path:
    (folder / "filter").mkdir(parents=True)
    (folder / "filter/en_0000000.pf_filter").write_bytes(gzip.compress(mark + data))
    (folder / "pagefind.en_1.pf_meta").write_bytes(gzip.compress(mark + meta))
    entry = {"version": "1.5.2", "languages": {"en": {"hash": "en_1", "page_count": 2}}}
    (folder / "pagefind-entry.json").write_text(json.dumps(entry))
    return folder


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def test_order_of_filter_values_does_not_change_the_bundle(tmp_path: Path) -> None:
    one = bundle(tmp_path / "1", filter_file("Boats", "Tides", "Ärger"))
    two = bundle(tmp_path / "2", filter_file("Ärger", "Tides", "Boats"))
    normalise(one)
    normalise(two)
    assert files(one) == files(two)


def test_content_is_kept_and_files_refer_to_the_new_names(tmp_path: Path) -> None:
    folder = bundle(tmp_path / "1", filter_file("Tides", "Boats"))
    normalise(folder)
    entry = json.loads((folder / "pagefind-entry.json").read_text())["languages"]["en"]
    assert entry["page_count"] == 2
    meta = gzip.decompress((folder / f"pagefind.{entry['hash']}.pf_meta").read_bytes())
    (path,) = (folder / "filter").iterdir()
    assert meta == MARK + cbor2.dumps(["1.5.2", [], [], [["topic", path.stem]]])
    data = gzip.decompress(path.read_bytes())
    assert data == MARK + filter_file("Boats", "Tides")


def test_other_filter_values_have_other_file_names(tmp_path: Path) -> None:
    names = []
    for number, values in enumerate((["Boats"], ["Tides"])):
        folder = bundle(tmp_path / str(number), filter_file(*values))
        normalise(folder)
        names.append({path for path in files(folder) if path != "pagefind-entry.json"})
    assert not names[0] & names[1]


@pytest.mark.parametrize(
    ("data", "meta", "mark"),
    [
        (filter_file("Boats"), META, b"another_mark"),
        (cbor2.dumps({"topic": []}), META, MARK),
        (cbor2.dumps(3), META, MARK),
        (cbor2.dumps(["topic", [["Boats", [0]], 3]]), META, MARK),
        (b"\x9f\xff", META, MARK),  # an array without a length
        (filter_file("Boats")[:-4], META, MARK),  # cut off
        (filter_file("Boats"), META[:-20], MARK),
        (filter_file("Boats"), cbor2.dumps([]), MARK),
        (filter_file("Boats"), cbor2.dumps(["1.5.2", [], [], [["topic", "en_else"]]]), MARK),
        (b"", META, MARK),
    ],
)
def test_unknown_format_is_refused(tmp_path: Path, data: bytes, meta: bytes, mark: bytes) -> None:
    with pytest.raises(UnknownFormatError):
        normalise(bundle(tmp_path / "1", data, meta, mark))


def test_file_that_is_not_compressed_is_refused(tmp_path: Path) -> None:
    folder = bundle(tmp_path / "1", filter_file("Boats"))
    (folder / "filter/en_0000000.pf_filter").write_bytes(b"plain")
    with pytest.raises(UnknownFormatError):
        normalise(folder)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"languages": {"en": {"hash": 1}}}'])
def test_invalid_entry_file_is_refused(tmp_path: Path, text: str) -> None:
    folder = bundle(tmp_path / "1", filter_file("Boats"))
    (folder / "pagefind-entry.json").write_text(text)
    with pytest.raises(UnknownFormatError):
        normalise(folder)
