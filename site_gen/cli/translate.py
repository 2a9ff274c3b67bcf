"""``translate``."""

# ruff: noqa: PLC0415

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from site_gen.cli.options import FOLDER
from site_gen.wording import counted

if TYPE_CHECKING:
    from site_gen.translate import WrittenCatalogue


@click.command("translate")
@click.argument("locale")
@click.option(
    "--config",
    type=FOLDER,
    default=Path("site.yaml"),
    show_default=True,
    help="The configuration; translations/ is next to it.",
)
def command(locale: str, config: Path) -> int:
    """Write translations/LOCALE.po to fill in with words in that language, and print its path.

    If the file exists, new messages are added to it, and no translation is lost.
    """
    from site_gen.config import language_configs, load_config
    from site_gen.translate import write_catalogue

    settings = load_config(config)
    written = write_catalogue(config.parent, locale)
    click.echo(written.path.as_posix())  # only this on standard output: $EDITOR "$(… translate …)"
    languages = [each.locale for each in language_configs(settings)]
    for line in _lines(written, languages):
        click.echo(line, err=True)
    return 0


def _lines(written: WrittenCatalogue, languages: list[str]) -> Iterator[str]:
    from site_gen.i18n.tags import matching_tags

    for fault in written.faults:
        yield f"{fault.path.as_posix()}:{fault.line}: warning: {fault.message} ({fault.hint})"
    if written.formats:
        yield (
            f"warning: the Unicode CLDR has no formats for {written.tag}: "
            f"dates and numbers are written as for {written.formats}"
        )
    messages = counted(written.messages, "message")
    yield f"{written.translated:,} of {messages} translated in this file"
    if written.elsewhere:
        yield f"{written.elsewhere:,} more translated by other catalogues: “now:” shows how"
    if written.fuzzy:
        yield (
            f"{written.fuzzy:,} marked fuzzy: not used until you have corrected the translation "
            "and removed the mark"
        )
    if written.gone:
        yield f"{written.gone:,} no longer used: kept as comments at the end of the file"
    if not any(matching_tags(tag, [written.tag]) for tag in languages):
        setting = f"“locale: {written.tag}”"
        if len(languages) > 1:
            setting = f"{written.tag} under languages"
        yield f"the site is in {', '.join(languages)}: write {setting} into site.yaml to change it"
