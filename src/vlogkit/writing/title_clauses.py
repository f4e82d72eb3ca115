"""Part a title into what was wrong and what became of it, so that a video may tell the one before the other."""

from __future__ import annotations

import re

MOST_MARKED, LEAST_KEPT, LEAST_WORDS = 4, 2, 2
"""Words of a marked end that is told by itself, words that have to stand before it, and those of a clause behind a comma."""
_CLAUSE = re.compile(r"^(?P<problem>.*\S), (?P<outcome>(?!(?:dan|atau|lan|utawi|utawa|and|or)\b)[a-z*][^,]*)$")
_MARKED_END = re.compile(
    r"^(?P<problem>[^*]*?\S) (?P<outcome>(?:(?:dalam|selama|sajroning|saged|in|within) )?\*[^*]+\*)$"
)


def problem_of(title: str) -> str:
    """What a title says before its outcome: `Saluran tersumbat, dibersihkan dalam 26 jam` is `Saluran tersumbat`."""
    return _parted(title)[0]


def outcome_of(title: str) -> str:
    """The clause at the end of a title that tells how it ended, as a sentence begins; empty where there is none."""
    outcome = _parted(title)[1]
    first = next((at for at, letter in enumerate(outcome) if letter != "*"), 0)
    return outcome[:first] + outcome[first : first + 1].upper() + outcome[first + 1 :]


def _parted(title: str) -> tuple[str, str]:
    """A title before and from its last comma with a clause behind it, else from the marked words at its end."""
    clause = _CLAUSE.match(title)
    if clause and len(clause["outcome"].split()) >= LEAST_WORDS and clause["problem"].count("*") % 2 == 0:
        return clause["problem"], clause["outcome"]
    marked = _MARKED_END.match(title)
    if marked and len(marked["problem"].split()) >= LEAST_KEPT and len(marked["outcome"].split()) <= MOST_MARKED:
        return marked["problem"], marked["outcome"]
    return title, ""
