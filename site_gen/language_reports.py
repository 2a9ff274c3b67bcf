"""One report, and one list of problems, for the sites of all languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from site_gen.config import SiteConfig, own_site
from site_gen.model import BuildReport, LanguageReport, LeftOut, Problem
from site_gen.model.problems import problem_order
from site_gen.site_size import too_large
from site_gen.store import Store

_PUBLISHED = "SELECT path FROM records WHERE main = n"

_OF_ONE_LANGUAGE = frozenset({"nav-topic", "nav-page", "front-topic"})
"""Problems with a setting that is right if it is for one of the sites."""


def merged_report(
    reports: Sequence[BuildReport], configs: Sequence[SiteConfig], stores: Sequence[Store]
) -> BuildReport:
    """The report of all sites, that at the root first; of one site it is its own report."""
    root = reports[0]
    if len(reports) == 1:
        return root
    left_out = _left_out_everywhere(reports)
    published = len({path for store in stores for path in store.column(_PUBLISHED)})
    sites = [own_site(config) for config in configs]
    sizes = _summed(report.bytes for report in reports)
    problems = merged_problems([report.problems for report in reports])
    too_much = too_large(sum(sizes.values()), configs[0].limits.site_bytes)
    return BuildReport(
        read=root.read,
        published=published,
        left_out=dict(Counter(left_out.values())),
        left_out_records=left_out,
        invalid=root.read - published - len(left_out),
        problems=tuple(sorted((*problems, *too_much), key=problem_order)),
        written=sum(report.written for report in reports),
        unchanged=sum(report.unchanged for report in reports),
        removed=sum(report.removed for report in reports),
        pages=_summed(report.pages for report in reports),
        bytes=sizes,
        reused={
            **_summed(report.reused for report in reports),
            "records": root.reused.get("records", 0),
        },
        why={
            site.path(path): why
            for site, report in zip(sites, reports, strict=True)
            for path, why in report.why.items()
        },
        seconds=reports[-1].seconds,
        languages={
            site.tag: LanguageReport(
                report.published, sum(report.pages.values()), report.total_bytes
            )
            for site, report in zip(sites, reports, strict=True)
        },
        output=root.output,
    )


def merged_problems(problems: Sequence[Iterable[Problem]]) -> tuple[Problem, ...]:
    """The problems of all sites, each once."""
    of_sites = [tuple(each) for each in problems]
    places = [{(each.code, each.path, each.field) for each in site} for site in of_sites]
    merged = dict.fromkeys(
        each
        for site in of_sites
        for each in site
        if each.code not in _OF_ONE_LANGUAGE
        or all((each.code, each.path, each.field) in site for site in places)
    )
    once: dict[tuple[str, str, str], Problem] = {}
    for each in merged:
        if each.code in _OF_ONE_LANGUAGE:  # hints differ, as they name topics of the site
            once.setdefault((each.code, each.path, each.field), each)
    found = [each for each in merged if each.code not in _OF_ONE_LANGUAGE]
    return tuple(sorted((*found, *once.values()), key=problem_order))


def _left_out_everywhere(reports: Sequence[BuildReport]) -> dict[str, str]:
    """Records that no site shows, and why: by their language only if there is no other reason."""
    left_out: dict[str, str] = {}
    for path in sorted(set.intersection(*(set(report.left_out_records) for report in reports))):
        reasons = [report.left_out_records[path] for report in reports]
        others = [reason for reason in reasons if reason != LeftOut.LANGUAGE]
        left_out[path] = next(iter(others), str(LeftOut.LANGUAGE))
    return left_out


def _summed(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return dict(total)
