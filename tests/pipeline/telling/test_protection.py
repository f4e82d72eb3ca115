"""Nothing but protected copies reaches a bundle: faces and plates blurred, metadata gone, children asked about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from PIL import Image
from tests.faces import Pixels, portrait
from tests.material import NOW, TODAY, write
from tests.places import place as street
from tests.places import repaired

from vlogkit.catalogue import to_yaml
from vlogkit.errors import InputError
from vlogkit.pipeline.checking.check_item import check_item
from vlogkit.pipeline.making.bundles import make_bundle
from vlogkit.pipeline.making.outputs import Options
from vlogkit.pipeline.telling.items import tell
from vlogkit.pipeline.telling.protection import named_files, original, protect_story
from vlogkit.records.finding import Finding
from vlogkit.records.notices.media import BRoll, Clip, Picture
from vlogkit.records.notices.update import Update
from vlogkit.seeing.faces import find_faces
from vlogkit.seeing.found_boxes import Found
from vlogkit.workspace import Workspace

TEMPLATE = """name: plain
summary: One picture or clip, and nothing over it.
kinds: [update, tally]
music: false
scenes:
  - name: only
    seconds: 1.0
    card: true
    alt: "{{ notice.title }}"
    layers:
      - {type: picture, when: notice.pictures, file: "{{ notice.pictures[0].file }}"}
      - {type: footage, when: notice.clips, file: "{{ notice.clips[0].file }}"}
      - {type: compare, when: notice.after, before: "{{ notice.before.file }}", after: "{{ notice.after.file }}"}
