"""``import-opml`` adds feeds to site.yaml, and changes nothing else in it."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest

from site_gen.config import load_config
from site_gen.fetch.add_sources import check
from site_gen.front_matter import CannotRevise
from tests.conftest import Run

SITE = """\
# The Quay
title: 'The Quay'   # its name
base_url: https://quay.example/
"""
LIST = """\
<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>What I read</title></head><body>
<outline text="Coast" title="Coast">
  <outline type="rss" text="Harbour Ledger" title="Harbour Ledger"
    xmlUrl="https://harbourledger.example/feed" htmlUrl="https://www.harbourledger.example/"/>
  <outline type="rss" text="https://islandradio.example/rss"
    xmlUrl="https://islandradio.example/rss"/>
</outline>
<outline text="Search: lamps"/>
<outline text="Again" xmlUrl="http://www.harbourledger.example/feed/?utm_source=x"/>
</body></opml>
"""
LEDGER = """\
  - url: https://harbourledger.example/feed
    provider:
      name: Harbour Ledger
      domain: harbourledger.example
"""
ADDED = LEDGER + "  - url: https://islandradio.example/rss\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The site.yaml of a site that also has a list of feeds."""
    (tmp_path / "feeds.opml").write_text(LIST)
    path = tmp_path / "site.yaml"
    path.write_text(SITE)
    return path


def test_feeds_are_added_and_listed(site_gen: Run, site: Path) -> None:
    assert site_gen("import-opml", "feeds.opml") == (
        0,
        "",
        "added: https://harbourledger.example/feed (Harbour Ledger)\n"
        "added: https://islandradio.example/rss\n"
        "feeds.opml:9: “Search: lamps”: no xmlUrl\n"
        "already there: http://www.harbourledger.example/feed/?utm_source=x (Again)\n"
        "site.yaml: 2 sources added, 1 already there, 1 outline cannot be used\n",
    )
    assert site.read_text() == f"{SITE}\n# Feeds that fetch makes records of.\nsources:\n{ADDED}"
    first, second = load_config(site).sources
    assert (first.provider.name, first.provider.domain) == (
        "Harbour Ledger",
        "harbourledger.example",
    )
    assert (second.provider.name, second.topics) == ("", ())


def test_password_of_a_feed_is_written_and_not_printed(site_gen: Run, site: Path) -> None:
    url = "https://ada:secret@harbourledger.example/feed"
    outline = f'<outline text="Ledger" xmlUrl="{url}"/>'
    (site.parent / "feeds.opml").write_text(f"<opml><body>{outline * 2}</body></opml>")
    status, _, err = site_gen("import-opml", "feeds.opml")
    assert status == 0
    assert "secret" not in err
    assert [source.url for source in load_config(site).sources] == [url]


def test_repairs_are_printed(site_gen: Run, site: Path) -> None:
    outline = '<outline text="Fish & chips" xmlUrl="https://fish.example/feed?a=1&b=2"/>'
    (site.parent / "feeds.opml").write_text(f"<opml><body>\n{outline}</body></opml>")
    status, _, err = site_gen("import-opml", "feeds.opml")
    assert status == 0
    first, second, _ = err.splitlines()
    assert first == "feeds.opml: it is not well-formed XML (line 2: xmlParseEntityRef: no name)"
    assert second == "added: https://fish.example/feed?a=1&b=2 (Fish & chips)"
    assert load_config(site).sources[0].url == "https://fish.example/feed?a=1&b=2"


def test_second_time_nothing_is_new(site_gen: Run, site: Path) -> None:
    site_gen("import-opml", "feeds.opml")
    before, written = site.read_bytes(), site.stat().st_mtime_ns
    status, _, err = site_gen("import-opml", "feeds.opml")
    assert (status, site.read_bytes(), site.stat().st_mtime_ns) == (0, before, written)
    assert err.endswith("site.yaml: 0 sources added, 3 already there, 1 outline cannot be used\n")


