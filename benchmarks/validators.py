"""msgspec or pydantic: speed, memory and messages on a record of the usual shape.

``python benchmarks/validators.py`` prints two tables. pydantic comes with
``pip install -e '.[bench]'``. What was chosen and why is in
``docs/decisions/0002-validation.md``.
"""

from __future__ import annotations

import argparse
import copy
import functools
import gc
import importlib
import operator
import pickle
import statistics
import subprocess
import sys
import time
import tracemalloc
import typing
from collections.abc import Callable, Sequence
from importlib.metadata import version
from typing import Any, NamedTuple

import msgspec
import samples
from yaml_readers import table

from site_gen import front_matter
from site_gen.model import FrontMatter as Checked
from site_gen.model import SourceFile
from site_gen.validate import validate_record
from site_gen.validate.fields import prune, read_instants
from site_gen.zones import UTC_ZONE

try:
    pydantic: Any = importlib.import_module("pydantic")
except ModuleNotFoundError:
    sys.exit("pydantic is missing: python -m pip install -e '.[bench]'")

RUN = 100
"""Checks in a row, before it is the other library's turn."""
KEPT = 500
"""How many records are held at once to measure one."""


class Figures(NamedTuple):
    """What was measured of one library."""

    microseconds: float
    bytes_held: float
    pickled: int
    import_ms: float


def in_pydantic(kind: Any) -> Any:
    """A type of ``model.py`` in pydantic's words: frozen, strict, with the same names."""
    arms = typing.get_args(kind)
    if typing.get_origin(kind) is tuple:
        return list[in_pydantic(arms[0])]  # type: ignore[misc]  # a strict tuple takes no list
    if arms:
        return functools.reduce(operator.or_, map(in_pydantic, arms))
    if not (isinstance(kind, type) and issubclass(kind, msgspec.Struct)):
        return kind
    return _model_of(kind)


@functools.cache
def _model_of(kind: type[msgspec.Struct]) -> Any:
    fields = {
        field.name: (
            in_pydantic(field.type),
            pydantic.Field(... if field.required else field.default, alias=field.encode_name),
        )
        for field in msgspec.structs.fields(kind)
    }
    config = pydantic.ConfigDict(frozen=True, strict=True, extra="ignore")
    model = pydantic.create_model(kind.__name__, __config__=config, __module__=__name__, **fields)
    globals()[kind.__name__] = model  # where pickle looks for it
    return model


CONVERT: dict[str, Callable[[dict[str, Any]], Any]] = {
    "msgspec": lambda fields: msgspec.convert(fields, Checked),
    "pydantic": lambda fields: _model_of(Checked).model_validate(fields),
}


def read_fields(text: str) -> dict[str, Any]:
    """The fields of a record as they are just before they are checked."""
    fields: dict[str, Any] = prune(front_matter.parse(front_matter.split(text.encode()).front))
    for part in (fields, *fields["related"]):
        read_instants(part, UTC_ZONE)
    return fields


def measure_time(fields: dict[str, Any], rounds: int) -> dict[str, float]:
    """Library → median microseconds for one record, the two taking turns."""
    times: dict[str, list[float]] = {name: [] for name in CONVERT}
    for _ in range(rounds):
        for name, convert in CONVERT.items():
            start = time.perf_counter()
            for _ in range(RUN):
                convert(fields)
            times[name].append((time.perf_counter() - start) / RUN * 1e6)
    return {name: statistics.median(each) for name, each in times.items()}


def measure_memory(fields: dict[str, Any], convert: Callable[[dict[str, Any]], Any]) -> float:
    """Bytes that one more record takes, its texts aside: both libraries share those."""
    copies = [copy.deepcopy(fields) for _ in range(KEPT)]
    convert(copies[0])
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    kept = [convert(each) for each in copies]
    gc.collect()
    after = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    return (after - before) / len(kept)


def measure_import(name: str, repeats: int = 7) -> float:
    """Median milliseconds that importing the library adds to the start of Python."""

    def run(code: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return (time.perf_counter() - start) * 1e3

    # pydantic puts off most of its loading until the first model is made.
    code = {
        "msgspec": "import msgspec\nclass A(msgspec.Struct): a: int\nmsgspec.convert({'a': 1}, A)",
        "pydantic": "import pydantic\nclass A(pydantic.BaseModel): a: int\nA(a=1)",
    }[name]
    pairs = [(run(code), run("pass")) for _ in range(repeats)]
    return statistics.median(with_it - without for with_it, without in pairs)


def two_errors(text: str) -> dict[str, list[str]]:
    """What each says of a record with two errors; the last is how site_gen uses msgspec."""
    wrong = text.replace("quality: 84", "quality: high", 1).replace("  - Ferries\n", "  - 7\n")
    fields = read_fields(wrong)
    said: dict[str, list[str]] = {}
    try:
        CONVERT["msgspec"](fields)
    except msgspec.ValidationError as error:
        said["msgspec"] = [str(error)]
    try:
        CONVERT["pydantic"](fields)
    except pydantic.ValidationError as error:
        found: list[Any] = error.errors()
        said["pydantic"] = [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in found]
    _, problems = validate_record(SourceFile("ferry.md", wrong.encode(), ""))
    said["site_gen"] = [
        f"{each.line}:{each.column}: {each.message}" + (f" ({each.hint})" if each.hint else "")
        for each in problems
    ]
    return said


def measure(text: str, rounds: int) -> dict[str, Figures]:
    """All figures of both libraries."""
    fields = read_fields(text)
    times = measure_time(fields, rounds)
    return {
        name: Figures(
            times[name],
            measure_memory(fields, convert),
            len(pickle.dumps(convert(fields), protocol=pickle.HIGHEST_PROTOCOL)),
            measure_import(name),
        )
        for name, convert in CONVERT.items()
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=100, help="runs of each library")
    given = parser.parse_args(arguments)
    text = samples.record()
    head = ("library", "version", "median µs", "bytes held", "bytes pickled", "import ms")
    rows = [
        (
            name,
            version(name),
            f"{figures.microseconds:.1f}",
            f"{figures.bytes_held:,.0f}",
            f"{figures.pickled:,}",
            f"{figures.import_ms:.0f}",
        )
        for name, figures in measure(text, given.rounds).items()
    ]
    print(table(head, rows))
    print()
    answers = two_errors(text).items()
    print(
        table(
            ("who", "says of two errors"), [(who, line) for who, all_ in answers for line in all_]
        )
    )


if __name__ == "__main__":
    main()
