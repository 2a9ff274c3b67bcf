"""The first half of the pipeline, from content to store; used by build, check and explain.

scan ─→ parse ─→ relate
files   records   store
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import msgspec

from site_gen import ranking, relations
from site_gen.config import LanguageConfig, LanguageMatcher, SiteConfig, default_locale
from site_gen.model import LeftOut, Notes, Problem
from site_gen.model.problems import problem_order
from site_gen.options import Options, Stopwatch
from site_gen.parse import parse, place_problems, read_notes, record_problems
from site_gen.plan.named_topics import front_problems
from site_gen.plan.navigation import Navigation
from site_gen.relations import Policy, RelationChanges
from site_gen.relations.admission import (
    address_problems,
    future_problems,
    other_language_problems,
)
from site_gen.relations.aliases import Aliases, note_problems
from site_gen.scan import Scan, save_problems, scan_content
from site_gen.store import Store, encode
from site_gen.store.connection import fit_cache
from site_gen.store.library import Library
from site_gen.workers import Processes, Workers


class Content:
    """The content of a site in its store, and the problems with it."""

    def __init__(
        self,
        store: Store,
        options: Options,
        config: SiteConfig,
        notes: Notes,
        changes: RelationChanges,
        problems: Iterable[Problem],
        parsed: int,
        workers: Workers,
    ) -> None:
        self.store = store
        self.options = options
        self.config = config
        self.notes = notes
        self.changes = changes
        self.problems = tuple(sorted(problems, key=problem_order))
        """All problems of the run, the most severe first."""
        self.parsed = parsed
        """The number of record files that were parsed in this run."""
        self.workers = workers
        self.library = Library(store.db)

    def add(self, problems: Iterable[Problem]) -> None:
        """Add problems that were found after relations."""
        self.problems = tuple(sorted((*self.problems, *problems), key=problem_order))

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Paths of all record files."""
        rows = self.store.column("SELECT path FROM files WHERE kind = 'records' ORDER BY path")
        return tuple(path.decode("utf-8", "replace") for path in rows)

    @property
    def aliases(self) -> Aliases:
        """The names that stand for topics and providers."""
        return self.store.get("aliases", Aliases) or Aliases()

    @property
    def files(self) -> int:
        """The number of record files."""
        return int(self.store.value("SELECT COUNT(*) FROM files WHERE kind = 'records'"))

    @property
    def blocks_reused(self) -> int:
        """The number of blocks whose stories were not computed again."""
        blocks = int(self.store.value("SELECT COUNT(*) FROM blocks"))
        return blocks - (self.store.get("grouped", int) or 0)

    @cached_property
    def left_out(self) -> dict[str, LeftOut]:
        """Path of a valid record → why it is left out."""
        rows = self.store.execute(
            "SELECT path, left_out FROM records INDEXED BY records_left_out "
            "WHERE left_out IS NOT NULL UNION ALL "
            "SELECT path, ? FROM records INDEXED BY records_main WHERE main <> n ORDER BY path",
            (LeftOut.DUPLICATE,),
        )
        return {path.decode("utf-8", "replace"): LeftOut(reason) for path, reason in rows}

    @cached_property
    def top(self) -> tuple[str, ...]:
        """Ids of the leads of the top stories, best first."""
        return ranking.top_stories(self.library, self.config.ranking)


def read_content(
    store: Store,
    options: Options,
    config: SiteConfig,
    watch: Stopwatch,
    workers: Workers | None = None,
    found: Scan | None = None,
) -> Content:
    """Bring the store up to date with the content; commits only a consistent state.

    ``workers`` share the work, by default processes of this machine. ``found`` are the changed
    files, if they were scanned already.
    """
    workers = workers or Processes(options.processes)
    with watch.stage("read"):
        found = found or scan_content(store, options.content, config, options.content_problems)
        store.begin()
        save_problems(store, found.problems)
        limit = config.limits.record_bytes
        parsed = parse(store, options.content, found, limit, workers, config.timezone)
        notes, bad_notes = read_notes(store, config)
    with watch.stage("relate"):
        fit_cache(store.db)
        changed, from_scratch = parsed.changed, _must_relate_all(store, options, config)
        if from_scratch:
            removed = set(parsed.removed)
            changed = tuple(n for n in relations.reset(store) if n not in removed)
        languages = _own_records(config)
        policy = Policy(
            config.admission, options.now, options.unpublished, options.future, languages
        )
        rules = relations.RelationRules(config, policy, options.cache, workers)
        changes = relations.relate(store, changed, parsed.removed, notes, rules)
        changes.everything = from_scratch
        store.set("pages", notes.pages_in_order)
    topic_slugs = store.column("SELECT slug FROM topics WHERE data IS NOT NULL")
    late = place_problems(
        options.content,
        (
            *future_problems(store, options.now),
            *note_problems(notes, set(topic_slugs), config.locale),
        ),
        limit,
    )
    problems = (
        *found.problems,
        *record_problems(store),
        *bad_notes,
        *address_problems(store),
        *other_language_problems(store, languages),
        *late,
    )
    read = len(parsed.changed)
    content = Content(store, options, config, notes, changes, problems, read, workers)
    if config.nav or isinstance(config.front.topics, tuple):
        topics = content.library.topics()
        content.add(Navigation(config, notes.pages, topics, content.aliases).problems())
        content.add(front_problems(config.front, topics, content.aliases))
    return content


def _own_records(config: SiteConfig) -> LanguageMatcher | None:
    """Which records are in the language of the site; None if it shows all."""
    if isinstance(config, LanguageConfig) and not config.all_records:
        return config.matcher
    return None


def _must_relate_all(store: Store, options: Options, config: SiteConfig) -> bool:
    """Whether settings of relations have changed, or a killed build left them half done."""
    rules = encode(
        msgspec.to_builtins(
            (
                config.admission,
                config.stories,
                config.ranking.half_life_hours,
                config.ranking.per_provider,
                config.digest.pages,
                config.digest.stories,
                config.locale,
                default_locale(config),
                _own_records(config),
                config.timezone,
                config.shared_hosts,
                options.unpublished,
                options.future,
            )
        )
    )
    same = store.get("rules", bytes) == rules and store.get("unfinished", bool) is None
    store.set("rules", rules)
    store.execute("DELETE FROM meta WHERE name = 'unfinished'")
    return not same
