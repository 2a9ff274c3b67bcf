"""Why one record is in or out, where it ranks, in which story, and what became of its list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from site_gen import ranking, urls
from site_gen.errors import UsageError
from site_gen.explain.heat import heat_line
from site_gen.explain.story import pair_lines, story_lines
from site_gen.model import LeftOut, Record
from site_gen.newsroom import Newsroom
from site_gen.options import Options

_WHAT_HELPS = {
    LeftOut.UNPUBLISHED: "published: true in the record, or --unpublished",
    LeftOut.REMOVED: "take removed and deleted out of the record, or --unpublished",
    LeftOut.FUTURE: "wait until then, or --future",
    LeftOut.QUALITY: "a higher quality, or a lower admission.min_quality in site.yaml",
    LeftOut.AGE: "a higher admission.max_age_days in site.yaml",
}


def explain_pair(newsroom: Newsroom, options: Options, name: str, other: str) -> Iterator[str]:
    """Lines on why two records are, or are not, in one story; names as in :func:`explain`.

    Raises UsageError if one of them is not in the site.
    """
    shown = [_shown(newsroom, options, each) for each in (name, other)]
    if shown[0] is shown[1]:
        raise UsageError(f"{name} and {other} are one record", hint="name two")
    yield from pair_lines(newsroom, options, *shown)


def _shown(newsroom: Newsroom, options: Options, name: str) -> Record:
    path = _find(newsroom, options, name)
    for record in newsroom.library.records.values():
        if record.path == path:
            return record
    raise UsageError(f"{path} has no page in the site", hint=f"explain {Path(path).stem} says why")


def explain(newsroom: Newsroom, options: Options, name: str) -> Iterator[str]:
    """Lines about the record that ``name`` means: its id, its path, or its path's end.

    Raises UsageError if no file of the content folder is meant.
    """
    path = _find(newsroom, options, name)
    yield path
    yield from _problems(newsroom, path)
    record = next((record for record in newsroom.records if record.path == path), None)
    if record is None:
        yield "out: the file has errors"
        return
    reason = newsroom.left_out.get(path)
    if reason is LeftOut.DUPLICATE:
        better = newsroom.library.duplicates[record.id]
        yield f"out: the same article as {better}, to which its page leads on"
    elif reason:
        detail = _detail(record, reason, newsroom)
        yield f"out: {reason}{detail} (what helps: {_WHAT_HELPS[reason]})"
    elif newsroom.library.record(record.id).path != path:
        yield "out: another file claims its URL"
    else:
        yield f"in: {urls.Urls.of(newsroom.config.base_url).absolute(urls.record_path(record.id))}"
        yield from _ranking(newsroom, record)
        yield from _relations(newsroom, newsroom.library.record(record.id))
        yield from story_lines(newsroom, options, newsroom.library.record(record.id))


def _find(newsroom: Newsroom, options: Options, name: str) -> str:
    wanted = Path(name)
    inside = wanted.resolve()
    content = options.content.resolve()
    paths = newsroom.paths
    if inside.is_relative_to(content) and inside.relative_to(content).as_posix() in paths:
        return inside.relative_to(content).as_posix()
    matches = [
        path
        for path in paths
        if path == wanted.as_posix() or Path(path).name == name or Path(path).stem == name
    ]
    matches = matches or [path for path in paths if name.lower() in path.lower()]
    if len(matches) == 1:
        return matches[0]
    if matches:
        some = ", ".join(matches[:3])
        raise UsageError(f"{name} may be {len(matches)} records: {some} …", hint="name one")
    raise UsageError(f"{name}: no such record in {options.content}", hint="give its path")


def _problems(newsroom: Newsroom, path: str) -> Iterator[str]:
    for problem in newsroom.problems:
        if problem.path == path:
            hint = f" ({problem.hint})" if problem.hint else ""
            line = f" in line {problem.line}" if problem.line else ""
            yield f"{problem.severity}{line}: {problem.message}{hint}"


def _detail(record: Record, reason: LeftOut, newsroom: Newsroom) -> str:
    rules = newsroom.config.admission
    match reason:
        case LeftOut.QUALITY:
            return f", {record.quality} of {rules.min_quality}"
        case LeftOut.FUTURE:
            return f", {record.published_at:%Y-%m-%d %H:%M} UTC"
        case LeftOut.AGE:
            return f", older than {rules.max_age_days} days before the newest record"
    return ""


def _ranking(newsroom: Newsroom, record: Record) -> Iterator[str]:
    library, rules = newsroom.library, newsroom.config.ranking
    newest = library.newest
    assert newest is not None  # noqa: S101  the record itself is in the library
    heat = library.heat_of(record)
    terms = ranking.score(heat, record.published_at, newest, rules.half_life_hours)
    ordered = ranking.by_rank(
        library.records.values(), library.heat_of, newest, rules.half_life_hours
    )
    place = next(number for number, other in enumerate(ordered, 1) if other.id == record.id)
    yield (
        f"score {terms.value:.3f} = log2({terms.weight}) - {terms.age_hours:.1f} h "
        f"/ {terms.half_life_hours:g} h "
        f"({f'heat {heat}' if heat >= 0 else 'unranked'}, weight {terms.weight})"
    )
    yield heat_line(library, record, rules.half_life_hours)
    yield f"rank {place} of {len(ordered)} by score"
    lead = library.story_of(record.id).lead
    leads = [other.id for other in ordered if library.story_of(other.id).lead == other.id]
    if lead in newsroom.top:
        front = newsroom.top.index(lead) + 1
        expected = leads.index(lead) + 1
        moved = "" if front == expected else f", moved from {expected} by ranking.per_provider"
        led = "" if lead == record.id else f", as the story of {lead}"
        yield f"front page: place {front}{led}{moved}"
    else:
        yield f"front page: not among the first {len(newsroom.top)}"


def _relations(newsroom: Newsroom, record: Record) -> Iterator[str]:
    library = newsroom.library
    provider = library.providers[library.relations(record.id).provider]
    yield f"provider: {provider.name} ({urls.provider_path(provider.slug)})"
    for slug in library.relations(record.id).topics:
        yield f"topic: {library.topic(slug).name} ({urls.topic_path(slug)})"
    kept = library.article(record.id).related
    shown = {id(entry) for entry in kept}
    ids = dict(zip(map(id, kept), library.relations(record.id).related_ids, strict=True))
    dropped = len(record.related) - len(kept)
    yield f"related: {len(kept)} shown, {dropped} dropped as duplicates or as the record itself"
    for entry in record.related:
        fate = "shown  " if id(entry) in shown else "dropped"
        own = ids.get(id(entry))
        here = f" (here: {own})" if own else ""
        yield f"  {fate} {entry.provider.name}: {entry.title}{here}"
