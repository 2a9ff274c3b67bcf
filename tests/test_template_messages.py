"""Every word that templates show is in a message."""

from __future__ import annotations

from functools import cache

import pytest

from tests.components.examples import TEMPLATES
from tests.template_words import Signatures, macro_signatures, words_outside_messages

FILES = sorted(path for path in TEMPLATES.rglob("*") if path.suffix in {".html", ".xml"})
"""All templates but robots.txt, which no reader sees."""
NO_WORDS = {
    "components/tongue.html": {'lang="…" dir="…"'},
    "feeds/atom.xml": {"site_gen"},
    "feeds/digests.xml": {"site_gen"},
    "feeds/rss.xml": {"site_gen"},
    "pages/article.html": {"article"},
    "pages/providers.html": {".provider-group li"},
}
"""Texts that readers do not see, and names that are the same in all languages, by template."""


@cache
def _signatures() -> Signatures:
    return {
        name: parameters
        for path in FILES
        for name, parameters in macro_signatures(path.read_text(encoding="utf-8")).items()
    }


@pytest.mark.parametrize("name", [path.relative_to(TEMPLATES).as_posix() for path in FILES])
def test_words_are_messages(name: str) -> None:
    source = (TEMPLATES / name).read_text(encoding="utf-8")
    found = set(words_outside_messages(source, _signatures()))
    assert found == NO_WORDS.get(name, set()), 'write {{ _("…") }}; docs/theming.md says how'


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>Hello</p>", ["Hello"]),
        ("<p>{{ count }} articles</p>", ["… articles"]),
        ("{% if x %}<p>{% else %}<p class='y'>Hello{% endif %}</p>", ["Hello"]),
        ("{% for each in all %}{% else %}none{% endfor %}", ["none"]),
        ('<nav aria-label="Hello"></nav>', ["Hello"]),
        ('<nav{% if x %} aria-label="Hello {{ name }}"{% endif %}></nav>', ["Hello …"]),
        ('<img alt="Hello">', ["Hello"]),
        ('<input placeholder="Hello">', ["Hello"]),
        ('<input type="submit" value="Go">', ["Go"]),
        ('<meta name="description" content="Hello">', ["Hello"]),
        ('{{ "Hello" if x else "Bye" }}', ["Hello Bye"]),
        ('{{ name or "nobody" }}', ["… nobody"]),
        ('{{ count ~ " articles" }}', ["…  articles"]),
        ('{{ "hello" | upper }}', ["hello"]),
        ('{% macro form(label="search") %}{% endmacro %}', ["search"]),
        ('{% macro form(text="Search") %}{% endmacro %}', ["Search"]),
        ('{{ form("search") }}', ["search"]),
        ('{{ form(text="Search here") }}', ["Search here"]),
        ('{{ form(_("Search"), "Here" if x) }}', ["Here"]),
        ('{% from "form.html" import form as field %}{{ field("search") }}', ["search"]),
        ('{% call form("Search") %}{% endcall %}', ["Search"]),
        ('{{ form(options=[("", "All years")]) }}', ["All years"]),
        ('{% set word = "Hello" %}', ["Hello"]),
        ('{% for name, label in (("a", "Light"), ("b", _("Dark"))) %}{% endfor %}', ["Light"]),
        ('{{ _("By %(name)s", name="Nobody") }}', ["Nobody"]),
        ("{{ _(word) }}", ["_(…) without a constant"]),
        ("{% set x %}Hello{% endset %}", ["Hello"]),
        ("{% block main %}Hello{% endblock %}", ["Hello"]),
    ],
)
def test_finder_finds_words(source: str, words: list[str]) -> None:
    assert words_outside_messages(source, {"form": ["label", "text"]}) == words


@pytest.mark.parametrize(
    "source",
    [
        '<p>{{ _("Hello") }}, {{ name }}</p>',
        '<p>{{ ngettext("%(number)s article", "%(number)s articles", count) }}</p>',
        '<p>{{ _("By %(name)s", name=name) if name else pgettext("greeting", "Hello") }}</p>',
        "{% trans %}<i>Hello</i>{% endtrans %}",
        '{% trans href=link.href %}See <a href="{{ href }}">all</a>{% endtrans %}',
        '<nav aria-label="{{ _("Hello") }}"></nav>',
        """<p class="{{ "small" if x }}" lang="en" data-sizes="A B">{{ x | join(", ") }}</p>""",
        "<h{{ heading }}{{ tongue(x) }}>{{ title }}</h{{ heading }}>",
        '{{ card(item, "compact") }}',
        '{% if kind == "Hello there" %}{% endif %}',
        "<script>start()</script><style>p {}</style>",
        "{# Hello #}<!-- Hello -->",
    ],
)
def test_finder_passes_what_is_no_word(source: str) -> None:
    assert words_outside_messages(source) == []
