"""Every test here has a server of its own."""

from tests.ingest.server import server

__all__ = ["server"]
