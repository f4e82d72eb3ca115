"""Read a script, plain or Markdown, as sentences of words."""

from __future__ import annotations

import re

from vlogkit.writing.captions.caption_timing import sentences, words_of

_DIRECTION = re.compile(r"\[[^\[\]]*\]|<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^\s*#{1,6}\s")
_LEADING = re.compile(r"^\s*(?:>\s*|[-*+]\s+|\d{1,3}[.)]\s+(?=\S))")
_MARKS = re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|`")
_RULE = re.compile(r"^\s*(?:-{3,}|\*{3,}|_{3,})\s*$")


def parse_script(text: str) -> tuple[tuple[str, ...], ...]:
    """Words, sentence by sentence; headings, directions in [brackets], Markdown's marks and rules are not
    spoken.

    A line break alone parts no sentence; an empty line or a list item does.
    """
    paragraphs: list[str] = [""]
    for line in _DIRECTION.sub(" ", text).splitlines():
        if not line.strip() or _RULE.match(line) or _HEADING.match(line):
            paragraphs.append("")
            continue
        marked = _LEADING.match(line)
        if marked:
            paragraphs.append("")
        paragraphs[-1] += " " + _MARKS.sub("", line[marked.end() :] if marked else line)
    found = [tuple(words_of(sentence)) for paragraph in paragraphs for sentence in sentences(paragraph)]
    return tuple(words for words in found if any(_spoken(word) for word in words))


def _spoken(word: str) -> bool:
    return any(character.isalnum() for character in word)
