"""A process that imports everything, waits for the arguments of a build, and runs it once.

    python -m site_gen.serve.worker

The arguments are a line of JSON on standard input; at its end without a line, nothing is built.
"""

from __future__ import annotations

import importlib
import json
import signal
import sys

_IMPORTS = ("site_gen.cli", "site_gen.cli.messages", "site_gen.build", "site_gen.pipeline")
"""What a build imports, which takes as long as a small build."""


def main() -> None:
    """Wait for the arguments of a command, and run it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends a waiting process silently
    for module in _IMPORTS:
        importlib.import_module(module)
    line = sys.stdin.readline()
    if line:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        sys.argv[1:] = json.loads(line)
        importlib.import_module("site_gen.cli").main()


if __name__ == "__main__":
    main()
