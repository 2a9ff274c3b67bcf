"""``new``: a valid record with an unused name for any headline."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.errors import UsageError
from site_gen.front_matter import parse, split
from site_gen.model import Record, Severity, SourceFile
from site_gen.scan import list_content
from site_gen.starter import new_record
from site_gen.urls import record_id
from site_gen.validate import validate_record
from tests.conftest import Run
from tests.sites.site import NOW, note, record


def read(path: Path) -> Record:
    """The record of a file, which must only lack its excerpt."""
    found, problems = validate_record(SourceFile(path.name, path.read_bytes(), ""))
    assert [problem.code for problem in problems] == ["no-excerpt"]
    assert all(problem.severity is Severity.WARNING for problem in problems)
    assert found
    return found


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The content folder of the folder that commands run in."""
    path = tmp_path / "content"
    path.mkdir()
    return path


def test_record_is_written_and_only_its_path_is_printed(
    site_gen: Run, content: Path, tmp_path: Path
) -> None:
    url = "https://www.harbourledger.example/night-ferry"
    command = ("new", "Night ferry sails again", "--url", url, "--topic", "Ferries")
    status, out, err = site_gen(*command, "--topic", "R&D: #1", "--provider", "Harbour Ledger")
    assert (status, out) == (0, "content/news/2026-03-01-night-ferry-sails-again.md\n")
    assert err == "excerpt: write a sentence or two about it\n"
    new = read(tmp_path / out.strip())
    assert new.title == "Night ferry sails again"
    assert new.published
    assert f"{new.published_at:%Y-%m-%dT%H:%MZ}" == "2026-03-01T12:00Z"
    assert (new.original_url, new.web_url) == (url, "")
    assert (new.provider.name, new.provider.domain) == ("Harbour Ledger", "harbourledger.example")
    assert new.topics == ("Ferries", "R&D: #1")


def test_record_without_an_address_is_not_published(
    site_gen: Run, content: Path, tmp_path: Path
) -> None:
    _, out, err = site_gen("new", "Night ferry")
    new = read(tmp_path / out.strip())
    assert not new.published
    assert new.original_url.startswith("https://outlet.example/")
    assert "published: false: remove it when originalUrl and provider are filled in" in err
    (tmp_path / "site.yaml").write_text("title: Quay\nbase_url: https://quay.example/\n")
    _, _, err = site_gen("build", "--no-search")
    assert "1 record read: 0 published, 1 left out (1 not published)" in err


def test_text_of_the_record(site_gen: Run, content: Path, tmp_path: Path) -> None:
    _, out, _ = site_gen("new", "A: “b” 'c' \"d\" #e", "--provider", "The Ledger: late")
    assert (tmp_path / out.strip()).read_text() == (
        "---\n"
        "# Not shown to readers yet: remove this line when the fields below are filled in.\n"
        "published: false\n"
        "title: 'A: “b” ''c'' \"d\" #e'\n"
        "# A sentence or two in plain text.\n"
        "excerpt: ''\n"
        "# When the outlet published it.\n"
        "publishedDateTime: 2026-03-01T12:00:00Z\n"
        "# Where readers are sent.\n"
        "originalUrl: https://outlet.example/article\n"
        "provider:\n"
        "  name: 'The Ledger: late'\n"
        "topics: []\n"
        "---\n"
    )


