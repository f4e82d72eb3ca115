"""Make variants of marked sentences: other names, other cases, no signs."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import NamedTuple

import yaml

_MARK = re.compile(r"\[\[(?P<kind>[a-z]+)\|(?P<words>.*?)\]\]", re.DOTALL)


class Mark(NamedTuple):
    """Characters `start` to `end` (exclusive) of a text are personal, of this kind."""

    start: int
    end: int
    kind: str


class Marked(NamedTuple):
    """A text and what is marked in it."""

    text: str
    marks: tuple[Mark, ...]


def marked(line: str) -> Marked:
    """A line of a file of sentences, read."""
    line, text, marks, done = line.replace("\\n", "\n"), "", [], 0
    for match in _MARK.finditer(line):
        text += line[done : match.start()]
        marks.append(Mark(len(text), len(text) + len(match["words"]), match["kind"]))
        text += match["words"]
        done = match.end()
    return Marked(text + line[done:], tuple(marks))


PARTS: dict[str, list[str]] = {
    kind: [word for line in lines for word in str(line).split()]
    for kind, lines in yaml.safe_load(
        (Path(__file__).parent / "name_sentences" / "parts.yaml").read_text("utf-8")
    ).items()
}
_FRONT = (
    "min ",
    "pak ",
    "halo min, ",
    "Assalamualaikum. ",
    "lapor ",
    "woy ",
    "kak ",
    "mohon bantuannya ",
    "Selamat pagi, ",
    "maaf ",
    "bos ",
    "lur ",
    "tolong dong ",
    "fyi ",
)
_BACK = (
    " min",
    " ya",
    " tolong",
    " 🙏",
    "!!",
    " makasih",
    ". Terima kasih.",
    " matur nuwun",
    " wkwk",
    " pak",
    "...",
    " dong",
    " mohon dicek",
    " suwun",
)
_PLACE = re.compile(
    r"\b(?P<kind>(?i:jalan|jln|jl|pasar|rsud|rs|rsup|stadion|gedung|taman|jembatan|masjid|lapangan|terminal|museum|makam|patung|waduk|sma|smp|sd|smk|puskesmas|"
    r"desa|kelurahan|kecamatan|dusun|kampung|perum|gor|bandara|universitas|kali|gunung|hari|festival|toko|warung|hotel|klinik|apotek|bengkel|pabrik|ruas))"
    r"(?P<gap>\.? )(?P<name>[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,}){0,2})"
)


class Variants:
    """Draws variants; `first` are given names in lower case, `titles` matches what stands before a name inside a mark."""

    def __init__(self, first: list[str], titles: re.Pattern[str], chance: random.Random) -> None:
        self._first, self._titles, self._chance = [name.capitalize() for name in sorted(first)], titles, chance

    def of(self, one: Marked) -> Marked:
        """A variant of a sentence."""
        chance = self._chance.random
        if chance() < 0.75:
            one = self._renamed(one)
        if chance() < 0.25:
            one = self._places_renamed(one)
        if chance() < 0.15:
            one = _edit(one, 0, 0, self._chance.choice(_FRONT))
        if chance() < 0.15:
            one = Marked(one.text + self._chance.choice(_BACK), one.marks)
        if chance() < 0.2:
            one = self._without_signs(one)
        draw = chance()
        if draw < 0.2:
            return Marked(_same_length(one.text, str.lower), one.marks)
        if draw < 0.28:
            return Marked(_same_length(one.text, str.upper), one.marks)
        if draw < 0.31:
            return Marked(re.sub(r"(?<![\w'])[a-z]", lambda letter: letter[0].upper(), one.text), one.marks)
        if draw < 0.38:
            return Marked(_same_length(one.text[:1], str.lower) + one.text[1:], one.marks)
        return one

    def joined(self, one: Marked, other: Marked) -> Marked:
        """Two sentences, one behind the other."""
        between = self._chance.choice((". ", "\n", ", ", " ", " - "))
        offset = len(one.text) + len(between)
        marks = tuple(Mark(mark.start + offset, mark.end + offset, mark.kind) for mark in other.marks)
        return Marked(one.text + between + other.text, one.marks + marks)

    def _renamed(self, one: Marked) -> Marked:
        """Each name another one, the same for those that are equal, in the same case."""
        new: dict[str, str] = {}
        for mark in sorted(one.marks, reverse=True):
            if mark.kind != "name":
                continue
            written = one.text[mark.start : mark.end]
            title = self._titles.match(written)
            start = mark.start + (title.end() if title and title.end() < len(written) else 0)
            old = one.text[start : mark.end]
            name = new.setdefault(old.lower(), self._name(len(old.split())))
            if old.islower():
                name = name.lower()
            elif old.isupper() and len(old) > 3:
                name = name.upper()
            elif self._chance.random() < 0.1:
                name = name.lower()
            one = _edit(one, start, mark.end, name)
        return one

    def _name(self, count: int) -> str:
        """A name of about so many words."""
        draw, pick = self._chance.random(), self._chance.choice
        if self._chance.random() < 0.3:
            count = max(1, count + pick((-1, 1)))
        if count == 1:
            return pick(
                pick(
                    (
                        self._first,
                        self._first,
                        PARTS["modern"],
                        PARTS["modern"],
                        PARTS["nicknames"],
                        PARTS["second"],
                        [self._made()],
                        [self._made()],
                    )
                )
            )
        if draw < 0.06:
            return " ".join([pick(PARTS["chinese"]), *(pick(PARTS["chinese_second"]) for _ in range(2))])
        if draw < 0.1:
            return " ".join(
                [
                    pick(("I Wayan", "I Made", "I Gede", "Ni Luh", "Ni Made", "I Ketut", "Ni Putu")),
                    pick(PARTS["modern"] + PARTS["second"]),
                ]
            )
        if draw < 0.14:
            return f"{pick(self._first)} {pick(('bin', 'binti'))} {pick(self._first)}"
        if draw < 0.18:
            return f"{pick(self._first)} {pick('ABDHKMNPRSTW')}{pick(('', '.'))}"
        first = pick(
            pick(
                (
                    self._first,
                    self._first,
                    PARTS["modern"],
                    [self._made()],
                    ["Siti", "Sri", "Dwi", "Tri", "Eka", "Nur", "Muhammad", "Ahmad", "Moh.", "M."],
                )
            )
        )
        rest = [
            pick(pick((PARTS["second"], PARTS["second"], self._first, PARTS["modern"], [self._made()])))
            for _ in range(min(count, 4) - 1)
        ]
        return " ".join([first, *rest])

    def _made(self) -> str:
        """A name that nobody need have."""
        pick = self._chance.choice
        middle = pick(PARTS["middles"]) if self._chance.random() < 0.6 else ""
        return (pick(PARTS["starts"]) + middle + pick(PARTS["endings"])).capitalize()

    def _places_renamed(self, one: Marked) -> Marked:
        """Roads, schools and markets called after somebody else."""
        for match in reversed(list(_PLACE.finditer(one.text))):
            if not any(mark.start < match.end() and mark.end > match.start() for mark in one.marks):
                one = _edit(one, match.start("name"), match.end("name"), self._name(len(match["name"].split())))
        return one

    def _without_signs(self, one: Marked) -> Marked:
        """Without commas and full stops that stand between words."""
        for match in reversed(list(re.finditer(r"[.,:;!?](?=\s|$)", one.text))):
            if not any(mark.start <= match.start() < mark.end for mark in one.marks):
                one = _edit(one, match.start(), match.end(), "")
        return one


def _edit(one: Marked, start: int, end: int, new: str) -> Marked:
    """A text with other words in one place, the marks moved; a mark that holds the place grows or shrinks with it."""
    grown = len(new) - (end - start)
    marks = tuple(
        Mark(
            mark.start + grown * ((mark.start >= end and mark.start > start) or (start == end == 0)),
            mark.end + grown * (mark.end >= end),
            mark.kind,
        )
        for mark in one.marks
    )
    return Marked(one.text[:start] + new + one.text[end:], marks)


def _same_length(text: str, change) -> str:  # type: ignore[no-untyped-def]
    """A text in another case, letters that would become two left alone."""
    return "".join(new if len(new := change(letter)) == 1 else letter for letter in text)
