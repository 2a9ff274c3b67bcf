"""``explain``: why a record is shown or not, its rank, its story and its related entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from pathlib import Path

import msgspec

from site_gen import urls
from site_gen.config import own_site
from site_gen.content import Content
from site_gen.errors import UsageError
from site_gen.explain.rank import rank_lines
from site_gen.explain.story import clock_time, pair_lines, story_lines
from site_gen.model import LeftOut, Record
from site_gen.options import Options
from site_gen.store import path_bytes

_REMEDIES = {
    LeftOut.UNPUBLISHED: "set published: true in the record, or use --unpublished",
    LeftOut.REMOVED: "delete removed and deleted from the record, or use --unpublished",
    LeftOut.FUTURE: "wait until then, or use --future",
    LeftOut.QUALITY: "raise quality in the record, or lower admission.min_quality in site.yaml",
    LeftOut.LANGUAGE: "add the language to languages in site.yaml, or set records: all for one",
    LeftOut.AGE: "raise admission.max_age_days in site.yaml",
}


def explain_pair(
    contents: Sequence[Content], options: Options, name: str, other: str
) -> Iterator[str]:
    """Lines on why two records are, or are not, in one story; names as in :func:`explain`.

    Raises UsageError if there is no site that shows both of them.
    """
    paths = [_find(contents[0], options, text) for text in (name, other)]
    shown = [content for content in contents if all(_shown_id(content, path) for path in paths)]
    if not shown:
        raise _not_together(contents, paths)
    if paths[0] == paths[1]:
        raise UsageError(f"{name} and {other} are the same record", hint="name two records")
    first, second = (shown[0].library.record(_shown_id(shown[0], path) or "") for path in paths)
    yield from pair_lines(shown[0], options, first, second)


def _not_together(contents: Sequence[Content], paths: Sequence[str]) -> UsageError:
    """Says why no site has both records: one has no page, or they are in different languages."""
    for path in paths:
        if all(_shown_id(content, path) is None for content in contents):
            hint = f"explain {Path(path).stem} says why"
            return UsageError(f"{path} has no page in the site", hint=hint)
    tags = [
        own_site(content.config).tag
        for path in paths
        for content in contents
        if _shown_id(content, path) is not None
    ]
    return UsageError(
        f"{paths[0]} and {paths[1]} are in the sites of different languages, {' and '.join(tags)}",
        hint="stories do not cross languages; a site with records: all has those of every language",
    )


def explain(contents: Sequence[Content], options: Options, name: str) -> Iterator[str]:
    """Lines about a record; ``name`` is its id, its path or a unique part of its path.

    ``contents`` are those of the sites of all languages; those of another language than the
    record's are left out. Raises UsageError if the name is not that of exactly one record.
    """
    path = _find(contents[0], options, name)
    yield path
    yield from dict.fromkeys(line for content in contents for line in _problems(content, path))
    if _valid(contents[0], path) is None:
        yield "out: the file has errors"
        return
    own = [each for each in contents if each.left_out.get(path) is not LeftOut.LANGUAGE]
    for content in own or contents[:1]:
        yield from _in_site(content, options, path)


def _in_site(content: Content, options: Options, path: str) -> Iterator[str]:
    """Lines about a valid record in one of the sites."""
    record = _valid(content, path)
    assert record is not None  # noqa: S101  the stores of all sites have the same records
    reason = content.left_out.get(path)
    if reason is LeftOut.DUPLICATE:
        shown = content.store.value(
            "SELECT s.id FROM records r JOIN shown s ON s.n = r.main WHERE r.path = ?",
            path_bytes(path),
        )
        yield f"out: the same article as {shown}, to which its page redirects"
    elif reason:
        detail = _detail(record, reason, content)
        yield f"out: {reason}{detail} (to show it: {_REMEDIES[reason]})"
    elif _shown_id(content, path) is None:
        yield "out: another file claims its URL"
    else:
        yield f"in: {urls.Urls.of(content.config.base_url).absolute(urls.record_path(record.id))}"
        yield from rank_lines(content, record)
        yield from _relations(content, record)
        yield from story_lines(content, options, record)


def _valid(content: Content, path: str) -> Record | None:
    """The record of a file, shown or left out; None if it has errors."""
    data = content.store.value(
        "SELECT t.record FROM records r JOIN texts t ON t.n = r.n WHERE r.path = ?",
        path_bytes(path),
    )
    return None if data is None else msgspec.msgpack.decode(data, type=Record)


def _shown_id(content: Content, path: str) -> str | None:
    """The id of the file's record; None if it has no page."""
    sql = "SELECT id FROM records WHERE path = ? AND main = n"
    record_id: str | None = content.store.value(sql, path_bytes(path))
    return record_id


def _find(content: Content, options: Options, name: str) -> str:
    """The path, within the content folder, of the record that ``name`` means."""
    file, folder, paths = Path(name).resolve(), options.content.resolve(), content.paths
    if file.is_relative_to(folder) and file.relative_to(folder).as_posix() in paths:
        return file.relative_to(folder).as_posix()
    if options.content_address:
        name = name.removeprefix(f"{options.content_address}/")
    names = {Path(name).as_posix(), name}
    matches = [path for path in paths if names & {path, Path(path).name, Path(path).stem}]
    matches = matches or [path for path in paths if name.lower() in path.lower()]
    if len(matches) == 1:
        return matches[0]
    if matches:
        some = ", ".join(matches[:3]) + (" …" if len(matches) > 3 else "")
        raise UsageError(f"“{name}” matches {len(matches)} records: {some}", hint="give one path")
    raise UsageError(
        f"{name}: no such record in {options.content_address or options.content}",
        hint="give its path",
    )


def _problems(content: Content, path: str) -> Iterator[str]:
    for problem in content.problems:
        if problem.path == path:
            hint = f" ({problem.hint})" if problem.hint else ""
            line = f" in line {problem.line}" if problem.line else ""
            yield f"{problem.severity}{line}: {problem.message}{hint}"


def _detail(record: Record, reason: LeftOut, content: Content) -> str:
    rules = content.config.admission
    match reason:
        case LeftOut.QUALITY:
            return f", {record.quality} of {rules.min_quality}"
        case LeftOut.FUTURE:
            return f", {clock_time(content.config, record.published_at)}"
        case LeftOut.LANGUAGE:
            return f", {record.locale}"
        case LeftOut.AGE:
            return f", older than {rules.max_age_days} days before the newest record"
    return ""


def _relations(content: Content, record: Record) -> Iterator[str]:
    library = content.library
    relations, listed = library.relations(record.id), library.all_related(record.id)
    provider = library.named_provider(relations.provider)
    yield f"provider: {provider.name} ({urls.provider_path(provider.slug)})"
    for slug in relations.topics:
        yield f"topic: {library.topic_name(slug)} ({urls.topic_path(slug)})"
    kept = range(len(listed)) if relations.shown_positions is None else relations.shown_positions
    record_ids = dict(zip_longest(kept, relations.related_ids))
    dropped = len(listed) - len(kept)
    yield f"related: {len(kept)} shown, {dropped} dropped as duplicates or as the record itself"
    for position, entry in enumerate(listed):
        outcome = "shown  " if position in record_ids else "dropped"
        record_id = record_ids.get(position)
        here = f" (here: {record_id})" if record_id else ""
        yield f"  {outcome} {entry.provider.name}: {entry.title}{here}"