@pytest.mark.parametrize(
    ("url", "options", "name", "domain"),
    [
        ("https://www.harbourledger.example/a", (), "Harbour Ledger", "harbourledger.example"),
        ("https://HarbourLedger.example:8080/a", (), "Harbour Ledger", "harbourledger.example"),
        (
            "https://harbourledger.example/a",
            ("--provider", "The Ledger"),
            "The Ledger",
            "harbourledger.example",
        ),
        ("https://news.harbourledger.example/a", (), "news.harbourledger.example", None),
        ("https://www.islandradio.example/a", (), "islandradio.example", None),
        ("https://broken.example/a", (), "broken.example", None),
        ("https://möwe.example/a", (), "möwe.example", "xn--mwe-sna.example"),
        ("http://localhost/a", (), "localhost", ""),
        ("http://[::1]:8000/a", (), "::1", ""),
    ],
)
def test_provider_is_named_by_option_note_or_host(
    site_gen: Run,
    content: Path,
    tmp_path: Path,
    url: str,
    options: tuple[str, ...],
    name: str,
    domain: str | None,
) -> None:
    (content / "providers").mkdir()
    (content / "providers/harbourledger.example.md").write_text(note(name="Harbour Ledger"))
    (content / "providers/broken.example.md").write_text("no note")
    _, out, err = site_gen("new", "Ferry", "--url", url, *options)
    new = read(tmp_path / out.strip())
    assert (new.provider.name, new.provider.domain) == (name, name if domain is None else domain)
    assert ("provider.name: write the outlet's name" in err) == ("Ledger" not in name)


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("Night ferry sails again", "night-ferry-sails-again"),
        ("C++ & “R&D”: 50%", "c-plus-plus-and-r-and-d-50-percent"),
        (".net falls", "dot-net-falls"),
        ("...", "record-ab5df625"),
        ("../../etc/passwd", "etc-passwd"),
        ("--help", "help"),
        ("- 5 degrees", "5-degrees"),
        ("Año nuevo", "ano-nuevo"),
        ("con", "con-1143da2b"),
        ("one  \n two", "one-two"),
        ("word " * 60, "-".join(["word"] * 12)),
    ],
)
def test_file_name_has_day_and_headline(
    site_gen: Run, content: Path, tmp_path: Path, headline: str, slug: str
) -> None:
    status, out, _ = site_gen("new", "--", headline)
    assert (status, out) == (0, f"content/news/2026-03-01-{slug}.md\n")
    assert read(tmp_path / out.strip()).title == " ".join(headline.split())


@pytest.mark.parametrize(
    ("settings", "slug"),
    [
        ("title: Quay\nbase_url: https://quay.example/\nlocale: de\n", "ueber-bord"),
        ("title: Quay\nbase_url: https://quay.example/\n", "uber-bord"),
        ("locale: [de", "uber-bord"),
    ],
)
def test_file_name_is_spelled_in_the_language_of_the_site(
    site_gen: Run, content: Path, tmp_path: Path, settings: str, slug: str
) -> None:
    (tmp_path / "site.yaml").write_text(settings)
    status, out, _ = site_gen("new", "Über Bord")
    assert (status, out) == (0, f"content/news/2026-03-01-{slug}.md\n")


@pytest.mark.parametrize("headline", ["🚢🚢", "Паром снова ходит", "渡船恢复", "مركب", "x" * 300])
def test_any_script_and_length_has_a_name(
    site_gen: Run, content: Path, tmp_path: Path, headline: str
) -> None:
    status, out, _ = site_gen("new", headline)
    assert status == 0
    path = tmp_path / out.strip()
    assert read(path).title == headline
    assert path.stem.isascii()
    assert len(path.name) < 110
    assert record_id(path.stem) == path.stem


def test_id_is_unused_in_the_whole_content_folder(site_gen: Run, content: Path) -> None:
    for path in ("deep/2026-03-01-FERRY.md", "2026-03-01-ferry-2.markdown"):
        (content / path).parent.mkdir(exist_ok=True)
        (content / path).write_text(record("Other"))
    (content / "pages").mkdir()
    (content / "pages/2026-03-01-ferry-3.md").write_text(note(title="A page is no record"))
    paths = [site_gen("new", "Ferry")[1].strip() for _ in range(2)]
    assert paths == ["content/news/2026-03-01-ferry-3.md", "content/news/2026-03-01-ferry-4.md"]


def test_existing_paths_are_not_overwritten(site_gen: Run, content: Path) -> None:
    (content / "news/2026-03-01-ferry.md").mkdir(parents=True)
    (content / "news/2026-03-01-ferry-2.md").symlink_to("nowhere")
    assert site_gen("new", "Ferry")[1] == "content/news/2026-03-01-ferry-3.md\n"
    assert not (content / "news/nowhere").exists()


