"""What a bundle shows, and what is said of who is seen in it, is compared before anything leaves."""

from __future__ import annotations

import pytest
from tests.material import NOW, TODAY, paint, write

from vlogkit.gates import COMPLAINT_PICTURES, shut_gates
from vlogkit.pipeline.shown_files import complaint_pictures, shown_files
from vlogkit.pipeline.telling.item_state import WorkspaceItems
from vlogkit.pipeline.telling.items import tell
from vlogkit.records.bundle import Bundle
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.gate import Question
from vlogkit.records.notices.media import BRoll, Clip, Picture
from vlogkit.workspace import Workspace

CARE = "pictures/hijau.jpg.care.yaml"


def bundle_of(workspace: Workspace) -> Bundle:
    """The manifest of what was told, without a file made."""
    told = tell(workspace, "jembatan", today=TODAY)
    story = told.story
    return Bundle(
        id=story.id,
        notice=story.notice,
        title=story.title,
        template=story.template,
        brand=story.brand,
        lang=story.lang,
        agency=told.brand.agency.short,
        outputs=(),
        inputs=told.inputs,
        made_at=NOW,
    )


def reasons(workspace: Workspace, bundle: Bundle) -> list[str]:
    question = Question(item=WorkspaceItems(workspace).state(bundle, NOW), bundle=bundle, at=NOW)
    return [gate.reason for gate in shut_gates(question)]


def test_nothing_is_held_while_nothing_changes(workspace: Workspace) -> None:
    assert reasons(workspace, bundle_of(workspace)) == []


@pytest.mark.parametrize("said", ["minor: yes\n", "boxes: [{x: 0.1, y: 0.1, w: 0.2, h: 0.2}]\n"])
def test_an_answer_written_after_rendering_holds_what_was_made(workspace: Workspace, said: str) -> None:
    bundle = bundle_of(workspace)
    write(workspace.root / CARE, said)
    assert reasons(workspace, bundle) == [f"`{CARE}` has changed since the bundle was made"]
    assert reasons(workspace, bundle_of(workspace)) == []


def test_an_answer_that_is_withdrawn_holds_it_too(workspace: Workspace) -> None:
    write(workspace.root / CARE, "blur: plates\nby: Sari\nreason: setuju ditampilkan\n")
    bundle = bundle_of(workspace)
    (workspace.root / CARE).unlink()
    assert reasons(workspace, bundle) == [f"`{CARE}` is gone since the bundle was made"]


def test_another_picture_under_the_same_name_holds_it(workspace: Workspace) -> None:
    bundle = bundle_of(workspace)
    paint(workspace.root / "pictures" / "hijau.jpg", turn=1)
    assert reasons(workspace, bundle) == ["`pictures/hijau.jpg` has changed since the bundle was made"]


def test_every_file_of_a_clip_is_one_of_them_and_what_is_shipped_is_not(workspace: Workspace) -> None:
    told = tell(workspace, "jembatan", today=TODAY)
    names = ["clips/lurah.mp4", "clips/lurah.srt", "clips/isyarat.mp4", "clips/jalan.mp4"]
    for name in names:
        write(workspace.root / name, name)
    film, captions, sign, cover = names
    clip = Clip(file=film, captions=captions, sign=sign, broll=(BRoll(file=cover, at=1.0),))
    notice = told.item.notice.model_copy(update={"clips": (clip,)})
    shown = {one.path for one in shown_files(workspace, notice, told.story)}
    assert shown >= {*names, *(f"{name}.care.yaml" for name in names)}
    assert {path.partition("/")[0] for path in shown} == {"clips", "pictures"}


def test_a_bundle_of_an_older_version_is_judged_as_it_was(workspace: Workspace) -> None:
    bundle = bundle_of(workspace)
    older = bundle.model_copy(update={"inputs": tuple(one for one in bundle.inputs if not one.compared)})
    read = Bundle.model_validate_json(older.model_dump_json().replace(',"compared":false', ""))
    write(workspace.root / CARE, "minor: yes\n")
    assert reasons(workspace, read) == []


def test_what_is_said_of_a_complaints_pictures_counts_without_naming_them(workspace: Workspace) -> None:
    paint(workspace.complaints / "pictures" / "rumah-warga.jpg")
    complaint = Complaint.model_construct(before=Picture(file="rumah-warga.jpg"), after=None)
    (before,) = complaint_pictures(workspace, complaint)
    write(workspace.complaints / "pictures" / "rumah-warga.jpg.care.yaml", "minor: yes\n")
    (after,) = complaint_pictures(workspace, complaint)
    assert (before.path, before.path == after.path, before.sha256 == after.sha256) == (COMPLAINT_PICTURES, True, False)
