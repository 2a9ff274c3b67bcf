"""Which valid records the site shows, why it leaves out the others, and which have a URL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache

import msgspec

from site_gen import urls
from site_gen.config import Admission, LanguageMatcher
from site_gen.facts import REMOVED
from site_gen.instants import DAY, from_micros, micros, rfc3339
from site_gen.language_tags import language_tag
from site_gen.model import LeftOut, Problem, Severity
from site_gen.model.problems import SETTINGS
from site_gen.store import Store
from site_gen.wording import counted

_GONE = "gone"
"""In place of a reason: the file is gone, or has errors now."""


class Policy(msgspec.Struct, frozen=True):
    """The admission rules of the configuration, and what the command line admits besides."""

    rules: Admission
    now: datetime
    """Decides only which records are in the future."""
    unpublished: bool = False
    """Admit records that are unpublished or removed."""
    future: bool = False
    languages: LanguageMatcher | None = None
    """None for a site that shows all records, whatever their language."""


def admit(store: Store, policy: Policy, changed: Iterable[int], removed: Iterable[int]) -> set[int]:
    """Decide which records are shown; returns those that have changed and were or are admitted.

    The age limit counts from the newest record that all other rules admit, not from the
    clock: the same records make the same site tomorrow.
    """
    touched: set[int] = set()
    now = micros(policy.now)
    for n in removed:
        if store.value("SELECT left_out IS NULL FROM records WHERE n = ?", n):
            touched.add(n)
        store.execute("UPDATE records SET left_out = ?, path = NULL WHERE n = ?", (_GONE, n))
    touched |= _apply_rules(store, policy, now, {*changed, *_between_nows(store, now)})
    touched.update(_apply_age_limit(store, policy.rules.max_age_days))
    store.set("now", now)
    return touched


def _between_nows(store: Store, now: int) -> list[int]:
    """Records dated between the “now” of the last build and this one."""
    before = store.get("now", int)
    if before is None:
        return []
    return store.column(
        "SELECT n FROM records WHERE published > ? AND published <= ? AND left_out IS NOT 'gone'",
        *(min(before, now), max(before, now)),
    )


def _apply_rules(store: Store, policy: Policy, now: int, numbers: set[int]) -> set[int]:
    """Apply all rules but the age limit; returns the records that were or are admitted."""
    with store.temp_table(numbers) as table:
        rows = store.execute(
            f"SELECT n, published, quality, flags, locale, left_out, has_url FROM {table} "  # noqa: S608
            "CROSS JOIN records ON n = x"
        ).fetchall()
    touched = set()
    changed = []
    languages = policy.languages
    is_own = cache(languages.is_own) if languages else lambda _: True
    for n, published, quality, flags, locale, before, has_url in rows:
        reason = _reason(policy, now, published, quality, flags)
        if reason is None and not is_own(locale):
            reason = LeftOut.LANGUAGE
        if reason is None and before == LeftOut.AGE:
            reason = LeftOut.AGE  # until the age limit is applied
        if reason != before:
            changed.append((reason, n))
        if reason is None or has_url:
            touched.add(n)
    store.executemany("UPDATE records SET left_out = ? WHERE n = ?", changed)
    return touched


def _reason(policy: Policy, now: int, published: int, quality: int, flags: int) -> LeftOut | None:
    if not policy.unpublished and flags:
        return LeftOut.REMOVED if flags & REMOVED else LeftOut.UNPUBLISHED
    if published > now and not policy.future:
        return LeftOut.FUTURE
    if quality < policy.rules.min_quality:
        return LeftOut.QUALITY
    return None


_MAX_DAYS = 10_000_000
"""More days than any site has; larger numbers do not fit into SQLite's integers."""


