"""What cannot be drawn is said in words, with the way to where it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.desk import make_bundle
from tests.material import paint
from tests.studio.pages import open_studio

from vlogkit.pipeline.beginning.first_workspace import first_workspace
from vlogkit.records.bundle import MANIFEST
from vlogkit.workspace import Workspace, open_workspace

UPDATE = "---\ntitle: Jembatan dibuka\nplace: Kecamatan Contoh\ntemplate: {}\npictures: [{{file: pictures/a.jpg, alt: Jembatan}}]\n---\nJembatan dibuka.\n"  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    first_workspace(tmp_path / "dinas", "Dinas Contoh")
    workspace = open_workspace(tmp_path / "dinas")
    (workspace.updates / "hilang.md").write_text(UPDATE.format("program-update"), encoding="utf-8")
    text = "---\ntitle: Jembatan dibuka\ntemplate: tidak-ada\n---\nJembatan dibuka.\n"
    (workspace.updates / "kosong.md").write_text(text, encoding="utf-8")
    return workspace


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    with open_studio(workspace.root, "id") as client:
        yield client


@pytest.mark.parametrize(("item", "said"), [("hilang", "pictures/a.jpg"), ("kosong", "tidak-ada")])
def test_a_card_that_cannot_be_drawn_says_why_and_where_to_mend_it(client: TestClient, item: str, said: str) -> None:
    answer = client.get(f"/items/{item}/thumb")
    assert answer.status_code == 422
    assert said in answer.json()["errors"][0]["message"]
    assert client.get(answer.json()["mend"]).status_code == 200


def test_it_is_drawn_as_soon_as_it_is_mended(client: TestClient, workspace: Workspace) -> None:
    paint(workspace.root / "pictures" / "a.jpg", (800, 600))
    assert client.get("/items/hilang/thumb").headers["content-type"] == "image/jpeg"


def test_an_unknown_template_or_brand_stays_chosen_in_the_form(client: TestClient, workspace: Workspace) -> None:
    """The first of the list would be written into the file by the next letter typed."""
    page = client.get("/items/kosong").text
    assert "<option selected>tidak-ada</option>" in page
    text = UPDATE.format("poster").replace("title:", "brand: hilang\ntitle:")
    (workspace.updates / "hilang.md").write_text(text, encoding="utf-8")
    assert "<option selected>hilang</option>" in client.get("/items/hilang").text


def test_no_other_agency_is_offered_to_sign_an_item(client: TestClient) -> None:
    page = client.get("/items/kosong").text
    assert 'value="dinas-contoh"' in page
    assert 'value="bumd"' not in page


def test_a_reviewer_sees_the_card_that_was_made_also_where_the_item_was_changed_since(
    client: TestClient, workspace: Workspace
) -> None:
    bundle = make_bundle(workspace.root)
    paint(workspace.bundles / bundle.id / "card-feed.jpg", (400, 500))
    (workspace.updates / f"{bundle.id}.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    assert client.get(f"/items/{bundle.id}/thumb").status_code == 422
    assert client.get(f"/items/{bundle.id}/thumb?made=1").headers["content-type"] == "image/jpeg"
    (workspace.bundles / bundle.id / MANIFEST).write_text("{", encoding="utf-8")
    assert client.get(f"/items/{bundle.id}/thumb?made=1").status_code == 422
