"""Labels of the types of articles."""

from __future__ import annotations

import re

from site_gen.i18n.language import Language
from site_gen.plan.kinds import Kinds
from site_gen.theme import theme_root
from tests.i18n.source import calls

IN_SCRIPT = re.compile(r'"?\b([a-z_ ]+)"?: \(\) => pgettext\("type of article", "([^"]+)"\)')


def test_the_search_names_the_same_types() -> None:
    """The filter of the search and the labels on pages share messages, so they are the same."""
    script = (theme_root() / "static/js/search/types.js").read_text("utf-8")
    labels = dict(IN_SCRIPT.findall(script))
    assert labels.pop("article") == "Article"
    kinds = Kinds(Language())
    assert {type_: kinds.label(type_) for type_ in labels} == labels
    assert len(labels) == sum(place.startswith("plan/kinds.py") for place, _ in calls())
