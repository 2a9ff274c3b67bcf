"""Problems with settings, with their place in ``site.yaml``."""

from __future__ import annotations

import os

from msgspec.structs import replace

from site_gen.config.places import place_of
from site_gen.model import BuildReport, Problem
from site_gen.model.problems import SETTINGS
from site_gen.options import Options


def with_places_of_settings(report: BuildReport, options: Options) -> BuildReport:
    """The report with the file, line and column of each problem with a setting.

    They are not kept with the report of a build: an edit that changes no setting may move them.
    """
    if not any(problem.path == SETTINGS for problem in report.problems):
        return report
    return replace(report, problems=tuple([_placed(each, options) for each in report.problems]))


def _placed(problem: Problem, options: Options) -> Problem:
    if problem.path != SETTINGS:
        return problem
    path = os.path.relpath(options.config, options.content)
    line, column = place_of(options.config, problem.field) or (0, 0)
    return replace(problem, path=path, line=line, column=column)
