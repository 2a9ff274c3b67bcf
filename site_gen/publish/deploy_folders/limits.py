"""What a host would refuse or ignore of a folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from site_gen.publish.deploy_folders.headers import HEADERS, rule_lines
from site_gen.publish.deploy_folders.hosts import DeployHost
from site_gen.publish.deploy_folders.redirects import REDIRECTS, count_rules
from site_gen.publish.destination import Refusal

_FEWER = "leave out old records with admission.max_age_days"
_LINE = "characters in a line of "
_NO_MIRROR = f"{_FEWER}, or the JSON mirror with mirror: false"


def over_limits(
    host: DeployHost, sizes: Mapping[str, int], headers: str, redirects: str
) -> list[Refusal]:
    """A refusal for each limit that a folder exceeds.

    ``sizes`` has the bytes of all files by path; ``headers`` and ``redirects`` are the contents of
    those files.
    """
    return [*_files(host, sizes), *_rules(host, headers, redirects)]


def _files(host: DeployHost, sizes: Mapping[str, int]) -> Iterator[Refusal]:
    limits = host.limits
    if limits.files and len(sizes) > limits.files:
        more = f"; {limits.files_more}" if limits.files_more else ""
        yield _refusal(host, "files", len(sizes), limits.files, _NO_MIRROR + more)
    if limits.files_in_folder:
        folders = Counter(path.rpartition("/")[0] for path in sizes)
        folder, count = max(folders.items(), key=lambda item: item[1], default=("", 0))
        if count > limits.files_in_folder:
            what = f"files in {folder or 'its top folder'}"
            yield _refusal(host, what, count, limits.files_in_folder, _FEWER)
    large = [
        path for path in sorted(sizes) if limits.file_bytes and sizes[path] > limits.file_bytes
    ]
    if large:
        what = f"bytes in {large[0]}"
        yield _refusal(host, what, sizes[large[0]], limits.file_bytes, "make the file smaller")


def _rules(host: DeployHost, headers: str, redirects: str) -> Iterator[Refusal]:
    limits, own = host.limits, "shorten your static/{}".format
    fixed, patterns = count_rules(redirects)
    counts = (
        (f"rules in {HEADERS}", len(rule_lines(headers)), limits.header_rules, HEADERS),
        (_LINE + HEADERS, _longest(headers), limits.header_characters, HEADERS),
        (f"rules in {REDIRECTS}", fixed, limits.fixed_redirects, REDIRECTS),
        (f"rules with patterns in {REDIRECTS}", patterns, limits.pattern_redirects, REDIRECTS),
        (_LINE + REDIRECTS, _longest(redirects), limits.redirect_characters, REDIRECTS),
    )
    for what, count, limit, name in counts:
        if limit and count > limit:
            yield _refusal(host, what, count, limit, own(name))


def _longest(text: str) -> int:
    return max(map(len, text.splitlines()), default=0)


def _refusal(host: DeployHost, what: str, count: int, limit: int, hint: str) -> Refusal:
    return Refusal(f"the site has {count:,} {what}, {host.title} allows {limit:,}", hint)
