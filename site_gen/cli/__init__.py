"""Arguments, progress and exit status; the work is done elsewhere.

Exit status: 0 fine, 1 records with errors were left out or a check failed, 2 usage
or configuration (nothing was written), 130 interrupted.

Each command has a file of its name. What it needs is imported when it runs: --help must not wait
for templates and Markdown.
"""

# ruff: noqa: PLC0415

from __future__ import annotations

import contextlib
import os
import sys

import click

from site_gen import __version__
from site_gen.cli import (
    build,
    check,
    explain,
    fetch,
    import_opml,
    init,
    new,
    publish,
    serve,
    sources,
)
from site_gen.cli.options import INTERRUPTED
from site_gen.errors import SiteGenError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="site_gen")
def cli() -> None:
    """Turn a folder of news records into a news site."""


for _module in (init, new, import_opml, fetch, sources, build, check, explain, serve, publish):
    cli.add_command(_module.command)


def main() -> None:
    """Run the command line and exit with its status."""
    status = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # a full disk, perhaps
            stream.flush()
    # Not sys.exit: taking apart all that a large site is made of takes as long as finding out
    # that nothing in it has changed.
    os._exit(status)


def run(arguments: list[str]) -> int:
    """Run the command line; the exit status. Tracebacks are shown with --verbose only."""
    try:
        return int(cli.main(arguments, prog_name="site_gen", standalone_mode=False) or 0)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted", "what is written is whole; build again for the rest")
        return INTERRUPTED
    except SiteGenError as error:
        if "--verbose" in arguments:
            _print_exception()
        _say(f"error: {error.message}", error.hint)
        return error.exit_status
    except Exception as error:
        if "--verbose" in arguments:
            _print_exception()
        _say(*_unexpected(error))
        return 1


def _unexpected(error: Exception) -> tuple[str, str]:
    """Message and hint for what no part of the program has put into words."""
    if isinstance(error, OSError):  # such as a full disk that the output is sent to
        named = f"{error.filename}: " if error.filename else ""
        reason = error.strerror or str(error) or type(error).__name__
        return f"error: {named}{reason}", "--verbose shows where"
    return f"error: {type(error).__name__}: {error}", "a bug; --verbose shows where"


def _print_exception() -> None:
    from site_gen import messages

    messages.stderr().print_exception()


def _say(message: str, hint: str) -> None:
    click.echo(f"{message} ({hint})" if hint else message, err=True)
