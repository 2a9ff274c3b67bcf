"""The gallery: every component in all states and frames, on one page."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from tests.components.examples import component_names, load_examples
from tests.components.gallery import FRAMES, write


def test_every_component_is_in_every_frame(tmp_path: Path) -> None:
    page = write(tmp_path).read_text("utf-8")
    titles = re.findall(r'<iframe [^>]*title="([^"]*)"', page)
    expected = [f"{name}, {frame.name}" for name in component_names() for frame in FRAMES]
    assert titles == expected
    assert {"dark", "right to left", "narrow", "river", "magazine"} <= {
        frame.name for frame in FRAMES
    }


def test_frames_have_all_states_and_their_look(tmp_path: Path) -> None:
    page = write(tmp_path).read_text("utf-8")
    documents = [unescape(text) for text in re.findall(r'srcdoc="([^"]*)"', page)]
    labels = [
        f"<strong>{example.name}</strong>"
        for name in component_names()
        for example in load_examples(name)
    ]
    assert all(label in page for label in labels)
    cards = documents[component_names().index("card") * len(FRAMES) :][: len(FRAMES)]
    assert len({re.findall(r'href="\.(/assets/[^"]*)"', document)[0] for document in cards}) == 3
    assert 'dir="rtl"' in cards[1]
    for document in cards:
        assert document.count('class="example') >= len(load_examples("card"))


def test_gallery_opens_from_a_folder(tmp_path: Path) -> None:
    page = write(tmp_path).read_text("utf-8")
    links = set(re.findall(r'(?:href|src)="(\.?[\w./-]+\.(?:css|js|svg|png))"', unescape(page)))
    local = {link for link in links if not link.startswith("/")}
    assert {"gallery.css", "gallery.js"} < local
    lost = {link for link in local if not (tmp_path / link).is_file()}
    assert all("missing" in link for link in lost), lost
