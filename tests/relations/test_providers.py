"""Providers: identified by domain, else by name; their records and their covered articles."""

from __future__ import annotations

from site_gen.model import CoverageRef, Image, Notes, Provider, ProviderNote
from site_gen.relations.aliases import note_problems
from site_gen.relations.providers import NEWEST
from site_gen.store.library import Library
from tests.records import NOON, hours_ago, record, related
from tests.stored import library_of

LOGO = (Image("/logo.svg", 6, 6),)


def note(name: str, domain: str, **fields: object) -> ProviderNote:
    return ProviderNote(name=name, slug=domain, path=f"providers/{domain}.md", **fields)  # type: ignore[arg-type]


def only(library: Library) -> Provider:
    [provider] = library.providers()
    return provider


def ids(library: Library) -> list[str]:
    """The records of the only provider."""
    provider = only(library)
    found = library.provider_ids(provider.slug, 99)
    assert len(found) == provider.count
    return found


def slugs(library: Library) -> list[str]:
    return [provider.slug for provider in library.providers()]


def coverage(library: Library, slug: str = "quillon-courier") -> list[CoverageRef]:
    """The covered articles of a provider; checks their number, too."""
    found = list(library.provider(slug).covers)
    assert len(found) == library.provider(slug).covered
    return found


def test_names_of_one_domain_are_one_provider_with_its_first_name() -> None:
    library = library_of(
        record("new", hours_ago(0), provider="HARBOUR  POST", domain="www.harbourpost.example"),
        record("old", hours_ago(9), provider="Harbour  Post", domain="HarbourPost.example"),
    )
    provider = only(library)
    assert (provider.slug, provider.domain) == ("harbourpost.example", "harbourpost.example")
    assert provider.name == "Harbour Post"
    assert ids(library) == ["new", "old"]


def test_one_name_on_two_domains_is_two_providers() -> None:
    library = library_of(
        record("a", provider="The Post", domain="a.example"),
        record("b", provider="The Post", domain="b.example"),
    )
    assert slugs(library) == ["a.example", "b.example"]


def test_provider_without_a_domain_is_identified_by_its_name() -> None:
    library = library_of(
        record("a", hours_ago(1), provider="Harbour Post"),
        record("b", hours_ago(0), provider="harbour post", domain="not a domain"),
    )
    provider = only(library)
    assert (provider.slug, provider.domain) == ("harbour-post", "")
    assert ids(library) == ["b", "a"]


def test_first_logo_stays() -> None:
    later = (Image("/later.svg", 6, 6),)
    provider = only(
        library_of(
            record("c", hours_ago(1), logo=later),
            record("b", hours_ago(2), logo=LOGO),
            record("a", hours_ago(3)),
        )
    )
    assert provider.images == LOGO


def test_note_gives_name_description_and_logo() -> None:
    notes = Notes(providers=(note("Harbour Post", "a.example", body="Since 1921.", images=LOGO),))
    provider = only(library_of(record(provider="HP", domain="a.example"), notes=notes))
    assert (provider.name, provider.description) == ("Harbour Post", "Since 1921.")
    assert (provider.images, provider.domain) == (LOGO, "a.example")


def test_aliases_merge_names_and_domains() -> None:
    notes = Notes(
        providers=(note("Harbour Post", "a.example", aliases=("HP Online", "b.example")),)
    )
    library = library_of(
        record("own", hours_ago(0), provider="Whatever", domain="a.example"),
        record("name", hours_ago(1), provider="Harbour post"),
        record("alias", hours_ago(2), provider="HP online"),
        record("domain", hours_ago(3), provider="Harbour Post", domain="www.b.example"),
        notes=notes,
    )
    provider = only(library)
    assert (provider.slug, provider.name) == ("a.example", "Harbour Post")
    assert ids(library) == ["own", "name", "alias", "domain"]


def test_alias_that_two_notes_claim_is_reported() -> None:
    notes = Notes(
        providers=(
            note("A", "a.example", aliases=("Post",)),
            note("B", "b.example", aliases=("post",)),
        )
    )
    [problem] = note_problems(notes, (), "en")
    assert (problem.path, problem.code) == ("providers/b.example.md", "alias-taken")
    library = library_of(record(provider="POST"), notes=notes)
    assert library.relations("ferry").provider == "a.example"


def test_note_about_a_provider_that_nothing_names_has_no_page() -> None:
    notes = Notes(providers=(note("Harbour Post", "a.example"),))
    assert slugs(library_of(record(provider="Other"), notes=notes)) == ["other"]


def test_provider_that_only_covers_others_is_a_provider() -> None:
    entry = related("https://b.example/x", "Quillon Courier", "b.example", published_at=NOON)
    library = library_of(record("a", related=(entry,)))
    assert library.provider("b.example").count == 0
    assert library.provider_ids("b.example", 99) == []
    assert coverage(library, "b.example") == [CoverageRef("a", 0)]
    assert library.relations("a").related_providers == ("b.example",)


def test_coverage_is_newest_first() -> None:
    times = {"x": 5, "y": 1, "z": 3}
    entries = tuple(
        related(f"https://q.example/{name}", published_at=hours_ago(hours))
        for name, hours in times.items()
    )
    undated = related("https://q.example/undated")
    library = library_of(record("a", related=(undated, *entries)))
    refs = coverage(library)
    shown = [library.related(ref.record_id)[ref.index].url[-1] for ref in refs]
    assert shown == ["y", "z", "x", "d"]


def test_article_in_the_coverage_of_two_records_counts_once() -> None:
    library = library_of(
        record("new", hours_ago(0), related=(related("https://q.example/x?utm_source=y"),)),
        record("old", hours_ago(9), related=(related("http://www.q.example/x/"),)),
    )
    assert coverage(library) == [CoverageRef("new", 0)]


def test_article_with_an_amp_address_elsewhere_counts_once() -> None:
    amp = related("https://q.example/x", amp_web_url="https://q.example/x/amp")
    library = library_of(
        record("new", hours_ago(0), related=(amp,)),
        record("old", hours_ago(9), related=(related("https://q.example/x/amp"),)),
    )
    assert coverage(library) == [CoverageRef("new", 0)]


def test_coverage_refers_to_shown_related_entries() -> None:
    own = related("https://harbourpost.example/a", "Harbour Post")
    entry = related("https://q.example/x")
    library = library_of(record("a", related=(own, entry, entry)))
    [ref] = coverage(library)
    assert library.related(ref.record_id)[ref.index] == entry
    assert library.related("a") == (entry,)


def test_coverage_names_only_the_newest_articles() -> None:
    entries = [
        related(f"https://q.example/{hours}", "quay", published_at=hours_ago(hours))
        for hours in range(1, 12)
    ]
    library = library_of(record("a", related=entries[::2]), record("b", related=entries[1::2]))
    found = library.provider("quay")
    assert found.covered == len(entries)
    places = [("a" if hours % 2 else "b", (hours - 1) // 2) for hours in range(1, 12)]
    assert list(found.covers) == [CoverageRef(*place) for place in places[:NEWEST]]
