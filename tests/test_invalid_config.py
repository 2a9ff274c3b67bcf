"""The messages for an invalid site.yaml, and their positions."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.config import load_config
from site_gen.errors import ConfigError
from tests.configs import MINIMAL, error_line

CHOICES = "no-referrer, origin, strict-origin, strict-origin-when-cross-origin, same-origin"
HINT = "(such as https://example.org/news/)"
TAB = "invalid YAML: a tab, which YAML does not allow in indentation (use spaces)"

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)

MESSAGES = {
    "titel: A\n": ":3:1: unknown key titel (did you mean title?)",
    "pagination:\n  page_sise: 5\n": (
        ":4:3: unknown key pagination.page_sise (did you mean page_size?)"
    ),
    "ranking: {zzz: 1}\n": (
        ":3:11: unknown key ranking.zzz (known keys: half_life_hours, per_provider)"
    ),
    "title: B\n": ":3:1: title is given twice (keep one of the two)",
    "7: days\n": ": a key of the file is not text (put it in quotes)",
    "theme: red\n": (
        ":3:1: theme is the text “red”, expected a map (known keys: name, accent, logo, fonts)"
    ),
    "theme:\n  accent: pink\n": (
        ":4:3: theme.accent is “pink”, expected red, blue, green, plum or a colour "
        "(such as “#c03” or “oklch(0.5 0.2 20)”)"
    ),
    "theme:\n  accent: #c03\n": (
        ':4: a colour without quotes is a comment (put it in quotes: accent: "#c03")'
    ),
    "theme: {accent: {light: c03}}\n": (
        ":3:18: theme.accent.light is “c03”, expected a colour (did you mean “#c03”?)"
    ),
    "theme: {accent: {lihgt: red}}\n": (
        ":3:18: unknown key theme.accent.lihgt (did you mean light?)"
    ),
    "theme: {logo: {light: a.svg, width: 3}}\n": (
        ":3:9: theme.logo.height is missing, as the other side is given "
        "(give both, or none of the two)"
    ),
    "theme: {logo: 'https://a.example/a.svg'}\n": (
        ":3:9: theme.logo is on another host, and its size is not given (write theme.logo as a "
        "map: light: https://a.example/a.svg, width: 200, height: 40)"
    ),
    "feeds: {formats: {site: [atom, rs]}}\n": (
        ":3:32: feeds.formats.site[1] is “rs”, expected atom, rss, json (did you mean rss?)"
    ),
    "feeds: {id_url: 'https://ann:secret@a.example/'}\n": (
        ":3:9: feeds.id_url has a login, which every feed would show (write https://a.example/)"
    ),
    "feeds: {formats: {site: [rss, rss]}}\n": (
        ":3:19: feeds.formats.site names rss twice (keep one of the two)"
    ),
    "pagination: {page_size: 0}\n": (
        ":3:14: pagination.page_size is the number 0, expected a whole number of at least 1"
    ),
    f"pagination: {{page_size: 1{'0' * 30}}}\n": (
        ":3:14: pagination.page_size is a huge number, "
        "expected a whole number of at most 9223372036854775807"
    ),
    "ranking:\n  half_life_hours: 0\n": (
        ":4:3: ranking.half_life_hours is the number 0, expected a number above 0"
    ),
    "ranking:\n  half_life_hours: long\n": (
        ":4:3: ranking.half_life_hours is the text “long”, expected a number"
    ),
    "search: no\n": ":3:1: search is the text “no”, expected true or false (write false)",
    "embeds: {hosts: [https://a.example/]}\n": (
        ":3:18: embeds.hosts[0] is “https://a.example/”, expected a host "
        "(such as player.vimeo.com, in lower case)"
    ),
    "pagination: {page_size: '5'}\n": (
        ":3:14: pagination.page_size is the text “5”, expected a whole number "
        "(write it without quotes)"
    ),
    "stories: {threshold: 2}\n": (
        ":3:11: stories.threshold is the number 2, expected a number of at most 1"
    ),
    "stories: {semantic: 1}\n": (":3:11: stories.semantic is the number 1, expected true or false"),
    "embeds: {hosts: 'a.example, b.example'}\n": (
        ":3:10: embeds.hosts is the text “a.example, b.example”, expected a list "
        "(write [a.example, b.example])"
    ),
    "embeds: {hosts: '*'}\n": (
        ":3:10: embeds.hosts is the text “*”, expected a list (write ['*'])"
    ),
    "embeds: {hosts: 'a: b'}\n": (
        ":3:10: embeds.hosts is the text “a: b”, expected a list (write ['a: b'])"
    ),
    "sources: |\n  https://a.example/\n  https://b.example/\n": (
        ":3:1: sources is the text “https://a.example/ https://b.example/”, expected a list"
    ),
    "images: {referrer_policy: zzz}\n": (
        f":3:10: images.referrer_policy is “zzz”, expected {CHOICES}"
    ),
    "languages: [es, fr]\n": (
        ":3:1: languages lacks en, the language of the site (add en, or set locale to one of them)"
    ),
    "languages:\n  - en\n  - pt-BR\n  - {tag: pt_br}\n": (
        ":6:6: languages names pt_br twice (keep one of the two; the other is in line 5)"
    ),
    "languages: [en, api]\n": (
        ":3:17: languages[1] is api, and /api/ is a folder of every site "
        "(add a region or a script to the tag)"
    ),
    "languages: es\n": ":3:1: languages is the text “es”, expected a list (write [es])",
    "languages: [en, {title: El Muelle}]\n": (
        ":3:17: languages[1].tag is missing (it is required)"
    ),
    "languages: [en, {tag: es, records: some}]\n": (
        ":3:27: languages[1].records is “some”, expected own, all"
    ),
    "languages: [en, Spanish]\n": (
        ":3:17: languages[1] is the text “Spanish”, expected a language tag such as en or en-gb"
        " (did you mean es?)"
    ),
    "locale: español\n": (
        ":3:1: locale is the text “español”, expected a language tag such as en or en-gb"
        " (did you mean es?)"
    ),
    "languages: {en: English}\n": (
        ":3:1: languages is a map, expected a list (begin each item with a hyphen and a space)"
    ),
    "lang: es\n": ":3:1: unknown key lang (did you mean locale?)",
    "language: es\n": ":3:1: unknown key language (did you mean locale?)",
    "locale: plain English\n": (
        ":3:1: locale is the text “plain English”, expected a language tag such as en or en-gb"
    ),
    "author: !late desk\n": ":3:9: a tag (!…) before a value (remove the tag)",
    f"x: {'[' * 2000}{']' * 2000}\n": ": invalid YAML: its values lie too deep in one another",
    BOMB: ": aliases expand without bound (write the values out)",
    "---\ntitle: B\n": ":3:1: invalid YAML: but found another document",
    "page_size: 5\n": ":3:1: unknown key page_size (did you mean pagination.page_size?)",
    "author: A: B\n": (
        ":3:10: invalid YAML: mapping values are not allowed in this context "
        "(put text that contains “: ” in quotes; keys of one section begin in the same column)"
    ),
    "\tauthor: A\n": f":3:1: {TAB}",
    "feeds:\n  limit: 5\n\t formats: {}\n": f":5:1: {TAB}",
    "author: de\x07sk\n": ":3:11: control character U+0007 (remove it)",
    "author: desk\n# \x9b\n": ":4:3: control character U+009B (remove it)",
    "author: @desk\n": (
        ":3:9: invalid YAML: found character that cannot start any token (put the text in quotes)"
    ),
    "author: *a\n": (
        ":3:9: invalid YAML: found undefined alias (put text that begins with * in quotes)"
    ),
}


# setting: position and key; the wording is tested above
POSITIONS = {
    "front: {topics: Weather}\n": ":3:9: front.topics is the text “Weather”, ",
    "front: {topics: [Weather, '']}\n": ":3:27: front.topics[1] is blank, ",
    "front: {topics: [Sea, Tides, SEA]}\n": ":3:30: front.topics names SEA twice ",
    "front: {topics: 31}\n": ":3:9: front.topics is the number 31, ",
    "front: {top: 0}\n": ":3:9: front.top is the number 0, ",
    "front: {latest: 31}\n": ":3:9: front.latest is the number 31, ",
    "front: {blocks: [top, lastest]}\n": ":3:23: front.blocks[1] is “lastest”, ",
    "front: {blocks: [top, more, top]}\n": ":3:29: front.blocks names top twice ",
    "nav: [latest, archive, latest]\n": ":3:24: nav names latest twice (keep one of the two)",
    "front: {blocks: []}\n": ":3:9: front.blocks is empty ",
    "front: {density: tight}\n": ":3:9: front.density ",
    "front: {tops: 3}\n": ":3:9: unknown key front.tops (did you mean top?)",
    "images: {refferer_policy: origin}\n": ":3:10: unknown key images.refferer_policy ",
    "theme:\n  accent: red\n  accent: blue\n": ":5:3: accent ",
    "feeds: {formats: {topics: atom}}\n": ":3:19: feeds.formats.topics ",
    "feeds: {id_url: 'ftp://a.example/'}\n": ":3:9: feeds.id_url ",
    "theme: {accent: gren}\n": ":3:9: theme.accent ",
    "theme: {fonts: {text: {bold: a.woff2}}}\n": ":3:17: theme.fonts.text.regular ",
    f"admission: {{min_quality: -1{'0' * 30}}}\n": ":3:13: admission.min_quality ",
    "admission: {min_quality: 1.5}\n": ":3:13: admission.min_quality ",
    "admission: {max_age_days: x}\n": ":3:13: admission.max_age_days ",
    "stories: {threshold: -0.1}\n": ":3:11: stories.threshold ",
    "embeds: {hosts: v.example}\n": ":3:10: embeds.hosts ",
    "repository: |\n  git\n  hub\n": ":3:1: repository ",
    "embeds: {hosts: [a, 2]}\n": ":3:21: embeds.hosts[1] ",
    "images: {referrer_policies: [a]}\n": ":3:10: images.referrer_policies ",
    "limits: {site_bytes: -1}\n": ":3:10: limits.site_bytes ",
    "locale: false\n": ":3:1: locale ",
    "search: On\n": ":3:1: search ",
    "author: !!python/name:os.system desk\n": ":3:9: a tag (!…) ",
    "x:\n  " + "- " * 60_000 + "a\n": ": invalid YAML: its values lie too deep ",
    "author: [A, B]\n": ":3:1: author ",
    "repository: git@git.example:x\n": ":3:1: repository ",
    "AUTHOR: A\n": ":3:1: unknown key AUTHOR ",
    "theme:\n\taccent: red\n": ":4:1: invalid YAML: a tab, ",
}


@pytest.mark.parametrize(("added", "message"), MESSAGES.items())
def test_message_for_invalid_setting(tmp_path: Path, added: str, message: str) -> None:
    assert error_line(tmp_path, MINIMAL + added) == f"site.yaml{message}"


@pytest.mark.parametrize(("added", "start"), POSITIONS.items())
def test_position_of_invalid_setting(tmp_path: Path, added: str, start: str) -> None:
    assert error_line(tmp_path, MINIMAL + added).startswith(f"site.yaml{start}")


FILE_MESSAGES = {
    "": ": expected a map of settings (title: …, base_url: …)",
    "- title\n": ": expected a map of settings (title: …, base_url: …)",
    "title: A\n": ": base_url is missing (it is required)",
    "base_url: https://a.example/\n": ": title is missing (it is required)",
    "title:\nbase_url: https://a.example/\n": ": title is missing (it is required)",
    "title: A\nbase_url: a.example\n": (
        f":2:1: base_url is “a.example”, expected an http or https URL {HINT}"
    ),
}


@pytest.mark.parametrize(("text", "message"), FILE_MESSAGES.items())
def test_message_for_invalid_file(tmp_path: Path, text: str, message: str) -> None:
    assert error_line(tmp_path, text) == f"site.yaml{message}"


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "https://a.example/?b", "https://a.example/#b"]
)
def test_position_of_invalid_base_url(tmp_path: Path, url: str) -> None:
    line = error_line(tmp_path, f"title: A\nbase_url: {url}\n")
    assert line.startswith(f"site.yaml:2:1: base_url is “{url}”, ")


def test_invalid_base_url_of_the_command_line_is_an_error(tmp_path: Path) -> None:
    line = error_line(tmp_path, "title: A\n", base_url="nowhere")
    assert line == f"site.yaml: base_url is “nowhere”, expected an http or https URL {HINT}"


def test_missing_file_is_an_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "none.yaml")
    assert caught.value.message == f"{tmp_path / 'none.yaml'}: no such file"
    assert "--config" in caught.value.hint


def test_file_that_is_not_utf8_is_an_error(tmp_path: Path) -> None:
    line = error_line(tmp_path, b"base_url: https://a.example/\ntitle: \xff\n")
    assert line == "site.yaml:2: not UTF-8: byte 0xff (save the file as UTF-8)"


def test_folder_instead_of_the_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_config(tmp_path)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "https://videos.example/*",
        "www.videos.example/*",
        "Videos.example/*",
        "*.videos.example",
        "videos.example/",
        "videos.example/@ada",
        "videos.example/*/x",
        "videos.example/*?a=1",
        "videos",
        "videos.example /*",
    ],
)
def test_invalid_shared_host_is_an_error(tmp_path: Path, pattern: str) -> None:
    line = error_line(tmp_path, f'{MINIMAL}shared_hosts: ["{pattern}"]\n')
    assert line == (
        f"site.yaml:3:16: shared_hosts[0] is “{pattern}”, expected a host, or a host and the path "
        "of its channels (such as videos.example/@*, in lower case and without www.)"
    )


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (
            "lastest",
            "site.yaml:3:7: nav[0] is “lastest”, expected latest, top, topics, outlets, archive "
            "or a map (known keys: topic, page, url, label) (did you mean latest?)",
        ),
        ("3", "site.yaml:3:7: nav[0] is the number 3, expected text or a map (put it in quotes)"),
        ("{topc: Tides}", "site.yaml:3:8: unknown key nav[0].topc (did you mean topic?)"),
        (
            "{page: a, label: {spanish: Mareas}}",
            "site.yaml:3:25: nav[0].label has “spanish”, expected a language tag "
            "(such as en or en-gb)",
        ),
        (
            "{page: a, label: 3}",
            "site.yaml:3:17: nav[0].label is the number 3, expected text or a map "
            "(put it in quotes)",
        ),
        ("{label: Tides}", "site.yaml:3:7: nav[0] leads nowhere (name a topic, page or url)"),
        (
            "{topic: A, page: b}",
            "site.yaml:3:18: nav[0] has a topic and a page (keep one of the two)",
        ),
        (
            "{url: //tides.example}",
            "site.yaml:3:8: nav[0].url is “//tides.example”, expected an "
            "http or https URL or a path (such as https://example.org/ or /about/)",
        ),
    ],
)
def test_items_of_the_navigation_are_checked(tmp_path: Path, item: str, message: str) -> None:
    assert error_line(tmp_path, f"{MINIMAL}nav: [{item}]\n") == message
