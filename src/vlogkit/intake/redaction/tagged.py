"""Find names by the tagger: what the rules take for one is evidence among others, and the tagger decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vlogkit.intake.redaction import people
from vlogkit.intake.redaction.finds import KEEP, Hit
from vlogkit.intake.redaction.name_shapes import is_given, of_a_place
from vlogkit.intake.redaction.tagging.tagger import tagger
from vlogkit.intake.redaction.tagging.tokens import Taken, Token, tokens_of
from vlogkit.intake.redaction.word_lists import FinderWords

AGAIN = "again"
"""What is said of a word that the rules take for a name elsewhere in the text."""
SURE = 0.85
"""So sure are the rules at least behind a title, of a name with a capital."""
_TITLE = re.compile(r"(?:si|th?ole|nduk|gen?dh?uk|pak|bu|mas|mbak|kang|mbah|bapak|ibu|bang|cak|gus)", re.IGNORECASE)
"""What may stand before a name and says nothing of who it is."""


def evidence(text: str, taken: Sequence[Taken], words: FinderWords) -> tuple[list[Token], list[str], list[Hit]]:
    """The tokens of a text; what the rules say of each; and what the rules find, also what an office makes public."""
    hits = list(people.finds(text, words))
    public = [hit for hit in hits if hit.kind == KEEP]
    tokens = tokens_of(text, [*taken, *(Taken(hit.start, hit.end, "public") for hit in public)])
    sure = {place: f"{hit.confidence:.1f}" for hit in hits if hit.kind != KEEP for place in range(hit.start, hit.end)}
    named = {token.written.lower() for token in tokens if token.start in sure}
    return tokens, [sure.get(token.start) or AGAIN * (token.written.lower() in named) for token in tokens], hits


def finds(text: str, taken: Sequence[Taken], words: FinderWords) -> Iterator[Hit]:
    """The names in what the earlier finds left, what an office makes public first, to be kept; last what stands behind a title
    and is a name of the lists, where the tagger sees none."""
    tokens, marks, by_rules = evidence(text, taken, words)
    yield from (hit for hit in by_rules if hit.kind == KEEP)
    for name in tagger(words).finds(tokens, marks):
        first = name.first
        while first < name.last - 1 and _TITLE.fullmatch(tokens[first].written):
            first += 1
        start, end = tokens[first].start, tokens[name.last - 1].end
        by_rule = marks[first] not in {"", AGAIN}
        if by_rule or not of_a_place(text, start, words):
            yield Hit("name", start, end, min(0.95, 0.5 + name.margin / 1000))
    yield from (hit for hit in by_rules if hit.kind != KEEP and hit.confidence >= SURE and _is_known(text, hit, words))


def _is_known(text: str, hit: Hit, words: FinderWords) -> bool:
    """Whether a find begins with a name of the lists; one that is an ordinary word too needs a capital."""
    first = re.split(r"[ \t.]", text[hit.start : hit.end], maxsplit=1)[0]
    return is_given(first.lower(), words) or (first[0].isupper() and first.lower() in words.also_words)
