"""The folder in which parts of the index are kept from one build to the next."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from site_gen.store import Store
from site_gen.store.lock import Lock


@contextmanager
def search_cache(store: Store, cache: Path, *, forget: bool) -> Iterator[Path]:
    """A folder of the index that no other build uses meanwhile; emptied first if ``forget``.

    All outputs of a site share it. Where another build has it for too long, or no cache can be
    written, it is a temporary one.
    """
    lock = Lock(cache / "search")
    if store.temporary_folder is not None or not lock.acquire():
        with tempfile.TemporaryDirectory(prefix="site_gen-") as folder:
            yield Path(folder, "search")
        return
    try:
        if forget:
            shutil.rmtree(cache / "search", ignore_errors=True)
        yield cache / "search"
    finally:
        lock.release()
