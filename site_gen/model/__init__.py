"""The types that are passed from stage to stage.

A file is a :class:`SourceFile`, its valid front matter a :class:`FrontMatter`, with id and body a
:class:`Record`; with its relations it is a :class:`ShownArticle` of the site. A page is first a
:class:`PlannedPage`, then with its data a :class:`Page`, and rendered an :class:`Output`.
"""

from site_gen.model.library import (
    Provider,
    ProviderSummary,
    ShownArticle,
    Speed,
    Topic,
    TopicSummary,
)
from site_gen.model.notes import PROVIDER_KINDS, Notes, PageNote, ProviderNote, TopicNote
from site_gen.model.pages import Output, Page, PlannedPage
from site_gen.model.problems import Problem, Severity
from site_gen.model.records import (
    Author,
    FrontMatter,
    Image,
    ProviderRef,
    Record,
    Related,
    SourceFile,
)
from site_gen.model.report import BuildReport, LanguageReport, LeftOut
from site_gen.model.stories import Arrival, Copy, CoverageRef, Story

__all__ = [
    "PROVIDER_KINDS",
    "Arrival",
    "Author",
    "BuildReport",
    "Copy",
    "CoverageRef",
    "FrontMatter",
    "Image",
    "LanguageReport",
    "LeftOut",
    "Notes",
    "Output",
    "Page",
    "PageNote",
    "PlannedPage",
    "Problem",
    "Provider",
    "ProviderNote",
    "ProviderRef",
    "ProviderSummary",
    "Record",
    "Related",
    "Severity",
    "ShownArticle",
    "SourceFile",
    "Speed",
    "Story",
    "Topic",
    "TopicNote",
    "TopicSummary",
]
