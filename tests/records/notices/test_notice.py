"""What a notice may say of its clips."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from vlogkit.records.notices.media import Clip, Trim


@pytest.mark.parametrize(
    "key", [{"question": "Apa kabar?"}, {"sign": "b.mp4"}, {"broll": [{"file": "a.jpg", "at": 1}]}, {"zoom_cuts": True}]
)
@pytest.mark.parametrize("voice", [{"speaker": "Ibu Contoh"}, {"captions": "a.srt"}, {"pauses": "tighten"}])
def test_what_only_a_talk_can_have_is_refused_where_nobody_talks(
    key: dict[str, object], voice: dict[str, object]
) -> None:
    with pytest.raises(ValidationError, match=f"`{next(iter(key))}` is for a clip in which somebody talks"):
        Clip.model_validate({"file": "a.mp4", **key})
    assert Clip.model_validate({"file": "a.mp4", **key, **voice}).talks()


def test_a_clip_that_is_cut_off_is_one_piece_and_another_none() -> None:
    assert Trim(start=1.5, end=4).pieces() == ((1.5, 4.0),)
    assert Trim(start=1.5).pieces() == ()
