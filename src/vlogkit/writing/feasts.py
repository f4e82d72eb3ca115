"""Tell which feast a greeting is for: the one it says, the one its title names, or the one that falls on its day."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from vlogkit.records.notices.update import Feast, Update

EMBLEMS: dict[Feast, str] = {
    "idulfitri": "ketupat",
    "iduladha": "kaabah",
    "ramadan": "lentera",
    "maulid": "lentera",
    "natal": "lilin",
    "paskah": "lilin",
    "nyepi": "penjor",
    "galungan": "penjor",
    "waisak": "teratai",
    "imlek": "lampion",
    "kemerdekaan": "bendera",
    "pancasila": "bendera",
    "sumpah-pemuda": "pemuda",
    "pahlawan": "bambu",
    "guru": "buku",
    "tahun-baru": "kembang-api",
    "umum": "gunungan",
}
"""Feast → the file in `assets/emblems/` that is drawn for it."""
_NAMES: tuple[tuple[Feast, str], ...] = (
    ("idulfitri", r"idul ?fitri|lebaran|riyaya|riyadi|eid(?: al-?| ul-?)? ?fitr|halal ?bihalal"),
    ("iduladha", r"idul ?adha|iduladha|kurban|qurban|eid(?: al-?| ul-?)? ?adha"),
    ("ramadan", r"ramadh?an|puasa|pasa|siyam|nuzulul"),
    ("maulid", r"maulid|mawlid|isra|mi'?raj|muharam|muharram|hijriah|hijriyah|islamic new year"),
    ("natal", r"natal|christmas"),
    ("paskah", r"paskah|easter|wafat|kenaikan (?:isa|yesus)|kebangkitan|good friday|ascension"),
    ("nyepi", r"nyepi|saka"),
    ("galungan", r"galungan|kuningan|saraswati"),
    ("waisak", r"waisak|vesak|wesak"),
    ("imlek", r"imlek|cap go meh|kongzili|lunar new year|chinese new year"),
    ("kemerdekaan", r"kemerdekaan|kamardikan|proklamasi|dirgahayu (?:republik|indonesia|ri)|independence"),
    ("pancasila", r"pancasila"),
    ("sumpah-pemuda", r"sumpah pemuda|youth pledge|hari pemuda"),
    ("pahlawan", r"pahlawan|heroes"),
    ("guru", r"hari guru|guru nasional|pendidikan|hardiknas|teachers?|education|literasi|buku"),
    ("tahun-baru", r"tahun baru|taun anyar|warsa enggal|new year"),
)
"""How titles and the calendar call them, in Indonesian, Javanese and English; the first that fits counts."""
_WORDS = tuple((feast, re.compile(rf"\b(?:{names})\b", re.IGNORECASE)) for feast, names in _NAMES)
_WISH = re.compile(r"\b(?:selamat|sugeng|dirgahayu|memperingati|mengucapkan|happy|merry|greetings)\b", re.IGNORECASE)
_DAYS: dict[tuple[int, int], Feast] = {
    (5, 2): "guru",
    (10, 28): "sumpah-pemuda",
    (11, 10): "pahlawan",
    (11, 25): "guru",
}
"""Days that people keep though offices are open."""


def feast_of(update: Update) -> Feast:
    """The feast of an update; of one that wishes nothing, and of a day without a feast, the general one."""
    if update.feast:
        return update.feast
    if not _WISH.search(update.title):
        return "umum"
    named = named_feast(update.title)
    if named != "umum" or update.date is None:
        return named
    return _DAYS.get((update.date.month, update.date.day)) or named_feast(
        _holidays(update.date.year).get(update.date, "")
    )


def named_feast(words: str) -> Feast:
    """The feast that some words name; the general one where they name none."""
    return next((feast for feast, names in _WORDS if names.search(words)), "umum")


@lru_cache(maxsize=4)
def _holidays(year: int) -> dict[dt.date, str]:
    """The names of a year's public holidays in Indonesia."""
    from holidays import country_holidays  # here: it takes long to load, and few items need it

    return dict(country_holidays("ID", years=year))
