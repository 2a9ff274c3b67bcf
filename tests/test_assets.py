"""Static files: joined stylesheets and scripts, copied files."""

from __future__ import annotations

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from site_gen.assets import gather
from site_gen.config import ReaderFeatures, Theme
from site_gen.errors import BuildError, UsageError
from tests.components.examples import ROOT
from tests.sites.site import build_site, config


def folder_of(base: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = base / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return base


def outputs(*folders: Path) -> dict[str, str]:
    return {output.path: output.data.decode() for output in gather(folders).outputs}


def joined(kind: str, *folders: Path) -> str:
    (text,) = (text for path, text in outputs(*folders).items() if path.endswith(f".{kind}"))
    return text


def test_stylesheets_are_joined_layers_first_and_print_last(tmp_path: Path) -> None:
    names = "print utilities layout base reset languages tokens layers z components/b components/a"
    folder = folder_of(tmp_path, {f"css/{name}.css": f"{name} {{}}" for name in names.split()})
    found = re.findall(r"([\w/]+){}", joined("css", folder))
    assert (
        found
        == (
            "layers tokens languages reset base layout components/a components/b z utilities print"
        ).split()
    )


def test_look_is_beside_the_tokens(tmp_path: Path) -> None:
    names = "base languages looks/plain/b looks/plain/a looks/other/a tokens".split()
    folder = folder_of(tmp_path, {f"css/{name}.css": f"{name} {{}}" for name in names})
    assets = gather((folder,), theme=Theme("plain"))
    (sheet,) = assets.outputs
    assert sheet.data == b"tokens{}languages{}looks/plain/a{}looks/plain/b{}base{}"


@pytest.mark.parametrize("look", ["broadsheet", "magazine", "river"])
def test_stylesheet_has_at_most_12_kb(look: str) -> None:
    assets = gather((ROOT / "static",), ("img/",), Theme(look))
    (sheet,) = (output for output in assets.outputs if output.path == assets.paths["css"][1:])
    assert len(gzip.compress(sheet.data)) <= 12_000


@pytest.mark.parametrize("look", ["broadsheet", "magazine", "river"])
def test_scripts_of_a_page_and_the_worker_have_at_most_12_kb(look: str) -> None:
    """The search page and those of saved articles have further scripts."""
    assets = gather((ROOT / "static",), ("img/",), Theme(look))
    data = {f"/{output.path}": output.data for output in assets.outputs}
    scripts = [data[assets.paths["js"]], data[assets.paths["head_js"]], assets.worker]
    assert sum(len(gzip.compress(script)) for script in scripts) <= 12_000
    assert len(gzip.compress(data[assets.paths["saved"]])) <= 3_200


def test_functions_for_words_are_in_one_script_of_a_page(tmp_path: Path) -> None:
    words = "b(gettext('Words'));"
    files = {"js/i18n/messages.js": "functions();", "js/search/b.js": words, "js/saved/b.js": words}
    for site in ("a();", words):
        assets = gather((folder_of(tmp_path, {**files, "js/a.js": site}),))
        texts = {output.path: output.data.decode() for output in assets.outputs}
        found = {name: texts[assets.paths[name][1:]] for name in ("js", "search", "saved")}
        holders = {name for name, text in found.items() if "functions();" in text}
        assert holders == ({"js"} if site == words else {"search", "saved"})
        assert all("siteLanguage" in found[name] for name in ("search", "saved"))


def test_scripts_are_joined_by_name(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"js/b.js": "b();", "js/a.js": "a();"})
    assert joined("js", folder) == "a();\nb();"


def test_scripts_of_the_search_page_are_joined_apart(tmp_path: Path) -> None:
    files = {"js/a.js": "a();", "js/search/c.js": "c();", "js/search/b.js": "b();"}
    assets = gather((folder_of(tmp_path, files),))
    texts = {output.path: output.data.decode() for output in assets.outputs}
    assert texts[assets.paths["js"].removeprefix("/")] == "a();"
    assert texts[assets.paths["search"].removeprefix("/")] == "b();\nc();"


def test_styles_of_the_search_page_and_of_readers_are_joined_apart(tmp_path: Path) -> None:
    files = {f"css/{name}.css": f"{name}{{}}" for name in ("a", "search/c", "search/b", "reader/d")}
    assets = gather((folder_of(tmp_path, files),))
    texts = {output.path: output.data.decode() for output in assets.outputs}
    found = {name: texts[path.removeprefix("/")] for name, path in assets.paths.items()}
    assert found == {"css": "a{}", "search_css": "search/b{}search/c{}", "reader_css": "reader/d{}"}


@pytest.mark.parametrize("name", ReaderFeatures.__struct_fields__)
def test_feature_of_readers_that_is_off_has_no_files(tmp_path: Path, name: str) -> None:
    features = ReaderFeatures.__struct_fields__
    files = {f"js/reader/{each}_a.js": f"{each}();" for each in features}
    files |= {f"css/reader/{each}.css": f"{each}{{}}" for each in features}
    files |= {f"js/head/{each}.js": f"{each}_head();" for each in features}
    files["js/saved/list.js"] = "saved_list();"
    assets = gather((folder_of(tmp_path, files),), reader=ReaderFeatures(**{name: False}))
    text = "".join(output.data.decode() for output in assets.outputs)
    assert name not in text
    assert all(f"{each}()" in text and f"{each}{{}}" in text for each in features if each != name)


