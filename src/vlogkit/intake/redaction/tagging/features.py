"""What the tagger knows of a word: its letters, its form, the lists it stands in, and its neighbours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from zlib import crc32

from vlogkit.intake.redaction.name_shapes import is_given, is_ordinary, regions
from vlogkit.intake.redaction.tagging.tokens import Token
from vlogkit.intake.redaction.word_lists import FinderWords

REACH = 3
"""Words on each side that are looked at."""
SLOTS = 2 * REACH + 1
_YEAR = re.compile(r"(?:19|20)\d\d")
_ROMAN = re.compile(r"[IVX]{1,5}")
_EDGE = ("", "edge", "")


class WordFeatures:
    """The features of single words, by their place beside the word that is labelled; kept, since words come again."""

    def __init__(self, lists: FinderWords) -> None:
        self._lists = lists
        self._titles = re.compile(lists.honorific.pattern.removesuffix(r"[ \t]*"), re.IGNORECASE)
        self._known: dict[str, tuple[str, str, str]] = {}

    def sketch(self, written: str) -> tuple[str, str, str]:
        """A word in lower case (a number by its length), its form, and the lists it stands in, a letter for each."""
        if written not in self._known:
            if len(self._known) > 50_000:
                self._known.clear()
            self._known[written] = (_folded(written), _form(written), self._lists_of(written))
        return self._known[written]

    def _lists_of(self, written: str) -> str:
        if not written[0].isalpha():
            return ""
        word, lists = written.lower(), self._lists
        listed = {
            "g": word in lists.given,
            "a": word in lists.also_words,
            "e": word not in lists.given and is_given(word, lists),
            "t": word in lists.titles or bool(self._titles.fullmatch(word)),
            "k": word in lists.kinsfolk,
            "n": bool(lists.their_kin.fullmatch(word)),
            "b": word in lists.bearers,
            "h": word in lists.hints or word in lists.givers,
            "d": word in lists.heads,
            "s": word in lists.selves,
            "o": word in lists.offices,
            "p": word in lists.places,
            "m": word in lists.premises,
            "c": word in lists.common,
            "r": word in regions(),
            "f": is_ordinary(word, lists),
        }
        return "".join(letter for letter, is_in in listed.items() if is_in)

    def of_word(self, written: str) -> Iterator[tuple[int, str]]:
        """The features of a word for each slot it may stand in: REACH is the word that is labelled."""
        folded, form, listed = self.sketch(written)
        for slot in range(SLOTS):
            away = abs(slot - REACH)
            yield slot, f"w{folded}"
            if away < REACH:
                yield slot, f"f{form}"
                yield from ((slot, f"l{letter}") for letter in listed)
                yield slot, f"L{listed}"
            if away == 1 and folded.isalpha():
                yield slot, f"z{folded[-3:]}"
        if not folded.isalpha():
            return
        edged = f"^{folded}$"
        for size in (2, 3, 4, 5):
            yield REACH, f"p{folded[:size]}"
            yield REACH, f"z{folded[-size:]}"
        for size in (3, 4):
            yield from ((REACH, f"n{edged[at : at + size]}") for at in range(len(edged) - size + 1))
        yield REACH, f"#{min(len(folded), 12)}"


def joint(
    sketches: Sequence[tuple[str, str, str]], tokens: Sequence[Token], marks: Sequence[str], at: int, case: str
) -> tuple[str, ...]:
    """Features of a word together with its neighbours. `marks` are what the rules say of each token, `case` how the text is
    written."""

    def near(place: int) -> tuple[str, str, str]:
        return sketches[place] if 0 <= place < len(sketches) else _EDGE

    (b2, g2, m2), (b1, g1, m1), (w, f, m), (a1, h1, n1), (a2, h2, _) = (near(at + step) for step in (-2, -1, 0, 1, 2))
    mark = marks[at]
    before, after = (marks[place] if 0 <= place < len(marks) else "" for place in (at - 1, at + 1))
    opens = at == 0 or b1 in {".", "!", "?", "\n"}
    glue = f"{tokens[at].glued:d}{at + 1 < len(tokens) and tokens[at + 1].glued:d}"
    return (
        f"A{b1} {a1}", f"B{b1} {f}", f"C{a1} {f}", f"D{b2} {b1}", f"E{a1} {a2}", f"F{g1} {f} {h1}", f"G{m1} {m}", f"H{m} {n1}",
        f"I{m1} {m} {n1}", f"J{m2} {m1} {m}", f"K{case} {f} {m}", f"M{opens:d} {f} {m}", f"N{b1} {m}", f"O{a1} {m}", f"P{b1} {w}",
        f"Q{glue} {f}", f"R{mark} {f}", f"S{mark} {m}", f"T{before} {mark} {after}", f"U{opens:d} {f} {a1}", f"V{g2} {g1} {f} {h1} {h2}",
        f"W{case} {m1} {f}", f"X{w} {a1}", f"Y{b2} {b1} {f}", f"Z{f} {a1} {a2}",
    )  # fmt: skip


def hashed(feature: str, size: int) -> int:
    """The row of a feature in a table of `size` rows, a power of two."""
    return crc32(feature.encode(errors="surrogatepass")) & (size - 1)


def case_of(tokens: Sequence[Token]) -> str:
    """How a text is written: without capitals, in capitals, each word with one, or mixed."""
    words = [token.written for token in tokens if len(token.written) > 2 and token.written[0].isalpha()]
    capital, upper = sum(word[0].isupper() for word in words), sum(word.isupper() for word in words)
    if upper * 5 >= len(words) * 4:
        return "upper"
    if capital * 10 >= len(words) * 7:
        return "title"
    return "lower" if not capital else "mixed"


def _folded(written: str) -> str:
    if written[0].isdigit():
        return "year" if _YEAR.fullmatch(written) else f"{'0' * (written[0] == '0')}{len(written)}"
    return written.lower()


def _form(written: str) -> str:
    if written[0].isdigit():
        return f"{min(len(written), 9)}"
    if not written[0].isalpha():
        return "<>" if len(written) > 1 else written
    if len(written) == 1:
        return "X" if written.isupper() else "x"
    if _ROMAN.fullmatch(written):
        return "IV"
    if written.isupper():
        return "XX"
    if written[0].isupper():
        return "Xx" if written[1:].islower() else "XxX"
    return "xx" if written.islower() else "xX"
