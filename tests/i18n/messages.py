"""Writes the templates of catalogues anew: ``make messages``.

``messages.pot`` is merged into the catalogues of the program.

python -m tests.i18n.messages
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from site_gen.atomic import replace_file
from site_gen.i18n.catalogues import SHIPPED, TEMPLATE
from site_gen.i18n.merging import merged
from site_gen.i18n.plurals import rule_of_language
from site_gen.i18n.po_reader import read_file
from site_gen.message_files import program_messages
from tests.i18n.command_line import COMMAND_LINE, command_line_texts


def main() -> None:
    """Write the files that differ."""
    template = program_messages()
    _write(TEMPLATE, template.data())
    _write(COMMAND_LINE, command_line_texts().data())
    for path in sorted(SHIPPED.glob("*.po")):
        catalogue = read_file(path)
        forms = rule_of_language(path.stem).forms
        entries = merged(catalogue, template.entries, forms, keep_obsolete=False)
        _write(path, msgspec.structs.replace(catalogue, entries=entries).data())
        done = sum(entry.is_translated for entry in entries)
        print(f"{path.name}: {done} of {len(entries)} messages are translated")


def _write(path: Path, data: bytes) -> None:
    if not path.exists() or path.read_bytes() != data:
        replace_file(path, data)


if __name__ == "__main__":
    main()
