"""``secured`` reaches no output, no log and no cache, even of files with errors in it."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from site_gen import cli
from tests.sites.site import news, record, write_files

PLAIN = [b"WHAT-ONLY-THE-PRODUCER-MAY-KNOW-1", b"INITIALISATION-VECTOR-OF-IT-2"]
PARTS = [base64.b64encode(plain).decode() for plain in PLAIN]
SECRET = ";".join(PARTS)
MARKS = [
    *PLAIN,
    *(part.encode() for part in PARTS),
    *(plain[:16] for plain in PLAIN),
    *(part[:20].encode() for part in PARTS),
    *(plain.hex().encode() for plain in PLAIN),
]
"""What must be found nowhere; beginnings too, since messages shorten what they quote."""

HEAD = (
    'title: "A title"\nexcerpt: Words.\npublishedDateTime: 2026-02-01\n'
    "webUrl: https://harbourpost.example/a\nprovider:\n  name: Harbour Post\n"
)

VALID = [
    f"secured: {SECRET}",
    f'secured: "{SECRET}"',
    f"secured: |\n  {SECRET}\n  {SECRET}",
    f"secured: [{PARTS[0]}, {PARTS[1]}]",
    f"secured:\n  iv: {PARTS[1]}\n  data: {{x: {PARTS[0]}}}",
    f"secured: &anchor {SECRET}\ntags: [one]",
]
BROKEN = [
    f"secured: '{SECRET}",
    f'secured: "{SECRET}\nmore: x',
    f'secured: "{SECRET}\\q"',
    f"secured: {SECRET}: more",
    f"secured: [{SECRET}",
    f"secured: {{{SECRET}",
    f"secured: *{PARTS[0]}",
    f"secured: !{PARTS[0].rstrip('=')} x",
    f"secured: !!int {PARTS[0]}",
    f"secured: !!binary {SECRET}",
    f"secured: {SECRET}\nsecured: {SECRET}",
    f"secured: \t{SECRET}\n\t- x: {SECRET}",
    f"secured: x\n{SECRET}",
    f"  secured: {SECRET}",
    f"secured: {SECRET}\n - {SECRET}",
    f"secured: %{SECRET}",
    f"secured: @{SECRET}",
    f"secured: `{SECRET}`",
    f"secured: {SECRET}\x01",
    f"secured: {SECRET}\n---broken",
    f"? secured\n: {SECRET}\n? [{SECRET}]",
    f"secured: >{SECRET}",
]
OTHER_ERRORS = [
    f"secured: {SECRET}\nquality: many",
    f"secured: {SECRET}\nwebUrl: x",
    f"quality: {{}}\nsecured: {SECRET}\nimages: {SECRET[:3]}",
]


def leaks_of(folder: Path, *texts: str) -> list[str]:
    """Files and messages in which a part of the secret is found."""
    found = [f"message: {text}" for text in texts if any(mark.decode() in text for mark in MARKS)]
    for path in folder.rglob("*"):
        if path.is_file() and "content" not in path.relative_to(folder).parts:
            data = path.read_bytes()
            if any(mark in data or mark in str(path).encode() for mark in MARKS):
                found.append(str(path))
    return found


@pytest.mark.parametrize("text", VALID)
def test_valid_record_is_published_without_its_secret(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    files = {"content/a.md": f"---\n{HEAD}{text}\n---\nBody.\n", **news(record("B"))}
    write_files(tmp_path, files)
    build(tmp_path, "build", "--report", str(tmp_path / "report.json"))
    out, err = capsys.readouterr()
    assert (tmp_path / "_site/news/a/index.html").is_file()
    assert "error" not in err
    assert leaks_of(tmp_path, out, err) == []


@pytest.mark.parametrize("text", [*BROKEN, *OTHER_ERRORS])
def test_record_with_an_error_in_or_near_its_secret_does_not_tell_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    write_files(tmp_path, {"content/a.md": f"---\n{HEAD}{text}\n---\nBody.\n", **news(record("B"))})
    build(tmp_path, "build", "--verbose", "--report", str(tmp_path / "report.json"))
    build(tmp_path, "check", "--format", "json")
    build(tmp_path, "check", "--format", "github")
    build(tmp_path, "explain", "a.md")
    out, err = capsys.readouterr()
    assert (tmp_path / "_site/news/r1/index.html").is_file()
    assert leaks_of(tmp_path, *out.splitlines(), *err.splitlines()) == []


@pytest.mark.parametrize("key", ["provider", "images", "related"])
def test_secret_in_an_inner_map_is_not_shown_either(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], key: str
) -> None:
    image = {"url": "/img/icon.svg", "width": 1, "height": 1, "secured": SECRET}
    inner = {
        "provider": {"name": "Harbour Post", "secured": SECRET},
        "images": [image],
        "related": [{"title": "T", "webUrl": "https://q.example/", "provider": {"name": "Q"}}],
    }
    inner["related"][0]["secured"] = SECRET  # type: ignore[index]
    write_files(tmp_path, news(record("A", **{key: inner[key]})))  # type: ignore[arg-type]
    build(tmp_path, "build", "--verbose", "--report", str(tmp_path / "report.json"))
    out, err = capsys.readouterr()
    assert (tmp_path / "_site/news/r1/index.html").is_file()
    assert leaks_of(tmp_path, out, err) == []


def test_search_for_leaks_would_find_one(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"<p>" + PLAIN[0] + b"</p>")
    assert len(leaks_of(tmp_path, f"found {PARTS[1][:25]}…")) == 2


def build(folder: Path, command: str, *options: str) -> None:
    names = ["--config", str(folder / "site.yaml"), "--now", "2026-03-01"]
    cli.run([command, *options, *names])
