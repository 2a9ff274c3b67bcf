"""How headers are written: addresses whole, and other letters with all of their spaces.

Python's policies encode a long word as if it had letters outside ASCII, so that no program finds
the address in it, and lose spaces between encoded words.
"""

from __future__ import annotations

from email.header import Header
from email.headerregistry import Address
from email.policy import SMTP, EmailPolicy
from typing import Any

_WHOLE = frozenset(("list-id", "list-unsubscribe"))
"""Headers of one address, which is never broken."""
_COLUMNS = 76


class MailPolicy(EmailPolicy):
    """The policy of messages that are sent by SMTP."""

    def fold(self, name: str, value: Any) -> str:
        """A header in lines."""
        found = self._own_value(name.lower(), value)
        return super().fold(name, value) if found is None else f"{name}:{found}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """A header in lines, as bytes."""
        found = self._own_value(name.lower(), value)
        return (
            super().fold_binary(name, value) if found is None else self.fold(name, value).encode()
        )

    def _own_value(self, name: str, value: Any) -> str | None:
        """What follows the colon, if Python would spoil it; None for all other headers."""
        if name in _WHOLE:
            is_long = len(name) + len(value) > _COLUMNS
            return f"{self.linesep if is_long else ''} {value}"
        if name == "subject" and not value.isascii():
            return f" {self._encoded(value)}"
        if name in ("from", "to") and not value.isascii():
            addresses = value.addresses
            if all(each.addr_spec.isascii() for each in addresses):
                return " " + f",{self.linesep} ".join(map(self._address, addresses))
        return None

    def _address(self, address: Address) -> str:
        if address.display_name.isascii():
            return str(address)
        return f"{self._encoded(address.display_name)}{self.linesep} <{address.addr_spec}>"

    def _encoded(self, text: str) -> str:
        """The text as encoded words (RFC 2047) in lines."""
        header = Header(str(text), "utf-8", maxlinelen=_COLUMNS, header_name="Subject")
        return header.encode(linesep=self.linesep)


POLICY = MailPolicy(linesep=SMTP.linesep, max_line_length=SMTP.max_line_length)
