"""Front matter: split from the body, parsed, located, written. Knows the YAML libraries.

Two readers, one meaning. ``yaml-rs`` reads every record and ``site.yaml``: it is the fastest,
follows YAML 1.2 (``NO`` stays text) and refuses duplicate keys and alias bombs. PyYAML, which
is libyaml, composes a file again to say in which line a problem is, writes anew what it alone
can read, and writes YAML.
``docs/decisions/0001`` has the measurements; a differential test holds them together.
"""

from site_gen.front_matter.dump import dump
from site_gen.front_matter.layout import CannotRevise
from site_gen.front_matter.load import LoadError, is_boundless, is_too_deep, load
from site_gen.front_matter.read import parse
from site_gen.front_matter.revise import revise, revise_yaml
from site_gen.front_matter.text import FrontMatterError, TextParts, describe, split
from site_gen.front_matter.tree import TAG, Path, duplicate_key, locate, one_kind_of_line, tag_place

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
    "one_kind_of_line",
    "parse",
    "revise",
    "revise_yaml",
    "split",
    "tag_place",
]