def test_second_list_is_added_below_the_first(site_gen: Run, site: Path) -> None:
    site_gen("import-opml", "feeds.opml")
    before = site.read_text()
    more = LIST.replace("harbourledger", "quaytimes").replace("Harbour Ledger", "Quay Times")
    (site.parent / "more.opml").write_text(more)
    assert site_gen("import-opml", "more.opml")[:2] == (0, "")
    added = LEDGER.replace("harbourledger", "quaytimes").replace("Harbour Ledger", "Quay Times")
    assert site.read_text() == before + added


def test_folders_become_topics_on_request(site_gen: Run, site: Path) -> None:
    assert site_gen("import-opml", "feeds.opml", "--topics")[0] == 0
    assert [source.topics for source in load_config(site).sources] == [("Coast",), ("Coast",)]
    assert "    topics:\n      - Coast\n" in site.read_text()


def test_dry_run_lists_additions_and_writes_nothing(site_gen: Run, site: Path) -> None:
    status, out, err = site_gen("import-opml", "feeds.opml", "--dry-run")
    assert (status, out, site.read_text()) == (0, "", SITE)
    assert err.startswith("would be added: https://harbourledger.example/feed (Harbour Ledger)\n")
    assert "site.yaml: 2 sources would be added, 1 already there" in err
    assert sorted(path.name for path in site.parent.iterdir()) == ["feeds.opml", "site.yaml"]


IRON = "- {url: 'https://iron.example/rss', published: false} # waits"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("sources:\n", "sources:\n{}"),
        ("sources:   # none yet\n", "sources:   # none yet\n{}"),
        ("sources: ~\nlocale: en\n", "sources:\n{}locale: en\n"),
        ("sources: [] # none\nlocale: en\n", "sources: # none\n{}locale: en\n"),
        (f"sources:\n  {IRON}\n\n# end\n", f"sources:\n  {IRON}\n{{}}\n# end\n"),
        (f"sources:\n  {IRON}\n  # more?\n", f"sources:\n  {IRON}\n{{}}  # more?\n"),
        (f"sources:\n  {IRON}", f"sources:\n  {IRON}\n{{}}"),
    ],
)  # fmt: skip
def test_list_in_any_notation_is_extended_in_place(
    site_gen: Run, site: Path, before: str, after: str
) -> None:
    site.write_text(SITE + before)
    assert site_gen("import-opml", "feeds.opml")[0] == 0
    expected = SITE + after.replace("{}", ADDED)
    assert site.read_text() == (expected if before.endswith("\n") else expected.rstrip("\n"))
    load_config(site)


@pytest.mark.parametrize("indent", ["", "    "])
def test_indentation_of_a_list_is_kept(site_gen: Run, site: Path, indent: str) -> None:
    site.write_text(f"{SITE}sources:\n{indent}{IRON}\n")
    site_gen("import-opml", "feeds.opml")
    shown = "".join(indent + line[2:] for line in ADDED.splitlines(keepends=True))
    assert site.read_text() == f"{SITE}sources:\n{indent}{IRON}\n{shown}"


def test_flow_list_becomes_a_block_list(site_gen: Run, site: Path) -> None:
    site.write_text(f"{SITE}sources: [\n  {IRON[2:].replace(' #', ', #')}\n]\nlocale: en\n")
    assert site_gen("import-opml", "feeds.opml")[0] == 0
    iron = "  - url: https://iron.example/rss\n    published: false\n"
    assert site.read_text() == f"{SITE}# waits\nsources:\n{iron}{ADDED}locale: en\n"


