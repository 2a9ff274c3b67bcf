"""``digest``."""

# ruff: noqa: PLC0415

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from site_gen.cli.options import (
    FOLDER,
    Instant,
    mail_options,
    options_of,
    quiet_options,
    read_only_contents,
)
from site_gen.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from site_gen.content import Content
    from site_gen.mail.contents import DigestChoice
    from site_gen.options import Options

_FOLDER = "_digest"


@click.command("digest")
@click.option("--date", "day", type=Instant(), help="The day of the digest.  [the newest]")
@click.option("--week", is_flag=True, help="The digest of a week; --date is one of its days.")
@click.option("--language", metavar="TAG", help="The site of this language.  [that at the root]")
@click.option("--send", is_flag=True, help="Send it by the mail server that the environment names.")
@click.option(
    "--output",
    "file",
    type=FOLDER,
    metavar="FILE",
    help="Where to write it.  [_digest/DATE.eml, with --send nowhere]",
)
@mail_options
@quiet_options
def command(
    *,
    day: datetime | None,
    week: bool,
    language: str | None,
    send: bool,
    file: Path | None,
    quiet: bool,
    verbose: bool,  # noqa: ARG001
    **site: Any,
) -> int:
    """Make the e-mail of a digest: the top stories of a day, or with --week of a week."""
    from site_gen.mail.contents import chosen_digest, has_no_digest
    from site_gen.options import Stopwatch

    options = options_of(**site)
    with read_only_contents(options, Stopwatch()) as contents:
        content = _content_of(contents, language)
        if send and day is None and has_no_digest(content, options.now, weekly=week):
            lines = ["nothing to send: there is no digest yet"]
        else:
            choice = chosen_digest(content, options.now, day=day, weekly=week)
            if send and day is None and choice.is_old(content.config, options.now):
                lines = [f"nothing to send: the newest digest is {choice.label} (--date sends it)"]
            else:
                lines = _make(content, choice, options, file, send=send)
    if not quiet:
        for line in lines:
            click.echo(line, err=True)
    return 0


def _content_of(contents: Sequence[Content], language: str | None) -> Content:
    """The content of the site in a language; raises UsageError if there is none."""
    from site_gen.config import own_site

    if language is None:
        return contents[0]
    tags = [own_site(content.config).tag or content.config.locale for content in contents]
    for content, tag in zip(contents, tags, strict=True):
        if tag.casefold() == language.casefold():
            return content
    raise UsageError(
        f"--language {language}: there is no such site", hint=f"there is {', '.join(tags)}"
    )


def _make(
    content: Content, choice: DigestChoice, options: Options, file: Path | None, *, send: bool
) -> list[str]:
    """Write the message, or send it; returns what was done."""
    from site_gen.mail import settings
    from site_gen.mail.contents import mail_contents
    from site_gen.mail.message import Envelope, message_of, sender_of
    from site_gen.mail.send import send as send_message

    server = settings.server_of(os.environ) if send else None
    recipients = settings.recipients_of(os.environ, needed=send)
    if send and not content.config.digest.sender:
        raise UsageError(
            "digest.sender is not set in the configuration",
            hint="set it to the sender of the e-mail, such as: The Quay <news@quay.example>",
        )
    envelope = Envelope(sender_of(content.config), recipients, options.now)
    mail = mail_contents(content, choice, settings.unsubscribe_of(os.environ))
    message = message_of(content, mail, envelope)
    done = []
    if file or not server:
        path = file or options.site / _FOLDER / f"{mail.name}.eml"
        _write(path, message.as_bytes())
        done.append(f"written: {path.as_posix()}")
    if server:
        send_message(message, envelope, server)
        done.append(f"sent to {', '.join(each.addr_spec for each in recipients)}: {mail.title}")
    return done


def _write(path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from None
