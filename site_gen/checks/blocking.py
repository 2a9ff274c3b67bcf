"""Which findings stop an edition that nobody watches, and which are told and no more.

What one text can cause must not keep all others from readers: by its rules a record can be
wrong and the site is published all the same (``--lenient``). What says that the folder is not
whole, not readable or not the edition that was meant keeps it from being published.
"""

from __future__ import annotations

from site_gen.model import Problem

OF_ONE_TEXT = frozenset({"broken-link", "feed-id-changed"})
"""Codes of the errors that the text of a single record or note can cause.

``broken-link``: a body, or the path of a picture, names a page that is not there. A page, its
topic and its feeds may have the link.

``feed-id-changed``: somebody mended the address of an article; feed readers show it again. By the
next edition that would be accepted in any case, so to stop one would only delay it.
"""


def stops_an_edition(problem: Problem) -> bool:
    """Whether a finding of the folder forbids to publish it, though records may have errors."""
    return problem.is_error and problem.code not in OF_ONE_TEXT
