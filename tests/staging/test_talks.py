"""A talk's film is seen on three quarters of the frame at every moment, its title and names leave, and the end names one
private address."""

from __future__ import annotations

import numpy as np
import pytest
from tests.notices import brand_for, material, template_of

from vlogkit.catalogue import load_frame, load_words
from vlogkit.errors import InputError
from vlogkit.records.base import FORMATS, LANGUAGES, Format
from vlogkit.records.brand import Agency
from vlogkit.records.caption import Cue, Word
from vlogkit.records.clips.take import Take
from vlogkit.records.notices.media import Clip
from vlogkit.records.notices.update import Update
from vlogkit.records.timeline import Fill, FootageLayer, Scene, Text, Timeline, Vector
from vlogkit.rendering.frames.compositor import Compositor
from vlogkit.staging.pieces.qr_code import qr_svg
from vlogkit.staging.scenes import stage_video
from vlogkit.timelines.keyframes import at
from vlogkit.timelines.scaling import THIRD, scaled
from vlogkit.typesetting.fonts import open_book
from vlogkit.writing.facts import address_of
from vlogkit.writing.stories import write_story

LIT = 0.5
"""Share of its contrast that a film keeps where it counts as seen."""


SAID = [
    "Sekarang",
    "warga",
    "mendaftar",
    "dari",
    "rumah",
    "lewat",
    "telepon",
    "dan",
    "datang",
    "sesuai",
    "jam,",
    "jadi",
    "tidak",
    "ada",
    "lagi",
    "antrean",
    "pagi",
]


def talk(name: Format) -> Timeline:
    """Nine seconds of somebody with a title of three lines, a name, and captions all the time."""
    clip = Clip(file="clips/a.mp4", alt="Loket.", speaker="Ratna Puspitasari", office="Petugas pendaftaran (contoh)")
    words = tuple(Word(start=0.4 + 0.5 * at, end=0.8 + 0.5 * at, text=word) for at, word in enumerate(SAID))
    parts = (words[:8], words[8:])
    cues = tuple(
        Cue(start=part[0].start, end=part[-1].end, text=" ".join(w.text for w in part), words=part) for part in parts
    )
    take = Take(file="clips/a.mp4", seconds=9.0, source_seconds=9.0, pieces=((0.0, 9.0),), cues=cues)
    title = "Daftar dari rumah, datang sesuai *jam yang dipilih*"
    said = {"id": "a", "title": title, "template": "talk", "clips": [clip], "captions": "word"}
    notice = Update.model_validate(said)
    brand = brand_for("ordinary")
    story = write_story(notice, template_of("talk"), brand, load_words("id"), {clip.file: take})
    return stage_video(story, brand, load_frame(name), material()).timeline


def on(colour: str, scene: Scene) -> Scene:
    """The scene with its films in one colour."""
    layers = tuple(
        Fill(box=layer.box, span=layer.span, colour=colour) if isinstance(layer, FootageLayer) else layer
        for layer in scene.layers
    )
    return scene.model_copy(update={"layers": layers})


def seen(timeline: Timeline) -> list[float]:
    """The share of the frame that shows the film at half its contrast and more, twice a second."""
    small = scaled(timeline, THIRD)
    scene = small.scenes[0]
    desks = [
        Compositor(small.model_copy(update={"scenes": (on(colour, scene),)}), book=open_book()).desk()
        for colour in ("#000000", "#FFFFFF")
    ]
    shares = []
    for frame in range(0, scene.frames, 15):
        dark, light = (desk.frame(frame).arrays[0].astype(int) for desk in desks)
        shares.append(float(np.mean((light - dark) > LIT * 219)))
    return shares


@pytest.mark.parametrize("name", FORMATS)
def test_the_film_is_seen_on_three_quarters_of_the_frame_at_every_moment(name: Format) -> None:
    assert min(seen(talk(name))) >= 0.75


def test_the_title_stands_in_frame_0_and_leaves_before_the_name_comes() -> None:
    scene = talk("portrait").scenes[0]
    hook = [layer for layer in scene.layers if isinstance(layer, Text) and layer.name == "hook"]
    (third,) = [layer for layer in scene.layers if isinstance(layer, Vector) and layer.name == "lower-third"]
    assert hook
    assert all(layer.motion.opacity[0].value == 1 and at(layer.motion.opacity, 0, 1.0) == 1 for layer in hook)
    gone = max(layer.span[1] for layer in hook if layer.span)
    assert gone <= third.motion.reveal[0].frame + 3
    assert third.span is not None
    stands = (third.motion.opacity[-2].frame - third.motion.reveal[-1].frame) / 30
    assert stands == pytest.approx(3.5, abs=0.1)


@pytest.mark.parametrize(
    ("agency", "kind", "address", "link"),
    [
        ({"whatsapp": "0812 0000 0000", "site": "a.contoh", "handle": "a"}, "complaint", "0812 0000 0000", "https://wa.me/6281200000000"),
        ({"site": "https://a.contoh/", "handle": "a"}, "update", "a.contoh", "https://a.contoh"),
        ({"handle": "a.contoh"}, "update", "@a.contoh", ""),
        ({}, "update", "", ""),
    ],
)  # fmt: skip
def test_a_video_ends_with_one_address(agency: dict[str, str], kind: str, address: str, link: str) -> None:
    told = address_of(Agency(name="A", short="A", **agency), kind, load_words("id"))  # type: ignore[arg-type]
    assert (told["address"], told["link"]) == (address, link)
    assert "komentar" not in told["invites"]
    assert bool(told["invites"]) is bool(address)


def test_nobody_is_asked_to_complain_in_public_comments() -> None:
    for lang in LANGUAGES:
        assert not [said for said in load_words(lang).values() if "komentar" in said or "comments" in said]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "Data:text/html,x", " file:///etc/passwd", "intent://x"])
def test_a_qr_code_holds_nothing_that_a_telephone_would_run(address: str) -> None:
    with pytest.raises(InputError, match="not an address for a QR code"):
        qr_svg(address, "#1D1416", "#FBF6EE")


def test_a_qr_code_can_be_read() -> None:
    import cv2

    from vlogkit.drawings.rasterise import rasterise

    drawn = rasterise(qr_svg("https://jateng.contoh", "#1D1416", "#FBF6EE"), 300, 300)[:, :, :3]
    assert cv2.QRCodeDetector().detectAndDecode(np.ascontiguousarray(drawn))[0] == "https://jateng.contoh"
