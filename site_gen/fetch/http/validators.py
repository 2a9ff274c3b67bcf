"""By what a server can tell later that nothing has changed, where that can be believed."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from site_gen.fetch.http.request import Response
from site_gen.fetch.types import Validators


def validators_of(received: Response, old: Validators) -> Validators:
    """Those of an answer; what it does not say of a feed that is as it was, is as it was.

    A feed that was changed in the very second in which it was sent may have been changed again in
    that second, and would bear the same date: such a date is not kept (RFC 9110, 8.8.2.2).
    """
    modified = received.header("last-modified")
    if modified and not _is_past(modified, received.header("date")):
        modified = ""
    else:
        modified = modified or old.last_modified
    return Validators(received.header("etag") or old.etag, modified)


def _is_past(modified: str, sent: str) -> bool:
    """Whether a date is at least a second before the answer's; true if there is none."""
    then, now = read_date(modified), read_date(sent)
    return not then or not now or (now - then).total_seconds() >= 1


def read_date(text: str) -> datetime | None:
    """An HTTP date (RFC 9110, 5.6.7); None if it is none."""
    try:
        date = parsedate_to_datetime(text.strip())
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
