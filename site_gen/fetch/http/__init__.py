"""Ask sources over HTTP, many at a time, so that no server can harm or delay the others.

``run.py`` asks all sources, ``source.py`` one of them: it follows redirects (``redirects.py``),
sends requests (``request.py``) and repeats them (``retries.py``) within the limits of each host
(``host_limits.py``). ``transport.py`` connects httpx to ``network.py``, which connects to public
addresses only.

Codes of failures:

    bad-url          the address of the source is not valid
    private-address  the host is not on the public internet
    unknown-host     the name of the host has no address
    connect          no connection to the server
    tls              no secure connection to the server
    timeout          the server was silent for too long, or the source took too long
    host-down        not asked, because three other sources of the host got no answer
    host-busy        not asked, because the host refused three other requests as too many
    cut-off          the connection ended before the answer was complete
    bad-answer       the answer is not HTTP, or does not match the request
    bad-encoding     the body cannot be decompressed
    too-large        the body is larger than the limit
    empty            the body is empty
    redirect         a redirect that cannot be followed
    gone             the feed was removed for good (410)
    http-status      any other status that is not a success
    unexpected       an error of this program
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.parse import quote

from site_gen import config
from site_gen.errors import UsageError
from site_gen.fetch.types import Answer, SourceRequest

_LIBRARIES = ("babel", "filelock", "httpcore", "httpx", "lxml", "tenacity", "webencodings")
"""All libraries of the extra ``fetch``."""


def read_sources(
    requests: Sequence[SourceRequest],
    settings: config.Fetch,
    *,
    agent: str,
    now: datetime,
    jobs: int = 32,
    on_answer: Callable[[Answer], None] | None = None,
) -> list[Answer]:
    """Return the answers in the order of ``requests``; ``on_answer`` gets each as it arrives.

    ``jobs`` sources are read at once, at most two of them from one host. ``agent`` is the
    User-Agent (:func:`user_agent`). Dates in answers are compared with ``now``. A source that
    fails has a failure as its answer. Raises UsageError if a library is missing.
    """
    check_extra()
    from site_gen.fetch.http.run import run  # noqa: PLC0415 - it needs the extra

    return run(requests, settings, agent=agent, now=now, jobs=jobs, on_answer=on_answer)


def user_agent(version: str, site_url: str) -> str:
    """The program and the address of its site (RFC 9110, 10.1.5)."""
    return f"site_gen/{version} (+{quote(site_url, safe=':/?#[]@!$&*+,;=%~')})"


def check_extra(command: str = "fetch") -> None:
    """Raise UsageError if the extra, which ``command`` needs, is not installed."""
    try:
        for library in _LIBRARIES:
            importlib.import_module(library)
    except ImportError:
        raise UsageError(
            f"{command} needs the extra `fetch`",
            hint="python -m pip install 'site-gen[fetch]'",
        ) from None
