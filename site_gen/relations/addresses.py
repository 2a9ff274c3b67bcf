"""Records that have a URL of the site each; where two claim one, the first path has it.

Claims are compared without regard to case, since many file systems are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_gen import urls
from site_gen.model import Problem
from site_gen.store import Store


def name(store: Store, touched: Iterable[int]) -> set[int]:
    """Give URLs to admitted records; numbers of those that have changed and had or have one."""
    found: set[int] = set()
    folds: set[str] = set()
    for n in touched:
        fold, named = store.execute(
            "SELECT fold, named FROM records WHERE n = ?", (n,)
        ).fetchone()
        folds.add(fold)
        if named:
            found.add(n)
    for fold in folds:
        found |= _claim(store, fold, found)
    return {n for n in found | set(touched) if n in found or _is_named(store, n)}


def _claim(store: Store, fold: str, known: set[int]) -> set[int]:
    """The records whose claim to this URL was decided otherwise than before."""
    rows = store.execute(
        "SELECT n, named, left_out IS NULL FROM records WHERE fold = ? ORDER BY path", (fold,)
    ).fetchall()
    first = next((n for n, _, admitted in rows if admitted), None)
    changed = set()
    for n, named, _ in rows:
        if bool(named) != (n == first):
            store.execute("UPDATE records SET named = ? WHERE n = ?", (int(n == first), n))
            changed.add(n)
    return changed - known


def _is_named(store: Store, n: int) -> bool:
    return bool(store.value("SELECT named FROM records WHERE n = ?", n))


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
