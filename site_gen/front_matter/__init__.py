"""Reads, locates, writes and changes YAML: front matter and ``site.yaml``.

``yaml-rs`` parses every record and ``site.yaml``: it is the fastest, follows YAML 1.2 (``NO``
stays text) and refuses duplicate keys and alias bombs. PyYAML (libyaml) gives the positions for
messages, reads the rare texts that only libyaml accepts, and writes YAML. Tests compare the two
readers; ``docs/decisions/0001`` has the measurements.
"""

from site_gen.front_matter.dump import dump, yaml_text
from site_gen.front_matter.layout import CannotRevise
from site_gen.front_matter.load import LoadError, is_boundless, is_too_deep, load
from site_gen.front_matter.parse import parse
from site_gen.front_matter.positions import (
    TAG,
    Path,
    duplicate_key,
    locate,
    replace_yaml_1_1_breaks,
    tag_position,
)
from site_gen.front_matter.revise import revise, revise_yaml
from site_gen.front_matter.text import FrontMatterError, TextParts, describe, split

__all__ = [
    "TAG",
    "CannotRevise",
    "FrontMatterError",
    "LoadError",
    "Path",
    "TextParts",
    "describe",
    "dump",
    "duplicate_key",
    "is_boundless",
    "is_too_deep",
    "load",
    "locate",
    "parse",
    "replace_yaml_1_1_breaks",
    "revise",
    "revise_yaml",
    "split",
    "tag_position",
    "yaml_text",
]
