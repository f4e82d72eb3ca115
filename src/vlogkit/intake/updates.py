"""Read an update or a tally from a Markdown file with YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from vlogkit.errors import InputError, VlogkitError, Where, raise_all
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update
from vlogkit.strict_yaml import Document, parse, read_text, validate

if TYPE_CHECKING:
    from markdown_it.token import Token

FENCE = "---"
KINDS: dict[str, type[Update] | type[Tally]] = {"update": Update, "tally": Tally}
LONGEST_BODY = 500_000
"""Characters of an update's text: a book's worth, of which its marks take a few hundred megabytes to read."""
EXAMPLE = "Start the file with `---`, the lines `title: …` and so on, and `---` again."


def read_update(path: Path) -> Update | Tally:
    """The notice in a file; its id is the file's name. Raises InputError or SeveralErrors with file:line:column."""
    front, first_line, body, body_line = split_front_matter(read_text(path), path)
    document = parse(front, path, first_line=first_line)
    if not isinstance(document.data, Mapping):
        raise InputError(
            "the front matter should be a list of `key: value` lines", where=Where(path, first_line), hint=EXAMPLE
        )
    data = {str(key): value for key, value in document.data.items()}
    reserved = [key for key in ("id", "body") if key in data]
    raise_all([_reserved(key, document) for key in reserved])
    kind = str(data.get("kind", "update"))
    if kind not in KINDS:
        raise InputError(f"`kind: {kind}` is not known", where=document.where(("kind",)), hint="Known: update, tally.")
    data |= {"id": identify(path), "body": paragraphs(body, path, body_line)}
    return validate(KINDS[kind], document, data=data)


def _reserved(key: str, document: Document) -> VlogkitError:
    hint = "The file's name is the item's id." if key == "id" else "Write the text below the second `---`."
    return InputError(f"`{key}` does not stand in the front matter", where=document.where((key,)), hint=hint)


def identify(path: Path) -> str:
    """The id of an item: its file's name. Raises InputError where it cannot name a folder or an address."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,62}", path.stem):
        slug = re.sub(r"[^a-z0-9]+", "-", path.stem.lower()).strip("-")[:63] or "item"
        hint = f"Rename the file to {slug}.md."
        raise InputError("a file name has lower-case letters, digits and hyphens only", where=path, hint=hint)
    return path.stem


def split_front_matter(text: str, path: Path) -> tuple[str, int, str, int]:
    """YAML, the line it starts on, the Markdown body, and the line that starts on. Raises InputError."""
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != FENCE:
        raise InputError("this file has no front matter", where=Where(path, 1), hint=EXAMPLE)
    end = next((index for index, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        raise InputError(
            "the front matter has no end", where=Where(path, len(lines)), hint="Add a line `---` after it."
        )
    return "\n".join(lines[1:end]) + "\n", 2, "\n".join(lines[end + 1 :]), end + 2


_PLAIN_SIGNS = frozenset(" .,;:?\"'()/%–…“”")


def _is_plain(line: str) -> bool:
    """Whether Markdown would change nothing in a line of a paragraph, as in most: it begins with a letter, and nothing in
    it is more than a letter, a digit or one of a few signs."""
    return line[:1].isalpha() and all(sign.isalnum() or sign in _PLAIN_SIGNS for sign in line)


def paragraphs(body: str, path: Path, first_line: int) -> tuple[str, ...]:
    """The paragraphs and list items of a Markdown body as plain text; `*marked words*` keep their marks.

    Raises InputError for one that is a book or holds code or HTML."""
    if len(body) > LONGEST_BODY:
        message = f"the text is too long, it may have {LONGEST_BODY:,} characters"
        raise InputError(message, where=Where(path, first_line), hint="Write what viewers need; link to the rest.")
    lines = body.split("\n")
    if all(_is_plain(line) for line in lines if line):
        return tuple(" ".join(block.split()) for block in re.split(r"\n{2,}", body) if block.strip("\n"))
    from markdown_it import MarkdownIt  # here: most bodies are plain, and it takes long to load

    found: list[str] = []
    for token in MarkdownIt("commonmark").parse(body):
        if token.type in {"html_block", "fence", "code_block"}:
            line = first_line + (token.map[0] if token.map else 0)
            raise InputError(
                "the text holds code or HTML",
                where=Where(path, line),
                hint="Write plain sentences; `*marked*` words are possible.",
            )
        if token.type == "inline" and token.children:
            text = "".join(_words(child) for child in token.children)
            found.append(" ".join(text.split()))
    return tuple(text for text in found if text)


def _words(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    if token.type in {"em_open", "em_close", "strong_open", "strong_close"}:
        return "*"
    return token.content if token.type in {"text", "code_inline", "text_special"} else ""
