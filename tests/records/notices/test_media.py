"""Every picture and clip that a notice names, with the key under which a person finds it."""

from __future__ import annotations

import datetime as dt

import pytest

from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.media import BRoll, Clip, Picture
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import RecapItem, Update

PICTURES, CLIPS = (Picture(file="p0.jpg"), Picture(file="p1.jpg")), (Clip(file="c0.mp4"),)
BEFORE, AFTER = Picture(file="b.jpg"), Picture(file="a.jpg")
SHARED = [(("pictures", 0), "p0.jpg"), (("pictures", 1), "p1.jpg"), (("clips", 0), "c0.mp4")]
PAIR = [(("before",), "b.jpg"), (("after",), "a.jpg")]
BASE = {"id": "a", "title": "t", "pictures": PICTURES, "clips": CLIPS}
DAYS = {"from": dt.date(2026, 10, 1), "to": dt.date(2026, 10, 31)}


@pytest.mark.parametrize(
    ("notice", "named"),
    [
        (Update.model_validate(BASE | {"before": BEFORE, "after": AFTER, "items": (RecapItem(title="x"), RecapItem(title="y", picture=Picture(file="i.jpg")))}), [*SHARED, *PAIR, (("items", 1, "picture"), "i.jpg")]),
        (Complaint.model_validate(BASE | {"source": "s", "ticket": "1", "before": BEFORE, "after": AFTER}), [*SHARED, *PAIR]),
        (Tally.model_validate(BASE | DAYS | {"source": "s", "total": 1, "parts": ({"label": "x", "count": 1},)}), SHARED),
        (Update(id="a", title="t", after=AFTER), PAIR[1:]),
        (Update(id="a", title="t"), []),
    ],
    ids=["update", "complaint", "tally", "one of a pair", "nothing"],
)  # fmt: skip
def test_a_notice_names_its_media_by_key(notice: Update | Complaint | Tally, named: list[tuple[object, str]]) -> None:
    assert [(key, medium.file) for key, medium in notice.media()] == named


def test_a_clip_brings_the_files_that_are_shown_with_it() -> None:
    covered = Clip(file="c.mp4", speaker="Ibu Contoh", sign="s.mp4", broll=(BRoll(file="x.jpg", at=1),))
    assert covered.files() == ("c.mp4", "s.mp4", "x.jpg")
    assert Clip(file="c.mp4").files() == ("c.mp4",)
    assert BEFORE.files() == ("b.jpg",)


@pytest.mark.parametrize("kind", [Picture, Clip])
def test_whether_a_child_is_seen_is_one_of_three_answers(kind: type[Picture | Clip]) -> None:
    assert kind(file="a").minor == "unknown"
    assert kind.model_validate({"file": "a", "minor": ""}).minor == "unknown"
    assert [kind.model_validate({"file": "a", "minor": word}).minor for word in ("no", "yes")] == ["no", "yes"]
    with pytest.raises(ValueError, match="'unknown', 'no' or 'yes'"):
        kind.model_validate({"file": "a", "minor": "mungkin"})
