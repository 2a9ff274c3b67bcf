"""Output folders that would hurt what is read: refused before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.build import build
from site_gen.errors import UsageError
from site_gen.write import check_folder
from tests.sites.site import build_site, news, options_for, read_folder, record


@pytest.mark.parametrize(
    "output",
    ". .. content content/out templates templates/x static static/x x/../content "
    ".site_gen_cache .site_gen_cache/x".split(),
)
def test_output_that_would_hurt_the_input_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    files = {**news(record("A")), "templates/x.html": "x", "static/x.txt": "x"}
    build_site(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    before = read_folder(tmp_path)
    with pytest.raises(UsageError, match="--output"):
        build(options_for(tmp_path, output=Path(output)))
    assert read_folder(tmp_path) == before


def test_output_in_the_theme_is_refused(tmp_path: Path) -> None:
    options = build_site(tmp_path, {}).options
    for folder in options.inputs:
        with pytest.raises(UsageError, match="--output"):
            check_folder(folder / "out", options.inputs)
        with pytest.raises(UsageError, match="--output"):
            check_folder(folder.parent, options.inputs)


def test_output_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(UsageError, match="is not a folder"):
        build_site(tmp_path, {}, output=tmp_path / "out")


def test_link_to_the_content_is_refused_as_the_content_is(tmp_path: Path) -> None:
    build_site(tmp_path, news(record("A")))
    (tmp_path / "link").symlink_to(tmp_path / "content", target_is_directory=True)
    with pytest.raises(UsageError, match="--output"):
        build(options_for(tmp_path, output=tmp_path / "link"))
    with pytest.raises(UsageError, match="--output"):
        build(options_for(tmp_path, output=tmp_path / "link/deep"))
