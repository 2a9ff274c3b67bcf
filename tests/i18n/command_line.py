"""Collects the texts of the command line: ``site_gen/translations/command-line.pot``.

These texts are in English and do not come from catalogues, because error messages are searched for,
quoted in issues and read by programs. The file has all of them in one place, with the files that
they are in, for somebody who wants to translate them. ``make messages`` writes it.

A text is a string of the source with at least two words. Parts that are put together with ``+`` or
side by side are one text, and ``f"{path}: no such file"`` becomes ``%(path)s: no such file``.
Docstrings belong to it only in commands, where they are the help.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from site_gen.i18n.entries import CatalogueFile, Entry, flags_of

PACKAGE = Path(__file__).parent.parent.parent / "site_gen"
COMMAND_LINE = PACKAGE / "translations/command-line.pot"
_OTHER_CALLS = {
    *("_", "gettext", "ngettext", "pgettext", "npgettext"),
    *("compile", "split", "execute", "executemany", "value", "column"),
}
"""Calls with texts for readers of pages, which are in messages.pot, or with code."""
_VALUE = re.compile(r"%\(\w+\)s")
_WORDS = re.compile(r"[^\W\d_]{2,}\S* +(\S+ +)?\S*([^\W\d_]|\0)|\0\S* +[^\W\d_]{2,}")
"""Two words, or a word beside a value, which is ``\\0`` here."""
_CODE = re.compile(
    r"\b(SELECT|INSERT|REPLACE|UPDATE|DELETE|CREATE|PRAGMA|WHERE|VALUES|LIMIT|ORDER BY|FROM)\b"
    r"|\b(IN|AND)\b|\(\?|\\[wdsbZA]|\[\^|</?[a-z]+[ >/]|</|\{[%{#]|[<>=]="
    r"|;\s*[a-z-]+:|charset=|^\w+/\w+\+"
)
"""What is in SQL, patterns, HTML, CSS and headers, and not in texts."""
_NOT_SHOWN = (
    *("_theme/", "starter/files/", "i18n/formats.py", "i18n/own_letters.py"),
    *("fetch/feeds/time_zones.py", "fetch/feeds/boilerplate.py", "agencies.py"),
)
"""Modules with other words."""
_OF_PAGES = ("plan/", "markup/")
"""Modules with words of pages, unless they create problems, too."""


def command_line_texts() -> CatalogueFile:
    """A template of all these texts, in the order of files and then of texts."""
    found: dict[str, set[str]] = {}
    codes: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        source = path.read_text(encoding="utf-8")
        has_messages = not name.startswith(_OF_PAGES) or "Problem(" in source
        if name.startswith(_NOT_SHOWN) or not has_messages:
            continue
        for text, code in _Texts(name, source).found:
            found.setdefault(text, set()).add(f"{PACKAGE.name}/{name}")
            codes.setdefault(text, set()).update([code] if code else [])
    entries = [
        Entry(text, places=tuple(sorted(places)), notes=tuple(_notes(codes[text])))
        for text, places in found.items()
    ]
    for entry in entries:
        entry.flags = flags_of(entry)
    entries.sort(key=lambda entry: (entry.places[0], entry.id))
    headers = {
        "Project-Id-Version": "site_gen command line",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return CatalogueFile(headers, entries)


def _notes(codes: set[str]) -> Iterator[str]:
    return (f"code: {code}" for code in sorted(codes))


class _Texts(ast.NodeVisitor):
    """Collects the texts of a module, each with the code of its problem, if it is one."""

    def __init__(self, name: str, source: str) -> None:
        self.is_command = name.startswith("cli/")
        self.found: list[tuple[str, str]] = []
        self.code = ""
        self.visit(ast.parse(source))

    def visit_Module(self, node: ast.Module) -> None:
        self._visit_body(node.body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._visit_body(node.body)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        is_help = any(
            isinstance(each, ast.Call) and getattr(each.func, "attr", "") in ("command", "group")
            for each in node.decorator_list
        )
        for decorator in node.decorator_list:
            self.visit(decorator)
        if is_help and (text := ast.get_docstring(node)):
            self.found += [(" ".join(part.split()), "") for part in text.split("\n\n")]
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            self.visit(default)
        self._visit_body(node.body)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._visit_body(node.body)

    def visit_Dict(self, node: ast.Dict) -> None:
        """Keys are looked up and not shown."""
        for value in node.values:
            self.visit(value)

    def _visit_body(self, body: list[ast.stmt]) -> None:
        """Visit statements without docstrings, also those of attributes."""
        for statement in body:
            if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)):
                self.visit(statement)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_Call(self, node: ast.Call) -> None:
        is_method = isinstance(node.func, ast.Attribute)
        name = getattr(node.func, "attr" if is_method else "id", "")
        if name in _OTHER_CALLS:
            return
        outer, self.code = self.code, _code_of(node, name) or self.code
        self.generic_visit(node)
        self.code = outer

    def visit_Constant(self, node: ast.Constant) -> None:
        self._add(node)

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self._add(node)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                self.visit(part.value)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if not (isinstance(node.op, ast.Add) and self._add(node)):
            self.generic_visit(node)

    def _add(self, node: ast.expr) -> bool:
        text = _text(node)
        if not text or _CODE.search(text) or not _WORDS.search(_VALUE.sub("\0", text)):
            return False
        self.found.append((" ".join(text.split()), self.code))
        return True


def _code_of(node: ast.Call, name: str) -> str:
    """The code of a problem that this call creates."""
    if name.lower().lstrip("_") not in ("problem", "finding", "warning", "error", "replace"):
        return ""
    named = [each.value for each in node.keywords if each.arg == "code"]
    texts = [str(each.value) for each in (*named, *node.args) if isinstance(each, ast.Constant)]
    return next((text for text in texts if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text)), "")


def _text(node: ast.expr) -> str | None:
    """The text of an expression; None if it is not one."""
    match node:
        case ast.Constant(value=str(text)):
            return text.replace("%", "%%")
        case ast.JoinedStr(values=parts):
            return "".join(_parts(parts))
        case ast.BinOp(op=ast.Add(), left=left, right=right):
            texts = _text(left), _text(right)
            return None if None in texts else f"{texts[0]}{texts[1]}"
    return None


def _parts(parts: list[ast.expr]) -> Iterator[str]:
    """The parts of an f-string; values become placeholders with different names."""
    names: dict[str, str] = {}
    for part in parts:
        if isinstance(part, ast.Constant):
            yield str(part.value).replace("%", "%%")
        elif isinstance(part, ast.FormattedValue):
            source = ast.unparse(part.value)
            if source not in names:
                name = _name(part.value)
                same = sum(re.sub(r"_\d+\Z", "", each) == name for each in names.values())
                names[source] = f"{name}_{same + 1}" if same else name
            yield f"%({names[source]})s"


def _name(node: ast.expr) -> str:
    """A telling name for a value: ``len(error.lines)`` → ``lines``."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.strip("_")
        case ast.Call(args=[first, *_]) if isinstance(first, (ast.Name, ast.Attribute)):
            return _name(first)
        case ast.Call(func=ast.Attribute(value=value, attr="join" | "as_posix" | "replace")):
            return "list" if isinstance(value, ast.Constant) else _name(value)
        case ast.Call(func=func):
            return _name(func)
        case ast.Subscript(value=value) | ast.Starred(value=value):
            return _name(value)
    return "value"
