"""Values → YAML that both YAML readers read as the same."""

from __future__ import annotations

import re
from typing import Any

import yaml


class _Dumper(yaml.SafeDumper):
    """Writes lists indented below their key, as most records have them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def represent_text(self, text: str) -> yaml.ScalarNode:
        # These characters end lines in YAML 1.1 but not in 1.2: they need quotes.
        style = '"' if re.search("[\x85\u2028\u2029]", text) else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper.represent_text)
# Texts that are numbers in YAML 1.2 but not in 1.1, which PyYAML follows, need quotes. So do
# digits with “_” between them, which yaml-rs reads as numbers.
_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?(?=[_.]*\d)[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?[\d_]+)?\Z"),
    list("-+._0123456789"),
)
_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"[-+]?_*0_*o[0-7_]+\Z"), list("-+0_")
)


class SettingsDumper(_Dumper):
    """Writes a value that occurs twice in full both times, without an anchor and an alias."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


class RecordDumper(SettingsDumper):
    """Writes texts that are timestamps without quotes: both readers leave them as text."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [pair for pair in resolvers if pair[0] != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in SettingsDumper.yaml_implicit_resolvers.items()
    }


def yaml_text(fields: dict[str, Any], dumper: type[yaml.SafeDumper] = _Dumper) -> str:
    """Fields as YAML in block style, in the given order, without the last line break."""
    text: str = yaml.dump(fields, Dumper=dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return text.removesuffix("\n")


def dump(fields: dict[str, Any], body: str = "") -> str:
    """The text of a file with these fields and this body, which parses back to the same."""
    front = yaml_text(fields)
    return f"---\n{front}\n---\n" + (f"\n{body.strip()}\n" if body.strip() else "")