def test_simultaneous_calls_write_separate_files(content: Path) -> None:
    with ThreadPoolExecutor(8) as threads:
        made = [
            threads.submit(new_record, content, "Ferry", now=NOW, topics=(str(number),))
            for number in range(24)
        ]
    paths = {future.result().path for future in made}
    assert len(paths) == 24
    assert {read(path).topics for path in paths} == {(str(number),) for number in range(24)}


def test_content_folder_is_next_to_the_configuration_or_an_option(
    site_gen: Run, tmp_path: Path
) -> None:
    for folder in ("a/content", "b"):
        (tmp_path / folder).mkdir(parents=True)
    assert site_gen("new", "X", "--config", "a/site.yaml")[1].startswith("a/content/news/")
    assert site_gen("new", "X", "--content", "b")[1].startswith("b/news/")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("",), "the headline is empty (write at least one word)"),
        ((" \t\n\x07",), "the headline is empty"),
        (("\ufeff\u200b",), "the headline is empty"),
        (("X", "--topic", " "), "--topic is empty"),
        (("X", "--provider", ""), "--provider is empty"),
        (("X", "--url", "ftp://a.example/"), "--url is “ftp://a.example/”, expected an http or "),
        (("X", "--url", ""), "--url is “”"),
        (("X", "--url", "https://a.example/\udcff"), "expected an http or https URL (such as "),
        (("X", "--url", "a.example/b"), "expected an http or https URL"),
        (("X", "--content", "nowhere"), "nowhere: no such folder (name the folder of the records"),
    ],
)
def test_invalid_arguments_are_one_line_and_write_nothing(
    site_gen: Run, content: Path, arguments: tuple[str, ...], message: str
) -> None:
    status, out, err = site_gen("new", *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("error: ")
    assert message in err
    assert list(content.iterdir()) == []


def test_file_in_the_way_of_the_folder_is_reported(site_gen: Run, content: Path) -> None:
    (content / "news").write_text("mine")
    assert site_gen("new", "X") == (
        1,
        "",
        "error: content/news: cannot be written: File exists\n",
    )


def test_shell_can_use_the_path_from_standard_output(content: Path, tmp_path: Path) -> None:
    line = f'cat "$({sys.executable} -m site_gen new "Night ferry: late" 2>/dev/null)"'
    done = subprocess.run(
        ["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert "title: 'Night ferry: late'\n" in done.stdout


HEADLINES = st.one_of(
    st.text(),
    st.text(st.characters()),  # with surrogates
    st.text("-.:#'\"&*!|>%@`{}[]?,\\ \n\t\x00\x85\u2028\ufeffaN0~", min_size=1),
    st.sampled_from(["no", "null", "~", "1e3", "0o7", "2026-03-01", "<<", "=", "---", "..."]),
    st.text(min_size=250, max_size=400),
)


@pytest.fixture(scope="module")
def growing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A content folder that all examples write to."""
    return tmp_path_factory.mktemp("content")


@settings(max_examples=200, deadline=None)
@given(HEADLINES, st.none() | st.text())
def test_any_headline_makes_a_valid_record_of_a_new_id(
    growing: Path, headline: str, provider: str | None
) -> None:
    before = {record_id(Path(path).stem).casefold() for path in list_content(growing).records}
    try:
        new = new_record(growing, headline, now=NOW, provider=provider)
    except UsageError:
        texts = (headline, "x" if provider is None else provider)
        assert any(all(not char.isprintable() or char == " " for char in text) for text in texts)
        return
    found = read(new.path)
    assert record_id(new.path.stem).casefold() not in before
    fields = parse(split(new.path.read_bytes()).front)
    assert fields["title"] == found.title
    printable = [char for char in headline if char.isprintable() and not char.isspace()]
    assert [char for char in found.title if char.isprintable() and char not in " \ufffd"] == [
        char for char in printable if char != "\ufffd"
    ]
