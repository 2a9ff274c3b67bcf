"""A preview of the site that follows its files: server, watcher, builds."""

from __future__ import annotations

from site_gen.serve.port import listen
from site_gen.serve.preview import Messages
from site_gen.serve.run import end_by_sigterm, serve

__all__ = ["Messages", "end_by_sigterm", "listen", "serve"]
