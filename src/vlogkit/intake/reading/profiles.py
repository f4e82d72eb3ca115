"""Profiles say how a system's export is read; find the one whose headers a file has, or draft a new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

import yaml
from pydantic import Field, field_validator

from vlogkit.errors import UsageError
from vlogkit.faults import nearest
from vlogkit.freshness import until_changed
from vlogkit.intake.reading.headers import LABELS, PUBLICITY, SECRECY, Every, Files, Others, Wanted, key
from vlogkit.records.base import Record
from vlogkit.records.notices.complaint import Stage
from vlogkit.resources import names, places
from vlogkit.strict_yaml import load

Shape = Literal["csv", "xlsx", "ods", "json", "jsonl", "xml"]
Meaning = Literal[
    "ticket", "status", "category", "nature", "channel", "agency", "location", "district", "headline", "text",
    "response", "attachments", "before", "after", "reported_at", "responded_at", "forwarded_at", "fixed_at",
    "closed_at", "updated_at", "due_at", "reopened_at", "rating", "confidential", "anonymous", "latitude",
    "longitude", "notes", "service_code", "event", "public", "labels", "remarks",
]  # fmt: skip
"""What a column can mean; who reported has no meaning here, so no column can carry it."""

MEANINGS: tuple[Meaning, ...] = get_args(Meaning)
IDENTITY = (
    "pelapor", "nama", "namapelapor", "namalengkap", "username", "name", "firstname", "lastname", "fullname", "reporter",
    "email", "phone", "telepon", "nohp", "hp", "nik", "nokk", "userid", "accountid", "deviceid", "createdby", "reportedas",
    "alamatpelapor", "usia", "umur", "jeniskelamin", "gender", "requester", "customer", "submitter",
    "namapengadu", "pengadu", "namawarga", "alamatpengadu", "kontak", "kontakpelapor", "notelepon", "nomortelepon", "notelp", "telp",
    "nomorhp", "nohppelapor", "hppelapor", "teleponpelapor", "notelppelapor", "nowa", "nomorwa", "whatsapp", "nowhatsapp",
    "emailpelapor", "nikpelapor",
)  # fmt: skip
"""Keys of headers that name the reporter: never read, whatever a profile says."""


class Responses(Record):
    """Numbered columns of responses; `{n}` counts from 1."""

    at: str
    by: str = ""
    text: str


class Profile(Record):
    """How one system's export is read: header names by meaning, the first that the file has wins."""

    title: str
    source: str = ""
    """Prefix of the complaints' ids; the profile's name if empty."""
    kind: Literal["complaints", "updates", "services"] = "complaints"
    lang: Literal["id", "jv", "en"] = "id"
    shapes: tuple[Shape, ...]
    record: str = ""
    """Name of the XML element that holds one row."""
    recognise: tuple[str, ...]
    never: tuple[str, ...] = ()
    dates: Literal["dmy", "mdy", "ymd", "seen"] = "dmy"
    """The order of day, month and year in dates of numbers; `seen`: the column shows it, else every one is doubted."""
    timezone: str = "Asia/Jakarta"
    deadline_hours: float = Field(default=48.0, gt=0)
    closed_by_last_response: bool = False
    closed_by_update: bool = False
    district_from_address: bool = False
    statuses: dict[str, Stage] = Field(default_factory=dict)
    columns: dict[Meaning, tuple[str, ...]]
    responses: Responses | None = None
    drop: tuple[str, ...] = ()

    @field_validator("columns")
    @classmethod
    def _no_identity(cls, columns: dict[Meaning, tuple[str, ...]]) -> dict[Meaning, tuple[str, ...]]:
        for meaning, headers in columns.items():
            for header in headers:
                if key(header) in IDENTITY:
                    raise ValueError(
                        f"`{header}` ({meaning}) names the reporter, who is never stored; put it under `drop:`"
                    )
        return columns


def _places(name: str, workspace: Path | None = None) -> tuple[Path, ...]:
    """Where a profile's file may lie: a mapping file is named by its path."""
    if Path(name).suffix in {".yaml", ".yml"}:
        return (Path(name),)
    return places(f"profiles/{name}.yaml", workspace)


@until_changed(_places, most=64)
def profile(name: str, workspace: Path | None = None) -> Profile:
    """The profile called `name`, a path to a mapping file, or the workspace's own `profiles/NAME.yaml`.

    Raises UsageError for an unknown name, InputError or SeveralErrors for a faulty file.
    """
    path = next((path for path in _places(name, workspace) if path.is_file()), None)
    if path is None:
        known = list(names("profiles", workspace=workspace))
        near = nearest(name, known)
        hint = f"Did you mean `{near}`?" if near else f"Known: {', '.join(known)}. Or give the path of a mapping file."
        raise UsageError(f"there is no profile `{name}`", hint=hint)
    read = load(Profile, path)
    return read if read.source else read.model_copy(update={"source": path.stem})


