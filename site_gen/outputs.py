"""The files of the site: planned, made where they must be, and written."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from site_gen import assets, fingerprint, search, update_reasons, workers
from site_gen import plan as planning
from site_gen import write as writing
from site_gen.content import Content
from site_gen.dependencies import PART, item
from site_gen.errors import BuildError
from site_gen.file_signature import now
from site_gen.model import BuildReport, Output, Problem
from site_gen.options import Options, Stopwatch
from site_gen.output_marker import MARK_PATH, is_marked_by, mark_of, marked_at
from site_gen.page_maker import PageMaker, PageSettings, PageTask
from site_gen.relations import RelationChanges
from site_gen.render.references import template_digests
from site_gen.render.sources import TemplateSources, read_sources, template_problems
from site_gen.store import Store
from site_gen.store.pages import SEARCH, STATIC, MadePage, Pages, digest_of
from site_gen.store.sitemap_parts import part_key
from site_gen.theme import static_folders, template_folders, theme_only

_SITEMAPS = "kind IN ('sitemap/part', 'sitemap/index')"


class Plan(msgspec.Struct):
    """What is to be done."""

    pages: Pages
    folder: writing.Folder
    static: Mapping[str, Output]
    """Static files by their paths."""
    task: PageTask


class Work(msgspec.Struct):
    """What was done."""

    made: int = 0
    """Files that were made anew."""
    written: int = 0
    """Those of them with other bytes than before."""
    removed: int = 0
    why: dict[str, str] = {}
    """Path of a page → why it was made, if that was asked for."""

    def counted(self, made: Iterable[MadePage]) -> Iterator[MadePage]:
        """The files as they come."""
        for each in made:
            self.made += 1
            self.written += each.is_new
            yield each


def folder_problems(options: Options) -> tuple[Problem, ...]:
    """What is wrong with the names and links in the folders of static files and templates."""
    static, templates = static_folders(options.site), template_folders(options.site)
    return (*assets.static_problems(static), *template_problems(templates))


def plan(content: Content, index: search.SearchIndex) -> Plan:
    """Find out which files the site has, and which of them must be made; commits that.

    Raises BuildError if two would lie at one address, TemplateError if a template that is
    needed is broken, UsageError if the output folder is not ours: nothing is written then.
    """
    store, options = content.store, content.options
    pages, files, setting = plan_files(content, index)
    pages.touch_dependents(content.changes.items)
    content.changes = (
        RelationChanges()
    )  # of a build from nothing they are large, and workers begin soon
    is_other = _touch_all(store, pages, setting)
    folder = writing.Folder(options.output)
    marked = store.get("marked", int)
    if not is_marked_by(folder.root, marked):  # another build was here, or the store is new
        planned = store.column("SELECT path FROM pages WHERE state <> 2") if marked is None else ()
        pages.add_unplanned(folder.recognised(planned))
    _look(pages, folder)
    # Also where the last build found a template broken, and its pages are still to be made.
    if is_other or store.get("unrehearsed", bool):
        store.set("unrehearsed", value=True)
        store.commit()
        rehearse(setting, store, pages.examples())
        store.execute("DELETE FROM meta WHERE name = 'unrehearsed'")
    store.commit()
    return Plan(pages, folder, files, PageTask(setting))


def plan_files(
    content: Content, index: search.SearchIndex
) -> tuple[Pages, Mapping[str, Output], PageSettings]:
    """Find out which files the site has: all of them, the static ones, what pages are made with.

    Raises BuildError if two would lie at one address.
    """
    store, options = content.store, content.options
    pages = Pages(store)
    static = assets.gather(static_folders(options.site), theme_only(options.site))
    setting = _setting(content, static.paths, is_searched=bool(index.shards))
    content.changes.everything |= _has_changed(store, "planned", _planned_by(content))
    planner = planning.Planner(store, pages, content.config)
    planner.plan(content.notes, content.changes, index.parts)
    files = {file.path: file for file in (mark_of(static.outputs), *static.outputs)}
    pages.plan_files(STATIC, {path: digest_of(file.data) for path, file in files.items()})
    pages.plan_files(SEARCH, {path: name.encode() for path, name, _ in index.files()})
    _refuse_clashes(store, files)
    return pages, files, setting


def _setting(content: Content, paths: Mapping[str, str], *, is_searched: bool) -> PageSettings:
    options = content.options
    search_path = planning.SEARCH_PATH if is_searched else ""
    return PageSettings(
        store=content.store.address,
        output=options.output,
        config=content.config,
        templates=read_sources(template_folders(options.site)),
        site=planning.make_site(content.config, content.notes.pages_in_order, paths, search_path),
        preview=paths.get("preview", ""),
        is_searched=is_searched,
        minify=options.minify,
    )


def _planned_by(content: Content) -> bytes:
    """A fingerprint of the settings by which pages are planned and prepared."""
    return fingerprint.digest(repr(content.config.for_build()).encode())


def _has_changed(store: Store, name: str, value: bytes) -> bool:
    before = store.get(name, bytes)
    store.set(name, value)
    return before != value


def _touch_all(store: Store, pages: Pages, setting: PageSettings) -> bool:
    """Pages made by other settings or templates are to be made again; whether there are any."""
    made_by = repr((setting.config.for_build(), setting.site, setting.preview, setting.minify))
    is_other = _has_changed(store, "made_with", fingerprint.digest(made_by.encode()))
    if is_other:
        pages.touch_all("the configuration, the name of a stylesheet or the footer has changed")
    if _has_changed(store, "template_files", _digest_of(setting.templates)):
        before = store.get("template_digests", dict[str, bytes]) or {}
        after = dict(template_digests(setting.templates))
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name):
                pages.touch_template(name)
                is_other = True
        store.set("template_digests", after)
    return is_other


def _digest_of(templates: TemplateSources) -> bytes:
    parts = [part for name, each in templates.items() for part in (name.encode(), each.data)]
    return fingerprint.digest(*parts)


def _refuse_clashes(store: Store, files: Iterable[str]) -> None:
    """Static files must not lie where a page does, nor where a page's folder is."""
    for path in files:
        fold = path.casefold()
        sql = "SELECT 1 FROM pages WHERE state <> 2 AND kind NOT IN ('static', 'search') AND "
        found = store.value(f"{sql} folded_path = ?", fold) or store.value(
            f"{sql} folded_path >= ? AND folded_path < ? LIMIT 1", f"{fold}/", f"{fold}0"
        )
        if found:
            raise _clash(path)


