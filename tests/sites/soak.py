"""Random edits and builds of one folder, each compared with a clean build.

``python -m tests.sites.soak --edits 1000`` (``make soak``) changes a site at random: records,
notes, templates, stylesheets, the configuration. Sometimes it damages the built folder or the
store. After each change the folder must have the bytes of a clean build. A run is repeated with
the seed that is printed.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from site_gen.build import build
from tests.sites.edits import Editor
from tests.sites.language_edits import LanguageEditor
from tests.sites.site import Site, build_site, options_for

_TAMPERED = 0.1
"""Share of the builds before which the built folder or the store is damaged."""


class Soak:
    """A site in ``folder`` that is edited and built repeatedly."""

    def __init__(
        self, folder: Path, seed: int, records: int = 24, kind: type[Editor] = Editor
    ) -> None:
        self.folder = folder
        self.editor = kind(seed, records)
        self.chance = random.Random(seed)  # noqa: S311  not for secrets
        self.kinds: dict[str, int] = {}
        self.left = 0
        """Unchanged files, summed over all builds."""
        self.files: dict[str, str | bytes] = {}
        self.site = self._build()

    def _build(self) -> Site:
        """Build into the same folder; only edited files are written."""
        folder = self.folder / "kept"
        for name in self.files.keys() - self.editor.files.keys():
            (folder / name).unlink()
        for name, text in self.editor.files.items():
            if self.files.get(name) != text:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
        self.files = dict(self.editor.files)
        chosen = options_for(folder, now=self.editor.now)
        return Site(chosen, build(chosen))

    def differences(self, edits: int) -> Iterator[str]:
        """Differences from clean builds, each with the edits before it."""
        done = 0
        while done < edits:
            kinds = [self.editor.edit() for _ in range(self.chance.choice([1, 1, 1, 2]))]
            done += len(kinds)
            if self.chance.random() < _TAMPERED:
                kinds.append(self._tamper())
            for kind in kinds:
                self.kinds[kind] = self.kinds.get(kind, 0) + 1
            self.site = self._build()
            self.left += self.site.report.reused.get("files", 0)
            yield from self._compared(kinds)

    def _compared(self, kinds: list[str]) -> Iterator[str]:
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        clean = build_site(self.folder / "clean", self.editor.files, now=self.editor.now)
        mine, other = self.site.files(), clean.files()
        for path in sorted(mine.keys() | other.keys()):
            if mine.get(path) != other.get(path):
                yield f"{path} after {kinds}"
        if report_facts(self.site) != report_facts(clean):
            yield f"the report after {kinds}"

    def _tamper(self) -> str:
        ways = [self._spoil_output, self._remove_output, self._remove_cache]
        ways += [self._spoil_store, self._cut_store, self._remove_store]
        way = self.chance.choice(ways)
        if way not in ways[:2] and self._drops_static_files():
            return "tamper_with_nothing"
        way()
        return way.__name__.lstrip("_")

    def _drops_static_files(self) -> bool:
        """Whether static files were removed, whose copies no build recognises without a store."""
        dropped = self.files.keys() - self.editor.files.keys()
        return any(name.startswith("static/") for name in dropped)

    def _some_file(self, root: Path) -> Path:
        return self.chance.choice(sorted(path for path in root.rglob("*") if path.is_file()))

    def _spoil_output(self) -> None:
        """Reverse the bytes of a file."""
        path = self._some_file(self.site.root)
        if path.name != ".nojekyll":
            path.write_bytes(bytes(reversed(path.read_bytes())))

    def _remove_output(self) -> None:
        path = self._some_file(self.site.root)
        if path.name != ".nojekyll":
            path.unlink()

    def _remove_cache(self) -> None:
        self._some_file(self.site.options.cache).unlink()

    def _store(self) -> Path:
        """The store, or that of one of the languages."""
        stores = sorted(self.site.options.cache.glob("store-*.sqlite"))
        return self.chance.choice(stores) if len(stores) > 1 else self.site.options.store

    def _spoil_store(self) -> None:
        path = self._store()
        data = bytearray(path.read_bytes())
        for _ in range(3):
            data[self.chance.randrange(len(data))] ^= 1 << self.chance.randrange(8)
        path.write_bytes(data)

    def _cut_store(self) -> None:
        path = self._store()
        path.write_bytes(path.read_bytes()[: self.chance.choice([0, 100, 4096, 50_000])])

    def _remove_store(self) -> None:
        self._store().unlink()


def report_facts(site: Site) -> object:
    """The part of a report that does not depend on what the build had to do."""
    report = site.report
    problems = [each for each in report.problems if each.code != "edition-lost"]
    return report.published, report.left_out_records, report.pages, report.bytes, problems


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--edits", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--languages", action="store_true", help="a site in several languages")
    given = parser.parse_args()
    print(f"{given.edits} edits with seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        kind = LanguageEditor if given.languages else Editor
        soak = Soak(Path(folder), given.seed, kind=kind)
        difference = next(soak.differences(given.edits), None)
    if difference:
        print(f"different: {difference}", file=sys.stderr)
        return 1
    print(f"no difference; {soak.left:,} files were left as they were; {soak.kinds}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
