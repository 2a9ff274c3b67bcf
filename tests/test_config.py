"""site.yaml: defaults and forms of YAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen import front_matter
from site_gen.config.syntax import parse_yaml
from site_gen.errors import ConfigError
from tests.configs import MINIMAL, load


def test_title_and_base_url_are_enough(tmp_path: Path) -> None:
    config = load(tmp_path, MINIMAL)
    assert (config.title, config.base_url) == ("The Tideline", "https://tideline.example/")
    assert (config.description, config.locale, config.author) == ("", "en", "")
    assert config.pagination.page_size == 20
    assert (config.admission.min_quality, config.admission.max_age_days) == (0, None)
    assert (config.ranking.half_life_hours, config.ranking.per_provider) == (24.0, 2)
    assert config.embeds.hosts == ("www.youtube-nocookie.com", "player.vimeo.com")
    assert (config.images.referrer_policy, config.images.referrer_policies) == ("no-referrer", {})
    assert (config.limits.record_bytes, config.limits.site_bytes) == (1_048_576, 1_000_000_000)


def test_every_setting_is_read(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        MINIMAL
        + "description: News\nlocale: de-CH\nauthor: Desk\nrepository: https://git.example/x\n"
        "theme: {accent: plum}\npagination: {page_size: 5}\n"
        "admission: {min_quality: 70, max_age_days: 30}\n"
        "ranking: {half_life_hours: 6, per_provider: 1}\nembeds: {hosts: [v.example]}\n"
        "images: {referrer_policy: origin, referrer_policies: {cdn.example: same-origin}}\n"
        "limits: {record_bytes: 10, site_bytes: 20}\n",
    )
    assert (config.description, config.locale, config.author) == ("News", "de-CH", "Desk")
    assert config.repository == "https://git.example/x"
    assert (config.theme.accent, config.pagination.page_size) == ("plum", 5)
    assert (config.admission.min_quality, config.admission.max_age_days) == (70, 30)
    assert (config.ranking.half_life_hours, config.ranking.per_provider) == (6.0, 1)
    assert config.embeds.hosts == ("v.example",)
    assert config.images.referrer_policies == {"cdn.example": "same-origin"}
    assert (config.limits.record_bytes, config.limits.site_bytes) == (10, 20)


def test_topics_of_the_front_page_are_a_number_or_names(tmp_path: Path) -> None:
    assert load(tmp_path, f"{MINIMAL}front: {{topics: 2}}\n").front.topics == 2
    assert load(tmp_path, f"{MINIMAL}front: {{topics: [Sea]}}\n").front.topics == ("Sea",)
    assert load(tmp_path, f"{MINIMAL}front: {{topics: []}}\n").front.topics == ()


@pytest.mark.parametrize("char", ["\x85", "\u2028", "\u2029", "\ufeff", "\u00a0"])
def test_character_that_does_not_end_a_line_is_part_of_a_text(tmp_path: Path, char: str) -> None:
    assert load(tmp_path, f"{MINIMAL}author: a{char}b\n").author == f"a{char}b"
    with pytest.raises(ConfigError, match=r":4:1: unknown key authors"):
        load(tmp_path, f"{MINIMAL}author: a{char}b\nauthors: c\n")


@pytest.mark.parametrize(
    "empty", ["description:\n", "theme:\n", "pagination: ~\n", "theme: {accent: ~}\n"]
)
def test_empty_setting_means_its_default(tmp_path: Path, empty: str) -> None:
    assert load(tmp_path, MINIMAL + empty) == load(tmp_path, MINIMAL)


@pytest.mark.parametrize(
    "value",
    """NO no On yes y off true False null ~ 12 -3 010 0o7 0x1F 0b11 1_000 1e3 .5 1:30 12:30:45
    2021-06-16 2021-06-16T05:33:00Z '12' "NO" <<""".split(),
)
def test_values_are_parsed_as_in_records(tmp_path: Path, value: str) -> None:
    _, settings = parse_yaml(tmp_path / "site.yaml", f"title: {value}\n")
    (in_record,) = front_matter.parse(f"title: {value}\n").values()
    assert settings == {"title": in_record}
    assert type(settings["title"]) is type(in_record)


@pytest.mark.parametrize("value", ["NO", "on", "1:30", "2021-02-30", "2021-06-16", "0o8", "1.2.3"])
def test_text_without_quotes_is_text(tmp_path: Path, value: str) -> None:
    assert load(tmp_path, f"title: {value}\nbase_url: https://a.example/\n").title == value
    assert load(tmp_path, f"{MINIMAL}locale: no\n").locale == "no"
    mapping = load(tmp_path, f"{MINIMAL}topics: {{map: {{{value}: Ferries}}}}\n").topics.map
    assert mapping == {value: "Ferries"}


@pytest.mark.parametrize(
    "text",
    [
        "title:\tThe Tideline\nbase_url:\thttps://tideline.example/\t# here\n",
        "title: 'The\nTideline'\nbase_url: https://tideline.example/\n",
        "{title: The Tideline, base_url: https://tideline.example/\n}\n",
        "---\r\ntitle: The Tideline\r\nbase_url: https://tideline.example/\r\n...\r\n",
    ],
)
def test_unusual_yaml_forms_are_accepted(tmp_path: Path, text: str) -> None:
    assert load(tmp_path, text.encode()) == load(tmp_path, MINIMAL)


def test_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    assert load(tmp_path, b"\xef\xbb\xbf" + MINIMAL.encode()) == load(tmp_path, MINIMAL)


@pytest.mark.parametrize("slashes", ["", "/", "//"])
def test_base_url_ends_in_one_slash(tmp_path: Path, slashes: str) -> None:
    config = load(tmp_path, f"title: A\nbase_url: https://a.example/news{slashes}\n")
    assert config.base_url == "https://a.example/news/"


def test_base_url_of_the_command_line_overrides_the_one_in_the_file(tmp_path: Path) -> None:
    config = load(tmp_path, MINIMAL, base_url="https://preview.example/x")
    assert config.base_url == "https://preview.example/x/"
    assert load(tmp_path, "title: A\n", base_url="https://b.example").title == "A"


@pytest.mark.parametrize(
    "pattern",
    ["videos.example", "videos.example/*", "videos.example/@*", "forum.example/c/x/*"],
)
def test_shared_host_with_or_without_the_path_of_its_channels(tmp_path: Path, pattern: str) -> None:
    assert load(tmp_path, f'{MINIMAL}shared_hosts: ["{pattern}"]\n').shared_hosts == (pattern,)
