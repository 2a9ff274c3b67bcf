"""Rules for local fonts."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.config import FontFiles, Fonts
from site_gen.errors import UsageError
from site_gen.looks.font_files import font_format, is_variable
from site_gen.looks.fonts import faces_of, family_rules
from tests.looks.files import static, truetype, woff2


@pytest.mark.parametrize(
    ("data", "kind", "variable"),
    [
        (truetype(b"cmap", b"glyf"), "truetype", False),
        (truetype(b"cmap", b"fvar"), "truetype", True),
        (b"OTTO" + truetype(b"fvar")[4:], "opentype", True),
        (woff2(0, 10, 11, 1), "woff2", False),
        (woff2(0, 10, 11, 47), "woff2", True),
        (woff2(b"Silf", 47), "woff2", True),
        (woff2(b"fvar"), "woff2", True),
        (b"wOFF" + bytes(8) + b"\0\1" + bytes(30) + b"fvar" + bytes(16), "woff", True),
        (b"wOF2" + bytes(8) + b"\0\x09" + bytes(40), "woff2", False),
    ],
)
def test_header_of_a_font_is_read(data: bytes, kind: str, variable: bool) -> None:
    assert font_format(data) == kind
    assert is_variable(data) is variable


@pytest.mark.parametrize(
    ("role", "data", "weight"),
    [
        ("text", woff2(0), "400"),
        ("text", woff2(47), "100 900"),
        ("interface", woff2(0), "400"),
        ("headline", woff2(0), "100 900"),
    ],
)
def test_single_file(tmp_path: Path, role: str, data: bytes, weight: str) -> None:
    files = static(tmp_path, fonts__a_woff2=data)
    (face,) = faces_of(Fonts(**{role: "fonts/a.woff2"}), files)
    assert face.rule == (
        f'@font-face{{font-family:"Site {role}";src:url("../fonts/a.woff2") format("woff2");'
        f"font-weight:{weight};font-style:normal;font-display:optional}}"
    )
    assert face.media_type == "font/woff2"


def test_file_for_each_style(tmp_path: Path) -> None:
    files = static(tmp_path, fonts__a_woff2=woff2(0), fonts__b_ttf=truetype(b"cmap"))
    fonts = Fonts(text=FontFiles("/fonts/a.woff2", bold="static/fonts/b.ttf", italic="fonts/b.ttf"))
    found = [(face.name, face.weight, face.style) for face in faces_of(fonts, files)]
    assert found == [
        ("fonts/a.woff2", "400", "normal"),
        ("fonts/b.ttf", "700", "normal"),
        ("fonts/b.ttf", "400", "italic"),
    ]
    assert list(family_rules(fonts)) == [
        '--font-text:"Site text",var(--stack-text,var(--stack-headline))'
    ]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("fonts/b.woff2", "there is no file static/fonts/b.woff2 (did you mean fonts/a.woff2?)"),
        ("xyz", "there is no file static/xyz (put the file into the site's folder static/)"),
        ("css/tokens.css", "static/css/tokens.css is not a font (expected a WOFF2, "),
    ],
)
def test_file_that_is_missing_or_no_font(tmp_path: Path, path: str, message: str) -> None:
    files = static(tmp_path, fonts__a_woff2=woff2(0))
    with pytest.raises(UsageError) as caught:
        faces_of(Fonts(text=FontFiles(path)), files)
    assert "theme.fonts.text.regular" in str(caught.value)
    assert message in str(caught.value)
