"""Word a redacted complaint's short title, and the alt texts of its pictures."""

from __future__ import annotations

import re

from vlogkit.formatting import NBSP, span
from vlogkit.intake.complaints.vocabulary import Meanings, Subject
from vlogkit.records.base import Language

LONGEST = 80
"""Characters of a title."""
_PHRASES = {
    "id": {
        "in": "di", "fixed": "{done} dalam {time}", "fixed_": "sudah {done}", "answered": "dijawab dalam {time}", "answered_": "sudah dijawab",
        "resolved": "selesai dalam {time}", "resolved_": "selesai", "received": "aduan diterima", "verifying": "sedang diverifikasi",
        "forwarded": "diteruskan ke instansi", "in_progress": "sedang ditangani", "rejected": "tidak dapat diproses", "unknown": "", "complaint": "Aduan", "question": "Pertanyaan", "before": "Sebelum",
        "after": "Sesudah", "agency": "Aduan warga", "same": "lokasi yang sama", "done": "sudah {done}",
    },
    "en": {
        "in": "in", "fixed": "{done} in {time}", "fixed_": "{done}", "answered": "answered in {time}", "answered_": "answered",
        "resolved": "closed in {time}", "resolved_": "closed", "received": "received", "verifying": "being checked", "forwarded": "passed on",
        "in_progress": "in progress", "rejected": "not taken up", "unknown": "", "complaint": "Complaint", "question": "Question", "before": "Before", "after": "After",
        "agency": "A citizen's complaint", "same": "the same place", "done": "{done}",
    },
}  # fmt: skip
_SHORT = (
    (re.compile(r"^kabupaten\s+", re.IGNORECASE), "Kab. "),
    (re.compile(r"^kecamatan\s+", re.IGNORECASE), "Kec. "),
)


def subject_of(text: str, category: str, meanings: Meanings) -> Subject | None:
    """The subject named earliest in the text, else in the category; of two at one place the first of the list."""
    for source in (text, category):
        found = [
            (match.start(), place)
            for place, (pattern, _) in enumerate(meanings.subjects)
            if (match := pattern.search(source))
        ]
        if found:
            return meanings.subjects[min(found)[1]][1]
    return None


def named(subject: Subject | None, category: str, lang: str, *, question: bool = False) -> str:
    """What was reported, in words: the subject, else the category behind "Aduan"."""
    words = _PHRASES["en" if lang == "en" else "id"]
    if question and category:
        return f"{words['question']}: {category.lower()}"
    if subject:
        return subject.en if lang == "en" else subject.id
    if lang == "en" and category:
        return category
    return f"{words['complaint']} {category.lower()}" if category else words["agency"]


def title(
    name: str, place: str, stage: str, outcome: str, hours: float | None, subject: Subject | None, lang: str
) -> str:
    """Such as "Jalan berlubang di Kec. Wirosari, diperbaiki dalam 41 jam"; at most 80 characters, cut between words."""
    words = _PHRASES["en" if lang == "en" else "id"]
    done = (
        (subject.done_en if lang == "en" else subject.done) if subject else ("fixed" if lang == "en" else "ditangani")
    )
    state = outcome if stage == "resolved" and outcome in {"fixed", "answered"} else stage
    if stage == "resolved":
        state = state if hours is not None and hours >= 0 else f"{state}_"
    result = words[state].format(
        done=done, time=span(hours, _language(lang)).replace(NBSP, " ") if hours is not None and hours >= 0 else ""
    )
    where = f" {words['in']} {short(place)}" if place else ""
    for candidate in (
        f"{name}{where}, {result}" if result else f"{name}{where}",
        f"{name}, {result}" if result else name,
        f"{name}{where}",
    ):
        if len(candidate) <= LONGEST:
            return candidate
    return f"{name[: LONGEST - 1].rsplit(' ', 1)[0]}…"


def _language(lang: str) -> Language:
    return "en" if lang == "en" else "id"


def short(place: str) -> str:
    """The first part of a place with its kind shortened: "Kecamatan Wirosari, …" is "Kec. Wirosari"."""
    first = place.split(",")[0].strip()
    for pattern, instead in _SHORT:
        first = pattern.sub(instead, first)
    return first


def alt(name: str, place: str, when: str, subject: Subject | None, lang: str) -> str:
    """What a before (`when` is "before") or after picture shows, in words."""
    words = _PHRASES["en" if lang == "en" else "id"]
    where = f" {words['in']} {place.split(',')[0].strip()}" if place else ""
    if when == "before":
        return f"{words['before']}: {name[0].lower()}{name[1:]}{where}."
    done = (
        (subject.done_en if lang == "en" else subject.done) if subject else ("handled" if lang == "en" else "ditangani")
    )
    return f"{words['after']}: {words['same']}{where}, {words['done'].format(done=done)}."
