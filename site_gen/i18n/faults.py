"""What is wrong with translations. Pages never show such ones, and never fail because of them."""

from __future__ import annotations

import re
from collections import Counter

from site_gen.i18n.entries import Entry

_VALUE = re.compile(r"%\((\w+)\)s")
_FORMAT = re.compile(r"%%|%\(\w+\)s")
_TAG = re.compile(r"<(/?[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])[^<>]*>")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]*|#\d+|#[xX][0-9A-Fa-f]+);")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_COUNT = "number"
"""The value that a form may leave out: “one article” needs no digits."""


def fault(entry: Entry, forms: int) -> str:
    """Why a translation cannot be used; empty if it can, and if there is none.

    ``forms`` is the number of plural forms that its catalogue has.
    """
    if not any(entry.forms) or entry.is_fuzzy:
        return ""
    expected = forms if entry.plural else 1
    if len(entry.forms) != expected:
        return f"has {_counted(len(entry.forms))}, expected {expected}"
    if not all(entry.forms):
        return f"lacks form {entry.forms.index('')} of {expected}, counted from 0"
    faults = (_fault_of_form(entry, form) for form in entry.forms)
    return next(filter(None, faults), "")


def _counted(forms: int) -> str:
    return f"{forms} form{'' if forms == 1 else 's'}"


def _fault_of_form(entry: Entry, form: str) -> str:
    texts = [entry.id, entry.plural] if entry.plural else [entry.id]
    names = [frozenset(_values(text)) for text in texts]
    allowed = frozenset().union(*names)
    needed = frozenset.intersection(*names) - ({_COUNT} if entry.plural else set())
    found = set(_values(form))
    if unknown := sorted(found - allowed):
        return f"has %({unknown[0]})s, which the message does not have"
    if missing := sorted(needed - found):
        return f"lacks %({missing[0]})s"
    if _has_broken_format(form) and not any(map(_has_broken_format, texts)):
        return "has a “%” that is not part of a value such as %(name)s; write %% for the sign"
    if _CONTROL.search(form):
        return "has a control character"
    return _html_fault(texts, form)


def _has_broken_format(text: str) -> bool:
    return "%" in _FORMAT.sub("", text)


def _html_fault(texts: list[str], form: str) -> str:
    tags = Counter(_TAG.findall(form))
    if all(tags != Counter(_TAG.findall(text)) for text in texts):
        different = sorted((tags - Counter(_TAG.findall(texts[-1]))).elements())
        if different:
            return f"has the HTML tag <{different[0]}>, which the message does not have"
        return "lacks an HTML tag of the message"
    entity = _ENTITY.search(form)
    if entity and not any(_ENTITY.search(text) for text in texts):
        return f"has “{entity[0]}”, which the page would show as it is; write the character"
    return ""


def _values(text: str) -> list[str]:
    """The names of the values that a text has; ``%%(name)s`` is a sign and no value."""
    return _VALUE.findall(text.replace("%%", ""))
