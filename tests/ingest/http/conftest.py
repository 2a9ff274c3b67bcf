"""Fixtures: a server for each test."""

from tests.ingest.server import server

__all__ = ["server"]
