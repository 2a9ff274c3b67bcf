"""site.yaml: the settings of ``fetch``, and the messages for invalid ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.config import Fetch, Match, Overrides, Rule, Source, SourceProvider, TopicMapping
from tests.configs import MINIMAL, error_line, load

FEED = "https://post.example/feed"

MESSAGES = {
    "sources: https://post.example/feed\n": (
        ":3:1: sources is the text “https://post.example/feed”, expected a list "
        "(write - url: https://post.example/feed)"
    ),
    "sources: [https://post.example/feed]\n": (
        ":3:11: sources[0] is the text “https://post.example/feed”, expected a map "
        "(write url: https://post.example/feed)"
    ),
    "sources:\n  -\n": ":4:4: sources[0] is nothing, expected a map",
    f"sources:\n  - url: {FEED}\n  - providr: {{}}\n    url: {FEED}\n": (
        ":5:5: unknown key sources[1].providr (did you mean provider?)"
    ),
    f"sources:\n  - url: {FEED}\n    name: The Post\n": (
        ":5:5: unknown key sources[0].name (did you mean provider.name?)"
    ),
    f"sources:\n  - url: {FEED}\n    provider: The Post\n": (
        ":5:5: sources[0].provider is the text “The Post”, expected a map "
        "(known keys: name, domain)"
    ),
    "rules: drop\n": ":3:1: rules is the text “drop”, expected a list",
    "rules: [{title: Crew, drop: true}]\n": (
        ":3:10: unknown key rules[0].title (did you mean match.title?)"
    ),
    "rules:\n  - match: {url: *sport*}\n": (
        ":4:24: invalid YAML: did not find expected alphabetic or numeric character "
        "(put text that begins with * in quotes)"
    ),
    "fetch: {user_agent: me}\n": (
        ":3:9: unknown key fetch.user_agent (known keys: allow_private_hosts, connect_seconds, "
        "read_seconds, source_seconds, max_bytes, excerpt_length, same_title_hours)"
    ),
    "sources:\n  - provider: {name: A}\n": ":4:5: sources[0].url is missing (it is required)",
    f"sources: [{{url: {FEED}, topics: [A, ' ']}}]\n": (
        ":3:56: sources[0].topics[1] is blank, expected the name of a topic"
    ),
    "sources: [{url: post.example}]\n": (
        ":3:12: sources[0].url is “post.example”, expected an http or https URL "
        "(did you mean https://post.example?)"
    ),
    "sources:\n  - url: http://www.post.example/feed/\n\n  - url: https://post.example/feed\n": (
        ":6:5: sources[1].url is the same source as sources[0].url "
        "(keep one of the two; the other is in line 4)"
    ),
    f"sources: [{{url: {FEED}, provider: {{domain: The Post}}}}]\n": (
        ":3:55: sources[0].provider.domain is “The Post”, expected a domain name "
        "(such as harbourledger.example)"
    ),
    f"sources: [{{url: {FEED}, provider: {{name: ' '}}}}]\n": (
        ":3:55: sources[0].provider.name is blank, expected the provider's name"
    ),
    "fetch: {read_seconds: .inf}\n": (
        ":3:9: fetch.read_seconds is the number inf, expected a number of at most 86400"
    ),
    "fetch: {read_seconds: .nan}\n": (
        ":3:9: fetch.read_seconds is the number nan, expected a number above 0"
    ),
    f"fetch: {{read_seconds: 1{'0' * 400}}}\n": (
        ":3:9: fetch.read_seconds is a huge number, expected a smaller number"
    ),
    "topics: {map: {Sea: Coast, Year: 2024}}\n": (
        ":3:28: topics.map.Year is the number 2024, expected text (put it in quotes)"
    ),
    "topics:\n  map:\n    Sea: Coast\n    SEA: Ocean\n": (
        ":6:5: topics.map has “Sea” and “SEA”, which are one category (keep one of the two)"
    ),
    "rules: [{match: {title: 7}, drop: true}]\n": (
        ":3:18: rules[0].match.title is the number 7, expected text or a list (put it in quotes)"
    ),
    "rules: [{match: {title: ' '}, drop: true}]\n": (
        ":3:18: rules[0].match.title is blank, expected text to look for"
    ),
    "rules:\n  - match: {title: '', url: []}\n    drop: true\n": (
        ":4:5: rules[0].match is empty, so every article would match "
        "(name a provider, title, url or topic)"
    ),
    "rules:\n  - match: {title: a}\n    set: {quality: 1}\n    drop: true\n": (
        ":5:5: rules[0] drops articles, and sets fields of their records (keep one of drop and set)"
    ),
    "rules:\n  - match: {title: a}\n": (
        ":4:5: rules[0] does nothing with the articles that match (add set or drop: true)"
    ),
    "rules:\n  - match: {title: a}\n    set: {type: ''}\n": (
        ":5:11: rules[0].set.type is the text “”, expected text that is not empty"
    ),
}


# setting: position and key; the wording is tested above
POSITIONS = {
    f"sources:\n  - xmlUrl: {FEED}\n": ":4:5: unknown key sources[0].xmlUrl ",
    f"sources:\n  - url: {FEED}\n    quality: high\n": ":5:5: sources[0].quality ",
    f"sources: [{{url: {FEED}, quality: 1{'0' * 30}}}]\n": ":3:44: sources[0].quality ",
    f"sources: [{{url: {FEED}, published: 'no'}}]\n": ":3:44: sources[0].published ",
    f"sources: [{{url: {FEED}, locale: british}}]\n": ":3:44: sources[0].locale ",
    f"sources: [{{url: {FEED}, topics: [A, 2]}}]\n": ":3:56: sources[0].topics[1] ",
    f"sources: [{{url: {FEED}, 7: x}}]\n": ":3:11: a key of sources[0] ",
    "sources: [{url: 'ada:secret@post.example'}]\n": ":3:12: sources[0].url is “post.example”, ",
    "sources: [{url: ''}]\n": ":3:12: sources[0].url ",
    "fetch: {read_seconds: 0}\n": ":3:9: fetch.read_seconds ",
    "topics: {unmapped: kep}\n": ":3:10: topics.unmapped ",
    "topics: {map: {Sea: [A]}}\n": ":3:16: topics.map.Sea ",
    "topics: {map: {2024: A}}\n": ":3:10: a key of topics.map ",
    "rules: [{match: {title: [a, 7]}, drop: true}]\n": ":3:29: rules[0].match.title[1] ",
    "rules: [{match: {title: [a, '']}, drop: true}]\n": ":3:29: rules[0].match.title[1] ",
    "rules:\n  - drop: true\n": ":4:5: rules[0].match ",
    "rules:\n  - match: {titel: a}\n": ":4:13: unknown key rules[0].match.titel ",
    "rules:\n  - match: {title: a}\n    set: {topics: [A, '']}\n": ":5:23: rules[0].set.topics[1] ",
    "rules:\n  - match: {title: a}\n    set: {type: ' '}\n": ":5:11: rules[0].set.type ",
    "rules:\n  - match: {title: a}\n    set: {topics: A}\n": ":5:11: rules[0].set.topics ",
    "x: &x [*x]\nrules: *x\n": ":3:1: unknown key x ",
    "rules: &x [*x]\n": ":3:8: rules[0] ",
}


@pytest.mark.parametrize(
    ("url", "meant"),
    [
        ("post.example/feed", "https://post.example/feed"),
        ("//post.example/feed", "https://post.example/feed"),
        ("feed://post.example/feed", "https://post.example/feed"),
        ("feed:http://post.example/feed", "http://post.example/feed"),
        (" https://post.example/feed ", "https://post.example/feed"),
        ("ftp://post.example/feed", ""),
        ("https:/post.example/feed", ""),
        ("/feed", ""),
        ("the post", ""),
    ],
)
def test_url_without_scheme_gets_a_hint(tmp_path: Path, url: str, meant: str) -> None:
    line = error_line(tmp_path, f"{MINIMAL}sources: [{{url: '{url}'}}]\n")
    guess = f" (did you mean {meant}?)" if meant else ""
    assert line.endswith(f"expected an http or https URL{guess}")


@pytest.mark.parametrize(("added", "message"), MESSAGES.items())
def test_message_for_invalid_setting(tmp_path: Path, added: str, message: str) -> None:
    assert error_line(tmp_path, MINIMAL + added) == f"site.yaml{message}"


@pytest.mark.parametrize(("added", "start"), POSITIONS.items())
def test_position_of_invalid_setting(tmp_path: Path, added: str, start: str) -> None:
    assert error_line(tmp_path, MINIMAL + added).startswith(f"site.yaml{start}")


def test_settings_of_fetch_are_read(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        MINIMAL
        + f"sources:\n  - url: {FEED}\n    provider: {{name: The Post, domain: WWW.Post.example}}\n"
        "    topics: [Harbour]\n    locale: en-gb\n    max_items: 9\n    published: false\n"
        "    quality: 80\n  - url: http://mole.example/rss?edition=2\n"
        "fetch: {allow_private_hosts: true, connect_seconds: 1, read_seconds: 2.5,\n"
        "  source_seconds: 9, max_bytes: 8, excerpt_length: 7, same_title_hours: 0}\n"
        "topics: {map: {Seafaring: Ships, Opinion: '', Misc: ~}, unmapped: keep}\n"
        "rules:\n  - match: {provider: [The Post, mole.example], title: ferry}\n"
        "    set: {published: false, quality: 1, type: video, locale: de, topics: []}\n"
        "  - {match: {url: '*/ads/*', topic: Ads}, drop: true}\n",
    )
    assert config.sources == (
        Source(
            url=FEED,
            provider=SourceProvider(name="The Post", domain="post.example"),
            topics=("Harbour",),
            locale="en-gb",
            max_items=9,
            published=False,
            quality=80,
        ),
        Source(url="http://mole.example/rss?edition=2"),
    )
    assert config.fetch == Fetch(True, 1.0, 2.5, 9.0, 8, 7, 0.0)
    assert config.topics == TopicMapping({"Seafaring": "Ships", "Opinion": "", "Misc": ""}, "keep")
    assert config.rules == (
        Rule(
            match=Match(provider=("The Post", "mole.example"), title="ferry"),
            set=Overrides(published=False, quality=1, type="video", locale="de", topics=()),
        ),
        Rule(match=Match(url="*/ads/*", topic="Ads"), drop=True),
    )


@pytest.mark.parametrize(
    "empty",
    [
        f"sources: [{{url: {FEED}, provider: ~, topics: ~, locale: ~, quality: ~}}]\n",
        f"sources: [{{url: {FEED}, provider: {{name: ~, domain: ~}}}}]\nrules:\nfetch:\n",
    ],
)
def test_empty_setting_within_a_list_means_its_default(tmp_path: Path, empty: str) -> None:
    assert load(tmp_path, MINIMAL + empty) == load(
        tmp_path, f"{MINIMAL}sources: [{{url: {FEED}}}]\n"
    )


def test_settings_of_a_build_exclude_those_of_fetch(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        f"{MINIMAL}author: Desk\nsources: [{{url: {FEED}}}]\nfetch: {{max_bytes: 8}}\n"
        "topics: {unmapped: keep}\nrules: [{match: {title: a}, drop: true}]\n",
    )
    assert config.for_build() == load(tmp_path, f"{MINIMAL}author: Desk\n")


def test_error_in_an_alias_has_the_position_of_its_anchor(tmp_path: Path) -> None:
    line = error_line(tmp_path, f"{MINIMAL}sources: [&a {{url: {FEED}}}, *a]\n")
    assert line.startswith("site.yaml:3:15: sources[1].url is the same source as sources[0].url")
