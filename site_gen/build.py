"""Build a site. START HERE: the pipeline itself is in ``pipeline.py``.

If nothing has changed since the last build, the pipeline does not run.
"""

from __future__ import annotations

import contextlib
import sqlite3

import msgspec

from site_gen.config import SiteConfig, load_config
from site_gen.errors import BuildError, SiteGenError
from site_gen.folders import linked_folders
from site_gen.model import BuildReport
from site_gen.options import Options, Stopwatch
from site_gen.scan import Scan, scan_content
from site_gen.setting_places import with_places_of_settings
from site_gen.store import Store, remove
from site_gen.theme import static_folders, template_folders, translations_folder
from site_gen.up_to_date import BuildInputs, up_to_date_report
from site_gen.workers import WorkerEnded, collect_garbage_rarely
from site_gen.write import check_folder


def build(options: Options, watch: Stopwatch | None = None) -> BuildReport:
    """Build the site into ``options.output``; the report lists all problems of records.

    Raises SiteGenError, and writes nothing, if the configuration, the output folder or a template
    cannot be used. With ``options.strict`` nothing is written if there is any problem.
    """
    watch = watch or Stopwatch()
    config = load_config(options.config, base_url=options.base_url)
    own = (translations_folder(options.site),)
    folders = (*template_folders(options.site), *static_folders(options.site), *own)
    check_folder(options.output, (*options.inputs, *linked_folders(folders)))
    try:
        return _build(options, config, watch, reset=options.full)
    except (SiteGenError, WorkerEnded, MemoryError):
        raise
    except Exception as error:  # a damaged store can cause any exception
        watch.note(f"the store failed ({error}): this build works without it")
        _remove_store(options, error)
    try:
        return _build(options, config, watch, temporary=True)
    except (sqlite3.Error, OSError) as error:
        raise BuildError(
            f"the store failed: {error}", hint="is the disk full? no file is half written"
        ) from error


def _remove_store(options: Options, error: Exception) -> None:
    """Remove a store that failed, unless another build is using it."""
    if "locked" not in str(error):
        with contextlib.suppress(OSError):
            remove(options.store)


def _build(
    options: Options, config: SiteConfig, watch: Stopwatch, **store_options: bool
) -> BuildReport:
    with watch.stage("look"):
        inputs = BuildInputs.collect(options, config)
        store = Store(options.store, inputs.program, **store_options)
    with store:
        if store.note:
            watch.note(store.note)
        with watch.stage("look"):
            scan = scan_content(store, options.content, config)
            unchanged = up_to_date_report(store, options, scan, inputs)
        if unchanged:
            store.commit()
            report = msgspec.structs.replace(unchanged, seconds=watch.rounded())
            return with_places_of_settings(report, options)
        report = _run_pipeline(options, config, store, scan, watch)
        if report.output:
            inputs.save(store)
        return with_places_of_settings(report, options)


def _run_pipeline(
    options: Options, config: SiteConfig, store: Store, scan: Scan, watch: Stopwatch
) -> BuildReport:
    from site_gen.pipeline import run  # noqa: PLC0415  slow to import; often not needed

    collect_garbage_rarely()
    return run(options, config, store, scan, watch)
