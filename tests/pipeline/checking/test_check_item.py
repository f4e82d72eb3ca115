"""The shipped samples are without a fault, findings stand at the author's own lines, and settings are obeyed."""

from __future__ import annotations

import datetime as dt
import re
import time
from pathlib import Path

import pytest
from tests.checking.planting import LAYERS, PLANTED, Bench
from tests.material import ROOT, SETTINGS, UPDATE, write
from tests.sampled import EVERY

from vlogkit.errors import UsageError
from vlogkit.keeping import folder_states
from vlogkit.keeping.file_hashes import SETTLED_NS
from vlogkit.pipeline.checking.check_item import check_item
from vlogkit.pipeline.checking.check_story import check_told
from vlogkit.pipeline.telling import items
from vlogkit.pipeline.telling.items import tell
from vlogkit.records.finding import Finding
from vlogkit.workspace import Workspace, open_workspace

UPDATES = sorted((ROOT / "assets" / "samples" / "workspace" / "updates").glob("*.md"))


def samples_in_turn() -> list[str]:
    """Every sample, in every format, in CI; while developing one for each fourth template, as one video and one card, whose
    formats take turns."""
    if EVERY:
        return [path.stem for path in UPDATES]
    named = re.compile("^template: (.+)$", re.MULTILINE)
    told_with = {"".join(named.findall(path.read_text(encoding="utf-8"))): path.stem for path in UPDATES}
    return sorted(told_with.values())[::4]


TODAY = dt.date(2026, 11, 24)


@pytest.mark.parametrize("name", samples_in_turn())
def test_the_shipped_templates_show_the_sample_data_without_errors_and_warnings(samples: Workspace, name: str) -> None:
    settings, turn = samples.settings, samples_in_turn().index(name)
    if not EVERY:
        videos, cards = (formats[turn % len(formats) :][:1] for formats in (settings.videos, settings.cards))
        settings = settings.model_copy(update={"videos": videos, "cards": cards})
    judged = check_item(Workspace(samples.root, settings), name, today=TODAY)
    assert [(f.code, f.message, f.measured) for f in judged.findings if f.severity != "note"] == []


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "uji", ("portrait", "landscape"))


def only(findings: object, code: str) -> Finding:
    (one,) = [finding for finding in findings if finding.code == code]  # type: ignore[attr-defined]
    assert isinstance(one, Finding)
    return one


@pytest.mark.parametrize(
    ("code", "where"),
    [
        ("title-official", "updates/uji.md:3:1"),
        ("title-place", "updates/uji.md:3:1"),
        ("text-overflow", "updates/uji.md:3:1"),
        ("campaign-words", "updates/uji.md:6:1"),
        ("personal-data", "updates/uji.md:6:1"),
        ("glyph-missing", "updates/uji.md:3:1"),
        ("alt-missing", "updates/uji.md:7:12"),
        ("item-broken", "updates/uji.md:7:13"),
        ("brand-expired", "brands/uji.yaml:5:1"),
    ],
)
def test_a_finding_stands_at_the_line_of_the_file_that_says_so(bench: Bench, code: str, where: str) -> None:
    assert {finding.where for finding in PLANTED[code](bench) if finding.code == code} == {where}


def test_words_of_the_template_itself_are_found_in_the_template(bench: Bench) -> None:
    finding = next(one for one in PLANTED["outside-safe-area"](bench) if one.code == "outside-safe-area")
    assert finding.where == "templates/uji/template.yaml:17:44"


def test_captions_of_an_edited_story_are_found_in_that_story(bench: Bench) -> None:
    finding = only(PLANTED["captions-short"](bench), "captions-short")
    line = int(finding.where.split(":")[1])
    assert finding.where.startswith("stories/uji.yaml:")
    assert "Ya." in (bench.root / "stories" / "uji.yaml").read_text(encoding="utf-8").splitlines()[line - 1]


