"""Articles → changes: a record to write, one to revise, or nothing. Writes nothing itself.

A record is revised where its source says something new and the record still has the source's old
value; what an editor has changed is never overwritten.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.config import SiteConfig
from site_gen.fetch.article_index import ArticleIndex
from site_gen.fetch.articles import articles_of
from site_gen.fetch.existing_records import ExistingRecord, existing_records, read_fields
from site_gen.fetch.ledger import Ledger, LedgerLine, has_source_value
from site_gen.fetch.ledger_digests import address_digest, source_digest, value_digest
from site_gen.fetch.ledger_lines import new_line, with_article, with_headline
from site_gen.fetch.matching import FeedSiblings, is_other_entry
from site_gen.fetch.record_fields import fields_of
from site_gen.fetch.revisions import changed_fields, full_base, merge, time_of_change
from site_gen.fetch.source_run import (
    FailedSource,
    Outcome,
    ParsedFeed,
    PlannedSource,
    ReadSource,
    unexpected,
)
from site_gen.fetch.topics import TopicFinder
from site_gen.fetch.types import Article, Change, RecordAddition, RecordRevision, SourceChanges
from site_gen.instants import rfc3339
from site_gen.options import Options
from site_gen.parse import read_topics
from site_gen.provider_keys import SharedHosts
from site_gen.scan import list_content
from site_gen.urls import record_stem


def plan_changes(
    options: Options, config: SiteConfig, ledger: Ledger, sources: Sequence[ReadSource]
) -> tuple[list[Outcome], ArticleIndex | None]:
    """The outcomes of the sources, with changes for those whose feeds were parsed.

    The index has the lines of the ledger as they are to be written. It is None, and no record is
    read, if no feed was parsed.
    """
    if not any(isinstance(source, ParsedFeed) for source in sources):
        return [source for source in sources if not isinstance(source, ParsedFeed)], None
    content, limit = options.content, config.limits.record_bytes
    listing = list_content(content)
    index = ArticleIndex(
        existing_records(content, listing.records, limit, options.processes),
        ledger,
        timedelta(hours=config.fetch.same_title_hours),
    )
    configured = {source_digest(source.url) for source in config.sources}
    planner = ChangePlanner(content, index, configured, limit, options.now)
    finder = TopicFinder(config.topics, read_topics(content, listing.topics, limit))
    outcomes: list[Outcome] = [
        _plan_source(source, config, finder, planner, options.now)
        if isinstance(source, ParsedFeed)
        else source
        for source in sources
    ]
    return outcomes, index


def _plan_source(
    parsed: ParsedFeed,
    config: SiteConfig,
    finder: TopicFinder,
    planner: ChangePlanner,
    now: datetime,
) -> FailedSource | PlannedSource:
    from site_gen.fetch.http.validators import read_date  # noqa: PLC0415  needs an extra

    run, answer = parsed.run, parsed.answer
    try:
        modified = read_date(answer.validators.last_modified)
        articles = articles_of(
            parsed.feed,
            run.source,
            finder,
            config.rules,
            now,
            SharedHosts(config.shared_hosts),
            planner.index.shared_pages,
            modified,
        )
    except Exception as error:
        return FailedSource(run, answer, unexpected(error))
    changes = planner.plan(
        articles.articles, source_digest(run.source.url), settings_changed=run.settings_changed
    )
    return PlannedSource(run, answer, parsed.feed, articles, changes)


class _ArticlePlan(NamedTuple):
    """What to do for one article."""

    key: str
    """Its key in the ledger."""
    change: Change | None = None
    waiting: bool = False
    """Whether its record should be revised, but cannot be read now."""


class ChangePlanner:
    """Plans one source after the other, and updates the index's lines of the ledger."""

    def __init__(
        self,
        content: Path,
        index: ArticleIndex,
        configured: Collection[str],
        limit: int,
        now: datetime,
    ) -> None:
        self.content = content
        self.index = index
        self.configured = configured
        """Digests of all sources of the configuration."""
        self.limit = limit
        self.now = now.replace(microsecond=0)
        self._planned: set[str] = set()
        """Keys of articles that are planned; the first mention in a run counts."""

    def plan(
        self, articles: Collection[Article], source: str, *, settings_changed: bool = False
    ) -> SourceChanges:
        """The changes for the articles of the source with this digest.

        ``settings_changed`` says that articles may differ because settings or this program do:
        their records get no time of change then unless the feed gives one.
        """
        articles = [self._as_entry(article, source) for article in articles]
        siblings = FeedSiblings(articles)
        for article in articles:
            if record_id := self.index.certain_record_id(article, source, siblings):
                siblings.assign(record_id, article)
        plans = [
            self._plan_article(article, source, siblings, settings_changed=settings_changed)
            for article in articles
        ]
        changes = tuple(plan.change for plan in plans if plan.change)
        return SourceChanges(
            changes,
            keys=tuple(plan.key for plan in plans),
            known=len(plans) - len(changes),
            waiting=any(plan.waiting for plan in plans),
        )

    def _as_entry(self, article: Article, source: str) -> Article:
        line = self.index.lines.get(article.key)
        return article.as_entry() if line and is_other_entry(article, line, source) else article

    def _plan_article(
        self, article: Article, source: str, siblings: FeedSiblings, *, settings_changed: bool
    ) -> _ArticlePlan:
        published_at = article.published_at or article.no_later_than or self.now
        known = self.index.find(article, source, published_at, siblings)
        if known is None:
            addition, line = self._add(article, source, published_at)
            self.index.update(line)
            self._planned.add(line.key)
            siblings.assign(line.record_id, article)
            return _ArticlePlan(line.key, addition)
        if known.is_edition and known.line:
            return _ArticlePlan(known.line.key)
        line = known.line or self._adopt(article, source, known.record)
        line = with_article(line, article, source, known.record.id if known.record else "")
        plan = _ArticlePlan(line.key)
        # Not if the feed lists the known article by itself: this one only has its headline.
        if line.key in article.keys or line.key not in siblings.keys:
            line, plan = self._revise(
                line, article, source, known.record, settings_changed=settings_changed
            )
        if line != known.line:
            self.index.update(line)
        return plan

    def _add(
        self, article: Article, source: str, published_at: datetime
    ) -> tuple[RecordAddition, LedgerLine]:
        fields = fields_of(article, self.now)
        stem = record_stem(published_at, article.title, article.locale)
        digest = address_digest(article.key)
        for length in range(len(digest) + 1):  # 0: the stem alone, if it is not in use
            name = f"{stem}-{digest[:length]}" if length else stem
            if name.casefold() not in self.index.used_ids:
                break
        line = new_line(article, source, name, published_at, self.now, full_base(fields))
        return RecordAddition(f"news/{published_at:%Y/%m/%d}/{name}.md", fields), line

    def _adopt(self, article: Article, source: str, record: ExistingRecord | None) -> LedgerLine:
        """The line for a record that ``fetch`` did not write, or whose line is lost.

        Only if the record is what ``fetch`` would write may the source change it later.
        """
        assert record is not None  # noqa: S101  see KnownArticle
        published_at = record.published_at or article.published_at or self.now
        fields = read_fields(self.content, record.path, self.limit)
        written = fields_of(article, self.now)
        if article.published_at is None and "publishedDateTime" in fields:
            written["publishedDateTime"] = fields["publishedDateTime"]
        if not (article.time_known or "timeKnown" in fields):  # written by an older version
            del written["timeKnown"]
        base = full_base(written) if fields == written else {}
        line = new_line(article, source, record.id, published_at, self.now, base)
        return line if base else msgspec.structs.replace(line, source_digest="")

    def _revise(
        self,
        line: LedgerLine,
        article: Article,
        source: str,
        record: ExistingRecord | None,
        *,
        settings_changed: bool,
    ) -> tuple[LedgerLine, _ArticlePlan]:
        """The change of the article's record, if there is one, and the line after it."""
        plan = _ArticlePlan(line.key)
        may_change = line.source_digest == source or line.source_digest not in self.configured
        if not line.base or not may_change or line.key in self._planned:
            return line, plan
        self._planned.add(line.key)
        if not has_source_value(value_digest(article.title), line.base.get("title", "")):
            line = with_headline(line, article)
        source_values = changed_fields(article, line.base)
        if not source_values or not record or record.removed:
            return line, plan
        if not record.readable:
            return line, plan._replace(waiting=True)
        record_values = read_fields(self.content, record.path, self.limit)
        changes, base = merge(source_values, record_values, line.base)
        if not changes:
            return msgspec.structs.replace(line, base=base), plan
        before = record.updated_at or record.published_at or line.published_at
        updated = time_of_change(article, before, self.now, settings_changed=settings_changed)
        # Compare instants, not text: another program may have written the time in another form.
        record_time = record_values.get("updatedDateTime")
        if record.updated_at:
            record_time = rfc3339(record.updated_at)
        if updated and has_source_value(value_digest(record_time), base.get("updated", "")):
            changes["updatedDateTime"] = updated
            base["updated"] = value_digest(updated)
        after = msgspec.structs.replace(line, base=base, source_digest=source)
        # The revision has the line from before, which is restored if the file cannot be changed.
        return after, plan._replace(change=RecordRevision(record.path, changes, line))
