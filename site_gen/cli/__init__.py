"""The command line. Each command has a module of its name.

Exit status: 0 success; 1 records with errors were left out, or a check or build failed; 2 wrong
usage or configuration, nothing was written; 130 interrupted.

Modules of commands import what they need inside functions, so that --help and small builds start
quickly.
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
    digest,
    explain,
    fetch,
    import_opml,
    init,
    new,
    publish,
    serve,
    sources,
    translate,
)
from site_gen.cli.options import INTERRUPTED
from site_gen.errors import SiteGenError


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="site_gen")
def cli() -> None:
    """Turn a folder of news records into a news site."""


_MODULES = (
    *(init, new, import_opml, fetch, sources, translate),
    *(build, check, explain, serve, publish, digest),
)
for _module in _MODULES:
    cli.add_command(_module.command)


def main() -> None:
    """Run the command line and exit with its status."""
    status = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError):  # a full disk, perhaps
            stream.flush()
    # Not sys.exit: freeing the memory of a large site takes as long as an update without changes.
    os._exit(status)


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit status."""
    try:
        return int(cli.main(arguments, prog_name="site_gen", standalone_mode=False) or 0)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        _print("interrupted", "written files are complete; build again for the rest")
        return INTERRUPTED
    except SiteGenError as error:
        if "--verbose" in arguments:
            _print_exception()
        _print(f"error: {error.message}", error.hint)
        return error.exit_status
    except Exception as error:
        if "--verbose" in arguments:
            _print_exception()
        _print(*_unexpected(error))
        return 1


def _unexpected(error: Exception) -> tuple[str, str]:
    """Message and hint of an exception that is not a SiteGenError."""
    if isinstance(error, OSError):  # such as a full disk
        prefix = f"{error.filename}: " if error.filename else ""
        reason = error.strerror or str(error) or type(error).__name__
        return f"error: {prefix}{reason}", "--verbose shows where"
    return f"error: {type(error).__name__}: {error}", "a bug; --verbose shows where"


def _print_exception() -> None:
    from site_gen.cli.console import stderr

    stderr().print_exception()


def _print(message: str, hint: str) -> None:
    click.echo(f"{message} ({hint})" if hint else message, err=True)
