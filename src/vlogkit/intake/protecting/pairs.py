"""Protect a complaint's pictures before and after, and say why one may not be shown."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from vlogkit.errors import SeveralErrors, VlogkitError
from vlogkit.intake.protecting.comparing import same_picture
from vlogkit.intake.protecting.dating import contradicts, in_order
from vlogkit.intake.protecting.protected_pictures import Protected, protect_picture
from vlogkit.records.finding import Finding
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.media import Picture

FOLDER = ".vlogkit/pictures"
PLACES = ("", "pictures", "complaints", "complaints/pictures")
"""Folders of the workspace in which a picture that an export names is looked for."""


class Pair(NamedTuple):
    """A complaint whose pictures are protected copies, what was found, and the copies by "before" and "after"."""

    complaint: Complaint
    findings: tuple[Finding, ...]
    copies: dict[str, Protected]


def protect_pair(
    complaint: Complaint, root: Path, *, now: dt.datetime, zone: str = "Asia/Jakarta", strict: bool = True
) -> Pair:
    """Protected copies of a complaint's pictures, as files of the workspace below `.vlogkit/pictures`.

    A picture that is not there leaves the complaint without it (a warning). One that must not be shown (damaged,
    rights unknown, a minor or nobody said, taken at another time, the same as the other) leaves it too, with an
    error: a person answers in `NAME.care.yaml` beside the picture. Without `strict` the open questions (whose rights,
    is a minor in it) are warnings and the copies stay, for a look before anything leaves. Nothing but a protected copy
    ever stays in the complaint. Raises OutsideError where a copy cannot be written.
    """
    findings: list[Finding] = []
    copies: dict[str, Protected] = {}
    for which in ("before", "after"):
        picture = getattr(complaint, which)
        if picture is not None and (copy := _one(complaint, picture, which, root, findings, now, zone)) is not None:
            copies[which] = copy
    if len(copies) == 2:
        findings += _together(complaint, copies, root)
    if not strict:
        findings = [_softened(finding) for finding in findings]
    barred = any(finding.severity == "error" for finding in findings)
    shown: dict[str, Picture | None] = {
        which: None
        if barred or which not in copies
        else getattr(complaint, which).model_copy(update={"file": f"{FOLDER}/{copies[which].file}"})
        for which in ("before", "after")
    }
    return Pair(complaint.model_copy(update=shown), tuple(findings), copies)


def _softened(finding: Finding) -> Finding:
    asked = finding.code == "picture-rights" or (finding.code == "picture-minor" and "?" in finding.message)
    return finding.model_copy(update={"severity": "warning"}) if asked else finding


def _one(
    complaint: Complaint, picture: Picture, which: str, root: Path, findings: list[Finding], now: dt.datetime, zone: str
) -> Protected | None:
    path = found(picture.file, root)
    if path is None:
        findings.append(_finding("picture-missing", "warning", complaint, which, f"the picture `{picture.file}` is not in the workspace", "Put it into pictures/, or leave it: the complaint is shown without pictures."))  # fmt: skip
        return None
    try:
        copy = protect_picture(path, root / FOLDER, name=f"{complaint.id}-{which}")
    except SeveralErrors as several:
        findings += [_fault(error, complaint, which) for error in several.errors]
        return None
    except VlogkitError as error:
        if error.exit_code == 3:
            raise
        findings.append(_fault(error, complaint, which))
        return None
    findings += _questions(copy, complaint, which, path, now, zone)
    return copy


def _questions(
    copy: Protected, complaint: Complaint, which: str, path: Path, now: dt.datetime, zone: str
) -> list[Finding]:
    """What keeps a protected copy from being shown until a person has answered."""
    care, answer = copy.care, f"Say so in {path.name}.care.yaml beside it"
    found = []
    if not care.rights.strip():
        found.append(_finding("picture-rights", "error", complaint, which, f"nobody said who allows the use of `{path.name}`", f"{answer}: `rights: …`."))  # fmt: skip
    if care.minor == "yes":
        found.append(_finding("picture-minor", "error", complaint, which, f"a minor is in `{path.name}`", "Use another picture, or none."))  # fmt: skip
    elif care.minor == "unknown" and copy.has_people():
        message = f"is a minor in `{path.name}`? {len(copy.faces)} faces were found"
        found.append(_finding("picture-minor", "error", complaint, which, message, f"{answer}: `minor: no` or `minor: yes`."))  # fmt: skip
    if reason := contradicts(copy.taken, complaint, which, now=now, zone=zone):
        found.append(_finding("picture-date", "error", complaint, which, f"`{path.name}` is not of this case: {reason}", "Use the right picture, or none."))  # fmt: skip
    return found


def _together(complaint: Complaint, copies: dict[str, Protected], root: Path) -> list[Finding]:
    before, after = copies["before"], copies["after"]
    found = []
    if not in_order(before.taken, after.taken):
        found.append(_finding("picture-order", "error", complaint, "after", "the picture after was taken before the picture before", "Exchange them, or use the right ones."))  # fmt: skip
    if before.sha256 == after.sha256 or _same(root / FOLDER / before.file, root / FOLDER / after.file):
        found.append(_finding("picture-same", "error", complaint, "after", "before and after are one and the same picture", "Use the picture of the result, or none."))  # fmt: skip
    return found


def _same(before: Path, after: Path) -> bool:
    import numpy as np

    from vlogkit.media.pictures import open_picture

    return same_picture(*(np.asarray(open_picture(path).pixels) for path in (before, after)))


def found(name: str, root: Path) -> Path | None:
    """The file of the workspace that an export's picture name means, or None; never one outside."""
    for folder in PLACES:
        path = (root / folder / name).resolve()
        if path.is_relative_to(root.resolve()) and path.is_file():
            return path
    return None


def _fault(error: VlogkitError, complaint: Complaint, which: str) -> Finding:
    where = str(error.where) if error.where else f"complaint:{complaint.id}"
    return Finding(
        code="picture-unusable", severity="error", message=f"{which}: {error.message}", where=where, hint=error.hint
    )


def _finding(code: str, severity: str, complaint: Complaint, which: str, message: str, hint: str) -> Finding:
    return Finding(code=code, severity=severity, message=message, where=f"complaint:{complaint.id}, {which}", hint=hint)  # type: ignore[arg-type]