def _clash(path: str) -> BuildError:
    return BuildError(
        f"{path}: a file in static/ lies where the site has a page",
        hint="rename the file in static/",
    )


def _look(pages: Pages, folder: writing.Folder) -> None:
    """Files that are not as they were written are to be made again."""
    known = []
    time = now()
    for page, signature in list(pages.changed_files(folder.root)):
        if signature is None:
            pages.touch(page, "its file was changed or removed")
        else:
            known.append((page, signature))
    pages.save_signatures(known, time)


def rehearse(setting: PageSettings, store: Store, examples: Iterable[int]) -> None:
    """Render one page of every template: a broken one is found before anything is written."""
    maker = PageMaker(setting)
    for page in examples:
        maker.render(page)
    maker.db.close()
    store.begin()
    store.executemany("REPLACE INTO templates VALUES (?, ?)", maker.compiled.new.items())
    store.commit()


def write(plan: Plan, content: Content, index: search.SearchIndex, watch: Stopwatch) -> Work:
    """Make and write what must be; what was done."""
    store, pages, folder = content.store, plan.pages, plan.folder
    folder.open()
    stale = pages.to_remove()
    folder.make_way(stale, lambda path: _is_planned(store, path))
    work = Work()
    if not pages.is_done():
        _sign(plan, work, store)
    with watch.stage("render and write"):
        store.begin()
        todo = pages.to_make(f"NOT {_SITEMAPS}")
        _explain(work, content)
        parts = pages.save_written(work.counted(_made(plan, content, todo, watch)))
        pages.touch_dependents([item(PART, part_key(part)) for part in parts])
        store.commit()
        store.begin()
        _explain(work, content)
        pages.save_written(work.counted(_made(plan, content, pages.to_make(_SITEMAPS), watch)))
        pages.save_written(work.counted(_copied(plan, index)))
    with watch.stage("tidy"):
        work.removed = sum(folder.remove(path) for path in stale)
        pages.forget_removed()
    return work


def _sign(plan: Plan, work: Work, store: Store) -> None:
    """Write the mark before anything else changes, and remember when that was."""
    written = plan.folder.sign(plan.static[MARK_PATH])
    sql = "SELECT page, state FROM pages WHERE path = ?"
    page, is_other = store.execute(sql, (MARK_PATH,)).fetchone()
    made = [_kept(page, written)]
    store.begin()
    plan.pages.save_written(work.counted(made) if is_other else made)
    store.set("marked", marked_at(plan.folder.root))
    store.commit()


def _kept(page: int, written: writing.WriteResult) -> MadePage:
    """A file that was copied."""
    is_new = written.change is writing.Change.WRITTEN
    return MadePage(page, written.size, written.digest, written.signature, is_new, (), None)


def _explain(work: Work, content: Content) -> None:
    """Note why the pages are made that are about to be, if somebody asked."""
    if content.options.explain_updates:
        work.why.update(update_reasons.reasons(content.store))


def _made(plan: Plan, content: Content, todo: list[int], watch: Stopwatch) -> Iterator[MadePage]:
    done = workers.map_ordered(plan.task, todo, content.options.processes)
    yield from watch.track(done, len(todo))


def _is_planned(store: Store, path: str) -> bool:
    if path.endswith("/"):
        sql = "SELECT 1 FROM pages WHERE path >= ? AND path < ? AND state <> 2 LIMIT 1"
        return bool(store.value(sql, path, f"{path[:-1]}0"))
    return bool(store.value("SELECT 1 FROM pages WHERE path = ? AND state <> 2", path))


def _copied(plan: Plan, index: search.SearchIndex) -> Iterator[MadePage]:
    shards = {path: shard for shard in index.shards for path in shard.paths}
    for page, path, kind, args in plan.pages.to_copy():
        file = plan.static[path] if kind == STATIC else _indexed(path, shards[path], args)
        yield _kept(page, plan.folder.put(file))


def _indexed(path: str, shard: search.IndexPart, digest: bytes) -> Output:
    """A file of the search index; raises BuildError if it was damaged in the cache."""
    data = (shard.folder / path.removeprefix(f"{shard.path}/")).read_bytes()
    if digest_of(data).hex().encode() != digest:
        shutil.rmtree(shard.folder, ignore_errors=True)
        raise BuildError(
            f"{path}: the index of the search was damaged in the cache",
            hint="it was removed, and the next build makes it anew",
        )
    return Output(path, data)


def finish(content: Content, report: BuildReport) -> None:
    """Remember that all of the site is as it must be."""
    store = content.store
    if any(each.code.startswith("search-") for each in report.problems):
        store.execute("DELETE FROM meta WHERE name = 'report'")  # to be tried again
    else:
        kept = msgspec.structs.replace(report, why={})  # the next build makes other pages
        store.set("report", msgspec.json.encode(kept))
    store.commit()
