"""Every string of the source that a person can meet, as the template it is filled in from."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter

from tests.material import ROOT

SOURCE = ROOT / "src" / "vlogkit"
SENTENCE = re.compile(r"[A-Za-z]{2,}[,:;.]? [A-Za-z`{0-9(“]|^[A-Z][a-z]+[.?:]$")
"""Two words that follow each other, or one that is a sentence."""
NO_SENTENCE = re.compile(
    r"^\s*(?:SELECT|INSERT|UPDATE|DELETE|CREATE|ALTER|PRAGMA|BEGIN|DROP)\b|^coalesce|\? AND |COLLATE|NOT IN \("  # a query
    r"|^\s*AND instr|<(?:\?|!|svg|use|path|rect|circle|g |text|tspan|html|clip|test|prop|fail|line|div)|^\[\w|^\s*#|^\$|^WEBVTT|^\s*import sys"  # markup, a script
    r"|^\w+\[|^str \| |\\s|\[\\\]|\(\.|\|\w+\|"  # a type, a pattern
    r"|^[a-z-]+/[a-z-]+[;,]|charset=|max-age|no-cache|-src |filename=|^(?:Basic|Bearer|OAuth|bytes) |vlogkit \(c"  # headers of HTTP
    r"|MMMM|^bold \w+$|^[a-z]+_[a-z_]+(?: [a-z_]+)*$"  # a pattern of dates, a style, codes of pydantic
    r"|^ *(?:name|label|extends|short|mark|wide|lockup|brand): \S+$|^ *- \{|^, why|^accounts:\n"  # a line of YAML
    r"|^vlogkit(?: \{what\})?: |^vlogkit [a-z ]+$|^(?:[A-Z]\w+ ?){2,}$"  # a name
)
WORD = re.compile(r"(?<![{\w./-])[A-Za-z]{2,}(?![}\w/-])")
"""One word, where it stands in what a command says."""
SAYS = {"say", "progress_line", "tongue", "step"}
"""Calls that say their arguments to a person."""
FOR_PROGRAMS = {
    *("compile", "search", "text", "execute", "executescript", "Field", "CheckConstraint", "split", "debug", "encode"),
    *(".startswith", ".endswith", ".removeprefix", ".removesuffix", ".replace", "Column"),
}
"""Calls whose strings are read by programs: patterns, queries, descriptions of a schema, lists of words; with a dot those
of a text."""
NOT_SAID = {
    "reference": "it writes the pages of docs/",
    "samples": "it holds the content of sample workspaces, in their language",
    "schemas.py": "it writes schemas, which programs read",
    "findings/codes.py": "SARIF and docs/findings.md have its lines, which programs read",
    "intake/complaints/titles.py": "its words stand in videos, in their language",
    "writing/speech/spoken_words.py": "its words are spoken in videos, in their language",
    "writing/feasts.py": "its words are looked for in content",
    "ledger/migrations/versions": "they change tables",
    "findings/messages.py": "its table is taken as a whole",
    "findings/form_messages.py": "its table is taken as a whole",
    "publishing/platforms/outbox.py": "a pack's page is written in Indonesian always",
    "publishing/platforms/whatsapp.py": "a pack's page is written in Indonesian always",
    "pipeline/retracting/hand_pages.py": "a page for what is taken back by hand is written in Indonesian always",
    "pipeline/overseeing/board_pages.py": "the board has its words in tables of both languages",
    "studio/gallery.py": "the demo's page is written in Indonesian always",
}
"""Places whose words are not what the program says to the person who uses it, and why."""
WORD_LISTS = re.compile(r"^_?(?:SAME_UNITS|MONTHS|footers)$")
"""Constants that hold words which content is searched for."""


def template_of(node: ast.expr) -> str | None:
    """A string, an f-string or a sum of them as a template with named parts; None for anything else."""
    pieces = list(pieces_of(node))
    if not any(isinstance(piece, str) for piece in pieces):
        return None
    if len(pieces) == 1 and isinstance(node, ast.Constant):
        text = str(node.value)
        return text if named(text) else escaped(text)
    names: list[str] = []
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += escaped(piece)
        else:
            name = name_of(piece)
            name = name if name not in names else f"{name}{len(names) + 1}"
            names.append(name)
            text += f"{{{name}}}"
    return text


def pieces_of(node: ast.expr) -> Iterator[str | ast.expr]:
    """The texts and the parts that are filled in, one after the other."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        for part in node.values:
            yield str(part.value) if isinstance(part, ast.Constant) else part.value  # type: ignore[attr-defined]  # a FormattedValue
    elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield from pieces_of(node.left)
        yield from pieces_of(node.right)
    else:
        yield node


def escaped(text: str) -> str:
    """A text whose braces stand for themselves."""
    return text.replace("{", "{{").replace("}", "}}")


