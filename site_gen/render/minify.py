"""Minifying HTML with the optional library minify-html."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from site_gen.errors import UsageError


def load_minifier() -> Callable[[str], str]:
    """A function that minifies HTML and keeps it valid.

    Raises UsageError, with the command to install it, if the library is missing.
    """
    try:
        import minify_html  # noqa: PLC0415  optional
    except ImportError:
        raise UsageError(
            "--minify needs the package minify-html",
            hint="python -m pip install 'site-gen[minify]'",
        ) from None
    minify: Callable[[str], str] = partial(
        minify_html.minify,
        keep_closing_tags=True,
        keep_html_and_head_opening_tags=True,
        minify_css=False,
        minify_js=False,
    )
    return minify