"""
GPS = {1: "S", 2: (6.0, 59.0, 35.7), 3: "E", 4: (110.0, 25.0, 13.2)}


@pytest.fixture
def place(workspace: Workspace) -> Workspace:
    """A workspace with a portrait taken by a phone, and a clip in which the face moves."""
    write(workspace.root / "templates" / "plain" / "template.yaml", TEMPLATE)
    photograph(workspace.root / "pictures" / "warga.jpg", portrait(face=0.24))
    film(workspace.root / "clips" / "jalan.mp4")
    return workspace


def photograph(path: Path, pixels: Pixels) -> None:
    exif = Image.Exif()
    exif[0x010F] = "Kamera Contoh"
    exif.get_ifd(0x8825).update(GPS)
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path, "JPEG", quality=95, exif=exif)


def film(path: Path, frames: int = 10) -> None:
    """A face that goes from left to right, ten frames a second."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with av.open(str(path), "w") as container:
        container.metadata["location"] = "-6.99+110.42/"
        video = container.add_stream("libx264", rate=10)
        video.width, video.height, video.pix_fmt = 192, 144, "yuv420p"
        video.options = {"crf": "8"}
        for number in range(frames):
            pixels = portrait(192, 144, at=(0.3 + 0.04 * number, 0.5), face=0.22)
            container.mux(video.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(video.encode())


def update(place: Workspace, media: str, name: str = "warga") -> str:
    text = f'---\ntemplate: plain\ntitle: Warga\nplace: Demak\ndate: "2026-11-24"\n{media}\n---\nWarga datang.\n'
    write(place.updates / f"{name}.md", text)
    return name


def questions(place: Workspace, name: str) -> list[Finding]:
    return [one for one in check_item(place, name, today=TODAY).findings if one.code == "picture-minor"]


def made(place: Workspace, name: str) -> Path:
    """The folder of a bundle with a small video and its card."""
    options = Options(formats=("square",), draft=True)
    make_bundle(place, tell(place, name, today=TODAY), now=NOW, options=options)
    return place.root / "drafts" / name


def pictures_in(folder: Path) -> Iterator[Pixels]:
    """The card, the thumbnail and every frame of the video of a bundle."""
    for path in sorted(folder.glob("*.png")) + sorted(folder.glob("*.jpg")):
        with Image.open(path) as image:
            assert not image.getexif()
            yield np.asarray(image.convert("RGB"))
    with av.open(str(folder / "square.mp4")) as container:
        for frame in container.decode(video=0):
            yield frame.to_ndarray(format="rgb24")


def test_a_picture_that_only_one_format_shows_is_protected_as_well(place: Workspace) -> None:
    name = update(place, "pictures: [{file: pictures/warga.jpg, alt: Seorang warga, minor: no}]")
    story = tell(place, name, today=TODAY).story
    layers = [{"type": "picture", "file": "", "formats": {"square": {"file": "pictures/warga.jpg"}}}]
    layers.append(
        {"type": "stack", "items": [], "formats": {"square": {"items": [layers[0] | {"file": "pictures/warga.jpg"}]}}}
    )
    own = original(story, {}).model_dump(mode="json")
    own["scenes"][0]["layers"] = layers
    write(place.root / "stories" / f"{name}.yaml", to_yaml(own))
    told = tell(place, name, today=TODAY)
    assert "pictures/warga.jpg" not in {shown for shown in told.story.files() if not shown.startswith(".vlogkit/")}
    assert set(told.copies) == {"pictures/warga.jpg"}


def test_no_face_and_no_place_of_a_picture_reach_a_bundle(place: Workspace) -> None:
    folder = made(place, update(place, "pictures: [{file: pictures/warga.jpg, alt: Seorang warga, minor: no}]"))
    shown = list(pictures_in(folder))
    assert len(shown) > 5
    assert all(find_faces(pixels) == [] for pixels in shown)
    for path in folder.rglob("*"):
        assert path.is_dir() or b"Kamera Contoh" not in path.read_bytes()


@pytest.mark.parametrize("name", ["foto.svg", "foto.SVG", "foto.mp4"])
def test_a_picture_is_protected_whatever_it_is_called(place: Workspace, name: str) -> None:
    (place.root / "pictures" / name).write_bytes((place.root / "pictures" / "warga.jpg").read_bytes())
    item = update(place, f"pictures: [{{file: pictures/{name}, alt: Seorang warga, minor: no}}]")
    copy = tell(place, item, today=TODAY).copies[f"pictures/{name}"]
    assert copy.endswith(".jpg")
    assert find_faces(np.asarray(Image.open(place.root / copy))) == []


def test_who_agreed_stays_to_be_seen_and_the_place_goes(place: Workspace) -> None:
    media = "pictures: [{file: pictures/warga.jpg, alt: Warga, minor: no, consent: Bapak Contoh lewat desa}]"
    name = update(place, media)
    assert all(len(find_faces(pixels)) == 1 for pixels in pictures_in(made(place, name)))
    copy = tell(place, name, today=TODAY).copies["pictures/warga.jpg"]
    with Image.open(place.root / copy) as image:
        assert not image.getexif()
    assert questions(place, name) == []


def test_a_picture_that_a_blurred_face_fills_is_left_out_with_a_reason_and_shown_once_the_person_agreed(
    place: Workspace,
) -> None:
    photograph(place.root / "pictures" / "dekat.jpg", portrait(face=0.36))
    agreed = ", consent: Bapak Contoh lewat desa"
    for consent, shown in (("", False), (agreed, True)):
        media = f"pictures: [{{file: pictures/dekat.jpg, alt: Seorang warga, minor: no{consent}}}]"
        name = update(place, media)
        assert ("pictures/dekat.jpg" in tell(place, name, today=TODAY).copies) is shown
        found = [one for one in check_item(place, name, today=TODAY).findings if one.code == "unused-picture"]
        assert [(one.variant, one.about) for one in found] == ([] if shown else [("blurred", "pictures/dekat.jpg")])


def detail(pixels: Pixels, box: Found) -> float:
    """How much neighbouring pixels differ in the middle of a face: eyes, nose and mouth."""
    wide, high = box.right - box.left, box.bottom - box.top
    rows = slice(int(box.top + 0.25 * high), int(box.bottom - 0.15 * high))
    columns = slice(int(box.left + 0.2 * wide), int(box.right - 0.2 * wide))
    small = cv2.resize(pixels[rows, columns], (24, 24), interpolation=cv2.INTER_AREA)
    return float(cv2.Laplacian(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), cv2.CV_32F).std())


def test_every_frame_of_a_moving_face_is_blurred_in_the_video(place: Workspace) -> None:
    media = "clips: [{file: clips/jalan.mp4, alt: Warga lewat, minor: no%s}]"
    blurred = list(pictures_in(made(place, update(place, media % ""))))
    agreed = list(pictures_in(made(place, update(place, media % ", consent: yang lewat setuju", "setuju"))))
    assert len(blurred) == len(agreed) > 5
    for without, with_consent in zip(blurred, agreed, strict=True):
        (face,) = find_faces(with_consent)
        assert detail(without, face) < 0.5 * detail(with_consent, face)


