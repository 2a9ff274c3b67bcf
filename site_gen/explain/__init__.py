"""Why one record is in or out, where it ranks, in which story, and what became of its list."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import msgspec

from site_gen import ranking, urls
from site_gen.content import Content
from site_gen.errors import UsageError
from site_gen.explain.heat import heat_line
from site_gen.explain.story import pair_lines, story_lines
from site_gen.model import LeftOut, Record, Story
from site_gen.options import Options
from site_gen.store import path_bytes

_story = msgspec.msgpack.Decoder(Story).decode
_WHAT_HELPS = {
    LeftOut.UNPUBLISHED: "published: true in the record, or --unpublished",
    LeftOut.REMOVED: "take removed and deleted out of the record, or --unpublished",
    LeftOut.FUTURE: "wait until then, or --future",
    LeftOut.QUALITY: "a higher quality, or a lower admission.min_quality in site.yaml",
    LeftOut.AGE: "a higher admission.max_age_days in site.yaml",
}


def explain_pair(content: Content, options: Options, name: str, other: str) -> Iterator[str]:
    """Lines on why two records are, or are not, in one story; names as in :func:`explain`.

    Raises UsageError if one of them is not in the site.
    """
    shown = [_shown(content, options, each) for each in (name, other)]
    if shown[0] is shown[1]:
        raise UsageError(f"{name} and {other} are one record", hint="name two")
    yield from pair_lines(content, options, *shown)


def _shown(content: Content, options: Options, name: str) -> Record:
    path = _find(content, options, name)
    id_ = _shown_id(content, path)
    if id_ is not None:
        return content.library.record(id_)
    raise UsageError(f"{path} has no page in the site", hint=f"explain {Path(path).stem} says why")


def explain(content: Content, options: Options, name: str) -> Iterator[str]:
    """Lines about the record that ``name`` means: its id, its path, or its path's end.

    Raises UsageError if no file of the content folder is meant.
    """
    path = _find(content, options, name)
    yield path
    yield from _problems(content, path)
    record = _valid(content, path)
    if record is None:
        yield "out: the file has errors"
        return
    reason = content.left_out.get(path)
    if reason is LeftOut.DUPLICATE:
        better = content.store.value(
            "SELECT s.id FROM records r JOIN shown s ON s.n = r.main WHERE r.path = ?",
            path_bytes(path),
        )
        yield f"out: the same article as {better}, to which its page leads on"
    elif reason:
        detail = _detail(record, reason, content)
        yield f"out: {reason}{detail} (what helps: {_WHAT_HELPS[reason]})"
    elif _shown_id(content, path) is None:
        yield "out: another file claims its URL"
    else:
        yield f"in: {urls.Urls.of(content.config.base_url).absolute(urls.record_path(record.id))}"
        yield from _ranking(content, record)
        yield from _relations(content, record)
        yield from story_lines(content, options, record)


def _valid(content: Content, path: str) -> Record | None:
    """What the file says, be it shown or left out; None if it has errors."""
    data = content.store.value(
        "SELECT t.record FROM records r JOIN texts t ON t.n = r.n WHERE r.path = ?",
        path_bytes(path),
    )
    return None if data is None else msgspec.msgpack.decode(data, type=Record)


def _shown_id(content: Content, path: str) -> str | None:
    """The id of the file's record if it has a page of its own."""
    sql = "SELECT id FROM records WHERE path = ? AND main = n"
    id_: str | None = content.store.value(sql, path_bytes(path))
    return id_


def _find(content: Content, options: Options, name: str) -> str:
    wanted = Path(name)
    inside = wanted.resolve()
    folder = options.content.resolve()
    paths = content.paths
    if inside.is_relative_to(folder) and inside.relative_to(folder).as_posix() in paths:
        return inside.relative_to(folder).as_posix()
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
            return f", {record.published_at:%Y-%m-%d %H:%M} UTC"
        case LeftOut.AGE:
            return f", older than {rules.max_age_days} days before the newest record"
    return ""


def _ranking(content: Content, record: Record) -> Iterator[str]:
    library, rules = content.library, content.config.ranking
    newest = library.newest
    assert newest is not None  # noqa: S101  the record itself is in the library
    heat = library.heat_of(record)
    terms = ranking.score(heat, record.published_at, newest, rules.half_life_hours)
    told = [_story(data) for data in content.store.column("SELECT data FROM stories")]
    heats = {id_: heat for story in told for id_, heat in story.heats.items()}
    ordered = ranking.by_rank(
        (article.record for article in library.articles()),
        lambda each: heats.get(each.id, 0) if each.heat is None else each.heat,
        newest,
        rules.half_life_hours,
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
    leading = {story.lead for story in told}
    leads = [other.id for other in ordered if other.id in leading]
    if lead in content.top:
        front = content.top.index(lead) + 1
        expected = leads.index(lead) + 1
        moved = "" if front == expected else f", moved from {expected} by ranking.per_provider"
        led = "" if lead == record.id else f", as the story of {lead}"
        yield f"front page: place {front}{led}{moved}"
    else:
        yield f"front page: not among the first {len(content.top)}"


def _relations(content: Content, record: Record) -> Iterator[str]:
    library = content.library
    relations, listed = library.relations(record.id), library.all_related(record.id)
    provider = library.named_provider(relations.provider)
    yield f"provider: {provider.name} ({urls.provider_path(provider.slug)})"
    for slug in relations.topics:
        yield f"topic: {library.topic_name(slug)} ({urls.topic_path(slug)})"
    kept = range(len(listed)) if relations.shown_positions is None else relations.shown_positions
    ids = dict(zip_longest(kept, relations.related_ids))
    dropped = len(listed) - len(kept)
    yield f"related: {len(kept)} shown, {dropped} dropped as duplicates or as the record itself"
    for place, entry in enumerate(listed):
        fate = "shown  " if place in ids else "dropped"
        own = ids.get(place)
        here = f" (here: {own})" if own else ""
        yield f"  {fate} {entry.provider.name}: {entry.title}{here}"
