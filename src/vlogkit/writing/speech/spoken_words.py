"""Write out the figures and abbreviations of a script as they are spoken."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vlogkit.records.base import Language

_ONES = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_SCALES = (
    (10**12, "triliun"),
    (10**9, "miliar"),
    (10**6, "juta"),
    (1000, "ribu"),
    (100, "ratus"),
    (10, "puluh"),
)
_UNITS = {
    "km": "kilometer",
    "m": "meter",
    "cm": "sentimeter",
    "kg": "kilogram",
    "ha": "hektare",
    "m2": "meter persegi",
    "m²": "meter persegi",
    "km/jam": "kilometer per jam",
    "rp": "rupiah",
    "no": "nomor",
    "jl": "jalan",
    "jln": "jalan",
    "kab": "kabupaten",
    "kec": "kecamatan",
    "kel": "kelurahan",
    "prov": "provinsi",
    "bpk": "bapak",
    "sdr": "saudara",
    "sdri": "saudari",
    "dr": "dokter",
    "dll": "dan lain lain",
    "dst": "dan seterusnya",
    "dsb": "dan sebagainya",
    "yg": "yang",
    "dgn": "dengan",
    "utk": "untuk",
    "tgl": "tanggal",
    "wib": "wib",
}
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+(?!\d)(?:,\d+)?|\d+(?:[.,]\d+)?")
_THOUSANDS = re.compile(r"\.(?=\d{3}(?!\d))")
_CLOCK = re.compile(r"^(\d{1,2})[.:]([0-5]\d)$")
_PRICE = re.compile(r"^[“\"(]?[Rr]p\.?\s?(\d)?")
_SCALE = re.compile(r"^(?:ribu|juta|miliar|triliun)\b", re.IGNORECASE)
_EDGES = "“”‘’\"'()[]«»"


def spoken(words: Sequence[str], lang: Language) -> tuple[str, ...]:
    """One string a word, in the letters the voice reads; English is left to the voice.

    A word that is not spoken where it stands is empty: “Rp 1,2 miliar” is “”, “satu koma dua”, “miliar
    rupiah”."""
    if lang == "en":
        return tuple(word.strip(_EDGES) or word for word in words)
    read = [" ".join(_spoken(part, lang) for part in word.split()) or word for word in words]
    for index, word in enumerate(words):
        price = _PRICE.match(word)
        if price and (price.group(1) or _starts_with_figure(words, index + 1)):
            _read_price(read, words, index, bool(price.group(1)))
    return tuple(read)


def _starts_with_figure(words: Sequence[str], index: int) -> bool:
    return index < len(words) and words[index][:1].isdigit()


def _read_price(read: list[str], words: Sequence[str], index: int, joined: bool) -> None:
    """Move “rupiah” from before the amount to after it."""
    amount = index if joined else index + 1
    read[index] = read[index].removeprefix("rupiah").strip()
    while amount + 1 < len(words) and not words[amount].endswith(",") and _SCALE.match(words[amount + 1]):
        amount += 1
    body = read[amount].rstrip(".,")
    read[amount] = f"{body} rupiah{read[amount][len(body) :]}"


def number(value: int) -> str:
    """A whole number from 0 in Indonesian words."""
    if value < len(_ONES):
        return _ONES[value]
    if value < 20:
        return f"{_ONES[value - 10]} belas"
    scale, name = next(pair for pair in _SCALES if value >= pair[0])
    count, rest = divmod(value, scale)
    head = f"se{name}" if count == 1 and scale <= 1000 else f"{number(count)} {name}"
    return f"{head} {number(rest)}" if rest else head


def _spoken(word: str, lang: Language) -> str:
    bare = word.strip(_EDGES)
    body = bare.rstrip(".,;:!?…")
    mark = "," if bare[len(body) : len(body) + 1] in {",", ";", ":"} else "." if re.search(r"[.!?…]$", bare) else ""
    if body.lower() in _UNITS:
        return _UNITS[body.lower()] + mark * (mark == "," or body.lower() not in {"no", "jl", "kab", "kec", "dr"})
    clock = _CLOCK.match(body)
    if clock:
        hours, minutes = int(clock.group(1)), int(clock.group(2))
        return f"{number(hours)} {'lewat ' + number(minutes) if minutes else 'tepat'}" + mark
    read = _NUMBER.sub(lambda match: f" {_figure(match.group())} ", body)
    read = read.replace("%", " persen").replace("&", " dan ").replace("+", " plus ").replace("/", " ")
    read = re.sub(r"\b[Rr]p\b", "rupiah", read)
    read = " ".join(re.sub(r"[–—-]", " ", read).split())
    return (_javanese(read) if lang == "jv" else read or body or word) + mark


def _figure(text: str) -> str:
    """A number as it is read: a point before three digits groups them, any other one is read as a comma is."""
    whole, _, decimals = _THOUSANDS.sub("", text).replace(".", ",").partition(",")
    if len(whole) > 15 or (len(whole) > 1 and whole.startswith("0")):
        return " ".join(_ONES[int(digit)] for digit in whole + decimals)
    tail = " koma " + " ".join(_ONES[int(digit)] for digit in decimals) if decimals else ""
    return number(int(whole)) + tail


def _javanese(text: str) -> str:
    """Javanese spelling for an Indonesian voice: dh, th as d, t; open a at the end as o, and an open a
    before it."""
    plain = text.translate(str.maketrans("èéêÈÉÊ", "eeeEEE"))
    plain = re.sub(r"([dt])h", r"\1", plain, flags=re.IGNORECASE)
    plain = re.sub(r"a([bcdghjklmnprstwy]|ny|ng)a\b", r"o\1o", plain)
    return re.sub(r"a\b", "o", plain)