def test_scripts_of_the_theme_have_no_comments_or_white_space(tmp_path: Path) -> None:
    text = "// What it does.\nconst a = () => {\n  b(`c  //d`, /[/]  /);\n};\n"
    own = folder_of(tmp_path / "own", {"js/own.js": text})
    theme = folder_of(tmp_path / "theme", {"js/theme.js": text})
    assert joined("js", own, theme) == text + "\nconst a=()=>{b(`c  //d`,/[/]  /);};"


def test_name_of_a_joined_file_depends_on_its_content(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"css/a.css": "a {}"})
    first = gather((folder,))
    digest = hashlib.sha256(b"a{}").hexdigest()[:10]
    assert first.paths == {"css": f"/assets/site-{digest}.css"}
    assert gather((folder,)) == first
    (folder / "css/a.css").write_text("a { color: red }")
    assert gather((folder,)).paths != first.paths


def test_other_files_keep_their_names_and_bytes(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"img/a b.svg": "<svg/>", "robots.txt": "User-agent: *"})
    assert outputs(folder) == {"img/a b.svg": "<svg/>", "robots.txt": "User-agent: *"}


def test_file_of_the_site_overrides_that_of_the_theme(tmp_path: Path) -> None:
    own = folder_of(tmp_path / "own", {"css/base.css": "own{}", "img/icon.svg": "own icon"})
    theme = folder_of(
        tmp_path / "theme",
        {"css/base.css": "theme", "css/tokens.css": "t{}", "img/icon.svg": "icon"},
    )
    assert joined("css", own, theme) == "t{}own{}"
    assert outputs(own, theme)["img/icon.svg"] == "own icon"


def test_pictures_of_the_sample_are_not_copied_to_other_sites(tmp_path: Path) -> None:
    own = folder_of(tmp_path / "own", {"img/newsroom/mine.svg": "mine"})
    theme = folder_of(tmp_path / "theme", {"img/newsroom/a.svg": "x", "img/icon.svg": "x"})
    names = {output.path for output in gather((own, theme), ("img/newsroom/",)).outputs}
    assert names == {"img/newsroom/mine.svg", "img/icon.svg"}
    assert not (build_site(tmp_path / "site", {}).root / "img/newsroom").exists()


def test_hidden_files_and_folders_are_skipped(tmp_path: Path) -> None:
    files = {".DS_Store": "x", "img/.hidden": "x", ".git/config": "x", "css/.a.css.swp": "x"}
    assert outputs(folder_of(tmp_path, {**files, "shown.txt": "x"})) == {"shown.txt": "x"}


def test_well_known_folder_is_copied(tmp_path: Path) -> None:
    files = {".well-known/security.txt": "x", ".well-known/.hidden": "x"}
    assert outputs(folder_of(tmp_path, files)) == {".well-known/security.txt": "x"}


def test_icon_is_linked_only_if_there_is_one(tmp_path: Path) -> None:
    assert gather((folder_of(tmp_path / "a", {"img/icon.svg": "x"}),)).paths == {
        "icon": "/img/icon.svg"
    }
    assert gather((folder_of(tmp_path / "b", {"img/other.svg": "x"}),)).paths == {}
    assert gather((tmp_path / "missing",)).outputs == ()


def test_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match=r"gone\.txt: cannot be read"):
        gather((tmp_path,))


def test_pages_link_to_the_joined_files_under_the_base_path(tmp_path: Path) -> None:
    files = {
        "site.yaml": config(base_url="https://gazette.example/news/"),
        "static/css/own.css": ".own {}",
        "static/own.txt": "mine",
    }
    site = build_site(tmp_path, files)
    style, of_reader = site.links("/", "link[rel=stylesheet]")
    (icon,) = site.links("/", "link[rel=icon]")
    scripts = [node.attributes["src"] or "" for node in site.all("/", "script[src]")]
    assert icon == "/news/img/icon.svg"
    assert len(scripts) == 2
    for link in (style, of_reader, icon, *scripts):
        assert (site.root / link.removeprefix("/news/")).is_file()
    assert ".own{}" in (site.root / style.removeprefix("/news/")).read_text()
    assert (site.root / "own.txt").read_text() == "mine"


def test_old_file_of_a_changed_stylesheet_is_removed(tmp_path: Path) -> None:
    for text in ("a{}", "b{}"):
        site = build_site(tmp_path, {"static/css/own.css": text})
        (sheet,) = (site.root / "assets").glob("site-*.css")
        assert text in sheet.read_text()


@pytest.mark.parametrize("path", ["latest/INDEX.html", "404.html", "latest", "Topics"])
def test_static_file_at_the_path_of_a_page_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(BuildError, match=f"^{path}: a file in static/ has the path of a page"):
        build_site(tmp_path, {f"static/{path}": "mine"})
    assert not (tmp_path / "_site").exists()