def test_the_data_itself_is_never_repeated_in_a_finding(bench: Bench) -> None:
    found = PLANTED["personal-data"](bench)
    assert all("0812" not in finding.model_dump_json() for finding in found if finding.code == "personal-data")


def test_personal_data_in_a_file_s_name_is_found(bench: Bench) -> None:
    words = bench.picture((1600, 1200)).replace("hijau.jpg", "ktp-3374010101900001.jpg")
    (bench.root / "pictures" / "hijau.jpg").rename(bench.root / "pictures" / "ktp-3374010101900001.jpg")
    bench.update(("---\nJembatan", words))
    found = bench.behind('{type: picture, file: "{{ notice.pictures[0].file }}"}')
    assert "file names" in only(found, "personal-data").message


def test_several_faults_of_one_file_are_several_findings(bench: Bench) -> None:
    found = bench.update(("place:", "plce:"), ("summary:", "sumary:"))
    assert [finding.code for finding in found] == ["item-broken", "item-broken"]
    assert "Did you mean `place`?" in " ".join(finding.hint for finding in found)


def test_one_missing_character_does_not_hide_the_other_faults(bench: Bench) -> None:
    bench.update(("dibuka lagi", "dibuka \U00013000 lagi"), ("title: Jembatan", "title: Gubernur buka jembatan"))
    codes = {finding.code for finding in bench.template(("style: title, role: paper", "style: title, role: mute"))}
    assert {"glyph-missing", "title-official", "contrast-low"} <= codes


def test_severities_and_suppressions_of_the_workspace_are_obeyed(bench: Bench) -> None:
    rules = """checks:
  severities: {title-place: error}
  suppress:
    - {code: title-date, item: uji, reason: The day is in the picture.}
    - {code: field-unshown, reason: One scene shows the title alone.}
"""
    bench.update(("place: Kabupaten Kebumen\n", ""), ('date: "2026-11-24"\n', ""))
    bench.settings(rules)
    judged = check_item(bench.workspace(), "uji", today=TODAY)
    assert judged.grave()
    assert [(one.code, one.severity) for one in judged.findings] == [("title-place", "error")]
    accepted = {(one.finding.code, one.reason) for one in judged.accepted}
    assert ("title-date", "The day is in the picture.") in accepted
    assert {code for code, _ in accepted} == {"title-date", "field-unshown"}


def test_only_the_formats_asked_for_are_checked(bench: Bench) -> None:
    bench.template(("style: title, role: paper", "style: title, role: mute"))
    workspace = bench.workspace()
    judged = check_told(workspace, tell(workspace, "uji", today=TODAY), today=TODAY, videos=("square",), cards=())
    message = only(judged.findings, "contrast-low").message
    assert message.endswith("in square")


def test_a_video_for_youtube_alone_may_use_the_room_of_tiktok_s_buttons(bench: Bench) -> None:
    zone = "{type: stack, zone: frame, items: [{type: spacer, size: 1170}, {type: stack, pad_x: 60, pad: 0, items: [{type: text, words: Di kiri, role: paper}]}]}"  # fmt: skip
    everywhere = {one.message for one in bench.layer(zone) if one.code == "outside-safe-area"}
    assert any("TikTok in portrait" in message for message in everywhere)
    found = bench.settings("accounts: [{name: yt, platform: youtube}]\n")
    assert not any("portrait" in one.message for one in found if one.code == "outside-safe-area")


def test_an_item_that_does_not_exist_is_a_wrong_call_and_no_finding(bench: Bench) -> None:
    with pytest.raises(UsageError):
        bench.check("tidak-ada")


def test_a_calm_clip_does_not_flash(bench: Bench) -> None:
    bench.clip(seconds=4.0, size=(320, 180))
    assert "flashes" not in {one.code for one in bench.behind("{type: footage, file: clips/jalan.mp4}")}


def test_a_broken_template_is_a_finding_with_its_place(bench: Bench) -> None:
    write(bench.root / "templates" / "uji" / "template.yaml", "name: uji\nsummary: x\nscenes: [{nam: a}]\n")
    assert {finding.code for finding in bench.check()} == {"item-broken"}