def _apply_age_limit(store: Store, days: int | None) -> Iterable[int]:
    """Leave out records that are too old, admit those that no longer are; returns both."""
    if days is None:
        return ()
    newest = store.value(
        "SELECT published FROM records WHERE left_out IS NULL OR left_out = ? "
        "ORDER BY published DESC LIMIT 1",
        LeftOut.AGE,
    )
    if newest is None:
        return ()
    oldest = newest - min(days, _MAX_DAYS) * DAY
    changed = store.column(
        "SELECT n FROM records WHERE (left_out IS NULL AND published < ?) "
        "OR (left_out = ? AND published >= ?)",
        *(oldest, LeftOut.AGE, oldest),
    )
    store.executemany(
        "UPDATE records SET left_out = CASE WHEN published < ? THEN ? END WHERE n = ?",
        ((oldest, LeftOut.AGE, n) for n in changed),
    )
    return changed


def other_language_problems(store: Store, languages: LanguageMatcher | None) -> Iterator[Problem]:
    """A warning that counts the records in languages that have no site."""
    if languages is None:
        return
    counts: dict[str, int] = {}
    for locale, count in store.execute(
        "SELECT locale, COUNT(*) FROM records WHERE left_out = ? GROUP BY locale ORDER BY locale",
        (LeftOut.LANGUAGE,),
    ):
        if not languages.of(locale):
            tag = language_tag(locale)
            counts[tag] = counts.get(tag, 0) + count
    if counts:
        listed = ", ".join(f"{count:,} in {tag}" for tag, count in counts.items())
        yield Problem(
            SETTINGS,
            f"languages has no site for {counted(sum(counts.values()), 'record')}: {listed}",
            Severity.WARNING,
            "no-language",
            "languages",
            hint="add the language, or write records: all for one of the others",
        )


def future_problems(store: Store, now: datetime) -> Iterator[Problem]:
    """A warning for each record dated after ``now``."""
    rows = store.execute(
        "SELECT path, published FROM records INDEXED BY records_published "
        "WHERE published > ? AND left_out IS NOT 'gone' "
        "ORDER BY path",
        (micros(now),),
    )
    for path, published in rows:
        yield Problem(
            path.decode("utf-8", "replace"),
            f"publishedDateTime is {rfc3339(from_micros(published))}, in the future",
            Severity.WARNING,
            "future",
            "publishedDateTime",
            hint="left out until then; --future lets it in",
        )


def assign_urls(store: Store, touched: set[int]) -> set[int]:
    """Give each URL to one admitted record, that of the first path.

    Ids are compared without regard to case, as many file systems compare names. Returns the records
    that have changed, or have won or lost their URL.
    """
    with store.temp_table(touched) as table:
        rows = store.execute(
            "SELECT r.folded_id, r.n, r.has_url, r.left_out IS NULL FROM records r "  # noqa: S608
            f"WHERE r.folded_id IN (SELECT folded_id FROM {table} CROSS JOIN records ON n = x) "
            "ORDER BY r.folded_id, r.path"
        ).fetchall()
    result: set[int] = set()
    changed = []
    taken = ""
    for folded_id, n, had_url, is_admitted in rows:
        has_url = int(is_admitted and folded_id != taken)
        if has_url:
            taken = folded_id
        if had_url != has_url:
            changed.append((has_url, n))
        if had_url != has_url or (n in touched and had_url):
            result.add(n)
    store.executemany("UPDATE records SET has_url = ? WHERE n = ?", changed)
    return result


def address_problems(store: Store) -> Iterator[Problem]:
    """An error for each admitted record whose URL another record has."""
    rows = store.execute(
        "SELECT r.path, r.id, f.path, f.id FROM records r JOIN records f "
        "ON f.folded_id = r.folded_id AND f.has_url = 1 "
        "WHERE r.left_out IS NULL AND r.has_url = 0 ORDER BY r.path"
    )
    for path, id_, first, _ in rows:
        yield Problem(
            path.decode("utf-8", "replace"),
            f"claims the URL {urls.record_path(id_)} of {first.decode('utf-8', 'replace')}",
            code="url-taken",
            hint="rename one of the two files",
        )
