"""Tests of a vlog by its words: what the page does is what the files say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.material import NOW, TODAY, write
from tests.studio.pages import open_studio
from tests.talks import make_talk

from vlogkit.keeping.manifests import manifest_if_any
from vlogkit.pipeline.batches.batch import make_items
from vlogkit.pipeline.making.options import Options
from vlogkit.pipeline.telling.items import tell
from vlogkit.workspace import Workspace

PAGE = "/items/bicara/talks/0"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_talk(tmp_path / "dinas")


@pytest.fixture
def client(workspace: Workspace) -> Iterator[TestClient]:
    with open_studio(workspace.root) as client:
        yield client


def version_in(client: TestClient) -> str:
    found = re.search(r'id="talk" data-version="([0-9a-f]+)"', client.get(PAGE).text)
    assert found
    return found[1]


def act(client: TestClient, **given: object) -> str:
    answer = client.post(PAGE, data={"version": version_in(client)} | {key: str(value) for key, value in given.items()})
    assert answer.status_code == 200, answer.text
    return answer.text


def made(workspace: Workspace) -> dict[str, str]:
    """What a bundle of the talk holds, by its content; by one thread, since a file's bytes depend on who was idle when."""
    (outcome,) = make_items(workspace, ["bicara"], Options(threads=1), now=NOW, jobs=1)
    assert outcome.error is None
    bundle = manifest_if_any(workspace.bundles / "bicara")
    assert bundle is not None
    return {one.path: one.sha256 for one in bundle.outputs}


def test_a_vlog_cut_by_striking_words_is_the_same_bundle_as_by_the_cut_list(
    client: TestClient, workspace: Workspace, tmp_path: Path
) -> None:
    act(client, act="strike", first=5, last=5)
    act(client, act="strike", first=3, last=3)
    by_hand = make_talk(tmp_path / "tangan")
    write(
        by_hand.root / "cuts" / "saya.yaml",
        "pieces:\n  - {start: 0, end: 1.467}\n  - {start: 1.467, end: 1.967, keep: false}\n  - {start: 1.967, end: 2.5}\n"
        "  - {start: 2.5, end: 2.9, keep: false}\n  - {start: 2.9, end: 4.0}\n",
    )
    item = by_hand.updates / "bicara.md"
    item.write_text(
        item.read_text(encoding="utf-8").replace("    speaker:", "    cuts: cuts/saya.yaml\n    speaker:"),
        encoding="utf-8",
    )
    one, other = made(workspace), made(by_hand)
    assert any(name.endswith(".mp4") for name in one)
    assert one == other


def test_the_page_shows_words_pauses_and_what_is_struck_in_both_languages(workspace: Workspace) -> None:
    for language, pause in (("id", "Jeda"), ("en", "Pause")):
        with open_studio(workspace.root, language) as client:
            text = client.get(PAGE).text
            assert text.count('role="option"') == 8
            assert pause in text
            assert f'href="{PAGE}"' in client.get("/items/bicara").text


def test_a_talk_that_was_changed_elsewhere_is_shown_anew_and_nothing_is_written(
    client: TestClient, workspace: Workspace
) -> None:
    known = version_in(client)
    captions = workspace.root / "captions" / "bicara.vtt"
    captions.write_text(captions.read_text(encoding="utf-8").replace("Cntoh", "Contoh"), encoding="utf-8")
    answer = client.post(PAGE, data={"version": known, "act": "strike", "first": "5", "last": "5"})
    assert answer.status_code == 409
    assert "Contoh" in answer.text
    assert not (workspace.root / "cuts").exists()


