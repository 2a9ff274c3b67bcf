"""Providers that share a host: one has the host's slug, the others have their names in theirs."""

from __future__ import annotations

import msgspec
import pytest

from site_gen.model import Notes, ProviderNote, ProviderRef, Record
from site_gen.store.library import Library
from tests.records import CONFIG, hours_ago, record, related
from tests.stored import Stored, library_of

HOST = "videos.example"
SHARING = msgspec.structs.replace(CONFIG, shared_hosts=("videos.example/@*",))


def names_by_slug(library: Library) -> dict[str, str]:
    """Slug of each provider → its name."""
    return {provider.slug: provider.name for provider in library.providers()}


def cam(id_: str = "cam", hours: float = 9, domain: str = HOST) -> Record:
    return record(id_, hours_ago(hours), provider="Harbour Cam", domain=domain)


def bo(id_: str = "bo", hours: float = 1, domain: str = HOST) -> Record:
    return record(id_, hours_ago(hours), provider="Bo's kitchen", domain=domain)


def in_channel(id_: str, channel: str, hours: float) -> Record:
    ref = ProviderRef("News", "youtube.com", channel=channel)
    return msgspec.structs.replace(record(id_, hours_ago(hours)), provider=ref)


def note(name: str, stem: str, *aliases: str) -> Notes:
    path = f"providers/{stem}.md"
    return Notes(providers=(ProviderNote(name=name, slug=stem, path=path, aliases=aliases),))


def test_two_names_on_one_host_are_two_providers() -> None:
    library = library_of(bo(), cam())
    assert names_by_slug(library) == {HOST: "Harbour Cam", f"{HOST}~boskitchen": "Bo's kitchen"}
    assert library.relations("bo").provider == f"{HOST}~boskitchen"


def test_spellings_on_one_host_are_one_provider() -> None:
    loud = record("loud", hours_ago(2), provider="HARBOUR CAM", domain=HOST)
    assert names_by_slug(library_of(cam(), loud)) == {HOST: "Harbour Cam"}


@pytest.mark.parametrize("domain", ["youtube.com", "blogspot.com", "medium.com"])
def test_no_provider_has_the_slug_of_a_shared_host(domain: str) -> None:
    assert names_by_slug(library_of(cam(domain=domain))) == {f"{domain}~harbourcam": "Harbour Cam"}
    both = names_by_slug(library_of(cam(domain=domain), bo(domain=domain)))
    assert both == {
        f"{domain}~harbourcam": "Harbour Cam",
        f"{domain}~boskitchen": "Bo's kitchen",
    }


def test_shared_hosts_of_the_site_are_known() -> None:
    stored = Stored(SHARING)
    stored.put(cam())
    assert names_by_slug(stored.library) == {f"{HOST}~harbourcam": "Harbour Cam"}


def test_blog_on_a_shared_host_is_a_provider() -> None:
    assert names_by_slug(library_of(cam(domain="ada.blogspot.com"))) == {
        "ada.blogspot.com": "Harbour Cam"
    }


def test_provider_that_only_lists_name_has_its_own_name() -> None:
    entry = related("https://videos.example/watch?v=1", "Bo's kitchen", HOST)
    library = library_of(msgspec.structs.replace(cam(), related=(entry,)))
    assert names_by_slug(library) == {HOST: "Harbour Cam", f"{HOST}~boskitchen": "Bo's kitchen"}
    assert library.relations("cam").related_providers == (f"{HOST}~boskitchen",)


def test_name_that_repeats_the_domain_is_replaced_by_another() -> None:
    bare = record("bare", hours_ago(20), provider=HOST, domain=HOST)
    assert names_by_slug(library_of(bare)) == {HOST: HOST}
    assert names_by_slug(library_of(bare, cam())) == {HOST: "Harbour Cam"}


def test_channels_of_one_name_have_different_slugs_and_the_first_keeps_its_own() -> None:
    old, first = in_channel("old", "", 30), in_channel("first", "@a", 20)
    assert names_by_slug(library_of(old, first)) == {"youtube.com~news": "News"}
    library = library_of(old, first, in_channel("second", "@b", 10))
    assert names_by_slug(library) == {"youtube.com~news": "News", "youtube.com~news~@b": "News"}
    assert library.relations("old").provider == "youtube.com~news"


def test_note_on_a_host_is_about_all_its_providers() -> None:
    library = library_of(cam(), bo(), notes=note("The Quay's videos", HOST))
    assert names_by_slug(library) == {HOST: "The Quay's videos"}


def test_note_on_one_of_several_providers_is_about_that_one() -> None:
    library = library_of(cam(), bo(), notes=note("Bo cooks", f"{HOST}~boskitchen"))
    assert names_by_slug(library) == {HOST: "Harbour Cam", f"{HOST}~boskitchen": "Bo cooks"}


def test_only_an_older_record_may_change_the_slug_of_a_provider() -> None:
    stored = Stored()
    stored.put(cam(hours=9))
    stored.put(bo(hours=1))
    assert names_by_slug(stored.library)[HOST] == "Harbour Cam"
    stored.put(bo("older", hours=20))
    assert names_by_slug(stored.library) == {
        HOST: "Bo's kitchen",
        f"{HOST}~harbourcam": "Harbour Cam",
    }
    stored.update(gone=["news/bo.md", "news/older.md"])
    assert names_by_slug(stored.library) == {HOST: "Harbour Cam"}
