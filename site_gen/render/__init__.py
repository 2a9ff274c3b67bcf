"""Page → output: templates filled with prepared data."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import msgspec

from site_gen.errors import TemplateError
from site_gen.model import Output, Page
from site_gen.plan.page_views import Site
from site_gen.render.environment import make_environment
from site_gen.render.minify import load_minifier
from site_gen.render.sources import TemplateSources

__all__ = ["Renderer"]

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped: https://www.w3.org/TR/xml/#charsets"""


class Renderer:
    """Renders the pages of one site; templates are compiled once and shared by forks."""

    def __init__(
        self,
        sources: TemplateSources,
        site: Site,
        *,
        minify: bool = False,
        compiled: jinja2.BytecodeCache | None = None,
    ) -> None:
        self.environment = make_environment(sources, compiled)
        self.site = site
        self.finish = load_minifier() if minify else str

    def render(self, page: Page) -> Output:
        """The page as a file of the site.

        Raises TemplateError, with the template's name and line, where one is missing,
        does not parse, or uses what it was not given.
        """
        if not page.template:
            return Output(page.path, msgspec.json.encode(page.context["document"]))
        try:
            template = self.environment.get_template(page.template)
            html = template.render(site=self.site, **page.context)
        except jinja2.TemplateNotFound as error:
            raise TemplateError(
                f"{page.url}: template {error.name} is missing",
                hint="it must lie in templates/ of the site or of the theme",
            ) from error
        except jinja2.TemplateSyntaxError as error:
            raise TemplateError(f"{error.name}:{error.lineno}: {error.message}") from error
        except Exception as error:
            place = _template_place(error) or page.template
            raise TemplateError(f"{place}: {error} (while rendering {page.url})") from error
        if not page.template.endswith(".html"):
            return Output(page.path, _NOT_IN_XML.sub("", html).encode())
        return Output(page.path, self.finish(html).encode())


def _template_place(error: BaseException) -> str:
    """``components/card.html:12``: the innermost template line of a failed rendering."""
    place, frame = "", error.__traceback__
    while frame is not None:
        file = frame.tb_frame.f_code.co_filename
        if frame.tb_frame.f_globals.get("__jinja_template__") or file.endswith((".html", ".xml")):
            parts = Path(file).parts
            start = parts.index("templates") + 1 if "templates" in parts else -1
            place = f"{'/'.join(parts[start:])}:{frame.tb_lineno}"
        frame = frame.tb_next
    return place
