"""The message: headers, plain text and HTML.

The same digest gets the same Message-ID and the same bytes, but for its date, so that a message
that is sent twice is recognised as one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import urlsplit

import msgspec

from site_gen.config import SiteConfig
from site_gen.content import Content
from site_gen.i18n.language import Language, language_settings
from site_gen.mail.contents import MailContents
from site_gen.mail.headers import POLICY
from site_gen.mail.html import mail_html
from site_gen.mail.settings import address_of
from site_gen.mail.text import mail_text
from site_gen.plan.shortening import shorten
from site_gen.render.sources import read_sources
from site_gen.theme import template_folders, translations_folder
from site_gen.wording import one_line

_SUBJECT = 150
"""Characters; mail programs show fewer."""


class Envelope(msgspec.Struct, frozen=True):
    """Who sends the message, to whom, and when."""

    sender: Address
    recipients: Sequence[Address]
    date: datetime


def sender_of(config: SiteConfig) -> Address:
    """``digest.sender``; without it an address at the site's host, which may not exist."""
    if config.digest.sender:
        return address_of(config.digest.sender, "digest.sender")
    return Address(one_line(config.title), "digest", _host(config))


def message_of(content: Content, contents: MailContents, envelope: Envelope) -> EmailMessage:
    """The message of a digest, with the templates and words of its site."""
    config, site = content.config, content.options.site
    settings = language_settings(config.locale, config.timezone, translations_folder(site))
    language = Language(settings)
    html = mail_html(contents, read_sources(template_folders(site)), language)
    return make_message(config, contents, envelope, mail_text(contents, language), html)


def make_message(
    config: SiteConfig, contents: MailContents, envelope: Envelope, text: str, html: str
) -> EmailMessage:
    """The message of a digest."""
    message = EmailMessage(policy=POLICY)
    message["From"] = envelope.sender
    message["To"] = envelope.recipients or "undisclosed-recipients:;"
    message["Subject"] = shorten(_subject(contents), _SUBJECT)
    message["Date"] = envelope.date
    message["Message-ID"] = f"<digest.{contents.name}.{_hash(config.base_url)}@{_host(config)}>"
    message["List-Id"] = f"<{_list_name(config)}>"
    if contents.unsubscribe:
        message["List-Unsubscribe"] = f"<{contents.unsubscribe}>"
        if contents.unsubscribe.startswith("https:"):  # RFC 8058
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    message["Content-Language"] = contents.lang
    message.set_boundary(f"=_{_hash(f'{config.base_url} {contents.name}')}")
    return message


def _subject(contents: MailContents) -> str:
    """The first headline and the name of the site."""
    return one_line(f"{contents.stories[0].title} – {contents.site}")


def _host(config: SiteConfig) -> str:
    return urlsplit(config.base_url).hostname or "localhost"


def _list_name(config: SiteConfig) -> str:
    """A name of the list below the host, by RFC 2919: ``digest.news.quay.example``."""
    folders = [part for part in urlsplit(config.base_url).path.split("/") if part.isalnum()]
    return ".".join(["digest", *reversed(folders), _host(config)])


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
