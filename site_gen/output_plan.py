"""Plan the files of a site: which files it has, and which of them must be written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from site_gen import assets, fingerprint, search
from site_gen import plan as planning
from site_gen.config import SiteConfig, Theme, own_site, sites_of
from site_gen.config.places import errors_placed_in
from site_gen.content import Content
from site_gen.errors import BuildError
from site_gen.file_signature import now
from site_gen.i18n.language import Language, language_settings
from site_gen.i18n.own_names import own_name
from site_gen.looks import appearance
from site_gen.looks.manifest import web_manifest
from site_gen.looks.open_ends import open_end_problems
from site_gen.model import Output, Problem
from site_gen.options import Options
from site_gen.output_marker import generated_files, marker_for, marker_is_from
from site_gen.page_maker import PageMaker, PageSettings, PageTask
from site_gen.relations import RelationChanges
from site_gen.render.references import template_digests
from site_gen.render.sources import TemplateSources, read_sources, template_problems
from site_gen.store import Store
from site_gen.store.pages import SEARCH, STATIC, Pages, digest_of
from site_gen.theme import (
    static_folders,
    template_folders,
    theme_only_prefixes,
    translations_folder,
)
from site_gen.write import OutputFolder

_CHANGED = "its file was changed or removed"


class OutputPlan(msgspec.Struct):
    """What the build has to write. The state of each file is in ``pages``."""

    pages: Pages
    folder: OutputFolder
    static: Mapping[str, Output]
    """Static files by their paths."""
    task: PageTask


def theme_problems(options: Options, theme: Theme) -> tuple[Problem, ...]:
    """Problems with the folders of static files and templates, and with the look of the site."""
    static, templates = static_folders(options.site), template_folders(options.site)
    files = assets.static_files(static, theme_only_prefixes(options.site))
    with errors_placed_in(options.config):
        of_look = appearance(theme, files).problems
    return (
        *assets.static_problems(static),
        *template_problems(templates),
        *of_look,
        *open_end_problems(assets.stylesheets(files, theme.name), files),
    )


def plan(content: Content, index: search.SearchIndex, removed: Collection[str] = ()) -> OutputPlan:
    """Plan all files, mark those that must be written, and commit that to the store.

    ``removed`` are the paths in the output folder of files that the site at the root removes.

    Raises BuildError if two files would have the same path, TemplateError if a template is
    broken, UsageError if the output folder has files that no build wrote. Nothing is written then.
    """
    store, options = content.store, content.options
    pages, static, settings = plan_files(content, index)
    pages.touch_dependents(content.changes.items)
    content.changes = RelationChanges()  # frees memory before workers start
    is_changed = _touch_changed_settings(store, pages, settings)
    folder = OutputFolder(options.output)
    languages = _language_folders(content.config)
    _remove_former_languages(store, pages, folder, languages)
    marker_time = store.get("marker_time", int)
    if not marker_is_from(folder.root, marker_time):  # another build, or a new store
        is_new = marker_time is None
        planned = store.column("SELECT path FROM pages WHERE state <> 2") if is_new else ()
        new = {*planned}.difference(removed)
        pages.add_unplanned(folder.files_of_earlier_builds(new, languages))
    _touch_changed_files(pages, folder)
    pages.touch_paths(removed, _CHANGED)
    # Also after a build that stopped at a broken template: its pages are still to be written.
    if is_changed or store.get("examples_due", bool):
        store.set("examples_due", value=True)
        store.commit()
        render_examples(settings, store, pages.examples())
        store.execute("DELETE FROM meta WHERE name = 'examples_due'")
    store.commit()
    return OutputPlan(pages, folder, static, PageTask(settings))


def _language_folders(config: SiteConfig) -> tuple[str, ...]:
    """The folders in this site's output folder that sites of other languages are in."""
    is_root = not own_site(config).folder
    return tuple(site.folder for site in sites_of(config) if site.folder) if is_root else ()


def _remove_former_languages(
    store: Store, pages: Pages, folder: OutputFolder, languages: tuple[str, ...]
) -> None:
    """Remove the files that builds wrote for languages that have no site any more."""
    former = set(store.get("language_folders", tuple[str, ...]) or ()) - {*languages}
    for name in sorted(former):
        pages.add_unplanned(f"{name}/{path}" for path in generated_files(folder.root / name))
    store.set("language_folders", languages)