def test_a_clip_of_the_item_is_found_where_the_item_names_it(bench: Bench) -> None:
    bench.clip(seconds=1.0)
    bench.update(("---\nJembatan", "clips: [{file: clips/jalan.mp4, alt: Jalan.}]\n---\nJembatan"))
    finding = only(bench.behind("{type: footage, file: clips/jalan.mp4}"), "clip-short")
    assert (finding.where, finding.about, finding.scene) == ("updates/uji.md:7:10", "clips/jalan.mp4", "satu")
    assert str(finding.shown_by) == "templates/uji/template.yaml:13:9"
    assert finding.hint.endswith("It is shown by templates/uji/template.yaml:13:9.")


def test_words_of_a_caption_file_are_found_in_that_file(bench: Bench) -> None:
    bench.clip(seconds=3.5)
    write(bench.root / "clips" / "jalan.srt", "1\n00:00:00,200 --> 00:00:00,500\nHalo, warga\n")
    clip = "clips: [{file: clips/jalan.mp4, alt: Jalan., speaker: Ratna, captions: clips/jalan.srt}]\n---\nJembatan"
    bench.update(("---\nJembatan", clip))
    take = '    say: "{{ notice.summary }}"\n', '    take: "{{ notice.clips[0].file }}"\n'
    shown = LAYERS, f'{LAYERS}      - {{type: footage, file: "{{{{ notice.clips[0].file }}}}", sound: true}}\n'
    finding = only(bench.template(take, shown), "captions-short")
    assert finding.where == "clips/jalan.srt:3:1"


def test_a_file_that_is_not_there_is_told_at_its_line_with_the_one_that_was_meant(bench: Bench) -> None:
    more = bench.picture((1600, 1200)).replace("hijau.jpg", "Hijau.JPG")
    finding = only(bench.update(("---\nJembatan", more)), "item-broken")
    assert (finding.where, finding.hint) == ("updates/uji.md:7:13", "Did you mean `pictures/hijau.jpg`?")


@pytest.mark.parametrize(
    ("name", "content", "where", "says"),
    [
        ("logo.bmp", "", "brands/uji.yaml:5:8", "SVG"),
        ("logo.svg", None, "brands/uji.yaml:5:8", "there is no file `logo.svg`"),
        ("logo.svg", "\x89PNG", "logo.svg:1:1", "is not an SVG drawing"),
        ("logo.svg", "<html></html>", "logo.svg", "it begins with <html>"),
    ],
)
def test_a_logo_that_cannot_be_drawn_is_told_at_the_brand_or_the_file(
    bench: Bench, name: str, content: str | None, where: str, says: str
) -> None:
    if content is not None:
        write(bench.root / name, content)
    finding = only(bench.brand(f"logo: {{mark: {name}}}\n"), "item-broken")
    assert finding.where == where
    assert says in finding.message


def test_an_item_that_has_not_changed_is_not_checked_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time_ns()
    monkeypatch.setattr(folder_states.time, "time_ns", lambda: now + 10 * SETTLED_NS)
    rule = "{code: contrast-low, reason: Hanya gambar percobaan.}"
    write(workspace.root / "vlogkit.yaml", f"{SETTINGS}checks: {{suppress: [{rule}]}}\n")
    workspace = open_workspace(workspace.root)
    told: list[str] = []
    monkeypatch.setattr(items, "tell", lambda place, name, today: told.append(name) or tell(place, name, today=today))
    first, second = (check_item(workspace, "jembatan", today=TODAY) for _ in range(2))
    assert told == ["jembatan"]
    assert first == second
    assert first.findings
    assert first.accepted
    write(workspace.updates / "jembatan.md", UPDATE.replace("Bidang hijau", '""'))
    assert check_item(workspace, "jembatan", today=TODAY) != first
    assert told == ["jembatan"] * 2
