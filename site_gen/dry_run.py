"""A build without writing: all pages are planned, and one of each template is rendered."""

from __future__ import annotations

from site_gen import language_problems, output_plan, planned_files, search
from site_gen.config import own_site, sites_of
from site_gen.content import Content

_EXAMPLES = "SELECT MIN(page) FROM pages WHERE state <> 2 AND template <> '' GROUP BY template"


def planned_paths(content: Content) -> list[str]:
    """Paths of all files that a build would have now, except those of the search index.

    Raises BuildError or TemplateError, as a build would. The store must be a copy: the plan is
    committed to it, so that pages can be rendered.
    """
    store = content.store
    content.add(planned_files.theme_problems(content.options, content.config.theme))
    if not own_site(content.config).folder:  # once for all languages
        tags = [site.tag for site in sites_of(content.config)] or [content.config.locale]
        content.add(language_problems.check_problems(content.options, tags))
    _, _, settings = planned_files.plan_files(content, search.SearchIndex())
    store.commit()
    output_plan.render_examples(settings, store, store.column(_EXAMPLES))
    return store.column("SELECT path FROM pages WHERE state <> 2 ORDER BY path")
