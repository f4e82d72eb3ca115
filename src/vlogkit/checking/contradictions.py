"""Find numbers in title, summary and body that contradict a fact of the same unit."""

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
_NUMBER = r"(?<![\w.,])(\d[\d.,]*\d|\d)"
_SAME_UNITS = ("m meter metre", "km kilometer kilometre", "ha hektare hektar", "kg kilogram", "% persen percent")
_SCALES = {"ribu": 1e3, "rb": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9, "milyar": 1e9, "triliun": 1e12}
_SCALES |= {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_SCALE = "|".join(_SCALES)
_RUPIAH = re.compile(rf"(?:rp|idr|rupiah)\.?(?:\s+(?P<a>{_SCALE}))?|(?P<b>{_SCALE})\s+(?:rupiah|rp)", re.IGNORECASE)
_MONEY = re.compile(
    r"(?<!\w)(?P<sign>(?:Rp|IDR)\.?[\s\u00a0]*)?(?<![\d.,])(?P<n>\d[\d.,]*\d|\d)"
    rf"(?:[\s\u00a0]*(?P<scale>{_SCALE})(?!\w))?(?P<word>[\s\u00a0]*rupiah(?!\w))?",
    re.IGNORECASE,
)
"""An amount: its currency stands before it or behind it, and mostly with a word for its size."""
_ROUNDED = re.compile(
    r"(?:sekitar|kira-kira|hampir|lebih dari|kurang dari|kurang lebih|about|around|almost|nearly|over|more than"
    r"|less than|up to|hingga|sampai|udakara|meh|luwih saka)\s*$",
    re.IGNORECASE,
)


def contradictions(notice: Notice, place: Place) -> Iterator[Finding]:
    """A number with the unit of a fact that is near the fact's value and is not it, at the line of the text."""
    if not isinstance(notice, Update | Tally):
        return
    texts: list[tuple[KeyPath, str]] = [(("title",), notice.title), (("summary",), notice.summary)]
    texts += [(("body", index), paragraph) for index, paragraph in enumerate(notice.body)]
    for index, fact in enumerate(notice.facts):
        known = [one.value for one in notice.facts if one.unit.casefold() == fact.unit.casefold()]
        near = (NEAR if len(known) == 1 else 0.0) * abs(fact.value)
        for key, text in texts:
            for said, value in _numbers_of(text, fact, notice.lang):
                if value not in known and (abs(value - fact.value) <= near or int(value) == int(fact.value)):
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


def _numbers_of(text: str, fact: Fact, lang: Language) -> Iterator[tuple[str, float]]:
    """The numbers of a text that stand before a fact's unit, as they are written and what they are; no rounded ones."""
    unit = fact.unit.casefold().strip()
    if not unit:
        return
    if money := _RUPIAH.fullmatch(unit):
        yield from _amounts_of(text, fact, lang, _SCALES.get(money["a"] or money["b"] or "", 1.0))
        return
    units = next((group.split() for group in _SAME_UNITS if unit in group.split()), [unit])
    longest = "|".join(re.escape(one) for one in sorted(units, key=len, reverse=True))
    for match in re.finditer(rf"{_NUMBER}[\s\u00a0]*(?:{longest})(?!\w)", text, re.IGNORECASE):
        value = _value(match[1], lang)
        if value is not None and not _ROUNDED.search(text[: match.start()]):
            yield match[1], value


def _amounts_of(text: str, fact: Fact, lang: Language, size: float) -> Iterator[tuple[str, float]]:
    """The amounts in rupiah of a text, in units of `size`; one in millions or more that is the fact rounded is the fact."""
    for match in _MONEY.finditer(text):
        value = _value(match["n"], lang)
        if value is None or not (match["sign"] or match["word"]) or _ROUNDED.search(text[: match.start()]):
            continue
        scale = _SCALES.get((match["scale"] or "").casefold(), 1.0)
        decimals = len(match["n"].rpartition("." if lang == "en" else ",")[2]) if value % 1 else 0
        same = match["scale"] and round(fact.value * size / scale, decimals) == value
        yield match[0].strip(), fact.value if same else round(value * scale / size, 6)


def _value(written: str, lang: Language) -> float | None:
    """What a number written in a language is; None for what is none."""
    group, comma = (",", ".") if lang == "en" else (".", ",")
    if not re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{comma}\d+)?|\d+(?:[.,]\d+)?", written):
        return None
    grouped = re.fullmatch(rf"\d{{1,3}}(?:\{group}\d{{3}})+(?:\{comma}\d+)?", written)
    return float((written.replace(group, "") if grouped else written).replace(",", "."))
