"""Stylesheets without comments and white space."""

from __future__ import annotations

import pytest

from site_gen.looks.compact import compact
from tests.components.examples import ROOT


@pytest.mark.parametrize(
    ("sheet", "compacted"),
    [
        ("a ,  b { color: red ; }\n\n", "a,b{color:red}"),
        ("/* x */ a { b: c } /* y */", "a{b:c}"),
        (".a/* x */.b {}", ".a/**/.b{}"),
        (".a /* x */ .b {}", ".a .b{}"),
        ("a { content: '/* no */  ; }' }", "a{content:'/* no */  ; }'}"),
        ('a { content: "\\"  {" }', 'a{content:"\\"  {"}'),
        ("a { b: url(x/*y.png) }", "a{b:url(x/*y.png)}"),
        ("a { b: url( 'x )  y' ) ;; }", "a{b:url( 'x )  y' )}"),
        ("@media (min-width: 3px) { a > b :hover { --x: ; } }", None),
        ("a { b: c } /* open", "a{b:c}"),
        ("a { b: -0.5em 10.5px 0.25s 0 } /* 0.5 */", "a{b:-.5em 10.5px .25s 0}"),
        ("a { b: url(0.5.png) '0.5 : >' }", "a{b:url(0.5.png) '0.5 : >'}"),
        ("@layer a {b {}}\n@layer a { @layer c; } @layer a {d {}}", "@layer a{b{}@layer c;d{}}"),
        ("@layer a{b{}} @layer c{d{}} @layer a{e{}}", "@layer a{b{}}@layer c{d{}}@layer a{e{}}"),
        ("@layer {b {}} @layer {c {}}", "@layer{b{}}@layer{c{}}"),
        (
            "@layer a, b; @layer a {c {}} @layer a {d::after {e: '}'}}",
            "@layer a,b;@layer a{c{}}@layer a{d::after{e:'}'}}",
        ),
    ],
)
def test_rules_are_the_same_in_fewer_bytes(sheet: str, compacted: str | None) -> None:
    expected = compacted or "@media (min-width:3px){a>b :hover{--x:}}"
    assert compact(sheet.encode()).decode() == expected


def test_compacting_twice_changes_nothing() -> None:
    for path in (ROOT / "static/css").rglob("*.css"):
        once = compact(path.read_bytes())
        assert compact(once) == once
        assert b"/* " not in once
