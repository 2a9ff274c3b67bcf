"""Front matter: split from the body, parsed, located, written. Knows the YAML libraries.

Two readers, one meaning. ``yaml-rs`` reads every record: it is the fastest, follows
YAML 1.2 (``NO`` stays text) and refuses duplicate keys and alias bombs. PyYAML
composes a file again only to say in which line a problem is, and writes YAML.
``docs/decisions/0001`` has the measurements; a differential test holds them together.
"""

from site_gen.front_matter.dump import dump
from site_gen.front_matter.read import parse
from site_gen.front_matter.revise import CannotRevise, revise, revise_yaml
from site_gen.front_matter.text import Document, FrontMatterError, describe, split
from site_gen.front_matter.tree import Path, duplicate_key, locate

__all__ = [
    "CannotRevise",
    "Document",
    "FrontMatterError",
    "Path",
    "describe",
    "dump",
    "duplicate_key",
    "locate",
    "parse",
    "revise",
    "revise_yaml",
    "split",
]
