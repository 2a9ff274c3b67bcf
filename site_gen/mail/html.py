"""The e-mail as HTML: a template of the theme, with its styles written into the elements.

Mail programs ignore stylesheets, scripts and most of CSS, and cut messages of more than 102 kB.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from site_gen.errors import TemplateError, UsageError
from site_gen.i18n.language import Language
from site_gen.mail.contents import MailContents
from site_gen.render import render_template
from site_gen.render.sources import TemplateSources

TEMPLATE = "mail/digest.html"
MOST_BYTES = 100_000
"""Gmail cuts what is longer than 102 kB."""


def mail_html(contents: MailContents, sources: TemplateSources, language: Language) -> str:
    """The e-mail as HTML of at most ``MOST_BYTES``; if need be without its excerpts.

    Raises UsageError if the library that writes styles into elements is missing.
    """
    inline = _inliner()
    bare = replace(contents, stories=tuple(replace(each, excerpt="") for each in contents.stories))
    shorter = [replace(bare, stories=bare.stories[:count]) for count in range(len(bare.stories))]
    for each in (contents, bare, *reversed(shorter)):
        html = inline(render_template(sources, TEMPLATE, language, mail=each))
        if len(html.encode()) <= MOST_BYTES:
            return html
    raise TemplateError(f"{TEMPLATE}: makes more than {MOST_BYTES:,} bytes without any story")


def _inliner() -> Callable[[str], str]:
    try:
        import css_inline  # noqa: PLC0415  optional
    except ImportError:
        raise UsageError(
            "the e-mail needs the package css-inline",
            hint="python -m pip install 'site-gen[mail]'",
        ) from None
    inliner = css_inline.CSSInliner(keep_style_tags=False, load_remote_stylesheets=False)
    return inliner.inline
