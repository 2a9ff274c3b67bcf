"""``serve``: a web server with a preview of the site that updates when files change."""

from __future__ import annotations

from site_gen.serve.preview import Messages
from site_gen.serve.run import end_by_sigterm, listen, serve

__all__ = ["Messages", "end_by_sigterm", "listen", "serve"]
