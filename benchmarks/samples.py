"""A record of the shape that production writes: every field, ten related entries."""

from __future__ import annotations

_MIN_PROVIDERS = (
    ("Harbour Ledger", "harbourledger.example"),
    ("Moorland Wire", "moorlandwire.example"),
    ("The Copper Kettle", "copperkettle.example"),
    ("Signal & Sleeper", "signalandsleeper.example"),
    ("Tern Island Radio", "ternislandradio.example"),
)
_EXCERPT = (
    "The night service to the islands “will not come back this winter”, its operator said, naming "
    "the price of diesel & the age of two ships"
)
_RECORD = """\
---
category: news
title: "Night ferry to the islands stays in port as both of its ships wait for new engines"
excerpt: "{excerpt}."
publishedDateTime: 2026-03-04T05:06:00Z
originalUrl: "https://harbourledger.example/2026/03/04/night-ferry-stays-in-port.htm"
webUrl: "https://harbourledger.example/2026/03/04/night-ferry-stays-in-port.htm"
type: article
quality: 84
heat: -1
published: true

provider:
  name: Harbour Ledger
  domain: harbourledger.example

topics:
  - Ferries
  - Islands

related:
{related}
images:
  - url: "https://images.harbourledger.example/ferries/2026/two-ships-at-the-east-quay_1600.jpg"
    width: 1600
    height: 900
    isCached: true

secured: "{secured}"
---
"""
_RELATED = """\
  - title: "{name}: the islands’ last ferry after dark is tied up, and nobody says for how long"
    excerpt: "{excerpt}, writes {name}, which counted {number} passengers on the final sailing."
    publishedDateTime: 2026-03-0{day}T1{number}:2{number}:00Z
    webUrl: "https://{domain}/shipping/islands/night-ferry-tied-up-until-further-notice-{number}"
    ampWebUrl: "https://{domain}/shipping/islands/night-ferry-tied-up-until-further-notice-{number}/amp"
    cdnAmpWebUrl: "https://cdn.{domain}/c/s/shipping/islands/night-ferry-tied-up-{number}?amp"
    type: article
    provider:
      name: {quoted}
      domain: {domain}
    quality: {quality}
    images:
      - url: "https://images.{domain}/t_content-image-desktop@1/2026/ferry-{number}_1600.jpg?w=1024"
        width: 1024
        height: 576
        isCached: true
"""


def record() -> str:
    """A whole record file, in about 9 kB."""
    related = "".join(_related(number) for number in range(10))
    secured = f"{'q7Lz3NfVw0pYkD9s' * 24}==;{'Xb2R8mTcJ5uHgE1o'}=="
    return _RECORD.format(excerpt=_EXCERPT, related=related, secured=secured)


def _related(number: int) -> str:
    name, domain = _MIN_PROVIDERS[number % len(_MIN_PROVIDERS)]
    return _RELATED.format(
        name=name,
        quoted=f'"{name}"',
        domain=domain,
        number=number,
        day=4 + number % 5,
        quality=90 - number,
        excerpt=_EXCERPT,
    )
