"""``python -m site_gen``, and the command ``site-gen``."""

from __future__ import annotations

import sys

from site_gen.streams import secure


def main() -> None:
    """Run the command line, and exit with its status."""
    secure()
    try:
        from site_gen import cli  # noqa: PLC0415  Ctrl-C may come while it is imported

        cli.main()
    except KeyboardInterrupt:  # before cli.main could handle it
        sys.stderr.write("interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
