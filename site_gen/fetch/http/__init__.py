"""Sources are asked over HTTP, many at once, and none can do harm or hold up the others.

    asked ─→ visit ─→ exchange ─→ trail ─→ answer
             hosts    body        redirects
             └────── once more (retries), while there is time (clock) ──────┘

Failures by their code:

    bad-url          the address is none that can be asked for
    private-address  it leads to a machine that is not public
    unknown-host     its name has no address
    connect          no connection
    tls              no secure connection
    timeout          silent for too long, or not done in time
    host-down        not asked, because three others of its host in a row did not answer
    host-busy        not asked, because three others of its host in a row were too many for it
    cut-off          the answer ended before it was whole
    bad-answer       the answer is no HTTP, or not what was asked for
    bad-encoding     compressed in a way that cannot be undone
    too-large        more bytes than the limit
    empty            an answer without a feed in it
    redirect         redirects that lead nowhere
    gone             the outlet has removed it for good (410)
    http-status      any other status than of success
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

Told = Callable[[Answer], None]
_LIBRARIES = ("babel", "filelock", "httpcore", "httpx", "lxml", "tenacity", "webencodings")
"""What the extra brings, for all of ``fetch``."""


def read_sources(
    asked: Sequence[SourceRequest],
    settings: config.Fetch,
    *,
    agent: str,
    now: datetime,
    jobs: int = 32,
    told: Told | None = None,
) -> list[Answer]:
    """The answers of all sources, in the order of ``asked``; ``told`` is given each as it comes.

    ``jobs`` sources are read at once, of one host two at most. ``agent`` is what servers are told
    of us (:func:`user_agent`), ``now`` what dates in answers are compared with. Whatever a server
    does is in its answer. Raises UsageError if a library is missing.
    """
    check_extra()
    from site_gen.fetch.http.run import run  # noqa: PLC0415 - it needs the extra

    return run(asked, settings, agent=agent, now=now, jobs=jobs, told=told)


def user_agent(version: str, site_url: str) -> str:
    """Who reads, and where the outlet can learn more (RFC 9110, 10.1.5)."""
    return f"site_gen/{version} (+{quote(site_url, safe=':/?#[]@!$&*+,;=%~')})"


def check_extra(command: str = "fetch") -> None:
    """Raise UsageError if what the extra brings is not installed; ``command`` is what needs it."""
    try:
        for library in _LIBRARIES:
            importlib.import_module(library)
    except ImportError:
        raise UsageError(
            f"{command} needs the extra `fetch`",
            hint="python -m pip install 'site-gen[fetch]'",
        ) from None
