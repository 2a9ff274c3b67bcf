"""``serve``."""

# ruff: noqa: PLC0415

from __future__ import annotations

import contextlib
import threading
import webbrowser
from typing import TYPE_CHECKING, Any

import click

from site_gen.cli.options import options_of, refuse_address, site_options
from site_gen.errors import UsageError

if TYPE_CHECKING:
    from site_gen.model import Problem

_PORT = 8000


@click.command("serve")
@site_options
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    help=f"Port to listen on; 0 for any.  [{_PORT}, else the next free one]",
)
@click.option("--open", "open_browser", is_flag=True, help="Open the site in a browser.")
def command(
    host: str, port: int | None, *, open_browser: bool, quiet: bool, verbose: bool, **site: Any
) -> int:
    """Build the site, serve it, and update open pages when files change."""
    server = _server()
    from site_gen.build import build
    from site_gen.cli import messages
    from site_gen.cli.console import ProgressWatch, stderr
    from site_gen.config import load_config
    from site_gen.urls import Urls

    refuse_address(site["output"], "leave it out: serve builds into a folder")
    options = options_of(**site)
    console = stderr(quiet=quiet)

    def show(problems: tuple[Problem, ...]) -> None:
        messages.show_problems(console, problems, options, everything=verbose)

    base = Urls.of(load_config(options.config, base_url=options.base_url).base_url).base
    with contextlib.closing(
        server.listen(host, _PORT if port is None else port, or_next=port is None)
    ) as listening:
        report = build(options, ProgressWatch(console))
        show(report.problems)
        for line in messages.summary(report, sum(report.seconds.values())):
            console.print(line)
        if options.content_address:
            address = options.content_address
            console.print(f"{address}: read once (start serve again to see changes there)")
        number = listening.getsockname()[1]
        if port is None and number != _PORT:
            console.print(f"port {_PORT} is in use, using {number} instead")
        url_host = f"[{host}]" if ":" in host else host
        url = f"http://{url_host}:{number}{base}/"
        output = server.Messages(console.print, show, report.problems)
        with contextlib.suppress(KeyboardInterrupt):
            server.end_by_sigterm()  # before the line that says that it is running
            console.print(f"serving {url} (Ctrl-C ends it)")
            if open_browser:
                threading.Timer(0.5, webbrowser.open, (url,)).start()
            server.serve(options, site["now"], listening, output)
    console.print("stopped")
    return 0


def _server() -> Any:
    try:
        from site_gen import serve
    except ImportError as error:
        raise UsageError(
            f"serve needs the package {error.name}",
            hint="python -m pip install 'site-gen[serve]'",
        ) from None
    return serve