def test_the_bundle_is_made_of_copies_and_its_story_names_the_files(place: Workspace) -> None:
    folder = made(place, update(place, "pictures: [{file: pictures/warga.jpg, alt: Warga, minor: no}]"))
    told = tell(place, "warga", today=TODAY)
    assert list(told.copies) == ["pictures/warga.jpg"]
    assert "pictures/warga.jpg" not in told.story.model_dump_json()
    text = (folder / "story.yaml").read_text(encoding="utf-8")
    assert "pictures/warga.jpg" in text
    assert ".vlogkit" not in text


def test_a_person_s_own_story_shows_copies_too(place: Workspace) -> None:
    update(place, "pictures: [{file: pictures/warga.jpg, alt: Warga}]")
    told = tell(place, "warga", today=TODAY)
    own = original(told.story, told.copies).model_dump(mode="json", exclude_defaults=True)
    write(place.root / "stories" / "warga.yaml", to_yaml(own))
    assert tell(place, "warga", today=TODAY).story == told.story


def test_before_and_after_keep_their_framing(place: Workspace) -> None:
    photograph(place.root / "pictures" / "b.jpg", portrait(401, 303))
    media = """before: {file: pictures/b.jpg, alt: a, minor: no}
after: {file: pictures/warga.jpg, alt: b, consent: Ibu Contoh}"""
    name = update(place, media)
    for file, copy in tell(place, name, today=TODAY).copies.items():
        with Image.open(place.root / file) as given, Image.open(place.root / copy) as shown:
            assert shown.size == given.size


@pytest.mark.parametrize(
    ("said", "severity", "key"),
    [
        ("", "warning", "file"),
        (", consent: Ibu Contoh setuju", "error", "file"),
        (", minor: yes", "error", "minor"),
        (", consent: Ibu Contoh setuju, minor: yes", "error", "minor"),
        (", minor: no", None, ""),
    ],
)
def test_a_child_is_asked_about_at_the_line_of_the_picture(
    place: Workspace, said: str, severity: str | None, key: str
) -> None:
    name = update(place, f"pictures:\n  - {{file: pictures/warga.jpg, alt: Warga{said}}}")
    found = questions(place, name)
    assert [one.severity for one in found] == ([severity] if severity else [])
    text = (place.updates / f"{name}.md").read_text(encoding="utf-8").splitlines()
    for one in found:
        path, line, column = one.where.rsplit(":", 2)
        assert path == f"updates/{name}.md"
        assert text[int(line) - 1][int(column) - 1 :].lstrip("{").startswith(key)


def test_a_child_is_blurred_whoever_agreed(place: Workspace) -> None:
    name = update(place, "pictures: [{file: pictures/warga.jpg, alt: W, consent: orang tuanya, minor: yes}]")
    copy = tell(place, name, today=TODAY).copies["pictures/warga.jpg"]
    assert find_faces(np.asarray(Image.open(place.root / copy))) == []


def test_the_care_file_wins(place: Workspace) -> None:
    care = "blur: none\nby: Sari\nreason: Foto rekaan, bukan orang nyata.\nminor: no\n"
    write(place.root / "pictures" / "warga.jpg.care.yaml", care)
    name = update(place, "pictures: [{file: pictures/warga.jpg, alt: Warga}]")
    copy = tell(place, name, today=TODAY).copies["pictures/warga.jpg"]
    assert find_faces(np.asarray(Image.open(place.root / copy)))
    assert questions(place, name) == []
    write(place.root / "pictures" / "warga.jpg.care.yaml", "blur: auto\n")
    update(place, "pictures: [{file: pictures/warga.jpg, alt: Warga, consent: Ibu Contoh setuju}]")
    copy = tell(place, name, today=TODAY).copies["pictures/warga.jpg"]
    assert find_faces(np.asarray(Image.open(place.root / copy))) == []


def test_a_fault_in_a_care_file_is_named_with_its_line(place: Workspace) -> None:
    write(place.root / "pictures" / "warga.jpg.care.yaml", "minor: mungkin\n")
    name = update(place, "pictures: [{file: pictures/warga.jpg, alt: Warga}]")
    with pytest.raises(InputError) as caught:
        tell(place, name, today=TODAY)
    assert str(caught.value.where).endswith("warga.jpg.care.yaml:1:1")