@pytest.mark.parametrize(
    "given",
    [
        {"act": "strike", "first": "0", "last": "7"},
        {"act": "strike", "first": "-1", "last": "x"},
        {"act": "strike", "first": "5", "last": "99"},
        {"act": "word", "first": "0", "text": "kata"},
        {"act": "cover", "first": "4", "last": "5", "file": "../vlogkit.yaml"},
        {"act": "cover", "first": "4", "last": "5", "file": ""},
        {"act": "off", "what": "7"},
        {"act": "burn"},
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    client: TestClient, workspace: Workspace, given: dict[str, str]
) -> None:
    before = (workspace.updates / "bicara.md").read_bytes()
    answer = client.post(PAGE, data={"version": version_in(client)} | given)
    assert answer.status_code == 422
    assert 'class="errors"' in answer.text
    assert (workspace.updates / "bicara.md").read_bytes() == before


def test_a_name_a_word_and_a_picture_are_in_the_item(client: TestClient, workspace: Workspace) -> None:
    act(client, act="word", first=6, last=6, text="Contoh")
    act(client, act="name", first=4, last=4)
    text = act(client, act="cover", first=4, last=6, file="pictures/hijau.jpg", alt="Sawah", how="whole")
    assert "warga kota Contoh" in text
    story = tell(workspace, "bicara", today=TODAY).story
    assert [layer.type for layer in story.scenes[0].layers] == ["footage", "picture"]
    assert "Contoh" in " ".join(cue.text for cue in story.scenes[0].cues)


def test_the_film_is_sent_in_ranges_and_nothing_else_of_the_workspace(client: TestClient, workspace: Workspace) -> None:
    whole = (workspace.root / "clips" / "bicara.mp4").read_bytes()
    part = client.get(f"{PAGE}/film", headers={"range": "bytes=100-199"})
    assert part.status_code == 206
    assert part.content == whole[100:200]
    item = workspace.updates / "bicara.md"
    item.write_text(
        item.read_text(encoding="utf-8").replace("clips/bicara.mp4", "../../etc/hostname"), encoding="utf-8"
    )
    assert client.get(f"{PAGE}/film").status_code == 422
    assert client.get("/items/bicara/talks/7/film").status_code == 404


def test_a_word_is_shown_as_it_will_look(client: TestClient) -> None:
    first, later = (client.get(f"{PAGE}/look?at={at}&format=square") for at in (0.2, 2.0))
    assert first.headers["content-type"] == "image/jpeg"
    assert first.content != later.content
    assert client.get(f"{PAGE}/look?at=x").status_code == 404


def test_a_clip_in_which_nobody_talks_has_no_such_page(client: TestClient) -> None:
    assert client.get("/items/jembatan/talks/0").status_code == 404


def test_a_story_of_a_persons_own_is_said_to_stand_before_the_cuts(client: TestClient, workspace: Workspace) -> None:
    write(workspace.stories / "bicara.yaml", "name: x\n")
    assert "stories/bicara.yaml" in client.get(PAGE).text


def test_a_caption_file_that_is_dropped_gives_the_words(client: TestClient, workspace: Workspace) -> None:
    srt = b"1\n00:00:00,500 --> 00:00:01,300\nHalo semua\n"
    answer = client.post(f"{PAGE}/files", files={"file": ("Takarir.SRT", srt)})
    assert answer.status_code == 200
    assert "Halo" in answer.text
    assert "captions: captions/bicara.srt" in (workspace.updates / "bicara.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("called", "data"), [("a.srt", b"\0\0"), ("a.srt", b"tanpa waktu"), ("a.exe", b"MZ"), ("a.vtt", b"")]
)
def test_a_file_without_words_is_one_error_and_is_not_kept(
    client: TestClient, workspace: Workspace, called: str, data: bytes
) -> None:
    before = (workspace.updates / "bicara.md").read_bytes()
    answer = client.post(f"{PAGE}/files", files={"file": (called, data)})
    assert answer.status_code == 422
    assert 'class="errors"' in answer.text
    assert (workspace.updates / "bicara.md").read_bytes() == before
    assert [path.name for path in (workspace.root / "captions").iterdir()] == ["bicara.vtt"]