def test_byte_order_mark_line_ends_mode_and_symbolic_link_are_kept(
    site_gen: Run, site: Path
) -> None:
    real = site.with_name("real.yaml")
    data = b"\xef\xbb\xbf" + SITE.replace("\n", "\r\n").encode()
    real.write_bytes(data)
    real.chmod(0o640)
    site.unlink()
    site.symlink_to("real.yaml")
    assert site_gen("import-opml", "feeds.opml")[0] == 0
    assert site.is_symlink()
    made = real.read_bytes()
    assert made.startswith(data)
    assert made.count(b"\n") == made.count(b"\r\n") == 3 + 8
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(path.name for path in site.parent.iterdir()) == [
        "feeds.opml", "real.yaml", "site.yaml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{title: The Quay, base_url: https://quay.example/}\n", "the fields are in { }"),
        (f'{SITE}author: "a\\x07b"\n', "control character"),
        (f"{SITE}sources: &s []\nrules: *s\n", "the result could not be read"),
    ],
)
def test_lines_to_paste_are_printed_if_the_file_cannot_be_edited(
    site_gen: Run, site: Path, text: str, reason: str
) -> None:
    site.write_text(text)
    status, out, err = site_gen("import-opml", "feeds.opml")
    assert (status, out, site.read_text()) == (2, f"sources:\n{ADDED}", text)
    assert err.startswith(f"error: site.yaml: sources cannot be added in place: {reason}")
    assert err.endswith("(write the lines printed above into it by hand)\n")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (f"{SITE}sources: [{{url: x}}]\n", "it would not load: sources"),
        (f"{SITE}locale: de\nsources: []\n", "other settings would change"),
        (SITE.replace("Quay", "Quai"), "other settings would change"),
        ("title: [", "it would not load: invalid YAML"),
    ],
)
def test_check_refuses_any_other_difference(site: Path, made: str, reason: str) -> None:
    config = load_config(site)
    check(f"{SITE}sources: [{{url: 'https://a.example/'}}]\n".encode(), config)
    with pytest.raises(CannotRevise, match=reason):
        check(made.encode(), config)


def test_standard_input_is_read(site_gen: Run, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(LIST.encode()))
    monkeypatch.setattr("sys.stdin", stdin)
    status, _, err = site_gen("import-opml", "-")
    assert (status, "standard input:9: “Search: lamps”: no xmlUrl\n" in err) == (0, True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "error: feeds.opml: no such file (name an OPML file)\n"),
        ("", "error: feeds.opml:1:1: not well-formed XML"),
        ("<rss/>", "error: feeds.opml: not OPML: the first element is <rss>"),
        ("folder", "error: feeds.opml: cannot be read: Is a directory"),
    ],
)
def test_file_that_is_not_opml_changes_nothing(
    site_gen: Run, site: Path, content: str | None, said: str
) -> None:
    path = site.with_name("feeds.opml")
    path.unlink()
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_text(content)
    status, out, err = site_gen("import-opml", "feeds.opml")
    assert (status, out, err.count("\n"), site.read_text()) == (2, "", 1, SITE)
    assert err.startswith(said)


def test_missing_or_invalid_configuration_is_an_error(site_gen: Run, site: Path) -> None:
    assert site_gen("import-opml", "feeds.opml", "--config", "other.yaml")[0] == 2
    site.write_text("title: x\n")
    status, _, err = site_gen("import-opml", "feeds.opml")
    assert (status, err.startswith("error: site.yaml: base_url is missing")) == (2, True)


def test_list_without_feeds_is_no_error(site_gen: Run, site: Path) -> None:
    site.with_name("feeds.opml").write_text("<opml version='1.0'><body/></opml>")
    assert site_gen("import-opml", "feeds.opml") == (0, "", "site.yaml: 0 sources added\n")
    assert site.read_text() == SITE


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_unwritable_folder_is_an_error(site_gen: Run, site: Path) -> None:
    site.parent.chmod(0o500)
    try:
        status, _, err = site_gen("import-opml", "feeds.opml")
    finally:
        site.parent.chmod(0o700)
    assert (status, site.read_text()) == (1, SITE)
    assert "site.yaml: cannot be written: Permission denied (it is as it was)" in err


def test_failed_write_leaves_the_file_unchanged(
    site_gen: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    status, _, err = site_gen("import-opml", "feeds.opml")
    assert (status, site.read_text()) == (1, SITE)
    assert "error: site.yaml: cannot be written: No space left on device" in err
    assert sorted(path.name for path in site.parent.iterdir()) == ["feeds.opml", "site.yaml"]
