"""The file ``_headers``: how long browsers keep files, and the types of those that hosts get wrong.

Hosts join the values of all rules that match an address, so no two rules set the same header for
one file. Pages have no rule for ``Cache-Control``: browsers ask for them each time, which is the
hosts' default, ``public, max-age=0, must-revalidate``. A deploy is seen at once. The service worker
has a rule, since hosts may have another default for scripts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from urllib.parse import quote

from site_gen.file_names import is_hashed
from site_gen.language_tags import is_language_tag
from site_gen.service_worker import is_service_worker

HEADERS = "_headers"
_FOR_EVER = "Cache-Control: public, max-age=31536000, immutable"
_ASK = "Cache-Control: no-cache"
_OPML = "Content-Type: text/x-opml; charset=utf-8"
_MANY = 10
"""Fewer files have a rule each: a rule for the folder also holds for addresses that are missing."""
_MAX_RULES = 90
"""Fewer than any host allows. Further hashed files are asked for each time, as pages are."""


def headers_file(paths: Collection[str], prefix: str) -> bytes:
    """The rules for the files of a site; ``prefix`` is the path of ``base_url``, such as ``news/``.

    Both have no slash at the beginning.
    """
    rules = [("/*", "X-Content-Type-Options: nosniff")]
    rules += [(_url(prefix + path), _OPML) for path in sorted(paths) if path.endswith(".opml")]
    rules += [(_url(prefix + path), _ASK) for path in sorted(paths) if is_service_worker(path)]
    rules += [(_url(prefix + pattern), _FOR_EVER) for pattern in _hashed_patterns(paths)]
    return "".join(f"{url}\n  {header}\n" for url, header in rules[:_MAX_RULES]).encode()


def _url(pattern: str) -> str:
    return "/" + quote(pattern, safe="/*~$&+,;=@!()'")


def _hashed_patterns(paths: Collection[str]) -> Iterator[str]:
    """Large folders in which all files have hashed names, the largest first; then single files."""
    folders: defaultdict[str, list[str]] = defaultdict(list)
    for path in paths:
        folders[path.rpartition("/")[0]].append(path)
    hashed = {path for path in paths if is_hashed(_within_language(path))}
    whole = {
        folder
        for folder, files in folders.items()
        if len(files) >= _MANY and hashed.issuperset(files)
    }
    # A rule for a folder also matches folders within it.
    whole -= {
        folder for folder in whole if any(other.startswith(f"{folder}/") for other in folders)
    }
    for folder in sorted(whole, key=lambda name: (-len(folders[name]), name)):
        yield f"{folder}/*"
    yield from sorted(path for path in hashed if path.rpartition("/")[0] not in whole)


def _within_language(path: str) -> str:
    """The path within the site of its language."""
    language, _, rest = path.partition("/")
    return rest if rest and is_language_tag(language) else path


def rule_lines(text: str) -> list[str]:
    """The lines of a file ``_headers`` that begin a rule."""
    lines = [line for line in text.splitlines() if line.strip()]
    return [line for line in lines if not line[0].isspace() and not line.startswith("#")]
