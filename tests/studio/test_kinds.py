"""Which kind of news it is, is chosen by what it looks like in the agency's own brand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.studio.pages import open_studio

from vlogkit.pipeline.beginning.first_workspace import first_workspace
from vlogkit.studio.routes.items_page import USUAL
from vlogkit.workspace import Workspace, open_workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    first_workspace(tmp_path / "dinas", "Dinas Contoh", look="rsud")
    return open_workspace(tmp_path / "dinas")


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    with open_studio(workspace.root, "id") as client:
        yield client


def kinds_in(page: str) -> list[str]:
    return re.findall(r'src="/kinds/([a-z-]+)"', page)


def test_the_usual_kinds_stand_first_and_every_kind_has_its_picture(client: TestClient) -> None:
    page = client.get("/items/new").text
    shown = kinds_in(page)
    assert tuple(shown[: len(USUAL)]) == USUAL
    assert shown == re.findall(r'name="template" value="([a-z-]+)"', page)
    stills = {name: client.get(f"/kinds/{name}") for name in ("program-update", "number")}
    assert {one.headers["content-type"] for one in stills.values()} == {"image/jpeg"}
    assert stills["number"].content != stills["program-update"].content
    assert client.get("/kinds/tidak-ada").status_code == 422


def test_a_kind_looks_as_the_brand_is_now(client: TestClient, workspace: Workspace) -> None:
    before = client.get("/kinds/number").content
    assert client.get("/kinds/number").content == before
    path = workspace.root / "brands" / "dinas-contoh.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("extends: rsud", "extends: pdam"), encoding="utf-8")
    assert client.get("/kinds/number").content != before


def test_one_that_is_asked_for_is_chosen_and_to_be_seen(client: TestClient) -> None:
    page = client.get("/items/new?template=faq").text
    assert 'value="faq" checked' in page
    assert "<details open>" in page
    assert "<details open>" not in client.get("/items/new").text


def test_what_was_typed_stays_where_something_is_wrong(client: TestClient) -> None:
    answer = client.post("/items/new", data={"title": "", "body": "Trotoar rata.", "place": "Kota", "template": "faq"})
    assert answer.status_code == 422
    assert ">Trotoar rata.</textarea>" in answer.text
    assert 'value="Kota"' in answer.text
    assert 'value="faq" checked' in answer.text
