"""Render pages with templates."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import jinja2
import msgspec

from site_gen.errors import TemplateError
from site_gen.i18n.language import Language
from site_gen.model import Output, Page
from site_gen.plan.page_views import Site
from site_gen.render.environment import make_environment
from site_gen.render.minify import load_minifier
from site_gen.render.sources import TemplateSources

__all__ = ["Renderer", "render_template"]

_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot contain, even escaped: https://www.w3.org/TR/xml/#charsets"""


class Renderer:
    """Renders the pages of one site."""

    def __init__(
        self,
        sources: TemplateSources,
        site: Site,
        *,
        minify: bool = False,
        compiled: jinja2.BytecodeCache | None = None,
        language: Language | None = None,
    ) -> None:
        self.environment = make_environment(sources, compiled, language)
        self.site = site
        self.finish = load_minifier() if minify else str

    def render(self, page: Page) -> Output:
        """The output of a page.

        Raises TemplateError, with the template's name and line, if a template is missing or
        invalid, or uses an undefined name.
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
            position = _template_position(error) or page.template
            raise TemplateError(f"{position}: {error} (while rendering {page.url})") from error
        if not page.template.endswith(".html"):
            return Output(page.path, _NOT_IN_XML.sub("", html).encode())
        return Output(page.path, self.finish(html).encode())


def render_template(sources: TemplateSources, name: str, language: Language, **context: Any) -> str:
    """The text of a template that is no page, such as an e-mail; raises TemplateError."""
    try:
        return make_environment(sources, None, language).get_template(name).render(**context)
    except jinja2.TemplateNotFound as error:
        raise TemplateError(f"template {error.name} is missing") from error
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(f"{error.name}:{error.lineno}: {error.message}") from error
    except Exception as error:
        raise TemplateError(f"{_template_position(error) or name}: {error}") from error


def _template_position(error: BaseException) -> str:
    """The innermost template line in a traceback: ``components/card.html:12``."""
    position, frame = "", error.__traceback__
    while frame is not None:
        file = frame.tb_frame.f_code.co_filename
        if frame.tb_frame.f_globals.get("__jinja_template__") or file.endswith((".html", ".xml")):
            parts = Path(file).parts
            start = parts.index("templates") + 1 if "templates" in parts else -1
            position = f"{'/'.join(parts[start:])}:{frame.tb_lineno}"
        frame = frame.tb_next
    return position
