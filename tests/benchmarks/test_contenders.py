"""site_gen as a contender: its settings, and the changes between builds."""

from __future__ import annotations

from pathlib import Path

import pytest
from articles import read_articles
from compare import prepare
from contenders import Contender, Missing, eleventy, hugo, jekyll, site_gen
from newsroom import write_site

from site_gen.config import load_config


@pytest.fixture
def built(tmp_path: Path) -> Contender:
    write_site(tmp_path / "records", 6)
    articles = read_articles(tmp_path / "records")
    return site_gen.prepare(tmp_path / "site", tmp_path / "records", articles, everything=False)


def test_what_is_for_machines_is_off(built: Contender) -> None:
    config = load_config(built.folder / "site.yaml")
    assert not any((config.search, config.mirror, config.sitemaps))
    formats = config.feeds.formats
    assert not any((formats.site, formats.topics, formats.providers))


def test_output_and_cache_are_removed_before_a_build_from_nothing(built: Contender) -> None:
    for name in ("_site", ".site_gen_cache"):
        (built.folder / name).mkdir()
    built.make_ready(0)
    assert {path.name for path in built.folder.iterdir()} == {"content", "site.yaml", "templates"}


def test_each_round_changes_the_site_again(built: Contender) -> None:
    news = built.folder / "content" / "news"
    nothing, changed, added, template = site_gen.updates(built)
    seen = [state(built.folder)]
    for round_ in range(2):
        nothing.make_ready(round_)
        assert state(built.folder) == seen[-1]
        for update in (changed, added, template):
            update.make_ready(round_)
            seen.append(state(built.folder))
    assert len(set(map(str, seen))) == 7
    assert len(list(news.iterdir())) == 8
    titles = [article.own.title for article in read_articles(built.folder)]
    assert sum(title.startswith("Corrected") for title in titles) == 2
    assert sum(title.startswith("Added") for title in titles) == 2


def state(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_those_that_are_not_installed_are_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> Contender:
        raise Missing("get it")

    for module in (hugo, eleventy, jekyll):
        monkeypatch.setattr(module, "prepare", refuse)
    names = [each.name for each in prepare(tmp_path, 2, mixed=False)]
    assert names[:3] == ["site_gen", "copying input and output", "site_gen, everything"]
    assert len(names) == 11
    assert "Hugo is left out, it is not installed: get it" in capsys.readouterr().err
