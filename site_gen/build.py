"""START HERE: a site folder becomes a site.

If nothing has changed since the last build, that is found out here, in a moment. All else goes
through the pipeline, which is on one screen in ``pipeline.py``.
"""

from __future__ import annotations

import contextlib
import sqlite3

import msgspec

from site_gen import write
from site_gen.config import SiteConfig, load_config
from site_gen.errors import BuildError, SiteGenError
from site_gen.folders import linked_folders
from site_gen.model import BuildReport
from site_gen.options import Options, Stopwatch
from site_gen.scan import Scan, scan_content
from site_gen.store import Store, remove
from site_gen.theme import static_folders, template_folders
from site_gen.up_to_date import BuildInputs, same_site
from site_gen.workers import WorkerEnded


def build(options: Options, watch: Stopwatch | None = None) -> BuildReport:
    """Build the site into ``options.output``; the report lists all problems of records.

    Nothing is written if the configuration, the output folder or a template cannot be
    used (SiteGenError), nor for any problem at all if ``options.strict``.
    """
    watch = watch or Stopwatch()
    config = load_config(options.config, base_url=options.base_url)
    theme = (*template_folders(options.site), *static_folders(options.site))
    write.check_folder(options.output, (*options.inputs, *linked_folders(theme)))
    try:
        return _build(options, config, watch, reset=options.full)
    except (SiteGenError, WorkerEnded, MemoryError):
        raise
    except Exception as error:  # a damaged store can hold anything
        watch.note(f"the store failed ({error}): this build works without it")
        _set_aside(options, error)
    try:
        return _build(options, config, watch, temporary=True)
    except (sqlite3.Error, OSError) as error:
        raise BuildError(
            f"the store failed: {error}", hint="is the disk full? what is written is whole"
        ) from error


def _set_aside(options: Options, error: Exception) -> None:
    """Remove a store that failed, but not one that another build is using."""
    if "locked" not in str(error):
        with contextlib.suppress(OSError):
            remove(options.store)


def _build(options: Options, config: SiteConfig, watch: Stopwatch, **how: bool) -> BuildReport:
    """Build with the store of the site; ``how`` it is opened is said to :class:`Store`."""
    with watch.stage("look"):
        situation = BuildInputs.now(options, config)
        store = Store(options.store, situation.program, **how)
    with store:
        if store.note:
            watch.note(store.note)
        with watch.stage("look"):
            found = scan_content(store, options.content, config.limits)
            same = same_site(store, options, found, situation)
        if same:
            store.commit()
            return msgspec.structs.replace(same, seconds=watch.rounded())
        return _run(options, config, store, found, watch, situation)


def _run(
    options: Options,
    config: SiteConfig,
    store: Store,
    found: Scan,
    watch: Stopwatch,
    situation: BuildInputs,
) -> BuildReport:
    from site_gen.pipeline import run  # noqa: PLC0415  a site that has not changed need not wait
    from site_gen.workers import rarely_collect  # noqa: PLC0415

    rarely_collect()
    report = run(options, config, store, found, watch)
    if report.output:
        situation.keep(store)
    return report
