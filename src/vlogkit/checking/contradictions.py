"""Find numbers in the words of an item that contradict a fact of the same unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vlogkit import formatting
from vlogkit.checking.wording import Place
from vlogkit.findings.codes import found
from vlogkit.records.base import KeyPath, Language
from vlogkit.records.finding import Finding
from vlogkit.records.notices.notice import Notice
from vlogkit.records.notices.notice_base import Fact
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update

NEAR = 0.1
"""Share of a fact by which a number differs at most to be taken for the same one, told otherwise: what is farther away
is mostly another number, such as the time a way took before. Of several facts of one unit only the digits behind the
point may differ."""
_NUMBER = r"(?<![\w.,])(?P<n>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d[\d.,]*\d|\d)"
_SAME_UNITS = (
    ("m", "meter", "metre"),
    ("km", "kilometer", "kilometre"),
    ("m2", "m²", "meter persegi", "square metres"),
    ("km2", "km²", "kilometer persegi", "square kilometres"),
    ("m3", "m³", "meter kubik", "cubic metres"),
    ("ha", "hektare", "hektar"),
    ("kg", "kilogram"),
    ("%", "persen", "percent"),
    ("orang", "jiwa", "warga"),
)
"""What is counted or measured in one and the same unit."""
_SCALES = {"ribu": 1e3, "rb": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12}
_SCALES |= {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALE = "|".join(_SCALES)
_SHORT_SCALES = {"m": 1e9, "t": 1e12}
"""How Indonesian shortens miliar and triliun behind an amount; in English an M is mostly a million."""
_RUPIAH = re.compile(rf"(?:rp|idr|rupiah)\.?(?:\s+(?P<a>{_SCALE}))?|(?P<b>{_SCALE})\s+(?:rupiah|rp)", re.IGNORECASE)
_MONEY = re.compile(
    r"(?<!\w)(?P<sign>(?:Rp|IDR)\.?[\s\u00a0]*)?(?<![\d.,])(?P<n>\d[\d.,]*\d|\d)"
    rf"(?:[\s\u00a0]*(?P<scale>{_SCALE}|m|t)(?!\w))?(?P<word>[\s\u00a0]*rupiah(?!\w))?",
    re.IGNORECASE,
)
"""An amount: its currency stands before it or behind it, and mostly with a word for its size."""
_AT_LEAST = re.compile(r"(?:lebih dari|more than|over|luwih saka)\s*$", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:kurang dari|less than)\s*$", re.IGNORECASE)
_ROUNDED = re.compile(
    r"(?:sekitar|kira-kira|hampir|lebih dari|kurang dari|kurang lebih|about|around|almost|nearly|over|more than"
    r"|less than|up to|hingga|sampai|udakara|meh|luwih saka)\s*$",
    re.IGNORECASE,
)


def contradictions(notice: Notice, place: Place) -> Iterator[Finding]:
    """A number with the unit of a fact that is near the fact's value and is not it, at the line of the text."""
    if not isinstance(notice, Update | Tally):
        return
    texts = list(_texts_of(notice))
    for index, fact in enumerate(notice.facts):
        known = [abs(one.value) for one in notice.facts if one.unit.casefold() == fact.unit.casefold()]
        near = (NEAR if len(known) == 1 else 0.0) * abs(fact.value)
        for key, text in texts:
            for said, value in _numbers_of(text, fact, notice.lang):
                size = abs(fact.value)  # "turun 2,4 persen" is said of -2.4
                if value not in known and (abs(value - size) <= near or int(value) == int(size)):
                    yield found(
                        "fact-contradicted",
                        place=place(key),
                        about=text,
                        measured=said,
                        limit=formatting.number(fact.value, notice.lang, fact.decimals),
                        unit=fact.unit,
                        label=fact.label,
                        there=str(place(("facts", index)) or "the facts"),
                    )


