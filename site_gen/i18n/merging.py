"""Merging new messages into a catalogue, without losing what is translated."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from site_gen.i18n.entries import CatalogueFile, Entry


def merged(
    catalogue: CatalogueFile, template: Iterable[Entry], forms: int, *, keep_obsolete: bool
) -> list[Entry]:
    """The messages of the template in its order, with the translations of a catalogue.

    ``forms`` is the number of plural forms of the language. Translations of messages that the
    template does not have become comments if ``keep_obsolete``, and are dropped otherwise.
    """
    known = {entry.key: entry for entry in catalogue.entries if entry.is_obsolete}
    known |= {entry.key: entry for entry in catalogue.entries if not entry.is_obsolete}
    result = [_with_translation(entry, known.pop(entry.key, None), forms) for entry in template]
    if keep_obsolete:
        result += [
            msgspec.structs.replace(entry, is_obsolete=True)
            for entry in known.values()
            if any(entry.forms)
        ]
    return result


def _with_translation(entry: Entry, known: Entry | None, forms: int) -> Entry:
    """The entry of a template with the translation that a catalogue has of it."""
    count = forms if entry.plural else 1
    if known is None:
        return msgspec.structs.replace(entry, forms=("",) * count)
    texts = known.forms
    if bool(known.plural) != bool(entry.plural):
        # The message has got a plural, or lost it: nothing is lost, but somebody must look.
        texts = (texts[:1] if known.plural else texts) if any(texts) else ()
    is_doubtful = bool(any(texts)) and (known.plural != entry.plural or known.is_fuzzy)
    return msgspec.structs.replace(
        entry,
        forms=(*texts, *[""] * (count - len(texts))),
        comments=known.comments,
        flags=entry.flags | ({"fuzzy"} if is_doubtful else set()),
    )
