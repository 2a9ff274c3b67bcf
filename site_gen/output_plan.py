"""Plan what a build writes: which of the planned files must be written, which are stale."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

import msgspec

from site_gen import fingerprint, search
from site_gen.content import Content
from site_gen.file_signature import now
from site_gen.model import Output
from site_gen.page_maker import PageMaker, PageSettings, PageTask
from site_gen.planned_files import language_folders, plan_files
from site_gen.relations import RelationChanges
from site_gen.render.references import template_digests
from site_gen.render.sources import TemplateSources
from site_gen.store import Store
from site_gen.store.pages import Pages
from site_gen.target import Target
from site_gen.targets import open_target

_CHANGED = "its file was changed or removed"


class OutputPlan(msgspec.Struct):
    """What the build has to write. The state of each file is in ``pages``."""

    pages: Pages
    target: Target
    static: Mapping[str, Output]
    """Static files by their paths."""
    task: PageTask


def plan(content: Content, index: search.SearchIndex, removed: Collection[str] = ()) -> OutputPlan:
    """Plan all files, mark those that must be written, and commit that to the store.

    ``removed`` are the paths in the output folder of files that the site at the root removes.

    Raises BuildError if two files would have the same path, TemplateError if a template is
    broken, UsageError if the output folder has files that no build wrote. Nothing is written then.
    """
    store = content.store
    pages, static, settings = plan_files(content, index)
    pages.touch_dependents(content.changes.items)
    content.changes = RelationChanges()  # frees memory before workers start
    is_changed = _touch_changed_settings(store, pages, settings)
    target = open_target(settings.target, store)
    languages = language_folders(content.config)
    _remove_former_languages(store, pages, target, languages)
    if not target.is_as_left(store):  # another build, or a new store
        is_new = not target.has_written(store)
        planned = store.column("SELECT path FROM pages WHERE state <> 2") if is_new else ()
        new = {*planned}.difference(removed)
        pages.add_unplanned(target.files_of_earlier_builds(new, languages))
    _touch_changed_files(pages, target)
    pages.touch_paths(removed, _CHANGED)
    # Also after a build that stopped at a broken template: its pages are still to be written.
    if is_changed or store.get("examples_due", bool):
        store.set("examples_due", value=True)
        store.commit()
        render_examples(settings, store, pages.examples())
        store.execute("DELETE FROM meta WHERE name = 'examples_due'")
    store.commit()
    return OutputPlan(pages, target, static, PageTask(settings))


def _remove_former_languages(
    store: Store, pages: Pages, target: Target, languages: tuple[str, ...]
) -> None:
    """Remove the files that builds wrote for languages that have no site any more."""
    known = store.get("language_folders", tuple[str, ...]) or ()
    former = {*known, *target.languages_of_earlier_builds()} - {*languages}
    for name in sorted(former):
        pages.add_unplanned(f"{name}/{path}" for path in target.drop_language(name))
    store.set("language_folders", languages)


def _touch_changed_settings(store: Store, pages: Pages, settings: PageSettings) -> bool:
    """Mark pages whose settings or templates changed; returns whether there are any."""
    rendered_with = (settings.config.for_build(), settings.site, settings.preview, settings.minify)
    parts = (repr(rendered_with), settings.language.digest)
    digest = fingerprint.digest(*map(str.encode, parts))
    is_changed = store.changes_to("rendered_with", digest)
    if is_changed:
        pages.touch_all("the configuration, a stylesheet's name or a link of all pages has changed")
    if store.changes_to("template_files", _templates_digest(settings.templates)):
        before = store.get("template_digests", dict[str, bytes]) or {}
        after = dict(template_digests(settings.templates))
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name):
                pages.touch_template(name)
                is_changed = True
        store.set("template_digests", after)
    return is_changed


def _templates_digest(templates: TemplateSources) -> bytes:
    parts = [part for name, source in templates.items() for part in (name.encode(), source.data)]
    return fingerprint.digest(*parts)


def _touch_changed_files(pages: Pages, target: Target) -> None:
    """Mark files that are not as they were written."""
    unchanged = []
    time = now()
    for page, signature in list(target.changed_files(pages)):
        if signature is None:
            pages.touch(page, _CHANGED)
        else:
            unchanged.append((page, signature))
    pages.save_signatures(unchanged, time)


def render_examples(settings: PageSettings, store: Store, pages: Iterable[int]) -> None:
    """Render one page of each template, so that a broken one is found before anything is written.

    Raises TemplateError. Compiled templates are committed to the store.
    """
    maker = PageMaker(settings)
    for page in pages:
        maker.render(page)
    maker.db.close()
    store.begin()
    store.executemany("REPLACE INTO templates VALUES (?, ?)", maker.compiled.new.items())
    store.commit()
