"""START HERE: a site folder becomes a site.

If nothing has changed since the last build, that is found out here, in a moment. All else goes
through the pipeline, which is on one screen in ``pipeline.py``.
"""

from __future__ import annotations

import msgspec

from site_gen import write
from site_gen.cache.memory import Memory
from site_gen.config import load_config
from site_gen.model import BuildReport
from site_gen.options import Options, Stopwatch


def build(options: Options, watch: Stopwatch | None = None) -> BuildReport:
    """Build the site into ``options.output``; the report lists all problems of records.

    Nothing is written if the configuration, the output folder or a template cannot be
    used (SiteGenError), nor for any problem at all if ``options.strict``.
    """
    watch = watch or Stopwatch()
    config = load_config(options.config, base_url=options.base_url)
    write.check_folder(options.output, options.inputs)
    with watch.stage("look"):
        memory = Memory(options, config)
        same = memory.same_site()
    if same:
        return msgspec.structs.replace(same, seconds=watch.rounded())
    from site_gen.pipeline import run  # noqa: PLC0415  a site that has not changed need not wait for it

    return run(options, config, memory, watch)