def name_of(node: ast.expr) -> str:
    """What a part is called in a template: its own last name, else that of what it is made from."""
    if isinstance(node, ast.Name):
        return node.id.strip("_")
    if isinstance(node, ast.Attribute):
        return node.attr.strip("_")
    if isinstance(node, ast.Call):
        return name_of(node.args[0]) if node.args else name_of(node.func)
    if isinstance(node, ast.Subscript):
        return name_of(node.slice) if isinstance(node.slice, ast.Constant | ast.Name) else name_of(node.value)
    if isinstance(node, ast.BinOp):
        return name_of(node.left)
    if isinstance(node, ast.BoolOp):
        return name_of(node.values[0])
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
        return node.value
    return "part"


def named(text: str) -> bool:
    """Whether a text can be read as a template, each of its parts with a name."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return False
    return all(name is None or (name.isidentifier() and not set(spec or "") & set(" /:")) for _, name, spec, _ in parts)


def called(node: ast.Call) -> str:
    """The last name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def silent_in(tree: ast.AST) -> set[int]:
    """The nodes of a module that hold no sentence of their own: parts of a larger one, and what programs read."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        inside: list[ast.AST] = []
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            inside = [node.value]
        elif isinstance(node, ast.JoinedStr):
            inside = [part for part in node.values if isinstance(part, ast.Constant)]
            inside += [
                part.format_spec for part in node.values if isinstance(part, ast.FormattedValue) and part.format_spec
            ]
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and template_of(node):
            inside = [
                part
                for part in ast.walk(node)
                if part is not node
                and isinstance(part, ast.Constant | ast.JoinedStr | ast.BinOp)
                and part in list(flat(node))
            ]
        elif isinstance(node, ast.Compare):
            inside = [node.left, *node.comparators]
        elif isinstance(node, ast.Call) and {called(node), f".{getattr(node.func, 'attr', '')}"} & FOR_PROGRAMS:
            inside = list(ast.walk(node))
        elif isinstance(node, ast.keyword) and node.arg in {"comment", "style"}:
            inside = [node.value]
        elif isinstance(node, ast.Assign | ast.AnnAssign) and any(
            isinstance(one, ast.Name) and WORD_LISTS.match(one.id) for one in ast.iter_child_nodes(node)
        ):
            inside = list(ast.walk(node))
        silent |= {id(part) for part in inside}
    return silent


def flat(node: ast.expr) -> Iterator[ast.expr]:
    """The sums and texts that a sum is made of."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        yield node
        yield from flat(node.left)
        yield from flat(node.right)
    elif isinstance(node, ast.Constant | ast.JoinedStr):
        yield node


def strings_of(tree: ast.AST, *, commands: bool) -> Iterator[tuple[int, str]]:
    """Line and template of each string of a module that a person can meet."""
    silent = silent_in(tree)
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    told = {id(part) for call in calls if called(call) in SAYS for arg in call.args for part in ends_of(arg)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and called(node) == "counted" and len(node.args) > 1:
            yield from nouns(node)
        elif isinstance(node, ast.Call) and called(node) == "print_table" and node.args:
            yield from headings(node.args[0])
        elif isinstance(node, ast.FunctionDef) and commands:
            yield from helps(node)
        if id(node) not in silent and isinstance(node, ast.Constant | ast.JoinedStr | ast.BinOp):
            text = template_of(node)
            short = commands and (isinstance(node, ast.JoinedStr) or id(node) in told)
            if text and (WORD if short else SENTENCE).search(text) and not NO_SENTENCE.search(text):
                yield node.lineno, text.strip().rstrip("#~")


def ends_of(node: ast.expr) -> Iterator[ast.expr]:
    """What an argument may be: itself, the text of a text with its style, either side of a choice."""
    if isinstance(node, ast.Tuple):
        yield from ends_of(node.elts[0])
    elif isinstance(node, ast.IfExp):
        yield from (*ends_of(node.body), *ends_of(node.orelse))
    else:
        yield node


def nouns(node: ast.Call) -> Iterator[tuple[int, str]]:
    """What is counted, for one and for several."""
    words = [arg.value for arg in node.args[1:3] if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if words and "{n}" not in words[0]:
        yield node.lineno, f"{{n}} {words[0]}"
        yield node.lineno, f"{{n}} {words[1] if len(words) > 1 else words[0] + 's'}"


def headings(node: ast.expr) -> Iterator[tuple[int, str]]:
    """The names of a table's columns, without the marks that say how they are set."""
    for part in ast.walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and part.value.strip("#~"):
            yield part.lineno, part.value.rstrip("#~")


def helps(node: ast.FunctionDef) -> Iterator[tuple[int, str]]:
    """The paragraphs of a command's help; of its example only that it is one."""
    if not any(isinstance(one, ast.Call) and called(one) in {"command", "callback"} for one in node.decorator_list):
        return
    for paragraph in (ast.get_docstring(node) or "").split("\n\n"):
        text = escaped(" ".join(paragraph.split()))
        if text:
            yield node.lineno, "Example: {command}" if text.startswith("Example: ") else text


def program_strings() -> dict[str, str]:
    """Template → where it stands first, of the whole program."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        shown = path.relative_to(SOURCE).as_posix()
        if any(shown == place or shown.startswith(f"{place}/") for place in NOT_SAID):
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for line, text in strings_of(tree, commands=shown.startswith("cli/")):
            found.setdefault(text, f"{shown}:{line}")
    return found
