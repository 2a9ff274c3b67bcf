"""Loaded by a worker: it has no site_gen."""

import sys

sys.modules["site_gen"] = None  # type: ignore[assignment]
