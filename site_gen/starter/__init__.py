"""``init`` and ``new``: new sites and records. Existing files are never changed."""

from site_gen.starter.record import RecordDraft, new_record
from site_gen.starter.site import NewSite, new_site

__all__ = ["NewSite", "RecordDraft", "new_record", "new_site"]
