"""The errors that end a command, as a tree.

    SiteGenError
    ├── UsageError        the command cannot start: nothing was written   (exit 2)
    │   └── ConfigError   site.yaml says something that cannot be         (exit 2)
    ├── BuildError        the command began and could not finish          (exit 1)
    │   ├── TemplateError a template of the theme is at fault
    │   └── OutputError   the output folder could not be written
    └── PublishError      publishing was refused, or not finished         (exit 1)

What is wrong with a single record is not an error but a
:class:`site_gen.model.Problem`: it is collected, reported and never raised.

A message is one line: what failed, where, why, and after ``hint`` what to do.
"""

from __future__ import annotations


class SiteGenError(Exception):
    """Base of all errors that a person is told about in one line."""

    exit_status = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class UsageError(SiteGenError):
    """The command was asked for something it must not or cannot begin."""

    exit_status = 2


class ConfigError(UsageError):
    """The configuration file cannot be used."""


class BuildError(SiteGenError):
    """The build began and could not be finished."""


class TemplateError(BuildError):
    """A template could not be found, read or rendered."""


class OutputError(BuildError):
    """A file of the output could not be written or removed."""


class PublishError(SiteGenError):
    """Publishing was refused, or could not be finished; the branch is as it was."""