def _texts_of(notice: Update | Tally) -> Iterator[tuple[KeyPath, str]]:
    """Every text of a notice that is read, with its key."""
    yield from ((("title",), notice.title), (("summary",), notice.summary), (("thumbnail",), notice.thumbnail))
    yield from ((("body", index), paragraph) for index, paragraph in enumerate(notice.body))
    yield from ((("posts", platform), words) for platform, words in notice.posts.items())
    yield from (((*key, "alt"), medium.alt) for key, medium in notice.media())
    if isinstance(notice, Update):
        yield from ((("steps", index), step) for index, step in enumerate(notice.steps))
        if notice.quote is not None:
            yield ("quote", "text"), notice.quote.text


def _numbers_of(text: str, fact: Fact, lang: Language) -> Iterator[tuple[str, float]]:
    """The numbers of a text that stand before a fact's unit, as they are written and what they are; no rounded ones."""
    unit = fact.unit.casefold().strip()
    if not unit:
        return
    if money := _RUPIAH.fullmatch(unit):
        yield from _amounts_of(text, fact, lang, _SCALES.get(money["a"] or money["b"] or "", 1.0))
        return
    units = next((group for group in _SAME_UNITS if unit in group), (unit,))
    longest = "|".join(re.escape(one) for one in sorted(units, key=len, reverse=True))
    scaled = rf"{_NUMBER}[\s\u00a0]*(?:(?P<scale>{_SCALE})[\s\u00a0]+)?(?:{longest})(?!\w|\s+(?:persegi|kubik))"
    for match in re.finditer(scaled, text, re.IGNORECASE):
        value = _value(match["n"], lang, whole=not fact.decimals and abs(fact.value) >= 1000)
        if value is None:
            continue
        scale = _SCALES.get((match["scale"] or "").casefold(), 1.0)
        told = _told(match["n"], value, scale, abs(fact.value), lang)
        if not _roughly(text[: match.start()], told, abs(fact.value)):
            yield f"{match['n']} {match['scale']}" if match["scale"] else match["n"], told


def _told(written: str, value: float, scale: float, fact: float, lang: Language) -> float:
    """A number with the word for its size: the fact itself where it is the fact rounded to the digits that are written."""
    if scale == 1.0:
        return value
    decimals = len(written.rpartition("." if lang == "en" else ",")[2]) if value % 1 else 0
    same = round(abs(fact / scale - value) * 10**decimals, 6) < 0.5  # a half could be either, and is neither
    return fact if same else round(value * scale, 6)


def _roughly(before: str, value: float, fact: float) -> bool:
    """Whether the words before a number say that it is not exact, and are true of the fact."""
    if (_AT_LEAST.search(before) and value > fact) or (_AT_MOST.search(before) and value < fact):
        return False
    return _ROUNDED.search(before) is not None


def _amounts_of(text: str, fact: Fact, lang: Language, size: float) -> Iterator[tuple[str, float]]:
    """The amounts in rupiah of a text, in units of `size`; one in millions or more that is the fact rounded is the fact."""
    scales = _SCALES if lang == "en" else _SCALES | _SHORT_SCALES
    for match in _MONEY.finditer(text):
        value, word = _value(match["n"], lang), (match["scale"] or "").casefold()
        if value is None or not (match["sign"] or match["word"]) or (word and word not in scales):
            continue
        told = _told(match["n"], value, scales.get(word, 1.0), abs(fact.value) * size, lang) / size
        told = round(told, 6)
        if not _roughly(text[: match.start()], told, abs(fact.value)):
            yield match[0].strip(), told


def _value(written: str, lang: Language, *, whole: bool = False) -> float | None:
    """What a number written in a language is, of a `whole` number also with the other language's points; None for what
    is none."""
    if " " in written or "\u00a0" in written or "\u202f" in written:
        return float("".join(written.split()))
    if whole and re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", written):
        return float(re.sub(r"[.,]", "", written))
    group, comma = (",", ".") if lang == "en" else (".", ",")
    if not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{comma}\d+)?|\d+(?:[.,]\d+)?", written):
        return None
    grouped = re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{comma}\d+)?", written)
    return float((written.replace(group, "") if grouped else written).replace(",", "."))
