"""Validators of a feed (RFC 9110, 8.8), with which a server can answer that nothing has changed."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from site_gen.fetch.http.request import Response
from site_gen.fetch.types import Validators


def validators_of(response: Response, old: Validators) -> Validators:
    """The validators of a response; ``old`` replaces those that it lacks.

    A date in the very second of the response is left out: the feed may change again in that second
    and keep the date (RFC 9110, 8.8.2.2).
    """
    modified = response.header("last-modified")
    if modified and not _is_earlier(modified, response.header("date")):
        modified = ""
    else:
        modified = modified or old.last_modified
    return Validators(response.header("etag") or old.etag, modified)


def can_be_sent(validators: Validators) -> bool:
    """Whether they are valid in a header; they may have been damaged since they were received."""
    text = validators.etag + validators.last_modified
    return all(" " <= letter <= "ÿ" and letter != "\x7f" for letter in text)


def _is_earlier(modified: str, sent: str) -> bool:
    """Whether ``modified`` is at least a second before ``sent``; true if one is not a date."""
    modified_at, sent_at = read_date(modified), read_date(sent)
    return not modified_at or not sent_at or (sent_at - modified_at).total_seconds() >= 1


def read_date(text: str) -> datetime | None:
    """An HTTP date (RFC 9110, 5.6.7); None if it cannot be read."""
    try:
        date = parsedate_to_datetime(text.strip())
    except (ValueError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
