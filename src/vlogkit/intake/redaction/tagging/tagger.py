"""Label the words of a text that are names, by a linear-chain model.

Its weights are small whole numbers and all sums are of whole numbers, so every machine finds the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import add
from typing import NamedTuple

from vlogkit.intake.redaction.tagging.features import REACH, SLOTS, WordFeatures, case_of, hashed, joint
from vlogkit.intake.redaction.tagging.tokens import Token
from vlogkit.intake.redaction.tagging.weights import Row, Weights, weights
from vlogkit.intake.redaction.word_lists import FinderWords

LABELS = ("", "name", "name+")
"""Nothing, the first word of a name, and the others of it."""
NEVER = -1_000_000
MOST_WORDS = 20_000
"""Words whose scores are kept."""


class Name(NamedTuple):
    """Tokens `first` to `last` (exclusive) are one name; `margin` is how far the best reading without it falls behind."""

    first: int
    last: int
    margin: int


class Tagger:
    """The model with the word lists of a workspace."""

    def __init__(self, lists: FinderWords, model: Weights) -> None:
        self._words, self._model = WordFeatures(lists), model
        self._scores: dict[str, tuple[Row, ...]] = {}
        self._rows: dict[str, Row] = {}

    def finds(self, tokens: Sequence[Token], marks: Sequence[str]) -> list[Name]:
        """The names in the best reading of the tokens; `marks` are what the rules say of each."""
        if not tokens:
            return []
        scores = self._emissions(tokens, marks)
        ahead, back = _best_from_left(scores, self._model.steps), _best_from_right(scores, self._model.steps)
        through = [[x + y for x, y in zip(a, b, strict=True)] for a, b in zip(ahead, back, strict=True)]
        best = max(through[0])
        labels = _path(ahead, self._model.steps)
        return [
            Name(first, last, min(best - through[place][0] for place in range(first, last)))
            for first, last in _spans(labels)
        ]

    def _emissions(self, tokens: Sequence[Token], marks: Sequence[str]) -> list[Row]:
        """For each token, how much each label is to be preferred by its features alone."""
        sketches = [self._words.sketch(token.written) for token in tokens]
        words = [self._word(token.written) for token in tokens]
        case, count = case_of(tokens), len(tokens)
        result = []
        for at in range(count):
            near = range(max(0, at - REACH), min(count, at + REACH + 1))
            rows = [words[place][place - at + REACH] for place in near]
            rows += map(self._row, joint(sketches, tokens, marks, at, case))
            result.append((0, *map(sum, zip(*rows, strict=True))))
        return result

    def _word(self, written: str) -> tuple[Row, ...]:
        """What a word adds to the labels of each token that it stands near, by its slot."""
        if written not in self._scores:
            if len(self._scores) > MOST_WORDS:
                self._scores.clear()
            rows: list[list[Row]] = [[] for _ in range(SLOTS)]
            for slot, feature in self._words.of_word(written):
                rows[slot].append(self._row(f"{slot}{feature}"))
            self._scores[written] = tuple(tuple(map(sum, zip(*listed, strict=True))) for listed in rows)
        return self._scores[written]

    def _row(self, feature: str) -> Row:
        width = len(LABELS) - 1
        first = hashed(feature, self._model.size) * width
        return tuple(self._model.table[first : first + width])


@lru_cache(maxsize=4)
def tagger(lists: FinderWords) -> Tagger:
    """The tagger that goes by these lists."""
    return Tagger(lists, weights())


def _best_from_left(scores: Sequence[Row], steps: Sequence[Row]) -> list[list[int]]:
    """For each token and label, the most that a reading up to there can have."""
    best = [list(scores[0])]
    best[0][LABELS.index("name+")] = NEVER
    for row in scores[1:]:
        last = best[-1]
        best.append([value + max(map(add, last, into)) for value, into in zip(row, steps, strict=True)])
    return best


def _best_from_right(scores: Sequence[Row], steps: Sequence[Row]) -> list[list[int]]:
    """For each token and label, the most that the rest of a reading can have, without the token itself."""
    out = list(zip(*steps, strict=True))
    best = [[0] * len(LABELS)]
    for row in reversed(scores[1:]):
        rest = list(map(add, row, best[-1]))
        best.append([max(map(add, rest, step)) for step in out])
    return best[::-1]


def _path(ahead: Sequence[Sequence[int]], steps: Sequence[Row]) -> list[str]:
    """The labels of the best reading; the first of equals."""
    label = ahead[-1].index(max(ahead[-1]))
    labels = [label]
    for row in reversed(ahead[:-1]):
        reached = list(map(add, row, steps[label]))
        label = reached.index(max(reached))
        labels.append(label)
    return [LABELS[label] for label in reversed(labels)]


def _spans(labels: Sequence[str]) -> Iterator[tuple[int, int]]:
    """First and last token (exclusive) of each name."""
    for first, label in enumerate(labels):
        if label == "name":
            last = first + 1
            while last < len(labels) and labels[last] == "name+":
                last += 1
            yield first, last
