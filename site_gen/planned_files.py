"""Which files a site has: its pages, static files and search index, and the theme's problems."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping

from site_gen import assets, fingerprint, search
from site_gen import plan as planning
from site_gen.config import SiteConfig, Theme, own_site, sites_of
from site_gen.config.places import errors_placed_in
from site_gen.content import Content
from site_gen.errors import BuildError
from site_gen.i18n.language import Language, language_settings
from site_gen.i18n.own_names import own_name
from site_gen.looks import appearance
from site_gen.looks.manifest import web_manifest
from site_gen.looks.open_ends import open_end_problems
from site_gen.model import Output, Problem
from site_gen.options import Options
from site_gen.output_marker import marker_for
from site_gen.page_maker import PageSettings
from site_gen.render.sources import read_sources, template_problems
from site_gen.service_worker import service_worker
from site_gen.store import Store
from site_gen.store.pages import SEARCH, STATIC, Pages, digest_of
from site_gen.targets import target_settings
from site_gen.theme import (
    static_folders,
    template_folders,
    theme_only_prefixes,
    translations_folder,
)


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


def language_folders(config: SiteConfig) -> tuple[str, ...]:
    """The folders in this site's output folder that sites of other languages are in."""
    is_root = not own_site(config).folder
    return tuple(site.folder for site in sites_of(config) if site.folder) if is_root else ()


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
    content.changes.everything |= store.changes_to("planned", config_digest)
    planner = planning.Planner(store, pages, content.config)
    planner.plan(content.notes, content.changes, index.part_names, index.first_files)
    manifest = web_manifest(content.config, static.paths, static.appearance.page)
    worker = service_worker(content.config, static.worker)
    files = {file.path: file for file in (manifest, worker, *_files_at_root(content, static))}
    marker = marker_for(tuple(files.values()))
    files[marker.path] = marker
    pages.plan_files(STATIC, {path: digest_of(file.data) for path, file in files.items()})
    pages.plan_files(SEARCH, {path: digest.encode() for path, digest, _ in index.files()})
    _refuse_static_files_over_pages(store, files)
    _refuse_static_files_over_languages(files, language_folders(content.config))
    return pages, files, settings


def _language(content: Content, locale: str) -> Language:
    config, own = content.config, translations_folder(content.options.site)
    return Language(language_settings(locale, config.timezone, own))


def _static_files(content: Content, language: Language) -> assets.Assets:
    site, config = content.options.site, content.config
    prefixes = theme_only_prefixes(site)
    return assets.gather(static_folders(site), prefixes, config.theme, language, config.reader)


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
        target=target_settings(options, config, os.urandom(4).hex()),
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
            has_digests=content.library.has_digests(),
        ),
        preview=paths.get("preview", ""),
        is_searched=is_searched,
        minify=options.minify,
    )


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
