"""Loaded by a worker: it takes its time to write a file."""

from __future__ import annotations

import time
from typing import Any

from site_gen.write import OutputFolder

_write = OutputFolder.write


def _slow_write(self: OutputFolder, *arguments: Any, **named: Any) -> Any:
    time.sleep(0.1)
    return _write(self, *arguments, **named)


OutputFolder.write = _slow_write  # type: ignore[method-assign]
