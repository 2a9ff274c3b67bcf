"""A build as far as it can be without writing: all pages planned, one of each template rendered."""

from __future__ import annotations

from site_gen import outputs, search
from site_gen.content import Content

_EXAMPLES = "SELECT MIN(page) FROM pages WHERE state <> 2 AND template <> '' GROUP BY template"


def rehearsed(content: Content) -> list[str]:
    """Paths of all files that a build would make now, those of the search aside.

    Raises what a build would raise: BuildError, TemplateError. The store must be a copy: what is
    planned is committed, so that pages can be rendered from it.
    """
    store = content.store
    content.add(outputs.folder_problems(content.options))
    _, _, setting = outputs.plan_files(content, search.SearchIndex())
    store.commit()
    outputs.rehearse(setting, store, store.column(_EXAMPLES))
    return store.column("SELECT path FROM pages WHERE state <> 2 ORDER BY path")
