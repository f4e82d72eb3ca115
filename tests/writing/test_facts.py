"""Templates read plain data: dates, spans, shares and chapters as a person would write them."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from tests.notices import CASES, TEMPLATES, brand_for, notice_for

from vlogkit.catalogue import load_template, load_words
from vlogkit.formatting import NBSP
from vlogkit.records.clips.take import Take
from vlogkit.records.notices.complaint import Complaint
from vlogkit.records.notices.media import Clip, Picture, Trim
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update
from vlogkit.records.templates.element_ground import MapElement
from vlogkit.records.templates.filled import walk
from vlogkit.writing.facts import chapters, facts_of, further, rows
from vlogkit.writing.speech.takes import take_names
from vlogkit.writing.stories import write_story

REPORTED = dt.datetime(2026, 10, 13, 1, 30, tzinfo=dt.timezone(dt.timedelta(hours=7)))


def facts(notice: Update | Complaint | Tally) -> dict[str, object]:
    return facts_of(notice, brand_for("ordinary"), load_words("id"), "id")


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_facts_are_plain_data(template: str, case: str) -> None:
    made = facts(notice_for(template, case))
    assert json.loads(json.dumps(made)) == made


@pytest.mark.parametrize(
    ("place", "coordinates", "label"),
    [
        ("Kledung, Kabupaten Temanggung", (-7.336, 110.021), "Kledung"),
        ("Kabupaten Temanggung", (-7.336, 110.021), "Temanggung"),
        ("Kledung, Kabupaten Temanggung", None, "Temanggung"),
    ],
)
def test_a_pin_on_a_map_names_the_place_it_stands_on(
    place: str, coordinates: tuple[float, float] | None, label: str
) -> None:
    notice = Update(id="a", title="t", template="where", place=place, coordinates=coordinates)
    made = write_story(notice, load_template("where"), brand_for("ordinary"), load_words("id"))
    assert {one.label for one in walk(made.scenes[0].layers) if isinstance(one, MapElement)} == {label}


def test_a_complaint_says_how_long_it_took_in_local_days() -> None:
    made = facts(
        Complaint(
            id="a", title="t", source="s", ticket="1", reported_at=REPORTED, closed_at=REPORTED + dt.timedelta(hours=41),
            before=Picture(file="a.jpg"),
        )
    )  # fmt: skip
    assert made["took"] == f"41{NBSP}jam"
    assert made["within_deadline"] is True
    assert made["deadline_share"] == pytest.approx(41 / 48)
    assert (made["reported"], made["before_date"]) == ("13 Oktober 2026", "13 Okt")


def test_a_day_is_that_of_the_zone_in_which_the_complaint_was_made() -> None:
    moment = dt.datetime(2026, 10, 12, 23, 30, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
    made = facts(Complaint(id="a", title="t", source="s", ticket="1", reported_at=moment))
    assert made["reported"] == "12 Oktober 2026"


def test_a_complaint_without_times_says_nothing_about_them() -> None:
    made = facts(Complaint(id="a", title="t", source="s", ticket="1"))
    assert (made["took"], made["reported"], made["within_deadline"]) == ("", "", False)


def test_a_tallys_parts_share_the_whole_and_name_the_remainder() -> None:
    made = facts(notice_for("tally", "ordinary"))
    parts = made["parts"]
    assert isinstance(parts, list)
    assert sum(part["count"] for part in parts) == 12072
    assert sum(part["share"] for part in parts) == pytest.approx(1)
    assert (parts[-1]["label"], parts[-1]["written"]) == ("Belum dirinci", "1.335")
    assert made["of_total"] == f"dari 12.072 aduan selesai (81,2{NBSP}%)"


@pytest.mark.parametrize(
    ("first", "window"), [("2018-01-01", "s.d. 13 Desember 2018"), ("2018-03-05", "5 Maret 2018 s.d. 13 Desember 2018")]
)
def test_a_window_that_starts_with_the_year_names_its_end_only(first: str, window: str) -> None:
    tally = notice_for("tally", "ordinary").model_copy(update={"window_from": dt.date.fromisoformat(first)})
    assert facts(tally)["window"] == window  # type: ignore[arg-type]


def test_fixed_words_of_a_workspace_cannot_reach_further_than_words() -> None:
    tally = notice_for("tally", "ordinary")
    words = {"resolved_of": "{total.__class__} {0} {total:>999} {percent}", "until": "–"}
    made = facts_of(tally, brand_for("ordinary"), words, "id")
    assert made["of_total"] == f"{{total.__class__}} {{0}} {{total:>999}} 81,2{NBSP}%"


def test_a_talk_behind_a_paragraph_shows_only_what_its_cuts_kept() -> None:
    clip = Clip(file="a.mp4", speaker="Ibu Contoh")
    news = Update(id="a", title="t", body=("1",), clips=(clip,))
    take = Take(file="a.mp4", seconds=3, source_seconds=9, pieces=((2.0, 3.5), (6.0, 7.5)))
    (made,) = chapters(news, {take_names(news.clips)[0]: take})
    assert (made["start"], made["pieces"]) == (2.0, [[2.0, 3.5], [6.0, 7.5]])


def test_each_paragraph_is_shown_with_a_picture_and_media_go_round() -> None:
    news = Update(
        id="a", title="t", body=("1", "2", "3"), pictures=(Picture(file="a.jpg", focus=(0.2, 0.3)),),
        clips=(Clip(file="a.mp4", trim=Trim(start=1.5, end=4), sound=True),),
    )  # fmt: skip
    made = chapters(news, {})
    assert [chapter["file"] for chapter in made] == ["a.jpg", "a.mp4", "a.jpg"]
    assert (made[0]["focus"], made[1]["start"], made[1]["sound"], made[0]["is_clip"]) == ("0.2, 0.3", 1.5, True, False)
    assert chapters(Update(id="a", title="t", body=("1",)), {})[0]["file"] == ""


def test_every_picture_is_there_once_the_one_before_last() -> None:
    pictures = {
        name: {"file": f"{name}.jpg", "alt": name, "focus": [0.25, 0.5]} for name in ("a", "before", "after", "item")
    }
    items = [{"title": "x", "picture": pictures["item"]}, {"title": "y", "picture": pictures["a"]}]
    data = {"pictures": [pictures["a"]], "before": pictures["before"], "after": pictures["after"], "items": items}
    notice = Update.model_validate({"id": "a", "title": "t", **data})
    facts = facts_of(notice, brand_for("ordinary"), load_words("id"), "id")
    assert [one["file"] for one in facts["photos"]] == ["a.jpg", "item.jpg", "after.jpg"]  # type: ignore[attr-defined]  # a list
    assert facts["photo"] == {"file": "a.jpg", "focus": "0.25, 0.5", "alt": "a"}
    bare = facts_of(Update(id="a", title="t"), brand_for("ordinary"), load_words("id"), "id")
    assert (bare["photos"], bare["photo"]) == ([], {"file": "", "focus": "", "alt": ""})


def test_pictures_stand_in_two_rows_of_a_grid() -> None:
    pictures = [{"file": str(index)} for index in range(11)]
    assert [[len(row) for row in rows(pictures[:count])] for count in (0, 1, 2, 5, 11)] == [
        [],
        [1],
        [1, 1],
        [2, 3],
        [4, 4],
    ]


@pytest.mark.parametrize(("paragraphs", "pictures"), [(1, 4), (4, 2), (3, 1), (0, 0), (2, 0)])
@pytest.mark.parametrize("facts", [0, 2])
def test_after_the_headline_every_paragraph_is_told_and_every_other_picture_shown(
    paragraphs: int, pictures: int, facts: int
) -> None:
    body = tuple(f"Kalimat {index}." for index in range(paragraphs))
    shown = tuple(Picture(file=f"{index}.jpg") for index in range(pictures))
    told = [{"label": "x", "value": 1}] * facts
    notice = Update.model_validate({"id": "a", "title": "t", "body": body, "pictures": shown, "facts": told})
    data = facts_of(notice, brand_for("ordinary"), load_words("id"), "id")
    chapters = data["further"]
    assert isinstance(chapters, list)
    assert [chapter["say"] for chapter in chapters if chapter["say"]] == list(body[1 if facts else 0 :])
    assert {picture.file for picture in shown[1:]} <= {chapter["file"] for chapter in chapters}
    assert all(chapter["file"] for chapter in chapters) == bool(pictures) or not chapters


def test_what_comes_after_the_headline_shows_clips_first_and_no_talk() -> None:
    clips = (Clip(file="a.mp4"), Clip(file="b.mp4", speaker="Kepala desa"))
    notice = Update(
        id="a", title="t", body=("x",), clips=clips, pictures=(Picture(file="0.jpg"), Picture(file="1.jpg"))
    )
    assert [chapter["file"] for chapter in further(notice, {}, 0)] == ["a.mp4", "1.jpg"]
