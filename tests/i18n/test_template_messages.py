"""Messages in templates: what is translated, escaped and left as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from site_gen.render.environment import make_environment
from site_gen.render.sources import TemplateSource
from tests.i18n.catalogues import catalogue, language


def rendered(template: str, folder: Path | None = None, tag: str = "de", **values: object) -> str:
    sources = {"a.html": TemplateSource("a.html", template.encode())}
    environment = make_environment(sources, None, language(tag, folder))
    return environment.get_template("a.html").render(**values)


def test_message_of_plain_text_is_escaped(tmp_path: Path) -> None:
    catalogue(tmp_path, "de", 'msgid "Q & A"\nmsgstr "Fragen & 5 < 6"')
    expected = "Fragen &amp; 5 &lt; 6"
    assert rendered("{{ _('Q & A') }}", tmp_path) == expected
    assert rendered("{% set title = _('Q & A') %}{{ title }}", tmp_path) == expected


def test_quotes_are_escaped_in_attributes(tmp_path: Path) -> None:
    catalogue(tmp_path, "de", r'msgid "More"' + "\n" + r'msgstr "„Mehr\" & \"so“"')
    assert (
        rendered("""<p title="{{ _('More') }}">""", tmp_path)
        == '<p title="„Mehr&#34; &amp; &#34;so“">'
    )


def test_plain_values_are_escaped_and_markup_stays(tmp_path: Path) -> None:
    catalogue(tmp_path, "de", 'msgid "By %(name)s"\nmsgstr "Von %(name)s & Co."')
    template = "{{ _('By %(name)s', name=name) }}"
    assert rendered(template, tmp_path, name="<Ada>") == "Von &lt;Ada&gt; &amp; Co."
    assert rendered(template, tmp_path, name=Markup("<b>Ada</b>")) == "Von <b>Ada</b> &amp; Co."
    link = "{% set name %}<a href='/'>{{ who }}</a>{% endset %}{{ _('By %(name)s', name=name) }}"
    assert rendered(link, tmp_path, who="<Ada>") == "Von <a href='/'>&lt;Ada&gt;</a> &amp; Co."


def test_plural_has_the_number_in_digits_of_the_language() -> None:
    template = "{{ ngettext('%(number)s car', '%(number)s cars', count) }}"
    assert rendered(template, tag="en", count=1) == "1 car"
    assert rendered(template, tag="en", count=1200) == "1,200 cars"
    assert rendered(template, tag="ar", count=3) == "٣ cars"
    assert rendered("{{ count | number }}", count=1200) == "1.200"


@pytest.mark.parametrize(("count", "expected"), [(1, "<b>ein</b> Wagen"), (2, "<b>2</b> Wagen")])
def test_blocks_may_contain_html(tmp_path: Path, count: int, expected: str) -> None:
    catalogue(
        tmp_path,
        "de",
        'msgid "<b>one</b> car"\nmsgid_plural "<b>%(count)s</b> cars"\n'
        'msgstr[0] "<b>ein</b> Wagen"\nmsgstr[1] "<b>%(count)s</b> Wagen"',
    )
    template = "{% trans count %}<b>one</b> car{% pluralize %}<b>{{ count }}</b> cars{% endtrans %}"
    assert rendered(template, tmp_path, count=count) == expected


def test_values_of_blocks_are_escaped(tmp_path: Path) -> None:
    catalogue(tmp_path, "de", 'msgid "<i>by</i> %(name)s"\nmsgstr "<i>von</i> %(name)s"')
    template = "{% trans name %}<i>by</i> {{ name }}{% endtrans %}"
    assert rendered(template, tmp_path, name="<Ada>") == "<i>von</i> &lt;Ada&gt;"
    assert rendered(template, tmp_path, name=Markup("<b>A</b>")) == "<i>von</i> <b>A</b>"


def test_percent_signs(tmp_path: Path) -> None:
    catalogue(
        tmp_path,
        "de",
        'msgid "100 %% of %(what)s"\nmsgstr "100 %% von %(what)s"',
        'msgid "50 %% sure"\nmsgstr "50 %% sicher"',
    )
    assert rendered("{{ _('50 %% sure') }}", tmp_path) == "50 % sicher"
    assert rendered("{% trans %}50 % sure{% endtrans %}", tmp_path) == "50 % sicher"
    call = "{{ _('100 %% of %(what)s', what=what) }}"
    assert rendered(call, tmp_path, what="5 %s") == "100 % von 5 %s"
    block = "{% trans what %}100 % of {{ what }}{% endtrans %}"
    assert rendered(block, tmp_path, what="5 %s") == "100 % von 5 %s"


def test_line_breaks_are_not_part_of_the_message_of_a_block(tmp_path: Path) -> None:
    catalogue(tmp_path, "de", 'msgid "two lines"\nmsgstr "zwei Zeilen"')
    assert rendered("{% trans %}\n  two\n  lines\n{% endtrans %}", tmp_path) == "zwei Zeilen"


def test_messages_without_values_are_constants_of_the_compiled_template(tmp_path: Path) -> None:
    catalogue(tmp_path, "de", 'msgid "Cars"\nmsgstr "Autos"')
    environment = make_environment({}, None, language("de", tmp_path))
    code = environment.compile("{{ _('Cars') }}", raw=True)
    assert "Autos" in code
    assert "'_'" not in code
    assert "'_'" in environment.compile("{{ _(word) }}", raw=True)


def test_messages_of_macros_imported_without_context(tmp_path: Path) -> None:
    catalogue(tmp_path, "de", 'msgid "By %(name)s"\nmsgstr "Von %(name)s"')
    sources = {
        "m.html": TemplateSource(
            "m.html", b"{% macro by(name) %}{{ _('By %(name)s', name=name) }}{% endmacro %}"
        ),
        "a.html": TemplateSource("a.html", b"{% from 'm.html' import by %}{{ by('Ada') }}"),
    }
    environment = make_environment(sources, None, language("de", tmp_path))
    assert environment.get_template("a.html").render() == "Von Ada"
