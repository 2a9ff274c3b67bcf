"""One build that waits, with everything imported, until it is wanted.

    python -m site_gen.serve.worker

A line on the standard input has the words of the command, as JSON; without one, nothing is built.
A process builds once: the clock, the environment and the memory of each build are its own.
"""

from __future__ import annotations

import importlib
import json
import signal
import sys

_NEEDED = ("site_gen.cli", "site_gen.cli.messages", "site_gen.build", "site_gen.pipeline")
"""What a build imports, which takes as long as a small one."""


def main() -> None:
    """Wait for the words of a command, and run it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends who waits, without a word
    for module in _NEEDED:
        importlib.import_module(module)
    line = sys.stdin.readline()
    if line:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.argv[1:] = json.loads(line)
        importlib.import_module("site_gen.cli").main()


if __name__ == "__main__":
    main()
