"""Where commands print to people: a terminal with colours and progress, or plain lines."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from site_gen.options import Stopwatch

if TYPE_CHECKING:
    from rich.console import Console

T = TypeVar("T")

_FEW = 50
"""No progress bar is shown for fewer items."""


class Plain:
    """A console for files and pipes, without rich, which is slow to import."""

    is_terminal = False

    def __init__(self, *, quiet: bool) -> None:
        self.quiet = quiet

    def print(self, text: Any = "") -> None:
        """Print a line, unless ``quiet``."""
        if not self.quiet:
            click.echo(str(text), err=True)

    def print_exception(self) -> None:
        """Print the exception that is being handled, with its traceback."""
        traceback.print_exc()


def stderr(*, quiet: bool = False) -> Console | Plain:
    """The console for standard error."""
    if not sys.stderr.isatty():
        return Plain(quiet=quiet)
    from rich.console import Console  # noqa: PLC0415  see Plain

    # Without markup: a feed may be called “[/b]”.
    return Console(
        stderr=True, quiet=quiet, markup=False, highlight=False, soft_wrap=True, emoji=False
    )


def print_styled(console: Console | Plain, parts: list[tuple[str, str]]) -> None:
    """Print texts, each with a style of rich, as one line."""
    if isinstance(console, Plain):
        console.print("".join(text for text, _ in parts))
        return
    from rich.text import Text  # noqa: PLC0415

    console.print(Text.assemble(*parts))


@contextmanager
def counting(console: Console | Plain, what: str) -> Iterator[Callable[[Any], None]]:
    """Show on a terminal how often the yielded function has been called."""
    if isinstance(console, Plain) or not _can_show_progress(console):
        yield lambda _: None
        return
    from rich.progress import Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description} {task.completed:.0f}"),)
    with Progress(*columns, console=console, auto_refresh=False, transient=True) as progress:
        task = progress.add_task(what, total=None)
        yield lambda _: progress.update(task, advance=1, refresh=True)


def _can_show_progress(console: Console) -> bool:
    """A dumb terminal cannot overwrite a line."""
    return console.is_terminal and not console.is_dumb_terminal and not console.quiet


class ProgressWatch(Stopwatch):
    """A stopwatch that shows a progress bar on a terminal."""

    def __init__(self, console: Console | Plain) -> None:
        super().__init__()
        self.console = console
        self.stage_name = ""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        self.stage_name = name
        with super().stage(name):
            yield

    def note(self, line: str) -> None:
        self.console.print(line)

    def track(self, items: Iterable[T], total: int) -> Iterator[T]:
        console = self.console
        if isinstance(console, Plain) or not _can_show_progress(console) or total < _FEW:
            yield from items
            return
        from rich.progress import (  # noqa: PLC0415
            BarColumn,
            Progress,
            TaskProgressColumn,
            TextColumn,
        )

        # Without a refresh thread, because the workers are forked while this is running.
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn())
        with Progress(*columns, console=console, auto_refresh=False, transient=True) as progress:
            task = progress.add_task(self.stage_name, total=total)
            step = max(1, total // 100)
            for number, item in enumerate(items, 1):
                if number % step == 0:
                    progress.update(task, completed=number, refresh=True)
                yield item
