"""Fixtures: a server for each test."""

from tests.fetch.server import server

__all__ = ["server"]
