"""``site.webmanifest``: the name, icons and colours that a home screen shows."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from site_gen.config import SiteConfig, root_url
from site_gen.language_tags import direction, language_tag
from site_gen.looks.tokens import Both
from site_gen.model import Output
from site_gen.urls import Urls

PATH = "site.webmanifest"
_ICONS = {
    "icon": {"sizes": "any", "type": "image/svg+xml"},
    "touch_icon": {"sizes": "180x180", "type": "image/png"},
}


def web_manifest(config: SiteConfig, paths: Mapping[str, str], page: Both | None) -> Output:
    """The manifest; ``paths`` are those of the static files, ``page`` the colours of pages."""
    urls = Urls.of(config.base_url, root_url(config))
    home = urls.href("/")
    colours = {"background_color": str(page.light), "theme_color": str(page.light)} if page else {}
    icons = [
        {"src": urls.file(paths[name]), **icon} for name, icon in _ICONS.items() if name in paths
    ]
    manifest = {
        "name": config.title,
        **({"description": config.description} if config.description else {}),
        "lang": language_tag(config.locale) or "en",
        "dir": direction(config.locale) or "ltr",
        "id": home,
        "start_url": home,
        "scope": home,
        "display": "minimal-ui",
        **colours,
        "icons": icons,
    }
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    return Output(PATH, data + b"\n")