def recognised(headers: Iterable[str], shape: str, *, workspace: Path | None = None) -> str | None:
    """The name of the profile whose marks the headers carry, the closest one; None where none fits."""
    present = {key(header) for header in headers}
    best: tuple[int, int, str] | None = None
    for name in names("profiles", workspace=workspace):
        candidate = profile(name, workspace)
        marks = [key(mark) for mark in candidate.recognise]
        if shape not in candidate.shapes or not set(marks) <= present:
            continue
        if any(key(mark) in present for mark in candidate.never):
            continue
        covered = sum(any(key(header) in present for header in headers) for headers in candidate.columns.values())
        if not marks and not _enough(candidate, present):
            continue
        if best is None or (len(marks), covered) > best[:2]:
            best = (len(marks), covered, name)
    return best[2] if best else None


def _enough(candidate: Profile, present: set[str]) -> bool:
    """A profile without marks needs a ticket and a status or a text to go by."""

    def has(meaning: Meaning) -> bool:
        return any(key(header) in present for header in candidate.columns.get(meaning, ()))

    return has("ticket") and (has("status") or has("text") or has("response"))


def wanted(reader: Profile, headers: Sequence[str]) -> list[Wanted]:
    """Header keys to read, in the order of MEANINGS and then at, by, text of each numbered response the file has."""
    columns = [_wanted(meaning, map(key, reader.columns.get(meaning, ()))) for meaning in MEANINGS]
    numbered = _numbered(reader, headers)
    never = {*IDENTITY, *map(key, reader.drop), *(name for part in numbered for name in part)}
    named, present = columns.pop(), {key(header) for header in headers}
    columns.append(Others(named, columns, present, never))
    return columns + numbered


def _numbered(reader: Profile, headers: Sequence[str]) -> list[Wanted]:
    """At, by and text of each numbered response."""
    columns: list[Wanted] = []
    if reader.responses:
        present = {key(header) for header in headers}
        for number in range(1, 21):
            parts = [
                key(part.replace("{n}", str(number)))
                for part in (reader.responses.at, reader.responses.by, reader.responses.text)
            ]
            if parts[0] in present or parts[2] in present:
                columns += [(part,) for part in parts]
    return columns


def _wanted(meaning: Meaning, named: Iterable[str]) -> Wanted:
    if meaning == "labels":
        return Every(named, LABELS, names=True)
    if meaning in {"attachments", "before", "after"}:
        return Files(named)
    pattern = SECRECY if meaning == "confidential" else PUBLICITY if meaning == "public" else None
    return Every(named, pattern) if pattern else tuple(named)


def drafted(headers: Sequence[str]) -> dict[Meaning, str]:
    """The header of each meaning that some headers tell by themselves; one that names the reporter has none."""
    present = {key(header): header for header in headers if header}
    columns: dict[Meaning, str] = {}
    used: set[str] = set(IDENTITY)
    for meaning, candidates in profile("generic").columns.items():
        for candidate in map(key, candidates):
            if candidate in present and candidate not in used:
                columns[meaning] = present[candidate]
                used.add(candidate)
                break
    return columns


def draft(headers: Sequence[str], shape: Shape, title: str) -> str:
    """YAML of a first mapping for an unknown file: what the headers say by themselves, the rest as comments."""
    columns = drafted(headers)
    used = {key(header) for header in columns.values()}
    present = {key(header): header for header in headers if header}
    dropped = [header for found, header in present.items() if found in IDENTITY]
    unread = [header for found, header in present.items() if found not in used and found not in IDENTITY]
    missing = [
        meaning
        for meaning in ("ticket", "status", "text", "reported_at", "closed_at", "response")
        if meaning not in columns
    ]
    notes = ["# A first draft from the headers. Check each line: the first header that a file has is read."]
    if missing:
        notes.append(f"# No header looked like: {', '.join(missing)}. Name it under `columns:`.")
    if unread:
        notes.append(f"# Not read: {', '.join(unread)}.")
    return "\n".join(notes) + "\n" + as_mapping(title, [shape], columns, list(columns.values())[:3], dropped)


def as_mapping(
    title: str,
    shapes: Sequence[Shape],
    columns: Mapping[Meaning, str],
    recognise: Sequence[str],
    drop: Sequence[str],
    statuses: Mapping[str, Stage] | None = None,
    source: str = "",
) -> str:
    """YAML of a mapping with one header for each meaning."""
    named = {meaning: [header] for meaning, header in columns.items()}
    mapping: dict[str, object] = {
        "title": title,
        "shapes": list(shapes),
        "recognise": list(recognise),
        "dates": "seen",
        "timezone": "Asia/Jakarta",
    }
    mapping |= {"source": source} if source else {}
    mapping |= {"statuses": dict(statuses)} if statuses else {}
    return yaml.safe_dump(
        mapping | {"columns": named, "drop": list(drop)},
        sort_keys=False, allow_unicode=True, default_flow_style=None, width=110,
    )  # fmt: skip
