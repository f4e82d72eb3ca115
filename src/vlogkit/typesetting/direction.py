"""Embedding levels of mixed-direction text, by the Unicode bidirectional algorithm.

python-bidi gives the paragraph's direction. Its pure Python part also gives levels, but knows neither isolates nor
bracket pairs, so the rules of UAX #9 (revision 48) after P3 are here, named as the annex names them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from bidi import get_base_level

MAX_DEPTH = 125
_OPENERS = "([{⁅⁽₍⌈⌊⟦⟨⟪⟬⦃⦅⸢⸤⸦⸨〈《「『【〔〖〘〚"
_CLOSERS = ")]}⁆⁾₎⌉⌋⟧⟩⟫⟭⦄⦆⸣⸥⸧⸩〉》」』】〕〗〙〛"
_CLOSER_OF = dict(zip(_OPENERS, _CLOSERS, strict=True))
_EMBEDDINGS = {"LRE": ("L", ""), "RLE": ("R", ""), "LRO": ("L", "L"), "RLO": ("R", "R")}
_ISOLATES = {"LRI", "RLI", "FSI"}
_REMOVED = {"LRE", "RLE", "LRO", "RLO", "PDF", "BN"}
_NEUTRAL = {"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"}
_RIGHTWARD = {"R", "AL", "AN", "RLE", "RLO", "RLI", "FSI"}


@lru_cache(maxsize=8192)
def _class_of(char: str) -> str:
    return unicodedata.bidirectional(char) or "L"


def base_level(text: str) -> int:
    """0 for a paragraph that reads from the left, 1 from the right (rules P2 and P3)."""
    return 0 if text.isascii() else int(get_base_level(text))


@lru_cache(maxsize=256)
def levels(text: str, base: int) -> tuple[int, ...]:
    """The embedding level of each character of one paragraph; even ones read from the left."""
    classes = [_class_of(char) for char in text]
    if base == 0 and not _RIGHTWARD.intersection(classes):
        return (0,) * len(text)
    paragraph = _Paragraph(text, base, classes, [base] * len(text), list(classes), _isolates(classes))
    paragraph.embed()
    runs = paragraph.sequences()
    edges = [paragraph.edges(run) for run in runs]
    for run, (start, end) in zip(runs, edges, strict=True):
        _resolve(paragraph, run, start, end)
    return tuple(paragraph.finish())


def visual_order(run_levels: list[int]) -> list[int]:
    """The indices of runs from left to right (rule L2)."""
    order = list(range(len(run_levels)))
    for level in range(max(run_levels, default=0), 0, -1):
        index = 0
        while index < len(order):
            end = index
            while end < len(order) and run_levels[order[end]] >= level:
                end += 1
            order[index:end] = reversed(order[index:end])
            index = max(end, index + 1)
    return order


def _isolates(classes: list[str]) -> dict[int, int]:
    """Isolate initiators and the PDI that closes each (BD9), both ways."""
    pairs: dict[int, int] = {}
    open_: list[int] = []
    for index, kind in enumerate(classes):
        if kind in _ISOLATES:
            open_.append(index)
        elif kind == "PDI" and open_:
            start = open_.pop()
            pairs[start], pairs[index] = index, start
    return pairs


@dataclass
class _Paragraph:
    text: str
    base: int
    classes: list[str]
    level: list[int]
    kind: list[str]
    pairs: dict[int, int]

    def embed(self) -> None:
        """Rules X1 to X8: levels from explicit embeddings, overrides and isolates."""
        stack: list[tuple[int, str, bool]] = [(self.base, "", False)]
        lost_isolates = lost_embeddings = valid_isolates = 0
        for index, kind in enumerate(self.classes):
            level, override, _ = stack[-1]
            self.level[index] = level
            if kind in _EMBEDDINGS or kind in _ISOLATES:
                if kind in _ISOLATES and override:
                    self.kind[index] = override
                rightward = self._opens_rightward(index)
                higher = (level + 1) | 1 if rightward else (level + 2) & ~1
                if higher > MAX_DEPTH or lost_isolates or lost_embeddings:
                    lost_isolates += kind in _ISOLATES
                    lost_embeddings += kind in _EMBEDDINGS and not lost_isolates
                    continue
                valid_isolates += kind in _ISOLATES
                stack.append((higher, _EMBEDDINGS.get(kind, ("", ""))[1], kind in _ISOLATES))
            elif kind == "PDI":
                if lost_isolates:
                    lost_isolates -= 1
                elif valid_isolates:
                    lost_embeddings = 0
                    while not stack.pop()[2]:
                        pass
                    valid_isolates -= 1
                self.level[index], override, _ = stack[-1]
                self.kind[index] = override or self.kind[index]
            elif kind == "PDF":
                if not lost_isolates and lost_embeddings:
                    lost_embeddings -= 1
                elif not lost_isolates and not stack[-1][2] and len(stack) > 1:
                    stack.pop()
            elif kind == "B":
                self.level[index] = self.base
            elif override and kind != "BN":
                self.kind[index] = override

    def _opens_rightward(self, index: int) -> bool:
        kind = self.classes[index]
        if kind == "FSI":
            end = self.pairs.get(index, len(self.text))
            return self._first_strong(index + 1, end) == 1
        return kind in {"RLE", "RLO", "RLI"}

    def _first_strong(self, start: int, end: int) -> int:
        index = start
        while index < end:
            kind = self.classes[index]
            if kind in {"L", "R", "AL"}:
                return int(kind != "L")
            index = self.pairs.get(index, end) + 1 if kind in _ISOLATES else index + 1
        return 0

    def sequences(self) -> list[list[int]]:
        """The isolating run sequences (X9, X10, BD13) as lists of offsets, removed characters left out."""
        runs: list[list[int]] = []
        for index, kind in enumerate(self.classes):
            if kind in _REMOVED:
                continue
            if runs and self.level[runs[-1][-1]] == self.level[index]:
                runs[-1].append(index)
            else:
                runs.append([index])
        joined: list[list[int]] = []
        ends: dict[int, list[int]] = {}
        for run in runs:
            opener = self.pairs.get(run[0], -1) if self.classes[run[0]] == "PDI" else -1
            if opener in ends:
                sequence = ends.pop(opener)
                sequence += run
            else:
                sequence = list(run)
                joined.append(sequence)
            if self.classes[run[-1]] in _ISOLATES:
                ends[run[-1]] = sequence
        return joined

    def edges(self, run: list[int]) -> tuple[str, str]:
        """The directions at the start and end of a sequence (sos and eos)."""
        level = self.level[run[0]]
        before, after = run[0] - 1, run[-1] + 1
        while before >= 0 and self.classes[before] in _REMOVED:
            before -= 1
        while after < len(self.text) and self.classes[after] in _REMOVED:
            after += 1
        first = self.level[before] if before >= 0 else self.base
        open_end = self.classes[run[-1]] in _ISOLATES and run[-1] not in self.pairs
        last = self.base if open_end or after >= len(self.text) else self.level[after]
        return "LR"[max(level, first) % 2], "LR"[max(level, last) % 2]

    def finish(self) -> list[int]:
        """Rule L1, and removed characters take the level before them (section 5.2)."""
        trailing = True
        for index in range(len(self.text) - 1, -1, -1):
            kind = self.classes[index]
            if kind in {"B", "S"}:
                trailing = True
            elif kind not in _REMOVED and kind not in _ISOLATES and kind not in {"WS", "PDI"}:
                trailing = False
            if trailing and kind not in _REMOVED:
                self.level[index] = self.base
        for index, kind in enumerate(self.classes):
            if kind in _REMOVED:
                self.level[index] = self.level[index - 1] if index else self.base
        return self.level


def _resolve(paragraph: _Paragraph, run: list[int], start: str, end: str) -> None:
    """Rules W1 to W7, N0 to N2, I1 and I2 on one isolating run sequence."""
    kinds = [paragraph.kind[index] for index in run]
    _weaken(kinds, start)
    level = paragraph.level[run[0]]
    _pair_brackets(paragraph, run, kinds, "LR"[level % 2], start)
    _settle_neutrals(kinds, "LR"[level % 2], start, end)
    for index, kind in zip(run, kinds, strict=True):
        if level % 2 == 0:
            paragraph.level[index] = level + {"R": 1, "AN": 2, "EN": 2}.get(kind, 0)
        else:
            paragraph.level[index] = level + (kind in {"L", "EN", "AN"})


def _weaken(kinds: list[str], start: str) -> None:
    """Rules W1 to W7, in place."""
    before = start
    for index, kind in enumerate(kinds):
        if kind == "NSM":
            kinds[index] = "ON" if before in {"LRI", "RLI", "FSI", "PDI"} else before
        before = kinds[index]
    strong = start
    for index, kind in enumerate(kinds):
        if kind in {"L", "R", "AL"}:
            strong = kind
        elif kind == "EN" and strong == "AL":
            kinds[index] = "AN"
    for index, kind in enumerate(kinds):
        if kind == "AL":
            kinds[index] = "R"
    for index in range(1, len(kinds) - 1):
        sides = kinds[index - 1], kinds[index + 1]
        if sides == ("EN", "EN") and kinds[index] in {"ES", "CS"}:
            kinds[index] = "EN"
        elif sides == ("AN", "AN") and kinds[index] == "CS":
            kinds[index] = "AN"
    _join_terminators(kinds)
    strong = start
    for index, kind in enumerate(kinds):
        if kind in {"ES", "ET", "CS"}:
            kinds[index] = "ON"
        elif kind in {"L", "R"}:
            strong = kind
        elif kind == "EN" and strong == "L":
            kinds[index] = "L"


def _join_terminators(kinds: list[str]) -> None:
    """Rule W5: a row of European terminators beside a European number belongs to it."""
    index = 0
    while index < len(kinds):
        end = index
        while end < len(kinds) and kinds[end] == "ET":
            end += 1
        beside = (index > 0 and kinds[index - 1] == "EN") or (end < len(kinds) and kinds[end] == "EN")
        if end > index and beside:
            kinds[index:end] = ["EN"] * (end - index)
        index = max(end, index + 1)


def _strength(kind: str) -> str:
    return "R" if kind in {"R", "EN", "AN"} else "L" if kind == "L" else ""


def _pair_brackets(paragraph: _Paragraph, run: list[int], kinds: list[str], embedding: str, start: str) -> None:
    """Rule N0: both brackets of a pair take one direction."""
    for opener, closer in _bracket_pairs(paragraph.text, run, kinds):
        inside = {_strength(kind) for kind in kinds[opener + 1 : closer]} - {""}
        if not inside:
            continue
        direction = embedding
        if embedding not in inside:
            before = next((_strength(kind) for kind in reversed(kinds[:opener]) if _strength(kind)), start)
            direction = before if before != embedding else embedding
        for place in (opener, closer):
            kinds[place] = direction
            after = place + 1
            while after < len(run) and paragraph.classes[run[after]] == "NSM":
                kinds[after] = direction
                after += 1


def _bracket_pairs(text: str, run: list[int], kinds: list[str]) -> list[tuple[int, int]]:
    """Rule BD16: places of matching brackets, by their openers; none where 63 are open at once."""
    pairs: list[tuple[int, int]] = []
    open_: list[tuple[str, int]] = []
    for place, index in enumerate(run):
        char = text[index]
        if kinds[place] != "ON":
            continue
        if char in _CLOSER_OF:
            if len(open_) == 63:
                return []
            open_.append((_CLOSER_OF[char], place))
        elif char in _CLOSERS:
            for depth in range(len(open_) - 1, -1, -1):
                if open_[depth][0] == char:
                    pairs.append((open_[depth][1], place))
                    del open_[depth:]
                    break
    return sorted(pairs)


def _settle_neutrals(kinds: list[str], embedding: str, start: str, end: str) -> None:
    """Rules N1 and N2, in place."""
    index = 0
    while index < len(kinds):
        stop = index
        while stop < len(kinds) and kinds[stop] in _NEUTRAL:
            stop += 1
        if stop > index:
            before = _strength(kinds[index - 1]) if index else start
            after = _strength(kinds[stop]) if stop < len(kinds) else end
            kinds[index:stop] = [before if before == after else embedding] * (stop - index)
        index = max(stop, index + 1)
