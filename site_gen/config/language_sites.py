"""The sites that ``languages`` makes: the settings of each, and how they are seen by the others."""

from __future__ import annotations

import msgspec

from site_gen.config.types import SiteConfig, SiteLanguage
from site_gen.language_matching import nearest_language
from site_gen.language_tags import language_folder, language_tag


class LanguageSite(msgspec.Struct, frozen=True):
    """The site of one language."""

    tag: str
    """With hyphens, as in ``hreflang``."""
    folder: str
    """Its folder below the root, such as ``pt-br``; empty for the site at the root."""
    base_url: str

    def path(self, path: str) -> str:
        """The path in the whole output folder of a path in this site's."""
        return f"{self.folder}/{path}" if self.folder else path


class LanguageMatcher(msgspec.Struct, frozen=True):
    """Which of the sites a text belongs to, by its language."""

    tags: tuple[str, ...]
    """The languages of the sites, that of the one at the root first."""
    own: str
    """The language of this site."""

    def of(self, locale: str) -> str:
        """The language whose site has texts in ``locale``; empty if none has.

        Texts without a language are in that of the site at the root.
        """
        return nearest_language(locale or self.tags[0], self.tags)

    def is_own(self, locale: str) -> bool:
        return self.of(locale) == self.own


class LanguageConfig(SiteConfig, frozen=True, kw_only=True):
    """The settings of the site of one language."""

    sites: tuple[LanguageSite, ...]
    """All sites of the newsroom, the one at the root first."""
    own: int
    """Which of them this is."""
    all_records: bool
    """Whether it has the records in all languages."""

    @property
    def matcher(self) -> LanguageMatcher:
        return LanguageMatcher(tuple(site.tag for site in self.sites), self.site.tag)

    @property
    def root(self) -> LanguageSite:
        return self.sites[0]

    @property
    def site(self) -> LanguageSite:
        return self.sites[self.own]


def language_configs(config: SiteConfig) -> tuple[SiteConfig, ...]:
    """The settings of each site, that at the root first; one only without ``languages``."""
    languages = sorted(
        map(_language, config.languages), key=lambda each: not _is_root(each, config)
    )
    if not languages:
        return (config,)
    sites = tuple(_site(language, config) for language in languages)
    fields = {name: getattr(config, name) for name in SiteConfig.__struct_fields__}
    return tuple(
        LanguageConfig(
            **{**fields, **_own_fields(language, site, config)},
            sites=sites,
            own=number,
            all_records=language.records == "all",
        )
        for number, (language, site) in enumerate(zip(languages, sites, strict=True))
    )


def sites_of(config: SiteConfig) -> tuple[LanguageSite, ...]:
    """The sites of all languages; none without ``languages``."""
    return config.sites if isinstance(config, LanguageConfig) else ()


def own_site(config: SiteConfig) -> LanguageSite:
    """The site that these settings are for."""
    if isinstance(config, LanguageConfig):
        return config.site
    return LanguageSite(language_tag(config.locale), "", config.base_url)


def root_url(config: SiteConfig) -> str:
    """The address of the site at the root, which has the static files of all."""
    return config.root.base_url if isinstance(config, LanguageConfig) else config.base_url


def default_locale(config: SiteConfig) -> str:
    """The language of records without ``locale``."""
    return config.root.tag if isinstance(config, LanguageConfig) else config.locale


def _language(item: str | SiteLanguage) -> SiteLanguage:
    return item if isinstance(item, SiteLanguage) else SiteLanguage(item)


def _is_root(language: SiteLanguage, config: SiteConfig) -> bool:
    return language_folder(language.tag) == language_folder(config.locale)


def _site(language: SiteLanguage, config: SiteConfig) -> LanguageSite:
    folder = "" if _is_root(language, config) else language_folder(language.tag)
    return LanguageSite(language_tag(language.tag), folder, _below(config.base_url, folder))


def _below(url: str, folder: str) -> str:
    return f"{url.rstrip('/')}/{folder}/" if folder else url


def _own_fields(
    language: SiteLanguage, site: LanguageSite, config: SiteConfig
) -> dict[str, object]:
    """The settings in which the site of a language differs from ``site.yaml``."""
    id_url = config.feeds.id_url and _below(config.feeds.id_url, site.folder)
    return {
        "locale": language.tag,
        "base_url": site.base_url,
        "title": language.title or config.title,
        "description": language.description or config.description,
        "feeds": msgspec.structs.replace(config.feeds, id_url=id_url),
    }
