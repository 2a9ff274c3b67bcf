"""Errors that end a command.

    SiteGenError
    ├── UsageError        the command cannot start, nothing was written   (exit 2)
    │   ├── ConfigError   site.yaml cannot be used                        (exit 2)
    │   │   └── SettingError  a setting names what does not exist
    │   └── CatalogueError    a catalogue of messages cannot be read
    ├── BuildError        the command could not finish                    (exit 1)
    │   ├── TemplateError a template cannot be rendered
    │   └── OutputError   the output folder could not be written
    ├── PublishError      publishing was refused or failed                (exit 1)
    └── MailError         an e-mail could not be sent                     (exit 1)

What is wrong with a single record is not an exception but a :class:`site_gen.model.Problem`, which
is collected and reported.

A message is one line: where, what was found and what was expected; ``hint`` says how to fix it.
"""

from __future__ import annotations

from pathlib import Path


class SiteGenError(Exception):
    """Base class of errors that are reported in one line without a traceback."""

    exit_status = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(SiteGenError):
    """The command cannot start with these arguments."""

    exit_status = 2


class ConfigError(UsageError):
    """The configuration file cannot be used."""


class SettingError(ConfigError):
    """A setting names something that does not exist or cannot be used, such as a file.

    ``setting`` is its key, such as ``theme.logo``.
    """

    def __init__(self, setting: str, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.setting = setting


class CatalogueError(UsageError):
    """A catalogue of messages cannot be read; ``line`` is 0 if the whole file cannot."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        place = f"{path}:{line}" if line else str(path)
        super().__init__(f"{place}: {reason}", hint="msgfmt --check shows all mistakes of a file")
        self.path = path
        self.line = line
        self.reason = reason


class BuildError(SiteGenError):
    """The build could not be finished."""


class TemplateError(BuildError):
    """A template could not be found, read or rendered."""


class OutputError(BuildError):
    """A file of the output could not be written or removed."""


class PublishError(SiteGenError):
    """Publishing was refused or failed."""


class MailError(SiteGenError):
    """An e-mail could not be sent."""
