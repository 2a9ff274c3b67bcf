"""Records that have a URL of the site each; where two claim one, the first path has it.

Claims are compared without regard to case, since many file systems are.
"""

from __future__ import annotations

from collections.abc import Iterator

from site_gen import urls
from site_gen.model import Problem
from site_gen.store import Store


def name(store: Store, touched: set[int]) -> set[int]:
    """Give URLs to admitted records; numbers of those that have changed and had or have one."""
    with store.set_of(touched) as some:
        rows = store.execute(
            "SELECT r.fold, r.n, r.named, r.left_out IS NULL FROM records r WHERE r.fold IN "  # noqa: S608
            f"(SELECT fold FROM {some} CROSS JOIN records ON n = x) ORDER BY r.fold, r.path"
        ).fetchall()
    found: set[int] = set()
    changed = []
    owner = ""
    for fold, n, named, is_admitted in rows:
        has_it = int(is_admitted and fold != owner)
        if has_it:
            owner = fold
        if named != has_it:
            changed.append((has_it, n))
        if named != has_it or (n in touched and named):
            found.add(n)
    store.executemany("UPDATE records SET named = ? WHERE n = ?", changed)
    return found


def address_problems(store: Store) -> Iterator[Problem]:
    """An error for each admitted record whose URL another has, which names both."""
    rows = store.execute(
        "SELECT r.path, r.id, f.path, f.id FROM records r JOIN records f "
        "ON f.fold = r.fold AND f.named = 1 "
        "WHERE r.left_out IS NULL AND r.named = 0 ORDER BY r.path"
    )
    for path, id_, first, _ in rows:
        yield Problem(
            path.decode("utf-8", "replace"),
            f"claims the URL {urls.record_path(id_)} of {first.decode('utf-8', 'replace')}",
            code="url-taken",
            hint="rename one of the two files",
        )