def plan_files(
    content: Content, index: search.SearchIndex
) -> tuple[Pages, Mapping[str, Output], PageSettings]:
    """Plan pages, static files and files of the search index.

    Returns all pages, the static files by path, and the settings that pages are rendered with.
    Raises BuildError if two files would have the same path.
    """
    store, config = content.store, content.config
    pages = Pages(store)
    language = _language(content, config.locale)
    static = _static_files(content, language)
    settings = _page_settings(content, static, language, is_searched=bool(index.parts))
    config_digest = fingerprint.digest(repr(content.config.for_build()).encode())
    content.changes.everything |= _has_changed(store, "planned", config_digest)
    planner = planning.Planner(store, pages, content.config)
    planner.plan(content.notes, content.changes, index.part_names, index.first_files)
    manifest = web_manifest(content.config, static.paths, static.appearance.page)
    files = {file.path: file for file in (manifest, *_files_at_root(content, static))}
    marker = marker_for(tuple(files.values()))
    files[marker.path] = marker
    pages.plan_files(STATIC, {path: digest_of(file.data) for path, file in files.items()})
    pages.plan_files(SEARCH, {path: digest.encode() for path, digest, _ in index.files()})
    _refuse_static_files_over_pages(store, files)
    _refuse_static_files_over_languages(files, _language_folders(content.config))
    return pages, files, settings


def _language(content: Content, locale: str) -> Language:
    config, own = content.config, translations_folder(content.options.site)
    return Language(language_settings(locale, config.timezone, own))


def _static_files(content: Content, language: Language) -> assets.Assets:
    site, theme = content.options.site, content.config.theme
    return assets.gather(static_folders(site), theme_only_prefixes(site), theme, language)


def _files_at_root(content: Content, static: assets.Assets) -> Iterator[Output]:
    """The static files, with the scripts of the sites of all languages, which are at the root."""
    if own_site(content.config).folder:
        return
    yield from static.outputs
    for site in sites_of(content.config):
        if site.folder:
            others = _static_files(content, _language(content, site.tag)).outputs
            yield from (file for file in others if file.path.startswith("assets/"))


def _page_settings(
    content: Content, static: assets.Assets, language: Language, *, is_searched: bool
) -> PageSettings:
    options, config, paths = content.options, content.config, static.paths
    search_path = planning.SEARCH_PATH if is_searched else ""
    return PageSettings(
        store=content.store.address,
        output=options.output,
        config=config,
        templates=read_sources(template_folders(options.site)),
        language=language.settings,
        site=planning.make_site(
            config,
            content.notes.pages_in_order,
            paths,
            search_path,
            content.library.topics(),
            content.aliases,
            static.appearance,
            language,
            [own_name(site.tag) for site in sites_of(config)],
        ),
        preview=paths.get("preview", ""),
        is_searched=is_searched,
        minify=options.minify,
    )


def _has_changed(store: Store, name: str, value: bytes) -> bool:
    """Store a value; returns whether it differs from the one of the last build."""
    before = store.get(name, bytes)
    store.set(name, value)
    return before != value


def _touch_changed_settings(store: Store, pages: Pages, settings: PageSettings) -> bool:
    """Mark pages whose settings or templates changed; returns whether there are any."""
    rendered_with = (settings.config.for_build(), settings.site, settings.preview, settings.minify)
    parts = (repr(rendered_with), settings.language.digest)
    digest = fingerprint.digest(*map(str.encode, parts))
    is_changed = _has_changed(store, "rendered_with", digest)
    if is_changed:
        pages.touch_all("the configuration, a stylesheet's name or a link of all pages has changed")
    if _has_changed(store, "template_files", _templates_digest(settings.templates)):
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


def _refuse_static_files_over_pages(store: Store, files: Iterable[str]) -> None:
    """Raise BuildError for a static file at the path of a page, or of a page's folder."""
    for path in files:
        folded = path.casefold()
        sql = "SELECT 1 FROM pages WHERE state <> 2 AND kind NOT IN ('static', 'search') AND "
        if store.value(f"{sql} folded_path = ?", folded) or store.value(
            f"{sql} folded_path >= ? AND folded_path < ? LIMIT 1", f"{folded}/", f"{folded}0"
        ):
            raise BuildError(
                f"{path}: a file in static/ has the path of a page of the site",
                hint="rename the file in static/",
            )


def _refuse_static_files_over_languages(files: Iterable[str], folders: Collection[str]) -> None:
    """Raise BuildError for a static file in the folder of a language's site."""
    for path in files:
        if path.split("/", 1)[0].casefold() in folders:
            raise BuildError(
                f"{path}: a file in static/ is where the site of a language is",
                hint="rename the folder in static/",
            )


def _touch_changed_files(pages: Pages, folder: OutputFolder) -> None:
    """Mark files that are not as they were written."""
    unchanged = []
    time = now()
    for page, signature in list(pages.changed_files(folder.root)):
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
