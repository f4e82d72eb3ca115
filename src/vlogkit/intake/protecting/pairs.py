"""Protect a complaint's pictures before and after, and say why one may not be shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from vlogkit.errors import ExitCode, VlogkitError, Where
from vlogkit.findings import codes
from vlogkit.findings.picture_pairs import order_findings, pair_findings
from vlogkit.intake.protecting.dating import contradicts
from vlogkit.intake.protecting.picture_notes import SUFFIX
from vlogkit.intake.protecting.protected_pictures import Protected, protect_picture
from vlogkit.near_names import near_name
from vlogkit.records.finding import Finding
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.media import Picture
from vlogkit.seeing.known_pairs import KnownPairs

PLACES = ("", "pictures", "complaints", "complaints/pictures")
"""Folders of the workspace in which a picture that an export names is looked for."""


class Pair(NamedTuple):
    """A complaint whose pictures are protected copies, what was found, and the copies by "before" and "after"."""

    complaint: Complaint
    findings: tuple[Finding, ...]
    copies: dict[str, Protected]


def protect_pair(
    complaint: Complaint, root: Path, folder: Path, *, now: dt.datetime, zone: str = "Asia/Jakarta", strict: bool = True
) -> Pair:
    """Protected copies of a complaint's pictures, as files in a `folder` of the workspace at `root`.

    A picture that is not there leaves the complaint without it (a warning). One that must not be shown (damaged,
    rights unknown, a minor or nobody said, taken at another time or place, the same as the other) leaves it too, with an
    error: a person answers in `NAME.care.yaml` beside the picture. Without `strict` the open questions (whose rights,
    is a minor in it) are warnings and the copies stay, for a look before anything leaves. Nothing but a protected copy
    ever stays in the complaint. Raises OutsideError where a copy cannot be written.
    """
    findings: list[Finding] = []
    copies: dict[str, Protected] = {}
    for which in ("before", "after"):
        picture = getattr(complaint, which)
        if (
            picture is not None
            and (copy := _one(complaint, picture, which, (root, folder), findings, now, zone)) is not None
        ):
            copies[which] = copy
    if len(copies) == 2:
        findings += _together(complaint, copies, folder)
    if not strict:
        findings = [_softened(finding) for finding in findings]
    barred = any(finding.severity == "error" for finding in findings)
    shown: dict[str, Picture | None] = {
        which: None
        if barred or which not in copies
        else getattr(complaint, which).model_copy(
            update={"file": (folder / copies[which].file).relative_to(root).as_posix()}
        )
        for which in ("before", "after")
    }
    return Pair(complaint.model_copy(update=shown), tuple(findings), copies)


def _softened(finding: Finding) -> Finding:
    open_question = finding.code == "picture-rights" or finding.variant == "asked"
    return finding.model_copy(update={"severity": "warning"}) if open_question else finding


def _one(
    complaint: Complaint,
    picture: Picture,
    which: str,
    places: tuple[Path, Path],
    findings: list[Finding],
    now: dt.datetime,
    zone: str,
) -> Protected | None:
    root, folder = places
    path = found(picture.file, root)
    if path is None:
        findings.append(_missing(picture.file, root, complaint))
        return None
    try:
        copy = protect_picture(path, folder, name=f"{complaint.id}-{which}")
    except VlogkitError as error:
        if error.exit_code == ExitCode.OUTSIDE:
            raise
        findings += [_fault(one, complaint, which) for one in error.each()]
        return None
    findings += _questions(copy, complaint, which, path, root, now, zone)
    return copy


def _questions(
    copy: Protected, complaint: Complaint, which: str, path: Path, root: Path, now: dt.datetime, zone: str
) -> list[Finding]:
    """What keeps a protected copy from being shown until a person has answered."""
    care, notes = copy.care, f"{path.name}{SUFFIX}"
    tell = partial(codes.found, place=Where(path).below(root.resolve()), subject=_subject(complaint), about=path.name)
    findings = []
    if not care.rights.strip():
        findings.append(tell("picture-rights", notes=notes))
    if care.minor == "yes":
        findings.append(tell("picture-minor"))
    elif care.minor == "unknown" and copy.has_people():
        findings.append(tell("picture-minor", "asked", faces=len(copy.faces), notes=notes))
    if copy.asks_about_numbers():
        findings.append(tell("picture-card", notes=notes))
    if reason := contradicts(copy.taken, complaint, which, now=now, zone=zone):
        findings.append(tell("picture-date", reason=reason))
    return findings


def _together(complaint: Complaint, copies: dict[str, Protected], folder: Path) -> Iterator[Finding]:
    """What speaks against showing both beside each other."""
    subject, about = _subject(complaint), complaint.after.file if complaint.after else ""
    before, after = (_when(getattr(complaint, which), copies[which]) for which in ("before", "after"))
    yield from order_findings(before, after, subject=subject, about=about)
    notes = folder.parent / "watched"  # beside the copies: what was seen is nobody's, and is made again
    pair = KnownPairs(notes).registration(folder / copies["before"].file, folder / copies["after"].file)
    yield from pair_findings(pair, subject=subject, about=about)


def _when(picture: Picture, copy: Protected) -> dt.datetime | dt.date | None:
    """When a picture was taken: as its file says, else as the case does."""
    return copy.taken or picture.date


def found(name: str, root: Path) -> Path | None:
    """The file of the workspace that an export's picture name means, or None; never one outside."""
    for folder in PLACES:
        path = (root / folder / name).resolve()
        if path.is_relative_to(root.resolve()) and path.is_file():
            return path
    return None


def _missing(name: str, root: Path, complaint: Complaint) -> Finding:
    """That a picture is not there, with the one that was probably meant."""
    near = near_name(root, name, skipped=("bundles", "outbox"))
    tell = partial(codes.found, "picture-missing", subject=_subject(complaint), about=name)
    return tell("near", near=near) if near else tell()


def _fault(error: VlogkitError, complaint: Complaint, which: str) -> Finding:
    return codes.found(
        "picture-unusable",
        place=error.where,
        subject=_subject(complaint),
        which=which,
        reason=error.message,
        advice=error.hint,
    )


def _subject(complaint: Complaint) -> str:
    return f"complaint {complaint.ticket}"
