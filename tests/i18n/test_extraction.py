"""Messages are found in templates, modules and scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.errors import TemplateError
from site_gen.i18n.catalogues import TEMPLATE
from site_gen.i18n.entries import Entry
from site_gen.message_files import own_messages, program_messages


def messages(tmp_path: Path, name: str, text: str) -> list[Entry]:
    """The messages of one file of a site's own theme."""
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return own_messages(tmp_path).entries


def texts(entries: list[Entry]) -> list[tuple[str, str, str]]:
    return [(entry.context, entry.id, entry.plural) for entry in entries]


def test_template_of_catalogues_is_up_to_date() -> None:
    """Otherwise run ``make messages``."""
    assert TEMPLATE.read_text(encoding="utf-8") == program_messages().data().decode()


def test_messages_of_templates(tmp_path: Path) -> None:
    found = messages(
        tmp_path,
        "templates/pages/home.html",
        """<h1 title="{{ _('Say “more”') }}">{{ gettext("By %(name)s", name=name) }}</h1>
        {{ pgettext("order", "First") }} {{ ngettext("%(number)s car", "%(number)s cars", n) }}
        {{ npgettext("fleet", "%(number)s van", "%(number)s vans", n) }} {{ _(variable) }}
        {% trans %}
          <b>Bold</b>
          and 100 % sure
        {% endtrans %}
        {% trans n %}one{% pluralize %}{{ n }} of them{% endtrans %}""",
    )
    assert texts(found) == [
        ("", "%(number)s car", "%(number)s cars"),
        ("fleet", "%(number)s van", "%(number)s vans"),
        ("", "<b>Bold</b> and 100 %% sure", ""),
        ("", "By %(name)s", ""),
        ("order", "First", ""),
        ("", "Say “more”", ""),
        ("", "one", "%(n)s of them"),
    ]
    assert {entry.places for entry in found} == {("templates/pages/home.html",)}


def test_messages_of_scripts(tmp_path: Path) -> None:
    found = messages(
        tmp_path,
        "static/js/cars.js",
        """// Translators: on the button
        const label = gettext("Drive");
        const text = (count) => `${ngettext("%(number)s car", "%(number)s cars", count)}!`;
        const not_one = gettext(label);""",
    )
    assert texts(found) == [("", "%(number)s car", "%(number)s cars"), ("", "Drive", "")]
    assert found[1].notes == ("on the button",)


def test_comments_for_translators_belong_to_the_next_line(tmp_path: Path) -> None:
    found = messages(
        tmp_path,
        "templates/a.html",
        """{# Translators: of a
              newspaper #}
        {{ _("Edition") }} {# an aside #}
        {{ _("Issue") }}""",
    )
    assert [entry.notes for entry in found] == [("of a newspaper",), ()]


def test_message_of_several_files_is_there_once(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/b.html").write_text("{# Translators: bee #}{{ _('Read') }}")
    (tmp_path / "templates/a.html").write_text("{{ _('Read') }}{{ pgettext('past', 'Read') }}")
    first, second = sorted(own_messages(tmp_path).entries, key=lambda entry: entry.context)
    assert first.places == ("templates/a.html", "templates/b.html")
    assert first.notes == ("bee",)
    assert second.context == "past"


def test_only_messages_with_values_are_marked_as_formats(tmp_path: Path) -> None:
    found = messages(tmp_path, "templates/a.html", "{{ _('By %(name)s', name=n) }}{{ _('Cars') }}")
    assert [sorted(entry.flags) for entry in found] == [["python-format"], []]


def test_broken_template_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"a\.html:2: "):
        messages(tmp_path, "templates/a.html", "\n{% if %}")


def test_site_without_a_theme_of_its_own_has_no_messages(tmp_path: Path) -> None:
    assert own_messages(tmp_path).entries == []
