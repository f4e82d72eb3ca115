"""A complaint is shown with pictures that may be shown, or without, and every reason is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from tests.intake.protecting.conftest import street

from vlogkit.intake.protecting.dating import contradicts
from vlogkit.intake.protecting.pairs import protect_pair
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.media import Picture

COPIES = "copies"
WIB = dt.timezone(dt.timedelta(hours=7))
NOW = dt.datetime(2026, 11, 24, tzinfo=WIB)
CASE = Complaint(
    id="x-1", title="t", source="x", ticket="1", stage="resolved", reported_at=dt.datetime(2026, 10, 12, 8, tzinfo=WIB),
    closed_at=dt.datetime(2026, 10, 14, 1, tzinfo=WIB), before=Picture(file="a.jpg", alt="lubang"), after=Picture(file="b.jpg"),
)  # fmt: skip
Save = Callable[..., Path]


@pytest.fixture
def workspace(save: Save, tmp_path: Path) -> Path:
    save("pictures/a.jpg", street(), taken="2026:10:12 07:00:00", gps=True)
    save("pictures/b.jpg", street(patched=True), taken="2026:10:14 00:30:00")
    for name in "ab":
        answer(tmp_path, name, 'rights: "Foto: Dinas Contoh"\nminor: no\n')
    return tmp_path


def answer(root: Path, name: str, text: str) -> None:
    (root / "pictures" / f"{name}.jpg.care.yaml").write_text(text, encoding="utf-8")


def codes(root: Path, case: Complaint = CASE) -> list[str]:
    return [finding.code for finding in protect_pair(case, root, root / COPIES, now=NOW).findings]


def test_a_good_pair_is_shown_as_protected_copies(workspace: Path) -> None:
    pair = protect_pair(CASE, workspace, workspace / COPIES, now=NOW)
    assert pair.findings == ()
    assert pair.complaint.before is not None
    assert pair.complaint.before.alt == "lubang"
    assert pair.complaint.before.file.startswith(f"{COPIES}/x-1-before-")
    with Image.open(workspace / pair.complaint.before.file) as shown:
        assert not shown.getexif()


def test_a_missing_picture_is_a_warning_and_leaves_none(workspace: Path) -> None:
    (workspace / "pictures" / "b.jpg").unlink()
    pair = protect_pair(CASE, workspace, workspace / COPIES, now=NOW)
    assert [(finding.code, finding.severity) for finding in pair.findings] == [("picture-missing", "warning")]
    assert pair.complaint.after is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("minor: no\n", "picture-rights"),
        ('rights: "ya, Dinas"\nminor: yes\n', "picture-minor"),
        ("rights: 5\n", "picture-unusable"),
        ("blur: none\n", "picture-unusable"),
    ],
)
def test_an_open_question_keeps_the_pictures_back(workspace: Path, text: str, code: str) -> None:
    answer(workspace, "a", text)
    pair = protect_pair(CASE, workspace, workspace / COPIES, now=NOW)
    assert code in [finding.code for finding in pair.findings]
    assert pair.complaint.before is None
    assert pair.complaint.after is None


def test_the_same_picture_twice_is_refused(workspace: Path, save: Save) -> None:
    save("pictures/b.jpg", street()[:, ::-1], taken="2026:10:14 00:30:00")
    assert codes(workspace) == ["picture-same"]


def test_a_picture_of_another_time_is_refused(workspace: Path, save: Save) -> None:
    save("pictures/b.jpg", street(patched=True), taken="2026:10:01 00:30:00")
    assert codes(workspace) == ["picture-date", "picture-order"]


def test_a_damaged_picture_is_an_error_not_a_crash(workspace: Path) -> None:
    (workspace / "pictures" / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 rusak")
    assert codes(workspace) == ["picture-unusable"]


def test_a_name_that_leaves_the_workspace_is_not_found(workspace: Path) -> None:
    outside = workspace.parent / "secret.jpg"
    outside.write_bytes((workspace / "pictures" / "a.jpg").read_bytes())
    case = CASE.model_copy(update={"before": Picture(file="../../secret.jpg")})
    assert codes(workspace, case) == ["picture-missing"]


@pytest.mark.parametrize(
    ("which", "taken", "words"),
    [
        ("before", "2026-10-10T10:00", ""),
        ("before", "2026-03-10T10:00", "long before the report"),
        ("before", "2026-10-15T10:00", "after the case was closed"),
        ("after", "2026-10-13T10:00", ""),
        ("after", "2026-10-12T05:00", "before the report"),
        ("after", "2026-11-20T05:00", "long after"),
        ("after", "2027-01-01T05:00", "future"),
    ],
)
def test_a_date_contradicts_its_case_or_not(which: str, taken: str, words: str) -> None:
    reason = contradicts(dt.datetime.fromisoformat(taken), CASE, which, now=NOW)
    assert (words in reason) if words else reason == ""


def test_no_date_contradicts_nothing() -> None:
    assert contradicts(None, CASE, "after", now=NOW) == ""


def test_open_questions_are_warnings_for_a_first_look(workspace: Path) -> None:
    answer(workspace, "a", "blur: auto\n")
    pair = protect_pair(CASE, workspace, workspace / COPIES, now=NOW, strict=False)
    assert [(finding.code, finding.severity) for finding in pair.findings] == [("picture-rights", "warning")]
    assert pair.complaint.before is not None
    answer(workspace, "a", 'rights: "ya, Dinas"\nminor: yes\n')
    assert protect_pair(CASE, workspace, workspace / COPIES, now=NOW, strict=False).complaint.before is None
