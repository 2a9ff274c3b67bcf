"""Catalogues are read as gettext reads them, and damaged ones refused with the line."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.errors import CatalogueError
from site_gen.i18n.entries import CatalogueFile, Entry
from site_gen.i18n.po_reader import read_data, read_file

WHOLE = r"""
# A translator
msgid ""
msgstr ""
"Language: de\n"
"X-Editor: by hand: 2\n"

# mine
#. for translators
#: templates/a.html:12 site_gen/b.py
#, fuzzy, python-format
#| msgid "By"
msgctxt "book"
msgid ""
"By "
"%(name)s"
msgstr "Von\t%(name)s \"so\"\\"

msgid "car"
msgid_plural "cars"
msgstr[0] "Auto"
msgstr[1] ""
"Au"
"tos"
#~ msgid "gone"
#~ msgstr "weg"
"""


def read(text: str | bytes) -> CatalogueFile:
    return read_data(text if isinstance(text, bytes) else text.encode(), Path("de.po"))


def test_every_part_of_a_catalogue_is_read() -> None:
    file = read(WHOLE)
    assert file.comments == ("A translator",)
    assert file.headers == {"Language": "de", "X-Editor": "by hand: 2"}
    assert file.entries == [
        Entry(
            "By %(name)s",
            "",
            "book",
            ('Von\t%(name)s "so"\\',),
            ("mine",),
            ("for translators",),
            ("templates/a.html", "site_gen/b.py"),
            frozenset({"fuzzy", "python-format"}),
            line=13,
        ),
        Entry("car", "cars", "", ("Auto", "Autos"), line=19),
        Entry("gone", forms=("weg",), is_obsolete=True, line=25),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + 'msgid "A"\nmsgstr "B"\n',
        'msgid "A"\r\nmsgstr "B"\r\n',
        'msgid  "A"\nmsgstr\t"B"',
        '  msgid "A"\n  msgstr ""\n  "B"',
        'msgid"A"\nmsgstr"B"',
    ],
)
def test_layout_does_not_matter(text: str) -> None:
    (entry,) = read(text).entries
    assert (entry.id, entry.forms) == ("A", ("B",))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('msgid "A"\nmsgstr "B', 2, "expected msgid, msgstr or another keyword"),
        ('msgid "A"\nmsgstr "B" C', 2, "expected msgid, msgstr or another keyword"),
        ('msgid "A"\nmsgstr "B\\"', 2, "expected msgid, msgstr or another keyword"),
        ('msgid "A"\nmsgtr "B"', 2, "expected msgid, msgstr or another keyword"),
        ("{}", 1, "expected msgid, msgstr or another keyword"),
        ("<<<<<<< ours", 1, "expected msgid, msgstr or another keyword"),
        ('msgstr "B"', 1, "msgstr is not expected after nothing"),
        ('msgid "A"\nmsgid "B"', 2, "msgid is not expected after msgid"),
        ('msgid "A"\n\n# x\nmsgid "B"', 3, "msgstr is missing after line 1"),
        ('msgid "A"', 1, "msgstr is missing after line 1"),
        ('"A"', 1, "a text without msgid or msgstr"),
        ('msgid "A"\nmsgstr "B"\nmsgstr "C"', 3, "expected msgid"),
        ('msgid "A"\nmsgstr[0] "B"', 2, "expected msgstr"),
        ('msgid "A"\nmsgid_plural "As"\nmsgstr "B"', 3, "expected msgstr[0]"),
        ('msgid "A"\nmsgid_plural "As"\nmsgstr[1] "B"', 3, "expected msgstr[0]"),
        ('msgid "A"\nmsgstr "B"\n\nmsgid "A"\nmsgstr "B"', 4, "the message is also in line 1"),
        ('msgid "A"\nmsgstr "B"\n\nmsgid ""\nmsgstr ""', 4, "the message is empty"),
        (b'msgid "A"\n\nmsgstr "\xff"', 3, "not in UTF-8"),
    ],
)
def test_damaged_catalogue_is_refused_with_its_line(
    text: str | bytes, line: int, reason: str
) -> None:
    with pytest.raises(CatalogueError) as caught:
        read(text)
    assert caught.value.line == line
    assert caught.value.message.startswith(f"de.po:{line}: {reason}")


def test_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"none\.po: cannot be read: "):
        read_file(tmp_path / "none.po")


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from('\n\t\\"%#'))


@given(
    st.lists(
        st.builds(
            Entry,
            TEXTS.filter(bool),
            TEXTS,
            TEXTS,
            st.tuples(TEXTS, TEXTS),
            is_obsolete=st.booleans(),
        ),
        max_size=4,
        unique_by=lambda entry: entry.key,
    )
)
def test_written_catalogue_is_read_again(entries: list[Entry]) -> None:
    for entry in entries:
        entry.forms = entry.forms if entry.plural else entry.forms[:1]
    file = CatalogueFile({"Language": "de"}, entries)
    again = read(file.data())
    for entry in again.entries:
        entry.line = 0
    assert again == file
    assert again.data() == file.data()


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="needs gettext's tools")
def test_gettext_reads_what_is_written(tmp_path: Path) -> None:
    file = read(WHOLE)
    file.headers["Content-Type"] = "text/plain; charset=utf-8"
    file.headers["Plural-Forms"] = "nplurals=2; plural=n != 1;"
    path = tmp_path / "de.po"
    path.write_bytes(file.data())
    subprocess.run(["msgfmt", "-o", tmp_path / "de.mo", path], check=True)
