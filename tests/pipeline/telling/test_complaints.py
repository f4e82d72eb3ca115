"""A complaint is told by the template that suits what is known of it."""

from __future__ import annotations

import csv
import io

import pytest
from tests.intake.conftest import A_ROW, LAPORGUB
from tests.material import NOW, write

from vlogkit.intake.complaints.exports import open_file
from vlogkit.intake.complaints.importing import import_into
from vlogkit.intake.complaints.store import ComplaintStore
from vlogkit.pipeline.complaints.highlights import show_without_pictures
from vlogkit.pipeline.telling.complaints import find_complaint
from vlogkit.workspace import Workspace


def told_as(workspace: Workspace, *, pictures: bool = True, **changes: str) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, LAPORGUB)
    writer.writeheader()
    writer.writerow({**A_ROW, **changes})
    path = write(workspace.root / "complaints" / "a.csv", text.getvalue())
    with ComplaintStore(workspace.private) as store:
        import_into(store, open_file(path, None, now=NOW), now=NOW)
    if not pictures:
        show_without_pictures(workspace, A_ROW["ticket"], by="Sari", now=NOW)
    case = find_complaint(workspace, A_ROW["ticket"])
    assert case is not None
    return case.template


def test_both_pictures_and_three_steps_make_a_case_file(workspace: Workspace) -> None:
    assert told_as(workspace) == "case-file"


@pytest.mark.parametrize(
    "changes",
    [{"laporan_lampiran": "a-sebelum.jpg"}, {"respon1_date": "", "respon2_date": ""}],
    ids=["one picture", "no day of an answer"],
)
def test_with_less_it_is_told_as_any_complaint(workspace: Workspace, changes: dict[str, str]) -> None:
    assert told_as(workspace, **changes) == "complaint-resolved"


def test_without_its_pictures_it_is_told_as_any_complaint(workspace: Workspace) -> None:
    assert told_as(workspace, pictures=False) == "complaint-resolved"
