"""Look at one complaint before it is shown: its gates, what was taken out of its words, its pictures."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vlogkit.errors import UsageError
from vlogkit.intake.complaints.attachments import attached, pictures_of
from vlogkit.intake.complaints.publishable import shown
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.intake.complaints.storing.case import StoredCase
from vlogkit.intake.complaints.storing.decision_tables import Decision
from vlogkit.intake.complaints.vocabulary import meanings
from vlogkit.intake.highlights.choice import Candidate, Choice
from vlogkit.intake.highlights.decisions import decide
from vlogkit.intake.protecting.pairs import found, protect_pair
from vlogkit.intake.redaction.redact import redact
from vlogkit.media.kinds import is_picture
from vlogkit.records.base import fingerprint
from vlogkit.records.finding import Finding
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.registration import Registration
from vlogkit.seeing.known_pairs import KnownPairs
from vlogkit.workspace import Workspace

FOLDERS = ("complaints/pictures", "pictures")
MOST_PICTURES = 60


@dataclass(frozen=True)
class RedactedPart:
    """A piece of a redacted text: plain words, or what stands in place of something personal. `mark` names that one;
    the words themselves are not kept."""

    text: str
    mark: str = ""
    kind: str = ""
    looked: bool = False


@dataclass(frozen=True)
class RedactedText:
    """A text of a complaint as it may be shown, in pieces."""

    key: str
    parts: tuple[RedactedPart, ...]


@dataclass(frozen=True)
class LookedComplaint:
    """A complaint as a person decides about it."""

    complaint: Complaint
    candidate: Candidate
    texts: tuple[RedactedText, ...]
    before: str
    after: str
    pictures: tuple[str, ...]
    copies: dict[str, str]
    """The protected copy of the picture before and after, a file of the workspace."""
    findings: tuple[Finding, ...]
    registration: Registration | None
    decisions: dict[str, Decision]

    def unseen(self) -> int:
        """How many things that were taken out nobody has looked at yet."""
        return sum(bool(part.mark) and not part.looked for text in self.texts for part in text.parts)


def look_at(workspace: Workspace, name: str, *, now: dt.datetime) -> LookedComplaint:
    """A complaint by its id or ticket. Raises UsageError where there is none, OutsideError."""
    with ComplaintStore(workspace.private) as store:
        item = store.find(name)
        decisions = store.decisions(item.id)
        choice = Choice(store, workspace.root, workspace.protected_pictures, now=now, zone=workspace.settings.timezone)
        candidate = choice.candidate(item, {}, Counter())
        case = shown(store, item, workspace=workspace.root)
    pair = protect_pair(case, workspace.root, workspace.protected_pictures, now=now, zone=workspace.settings.timezone)
    copies = {which: f".vlogkit/pictures/{copy.file}" for which, copy in pair.copies.items()}
    looked = set(decisions["looked"].value.split()) if "looked" in decisions else set()
    before, after = _named_pair(workspace, item, decisions)
    return LookedComplaint(
        complaint=case,
        candidate=candidate,
        texts=tuple(_texts(workspace, item, looked)),
        before=before,
        after=after,
        pictures=tuple(_pictures(workspace, item, (before, after))),
        copies=copies,
        findings=pair.findings,
        registration=_registered(workspace, copies),
        decisions=decisions,
    )


def confirm_redaction(workspace: Workspace, name: str, mark: str, *, by: str, now: dt.datetime) -> None:
    """Note that a person looked at something that was taken out of a complaint's words. Raises UsageError."""
    with ComplaintStore(workspace.private) as store:
        item = store.find(name)
        known = store.decisions(item.id).get("looked")
        marks = {part.mark for text in _texts(workspace, item, set()) for part in text.parts if part.mark}
        if mark not in marks:
            raise UsageError("this was not taken out of the words any more", hint="Load the page again.")
        looked = (set(known.value.split()) if known else set()) & marks | {mark}
        decide(store, item.id, "looked", by=by, now=now, value="\n".join(sorted(looked)))


