"""A bundle is whole: videos, cards, thumbnail, captions, texts and the manifest that says what they were made of."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from pathlib import Path

import pytest
from PIL import Image
from tests.material import NOW, SETTINGS, TEMPLATE, TODAY, UPDATE, make_workspace, write
from tests.mp4_boxes import probe

from vlogkit.errors import InputError
from vlogkit.files import sha256_of
from vlogkit.keeping.manifests import manifest_if_any
from vlogkit.pipeline.making.bundles import Made, make_bundle
from vlogkit.pipeline.making.outputs import Options
from vlogkit.pipeline.telling.items import tell
from vlogkit.planning.choose import choose
from vlogkit.publishing.registry import facts
from vlogkit.records.bundle import Bundle
from vlogkit.records.finding import Finding
from vlogkit.records.settings import Account
from vlogkit.records.timeline import Timeline
from vlogkit.staging import scenes
from vlogkit.workspace import Workspace, open_workspace

STAGED = scenes.Staged
QUICK = Options(draft=True)
SPOKEN = TEMPLATE.replace("    seconds: 0.5\n", '    seconds: 0.5\n    say: "{{ notice.body[0] }}"\n')


def make(workspace: Workspace, name: str = "jembatan", options: Options | None = None) -> Made:
    return make_bundle(workspace, tell(workspace, name, today=TODAY), now=NOW, options=options)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Bundle]:
    """One bundle in full quality, with two formats and words."""
    folder = tmp_path_factory.mktemp("bundle") / "dinas"
    workspace = make_workspace(folder)
    write(folder / "vlogkit.yaml", "name: Dinas Uji\nbrand: jateng\nvideos: [square]\ncards: [square, feed]\n")
    write(folder / "templates" / "tiny" / "template.yaml", SPOKEN.replace("music: false\n", ""))
    workspace = open_workspace(folder)
    return workspace, make(workspace).bundle


def test_it_has_every_kind_of_file(whole: tuple[Workspace, Bundle]) -> None:
    workspace, bundle = whole
    found = {
        path.relative_to(workspace.bundles / "jembatan").as_posix()
        for path in (workspace.bundles / "jembatan").rglob("*")
        if path.is_file()
    }
    named = {output.path for output in bundle.outputs}
    assert found == named | {"bundle.json"}
    assert named >= {
        "square.mp4",
        "card-square.png",
        "card-feed.png",
        "thumbnail.jpg",
        "captions.srt",
        "captions.vtt",
        "alt.txt",
        "story.yaml",
        "posts/outbox.txt",
    }


def test_an_upright_video_has_an_upright_thumbnail_too(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path)
    write(tmp_path / "vlogkit.yaml", "name: Dinas Uji\nbrand: jateng\nvideos: [portrait]\ncards: [square]\n")
    bundle = make(open_workspace(workspace.root)).bundle
    covers = [output for output in bundle.outputs if output.kind == "thumbnail"]
    assert [(one.path, one.format) for one in covers] == [
        ("thumbnail.jpg", "landscape"),
        ("thumbnail-portrait.jpg", "portrait"),
    ]
    assert [(one.width or 0) < (one.height or 0) for one in covers] == [False, True]
    reels = Account(name="reels", platform="instagram")
    (reel,) = [one for one in choose(bundle, facts("instagram"), reels) if one.kind == "thumbnail"]
    assert reel.path == "thumbnail-portrait.jpg"


def test_every_output_is_what_the_manifest_says(whole: tuple[Workspace, Bundle]) -> None:
    workspace, bundle = whole
    folder = workspace.bundles / "jembatan"
    assert manifest_if_any(folder) == bundle
    for output in bundle.outputs:
        assert sha256_of(folder / output.path) == output.sha256
        assert (folder / output.path).stat().st_size == output.bytes
        if output.kind in {"card", "thumbnail"}:
            with Image.open(folder / output.path) as picture:
                assert picture.size == (output.width, output.height)
            assert output.alt == "Jembatan dibuka"


def test_the_video_is_what_players_and_platforms_ask_for(whole: tuple[Workspace, Bundle]) -> None:
    workspace, bundle = whole
    video = next(output for output in bundle.outputs if output.kind == "video")
    seen = probe(workspace.bundles / "jembatan" / video.path)
    assert (seen.width, seen.height, seen.fps) == (1080, 1080, 30)
    assert (seen.codec, seen.profile, seen.pix_fmt, seen.bt709) == ("h264", "High", "yuv420p", True)
    assert (seen.audio_codec, seen.audio_rate, seen.audio_channels, seen.moov_first) == ("aac", 48_000, 2, True)
    assert video.duration is not None
    assert abs(seen.duration - video.duration) <= float(1 / Fraction(30))
    assert abs(seen.frames / 30 - video.duration) < 1e-6
    assert seen.loudness is not None
    assert seen.peak is not None
    assert abs(seen.loudness + 14) <= 0.5
    assert seen.peak <= -1


def test_captions_and_alt_text_say_what_the_story_says(whole: tuple[Workspace, Bundle]) -> None:
    folder = whole[0].bundles / "jembatan"
    srt = (folder / "captions.srt").read_text(encoding="utf-8")
    assert re.search(r"00:00:00,350 --> 00:00:0\d,\d{3}\nJembatan dibuka\.", srt)
    assert (folder / "captions.vtt").read_text(encoding="utf-8").startswith("WEBVTT")
    assert "card-square.png: Jembatan dibuka" in (folder / "alt.txt").read_text(encoding="utf-8")


def test_the_manifest_names_every_input_with_its_hash(whole: tuple[Workspace, Bundle]) -> None:
    workspace, bundle = whole
    inputs = {given.path: given.sha256 for given in bundle.inputs}
    assert inputs["pictures/hijau.jpg"] == sha256_of(workspace.root / "pictures" / "hijau.jpg")
    assert inputs["updates/jembatan.md"] == sha256_of(workspace.updates / "jembatan.md")
    assert {"story:jembatan", "brand:jateng"} <= inputs.keys()
    assert any(path.startswith("font:") for path in inputs)
    assert {"vlogkit", "av", "numpy"} <= bundle.versions.keys()


def test_no_path_of_this_machine_stands_in_it(whole: tuple[Workspace, Bundle]) -> None:
    workspace, _ = whole
    for path in (workspace.bundles / "jembatan").rglob("*"):
        if path.suffix in {".json", ".yaml", ".txt", ".srt", ".vtt"}:
            assert str(workspace.root) not in path.read_text(encoding="utf-8"), path.name


def test_the_story_in_it_can_be_edited_and_rendered_again(whole: tuple[Workspace, Bundle], tmp_path: Path) -> None:
    folder = whole[0].bundles / "jembatan"
    workspace = make_workspace(tmp_path / "dinas")
    text = (folder / "story.yaml").read_text(encoding="utf-8").replace("words: Jembatan dibuka", "words: Disunting")
    write(workspace.root / "stories" / "jembatan.yaml", text)
    story = tell(workspace, "jembatan", today=TODAY).story
    assert "Disunting" in story.model_dump_json()
    assert make(workspace, options=QUICK).bundle.outputs


def test_nothing_is_done_where_nothing_changed_and_everything_where_it_did(workspace: Workspace) -> None:
    assert not make(workspace, options=QUICK).unchanged
    again = make(workspace, options=QUICK)
    assert again.unchanged
    assert {output.frames_encoded for output in again.bundle.outputs} == {0}
    write(workspace.updates / "jembatan.md", UPDATE.replace("title: Jembatan", "title: Jalan"))
    changed = make(workspace, options=QUICK)
    assert not changed.unchanged
    assert changed.bundle.title == "Jalan dibuka"


def test_a_file_taken_from_a_bundle_is_made_again(workspace: Workspace) -> None:
    make(workspace, options=QUICK)
    (workspace.root / "drafts" / "jembatan" / "card-square.png").unlink()
    assert not make(workspace, options=QUICK).unchanged
    assert (workspace.root / "drafts" / "jembatan" / "card-square.png").is_file()


def test_a_damaged_manifest_counts_as_none(workspace: Workspace) -> None:
    folder = workspace.root / "drafts" / "jembatan"
    for data in (b"", b"{", b"[]", json.dumps({"id": 1}).encode(), b"\xff"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "bundle.json").write_bytes(data)
        assert manifest_if_any(folder) is None
    assert not make(workspace, options=QUICK).unchanged


def test_a_manifest_of_a_newer_vlogkit_is_not_overwritten(workspace: Workspace) -> None:
    make(workspace, options=QUICK)
    manifest = workspace.root / "drafts" / "jembatan" / "bundle.json"
    newer = json.dumps(json.loads(manifest.read_text(encoding="utf-8")) | {"schema_version": 99})
    manifest.write_text(newer, encoding="utf-8")
    with pytest.raises(InputError, match="made by a newer vlogkit"):
        make(workspace, options=QUICK)
    assert manifest.read_text(encoding="utf-8") == newer


def test_what_people_keep_says_the_version_of_its_shape(workspace: Workspace) -> None:
    make(workspace, options=QUICK)
    folder = workspace.root / "drafts" / "jembatan"
    assert json.loads((folder / "bundle.json").read_text(encoding="utf-8"))["schema_version"] == 1
    assert (folder / "story.yaml").read_text(encoding="utf-8").startswith("schema_version: 3\n")


def test_only_the_formats_asked_for_are_made(workspace: Workspace) -> None:
    bundle = make(workspace, options=Options(formats=("feed",), draft=True)).bundle
    assert {output.format for output in bundle.outputs if output.kind in {"video", "card"}} == {"feed"}


def test_formats_made_before_stay_and_tell_the_same(workspace: Workspace) -> None:
    def formats(bundle: Bundle) -> dict[str, set[str]]:
        kinds = ("video", "card")
        return {kind: {str(one.format) for one in bundle.outputs if one.kind == kind} for kind in kinds}

    before = make(workspace, options=QUICK).bundle
    square = Options(formats=("square",), draft=True)
    assert make(workspace, options=square).unchanged
    write(workspace.updates / "jembatan.md", UPDATE.replace("title: Jembatan", "title: Jalan"))
    after = make(workspace, options=square).bundle
    assert formats(after) == formats(before)
    assert all((workspace.root / "drafts" / "jembatan" / one.path).is_file() for one in after.outputs)
    added = make(workspace, options=Options(formats=("landscape",), draft=True)).bundle
    assert formats(added) == {kind: {*names, "landscape"} for kind, names in formats(before).items()}
    assert formats(make(workspace, options=QUICK).bundle) == formats(before)


def test_a_story_of_cards_alone_has_no_video(workspace: Workspace) -> None:
    write(
        workspace.root / "templates" / "tiny" / "template.yaml",
        TEMPLATE.replace("    card: true", "    video: false\n    card: true"),
    )
    kinds = {output.kind for output in make(workspace, options=QUICK).bundle.outputs}
    assert "card" in kinds
    assert "video" not in kinds


@pytest.mark.parametrize("title", ["ꦱꦶꦁꦠꦼꦏꦢꦶꦭꦪꦤꦶ. " * 10, "x" * 199 + ".", "…/…/…." * 20])
def test_a_text_that_looks_like_a_file_is_only_text(workspace: Workspace, title: str) -> None:
    write(workspace.updates / "jembatan.md", UPDATE.replace("Jembatan dibuka.\n", f"{title}\n"))
    assert make(workspace, options=Options(formats=("square",), draft=True)).bundle.outputs


def test_each_video_and_card_is_laid_out_once(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[scenes.Staged] = []

    def counted(timeline: Timeline, findings: tuple[Finding, ...]) -> scenes.Staged:
        laid_out.append(STAGED(timeline, findings))
        return laid_out[-1]

    settings = "videos: [portrait, square, landscape]\ncards: [portrait, feed, square, landscape]\n"
    write(workspace.root / "vlogkit.yaml", f"name: Dinas Uji\nbrand: jateng\n{settings}")
    only = TEMPLATE[TEMPLATE.index("  - name: only") :]
    more = only.replace("only", "more") + only.replace("only", "third").replace("card: true", "thumbnail: true")
    write(workspace.root / "templates" / "tiny" / "template.yaml", TEMPLATE + more)
    monkeypatch.setattr(scenes, "Staged", counted)
    bundle = make(open_workspace(workspace.root), options=QUICK).bundle
    assert [sum(output.kind == kind for output in bundle.outputs) for kind in ("video", "card", "thumbnail")] == [
        3,
        8,
        2,
    ]
    assert len(laid_out) == 13


def test_a_file_that_is_only_told_of_is_no_input(workspace: Workspace) -> None:
    write(workspace.root / "catatan.txt", "satu")
    write(workspace.updates / "jembatan.md", UPDATE.replace("title: Jembatan dibuka", "title: catatan.txt"))
    make(workspace, options=QUICK)
    write(workspace.root / "catatan.txt", "dua dua")
    assert make(workspace, options=QUICK).unchanged


def test_another_logo_makes_everything_anew(workspace: Workspace) -> None:
    logo = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="{}" height="9" fill="#123456"/></svg>'
    )
    write(workspace.root / "logo.svg", logo.format(5))
    write(workspace.root / "brands" / "sendiri.yaml", "name: sendiri\nextends: jateng\nlogo: {mark: logo.svg}\n")
    write(workspace.root / "vlogkit.yaml", SETTINGS.replace("jateng", "sendiri"))
    place = open_workspace(workspace.root)
    make(place, options=QUICK)
    write(workspace.root / "logo.svg", logo.format(9))
    assert not make(place, options=QUICK).unchanged


def test_other_code_of_a_clip_makes_everything_anew(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "from moviepy import ColorClip\ndef flat(): return ColorClip((8, 8), color=({}, 0, 0), duration=1)\n"
    write(workspace.root / "code" / "flat_clip.py", code.format(5))
    monkeypatch.syspath_prepend(str(workspace.root / "code"))
    clip = '    layers:\n      - {type: moviepy, call: "flat_clip:flat"}\n'
    write(workspace.root / "templates" / "tiny" / "template.yaml", TEMPLATE.replace("    layers:\n", clip))
    make(workspace, options=QUICK)
    assert make(workspace, options=QUICK).unchanged
    write(workspace.root / "code" / "flat_clip.py", code.format(250))
    assert not make(workspace, options=QUICK).unchanged
