"""Build a site. START HERE: the pipeline itself is in ``pipeline.py``.

If nothing has changed since the last build, the pipeline does not run. Of a newsroom in several
languages (``languages`` in ``site.yaml``) each has its own settings, store and output folder.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec

from site_gen.config import SiteConfig, language_configs, load_config, own_site
from site_gen.content_copy import fetch_content
from site_gen.errors import BuildError, SiteGenError
from site_gen.folders import linked_folders
from site_gen.language_reports import merged_report
from site_gen.model import BuildReport
from site_gen.options import Options, Stopwatch
from site_gen.scan import scan_content
from site_gen.setting_places import with_places_of_settings
from site_gen.site_inputs import SiteInputs
from site_gen.store import Store, remove
from site_gen.theme import static_folders, template_folders, translations_folder
from site_gen.up_to_date import BuildInputs, up_to_date_report
from site_gen.workers import Processes, WorkerEnded, Workers, collect_garbage_rarely
from site_gen.write import check_folder


def build(
    options: Options, watch: Stopwatch | None = None, workers: Workers | None = None
) -> BuildReport:
    """Build the site into ``options.output``; the report lists all problems of records.

    ``workers`` do the tasks of the build; by default, processes of this machine.

    Raises SiteGenError, and writes nothing, if the configuration, the output folder or a template
    cannot be used. With ``options.strict`` nothing is written if there is any problem.
    """
    watch = watch or Stopwatch()
    workers = workers or Processes(options.processes)
    config = load_config(options.config, base_url=options.base_url)
    own = (translations_folder(options.site),)
    folders = (*template_folders(options.site), *static_folders(options.site), *own)
    if isinstance(options.output, Path):
        check_folder(options.output, (*options.inputs, *linked_folders(folders)))
    options = fetch_content(options, config, watch)
    try:
        return _build(options, config, watch, workers, reset=options.full)
    except (SiteGenError, WorkerEnded, MemoryError):
        raise
    except Exception as error:  # a damaged store can cause any exception
        watch.note(f"the store failed ({error}): this build works without it")
        _remove_stores(options, config, error)
    try:
        return _build(options, config, watch, workers, temporary=True)
    except (sqlite3.Error, OSError) as error:
        raise BuildError(
            f"the store failed: {error}", hint="is the disk full? no file is half written"
        ) from error


def _remove_stores(options: Options, config: SiteConfig, error: Exception) -> None:
    """Remove the stores, one of which failed, unless another build is using them."""
    if "locked" not in str(error):
        for own in language_configs(config):
            with contextlib.suppress(OSError):
                remove(options.in_folder(own_site(own).folder).store)


def _build(
    options: Options,
    config: SiteConfig,
    watch: Stopwatch,
    workers: Workers,
    **store_options: bool,
) -> BuildReport:
    """Build the site, or that of each language."""
    configs = language_configs(config)
    with ExitStack() as stack:
        sites, inputs = [], []
        for own in configs:
            own_options = options.in_folder(own_site(own).folder)
            with watch.stage("look"):
                inputs.append(BuildInputs.collect(own_options, own))
                store = stack.enter_context(
                    Store(own_options.store, inputs[-1].program, **store_options)
                )
            if store.note:
                watch.note(store.note)
            with watch.stage("look"):
                scan = scan_content(store, own_options.content, own, own_options.content_problems)
            sites.append(SiteInputs(own_options, own, store, scan))
        stores = [site.store for site in sites]
        with watch.stage("look"):
            unchanged = _unchanged(sites, inputs)
        if unchanged:
            for store in stores:
                store.commit()
            merged = merged_report(unchanged, configs, stores)
            report = msgspec.structs.replace(merged, seconds=watch.rounded())
            return with_places_of_settings(report, options)
        report = merged_report(_run_pipeline(sites, watch, workers), configs, stores)
        if report.output:
            for site, own_inputs in zip(sites, inputs, strict=True):
                own_inputs.save(site.store)
        return with_places_of_settings(report, options)


def _unchanged(
    sites: Sequence[SiteInputs], inputs: Sequence[BuildInputs]
) -> tuple[BuildReport, ...]:
    """The reports of sites that have nothing to do; none if one of them may have something."""
    reports = []
    for site, own_inputs in zip(sites, inputs, strict=True):
        report = up_to_date_report(site, own_inputs)
        if report is None:
            return ()
        reports.append(report)
    return tuple(reports)


def _run_pipeline(
    sites: Sequence[SiteInputs], watch: Stopwatch, workers: Workers
) -> tuple[BuildReport, ...]:
    from site_gen.pipeline import run  # noqa: PLC0415  slow to import; often not needed

    collect_garbage_rarely()
    return run(sites, watch, workers)
