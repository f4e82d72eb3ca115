"""Check all words that would leave for personal data and for subjects a person must look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from vlogkit.checking.privacy import Said
from vlogkit.checking.wording import Locate
from vlogkit.errors import Where
from vlogkit.findings.codes import found
from vlogkit.intake.redaction.redact import redact_with
from vlogkit.intake.redaction.word_lists import words as redaction_words
from vlogkit.records.finding import Finding

KINDS = {
    "shown": "words on screen",
    "caption": "captions",
    "alt": "alt texts",
    "post": "post texts",
    "file": "file names",
}
QUESTIONS = {
    "minor": "Is a child recognisable, or named?",
    "health": "Is somebody's illness told?",
    "aid": "Is a recipient of aid recognisable?",
    "whistle": "Did somebody ask to stay unknown?",
    "violence": "Is somebody recognisable who suffered violence?",
    "graft": "Is somebody accused?",
    "coarsen": "Are coordinates exact enough to find a house?",
}
AROUND = 16
"""Characters beside a find by which its line is found."""


def personal_findings(
    said: Iterable[Said],
    locate: Locate,
    workspace: Path | None,
    *,
    published: Iterable[str] = (),
    names: Iterable[str] = (),
) -> Iterator[Finding]:
    """An error for each kind of personal data in each place, and a note for each question; the data is not repeated.

    `published` are telephone numbers that the agency itself gives out, `names` those of people who speak in it."""
    known, signed = {digits(number) for number in published}, [name.casefold() for name in names]
    lists = redaction_words(workspace)
    hits: dict[tuple[str, Where | None], tuple[str, float, list[str]]] = {}
    flags: dict[str, Where | None] = {}
    for one in said:
        text = _spaced(one)
        result = redact_with(text, lists)
        for hit in result.findings:
            shown = text[hit.start : hit.end]
            if digits(shown) in known or (hit.kind == "name" and any(shown.casefold() in name for name in signed)):
                continue
            part = one.text[max(0, hit.start - AROUND) : hit.end + AROUND]
            where = locate(part) or locate(one.text) or Where.read(one.origin)
            token, sure, places = hits.setdefault((hit.kind, where), (hit.token, hit.confidence, []))
            places.append(KINDS[one.kind])
            hits[hit.kind, where] = (token, max(sure, hit.confidence), places)
        for flag in result.flags:
            flags.setdefault(flag, locate(one.text) or Where.read(one.origin))
    for (kind, where), (token, sure, places) in hits.items():
        yield found(
            "personal-data",
            "" if token else "no-token",
            place=where,
            measured=f"confidence {sure:.2f}",
            limit="none",
            kind=kind,
            places=", ".join(dict.fromkeys(places)),
            token=token,
        )
    for flag, where in flags.items():
        question = QUESTIONS.get(flag, "May this be public?")
        yield found("sensitive-subject", place=where, topic=flag, question=question)


def digits(text: str) -> str:
    """The digits of a telephone number, a leading 0 as the country's 62."""
    plain = "".join(character for character in text if character.isdigit())
    return f"62{plain[1:]}" if plain.startswith("0") else plain


def _spaced(one: Said) -> str:
    """File names have hyphens where words have spaces."""
    return one.text.rpartition(".")[0].replace("-", " ").replace("_", " ") if one.kind == "file" else one.text
