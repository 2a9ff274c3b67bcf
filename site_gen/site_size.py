"""The limit of a site's size."""

from __future__ import annotations

from site_gen.model import Problem, Severity


def too_large(total: int, limit: int) -> tuple[Problem, ...]:
    """A warning if a site of ``total`` bytes is larger than ``limits.site_bytes``."""
    if total <= limit:
        return ()
    return (
        Problem(
            "",
            f"the site has {total:,} bytes, more than the {limit:,} of limits.site_bytes",
            Severity.WARNING,
            "site-size",
            hint="leave out old records with admission.max_age_days",
        ),
    )
