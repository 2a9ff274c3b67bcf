"""What a provider's page says of its country, kind and language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from site_gen.i18n.display_names import country_name, language_name
from site_gen.i18n.language import Language
from site_gen.model import ProviderSummary
from site_gen.plan.provider_views import ProviderFact

_KINDS: Mapping[str, Callable[[Language], str]] = {
    # Translators: an outlet of a university or a learned society.
    "academic": lambda language: language.pgettext("kind of outlet", "Academic"),
    "agency": lambda language: language.pgettext("kind of outlet", "News agency"),
    "blog": lambda language: language.pgettext("kind of outlet", "Blog"),
    "nonprofit": lambda language: language.pgettext("kind of outlet", "Non-profit"),
    # Translators: an outlet that belongs to a company or to persons.
    "private": lambda language: language.pgettext("kind of outlet", "Private"),
    # Translators: an outlet with a public mandate, such as a public broadcaster.
    "public": lambda language: language.pgettext("kind of outlet", "Public service"),
    # Translators: an outlet that a government runs.
    "state": lambda language: language.pgettext("kind of outlet", "State-run"),
}


def provider_facts(provider: ProviderSummary, language: Language) -> tuple[ProviderFact, ...]:
    """Those that a note on the provider says."""
    facts = []
    if provider.country:
        name = country_name(provider.country, language.locale)
        facts.append(ProviderFact(language.pgettext("outlet", "Country"), name))
    if provider.kind:
        # Translators: a label; the text beside it is “Non-profit”, “News agency” …
        label = language.pgettext("outlet", "Kind")
        facts.append(ProviderFact(label, _KINDS[provider.kind](language)))
    if provider.language:
        name = language_name(provider.language, language.locale)
        facts.append(ProviderFact(language.pgettext("outlet", "Language"), name))
    return tuple(facts)