def choose_pictures(workspace: Workspace, name: str, before: str, after: str, *, by: str, now: dt.datetime) -> None:
    """Say which picture shows a complaint before and which after; "" is none. Raises UsageError, InputError."""
    with ComplaintStore(workspace.private) as store:
        item = store.find(name)
        if before and before == after:
            raise UsageError("before and after are the same picture", hint="Choose two pictures.")
        known = _pictures(workspace, item, ())
        for file in filter(None, (before, after)):
            if file not in known:
                raise UsageError(f"`{file}` is not one of this complaint's pictures", hint="Choose one of the list.")
        decide(store, item.id, "pictures", by=by, now=now, value=f"{before}\n{after}")


def propose_looked_at(workspace: Workspace, name: str, *, by: str, now: dt.datetime) -> None:
    """Put a complaint forward after all that was taken out of its words was looked at. Raises UsageError."""
    unseen = look_at(workspace, name, now=now).unseen()
    if unseen:
        hint = "Look at each, and say that it is well hidden."
        raise UsageError(f"{unseen} of what was taken out of the words nobody has looked at", hint=hint)
    from vlogkit.pipeline.complaints.highlights import propose_highlight

    propose_highlight(workspace, name, by=by, now=now)


def _texts(workspace: Workspace, item: StoredCase, looked: set[str]) -> Iterator[RedactedText]:
    """What was reported and what was answered, with a mark for each thing that was taken out."""
    for key, text in (("text", item.case.text), ("response", item.case.response)):
        if not text.strip():
            continue
        redaction = redact(text, workspace=workspace.root)
        parts: list[RedactedPart] = []
        at = 0
        for number, one in enumerate(redaction.findings):
            if one.action == "flag" or one.start < at:
                continue
            parts.append(RedactedPart(text[at : one.start]))
            name = fingerprint([key, number, one.kind, one.start, one.end, redaction.text])[:16]
            parts.append(RedactedPart(one.token, name, one.kind, name in looked))
            at = one.end
        parts.append(RedactedPart(text[at:]))
        whole = "".join(part.text for part in parts)
        if whole != redaction.text:  # never a word that the redactor would not let through
            parts = [RedactedPart(redaction.text)]
        yield RedactedText(key, tuple(part for part in parts if part.text))


def _named_pair(workspace: Workspace, item: StoredCase, decisions: dict[str, Decision]) -> tuple[str, str]:
    chosen = decisions.get("pictures")
    if chosen is not None:
        before, _, after = chosen.value.partition("\n")
    else:
        before, after = pictures_of(item.case, meanings(workspace.root))
    return _inside(before, workspace), _inside(after, workspace)


def _pictures(workspace: Workspace, item: StoredCase, named: Sequence[str]) -> list[str]:
    """Pictures that may show the complaint: those that the export names and that are there, then the workspace's newest."""
    root = workspace.root.resolve()
    own = [_inside(name, workspace) for name in (*named, *attached(item.case))]
    files = [path for folder in FOLDERS for path in (root / folder).glob("*") if path.is_file() and is_picture(path)]
    newest = sorted(files, key=lambda path: -path.stat().st_mtime)
    more = [path.relative_to(root).as_posix() for path in newest]
    return list(dict.fromkeys([*filter(None, own), *more]))[:MOST_PICTURES]


def _inside(name: str, workspace: Workspace) -> str:
    """The path in the workspace of a picture that an export names; empty where it is not there."""
    path = found(name, workspace.root) if name else None
    return path.relative_to(workspace.root.resolve()).as_posix() if path else ""


def _registered(workspace: Workspace, copies: dict[str, str]) -> Registration | None:
    """How the pictures lie over each other, where both are there."""
    if len(copies) != 2:
        return None
    first, second = (workspace.root / copies[which] for which in ("before", "after"))
    return KnownPairs(workspace.to_keep_in(workspace.watched)).registration(first, second)
