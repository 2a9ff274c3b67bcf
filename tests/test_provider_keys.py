"""Provider keys, and the channels of shared hosts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.provider_keys import KNOWN_HOSTS, SharedHosts, is_public_suffix, provider_key

HOSTS = SharedHosts(("videos.example/@*", "forum.example/c/*", "blogs.example"))


@pytest.mark.parametrize(
    "names",
    [
        ("Fox News", "FOX News", "FoxNews", " fox  news ", "Fox-News", "The Fox News"),
        ("Bo's kitchen", "Bo’s Kitchen", "BOS KITCHEN"),
        ("Le Café", "LE CAFE"),
        ("Ｑｕａｙ", "quay"),
    ],
    ids=lambda names: names[0],
)
def test_spellings_of_a_name_are_one_provider(names: tuple[str, ...]) -> None:
    assert len({provider_key(name, "quay.example") for name in names}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Harbour Cam", "Cooking with Bo"),
        ("C", "C++", "C#"),
        ("事实", "实事"),
        ("दिन", "दान"),
        ("Quay 1", "Quay 2"),
        ("Quay 1.1", "Quay 11"),
        ("Pier 1-11", "Pier 11-1"),
        ("Radio", "Radio 🦑"),
    ],
    ids=lambda names: names[0],
)
def test_different_names_on_one_host_are_different_providers(names: tuple[str, ...]) -> None:
    assert len({provider_key(name, "quay.example") for name in names}) == len(names)


@pytest.mark.parametrize("name", ["quay.example", "www.Quay.example", "https://quay.example/"])
def test_name_that_repeats_the_domain_is_ignored(name: str) -> None:
    assert provider_key(name, "www.quay.example") == "quay.example"


def test_channels_with_one_name_are_different_providers() -> None:
    channels = ("", "@bo", "UCa", "UCA", "uca", "тест")
    keys = [provider_key("News", "videos.example", channel) for channel in channels]
    assert len(set(keys)) == len(channels)
    assert keys[:2] == ["videos.example news", "videos.example news @bo"]


def test_key_of_a_provider_without_a_domain_is_the_slug_of_its_name() -> None:
    assert provider_key("Bo's kitchen", "no domain", "@bo") == "bo-s-kitchen"


@given(st.text(max_size=12), st.sampled_from(["", "a.example"]), st.text(max_size=8))
def test_keys_have_up_to_three_parts(name: str, domain: str, channel: str) -> None:
    parts = provider_key(name, domain, channel).split(" ")
    assert all(parts)
    assert len(parts) <= (3 if domain else 1)
    assert all(part.isascii() and "/" not in part and "~" not in part for part in parts)


@pytest.mark.parametrize(
    ("site", "channel"),
    [
        ("https://www.youtube.com/channel/UCa1_-b", "UCa1_-b"),
        ("https://m.youtube.com/@ada/videos?x=1", "@ada"),
        ("https://www.youtube.com/user/ada", "ada"),
        ("https://www.youtube.com/watch?v=aaa", ""),
        ("https://www.youtube.com/", ""),
        ("https://github.com/ada/tern/releases", "ada"),
        ("https://medium.com/@ada", "@ada"),
        ("https://medium.com/the-quay", "the-quay"),
        ("https://ada.medium.com/the-quay", ""),
        ("https://old.reddit.com/r/ferries/", ""),
        ("https://www.reddit.com/r/ferries/comments/1", "ferries"),
        ("https://mastodon.social/@ada", "@ada"),
        ("https://mastodon.social/tags/ferry", ""),
        ("https://videos.example/@b%C3%B6", "@bö"),
        ("https://videos.example/bo", ""),
        ("https://forum.example/c/ships/7", "ships"),
        ("https://blogs.example/ada", ""),
        ("https://quay.example/ada", ""),
        ("https://social.example/@ada", "@ada"),
        ("https://social.example/@ada/with_replies?page=2", "@ada"),
        ("https://social.example/notes/@ada", ""),
        ("https://social.example/@", ""),
        ("https://[social.example/@ada", ""),
        ("https://medium.com/@ada?source=rss", "@ada"),
        ("https://medium.com/feed/the-quay", "the-quay"),
        ("https://t.me/s/ferries", "ferries"),
        ("https://t.me/ferries/12", "ferries"),
        ("https://www.youtube.com/playlist?list=PLa_1&si=2", "PLa_1"),
        ("https://www.youtube.com/playlist", ""),
        ("https://github.com/R&D/tern", "R&D"),
        ("", ""),
    ],
)
def test_channel_in_the_url_of_a_site(site: str, channel: str) -> None:
    assert HOSTS.channel(site) == channel


@pytest.mark.parametrize(
    ("host", "shared"),
    [
        ("youtube.com", True),
        ("m.youtube.com", True),
        ("videos.example", True),
        ("blogs.example", True),
        ("blogspot.com", True),
        ("github.io", True),
        ("ada.blogspot.com", False),
        ("ada.github.io", False),
        ("quay.example", False),
        ("quay.co.uk", False),
        ("co.uk", False),
        ("gov.uk", False),
        ("example", False),
    ],
)
def test_shared_hosts(host: str, shared: bool) -> None:
    assert HOSTS.has(host) is shared


def test_known_hosts_are_not_in_the_public_suffix_list() -> None:
    hosts = {pattern.partition("/")[0] for pattern in KNOWN_HOSTS}
    assert not any(map(is_public_suffix, hosts))
    assert list(KNOWN_HOSTS) == sorted(set(KNOWN_HOSTS))


def test_known_hosts_are_documented() -> None:
    text = Path(__file__).parents[1].joinpath("docs/records.md").read_text(encoding="utf-8")
    listed = text.partition("Hosts that are shared by path: ")[2].partition("\n\n")[0]
    assert re.findall("`([^`]+)`", listed) == list(KNOWN_HOSTS)
