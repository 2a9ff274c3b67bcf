"""``sw.js``: the service worker of a site, or one that removes it from readers' browsers."""

from __future__ import annotations

import json
import re

from site_gen.config import SiteConfig, root_url
from site_gen.language_tags import is_language_tag
from site_gen.model import Output
from site_gen.urls import Urls

PATH = "sw.js"
OFFLINE_PATH = "/offline/"
"""The page in place of one that cannot be loaded."""
REMOVING = b"""\
// Removes the service worker that this site had, and the pages that it kept.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const own = `sitegen ${new URL(registration.scope).pathname} `;
  const remove = async () => {
    for (const name of await caches.keys()) if (name.startsWith(own)) await caches.delete(name);
    await registration.unregister();
  };
  event.waitUntil(remove());
});
"""
_AT = re.compile(r"(?:([^/]+)/)?sw\.js\Z")


def service_worker(config: SiteConfig, script: bytes) -> Output:
    """The worker of a site: ``script``, the theme's, with the addresses that it needs before it.

    It is the removing worker if the site has none, as browsers keep one until they get another.
    """
    if not (config.reader.offline and script):
        return Output(PATH, REMOVING)
    urls = Urls.of(config.base_url, root_url(config))
    pages = ("/", "/latest/", *(("/saved/",) if config.reader.saved else ()))
    addresses = {
        "base": urls.href("/"),
        "files": urls.file("/"),
        "offline": urls.href(OFFLINE_PATH),
        "pages": [urls.href(path) for path in pages],
    }
    return Output(PATH, b"const site=%b;\n%b\n" % (_json(addresses), script))


def is_service_worker(path: str) -> bool:
    """Whether this is the path of a worker: of the site, or of that of a language."""
    match = _AT.match(path.lstrip("/"))
    return bool(match and (not match[1] or is_language_tag(match[1])))


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