def test_who_talks_or_signs_stays_and_a_child_who_talks_is_an_error(place: Workspace) -> None:
    talk = "clips: [{file: clips/jalan.mp4, alt: Warga, speaker: Ibu Contoh%s}]"
    name = update(place, talk % "")
    told = tell(place, name, today=TODAY)
    assert told.copies == {}
    assert questions(place, name) == []
    update(place, talk % ", minor: yes")
    (asked,) = questions(place, name)
    assert (asked.severity, asked.where) == ("error", "updates/warga.md:6:66")
    update(place, talk % "")
    write(place.root / "clips" / "jalan.mp4.care.yaml", "minor: yes\n")
    (asked,) = questions(place, name)
    assert (asked.severity, asked.where) == ("error", "updates/warga.md:6:10")


def test_all_that_a_notice_names_is_known_with_its_key() -> None:
    talk = Clip(
        file="t.mp4", speaker="a", sign="s.mp4",
        broll=(BRoll(file="b.jpg", at=1), BRoll(file="x.mp4", at=2, consent="ya", minor="no")),
    )  # fmt: skip
    notice = Update(
        id="a", title="t", clips=(talk, Clip(file="q.mp4")), pictures=(Picture(file="b.jpg", minor="yes"),)
    )  # fmt: skip
    files = named_files(notice)
    assert {name: one.key for name, one in files.items()} == {
        "t.mp4": ("clips", 0),
        "s.mp4": ("clips", 0, "sign"),
        "q.mp4": ("clips", 1),
        "b.jpg": ("pictures", 0),
        "x.mp4": ("clips", 0, "broll", 1),
    }
    assert [name for name, one in files.items() if one.as_it_is] == ["t.mp4", "s.mp4"]
    assert files["b.jpg"].minor == "yes"


def test_a_copy_is_made_once_and_again_when_the_picture_changes(place: Workspace) -> None:
    name = update(place, "pictures: [{file: pictures/warga.jpg, alt: Warga}]")
    first = tell(place, name, today=TODAY).copies["pictures/warga.jpg"]
    stamp = (place.root / first).stat().st_mtime_ns
    assert tell(place, name, today=TODAY).copies["pictures/warga.jpg"] == first
    assert (place.root / first).stat().st_mtime_ns == stamp
    photograph(place.root / "pictures" / "warga.jpg", portrait(face=0.3))
    assert tell(place, name, today=TODAY).copies["pictures/warga.jpg"] != first


def test_drawings_shipped_files_and_copies_stay_as_they_are(place: Workspace) -> None:
    told = tell(place, "jembatan", today=TODAY)
    again = protect_story(place, told.item.notice, told.story, told.item.source)
    assert again.story == told.story
    assert again.copies == {}


def test_a_name_that_climbs_out_of_the_copies_is_protected(place: Workspace) -> None:
    told = tell(place, "jembatan", today=TODAY)
    climbing = f"{told.copies['pictures/hijau.jpg'].rpartition('/')[0]}/../../pictures/hijau.jpg"
    text = told.story.model_dump_json().replace(told.copies["pictures/hijau.jpg"], climbing)
    story = type(told.story).model_validate_json(text)
    assert protect_story(place, told.item.notice, story, told.item.source).story == told.story


@pytest.mark.parametrize(("day", "codes"), [("2026-10-03", []), ("2026-10-01", ["picture-order"])])
def test_an_update_whose_after_is_older_than_its_before_is_refused_at_its_line(
    place: Workspace, day: str, codes: list[str]
) -> None:
    wall = street(1)
    Image.fromarray(wall).save(place.root / "pictures" / "sebelum.png")
    Image.fromarray(repaired(wall)).save(place.root / "pictures" / "sesudah.png")
    pair = f'before: {{file: pictures/sebelum.png, alt: Tembok, date: "2026-10-02"}}\nafter: {{file: pictures/sesudah.png, alt: Tembok, date: "{day}"}}\n'
    write(place.updates / "tembok.md", f"---\ntemplate: plain\ntitle: Tembok baru\n{pair}---\nTembok baru.\n")
    found = [one for one in tell(place, "tembok", today=TODAY).findings if one.code.startswith("picture-o")]
    assert [one.code for one in found] == codes
    assert all((one.measured, str(one.place)[:20]) == (day, "updates/tembok.md:5:") for one in found)
