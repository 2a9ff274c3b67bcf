"""The types that travel through the pipeline; nothing here does any work.

A type's name says the stage: a file is a :class:`SourceFile`, its front matter once found valid a
:class:`FrontMatter`, with identity and body a :class:`Record`, which has :class:`Facts`; with its
relations it is an :class:`Article` of the site. What the plan makes of it are
:class:`PlannedPage`, rendered each becomes a :class:`Page` and an :class:`Output`.
"""

from site_gen.model.library import (
    Provider,
    ProviderSummary,
    ShownArticle,
    Speed,
    Topic,
    TopicSummary,
)
from site_gen.model.notes import Notes, PageNote, ProviderNote, TopicNote
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
from site_gen.model.report import BuildReport, LeftOut
from site_gen.model.stories import Arrival, CoverageRef, Story

__all__ = [
    "Arrival",
    "Author",
    "BuildReport",
    "CoverageRef",
    "FrontMatter",
    "Image",
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
