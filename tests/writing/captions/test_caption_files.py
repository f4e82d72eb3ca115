"""Caption files of any editor are read; what cannot be read is named by its line; what is written is read
back."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit.errors import InputError, SeveralErrors
from vlogkit.records.caption import Cue, Word
from vlogkit.writing.captions.caption_files import decode, parse, read
from vlogkit.writing.captions.caption_text import clock, srt, vtt

SRT = "1\n00:00:01,000 --> 00:00:03,500\nHalo dunia\n\n2\n00:00:04,000 --> 00:00:05,000\nBaris satu\nbaris dua\n"
BLOCKS = {"NOTE", "STYLE", "REGION"}


def times(text: str) -> list[tuple[float, float]]:
    return [(cue.start, cue.end) for cue in parse(text, "x").cues]


def texts(text: str) -> list[str]:
    return [cue.text for cue in parse(text, "x").cues]


@pytest.mark.parametrize("word", ["NOTES", "NOTEBOOK", "STYLES", "NOTEEE"])
def test_a_word_that_only_begins_like_a_note_is_a_word(word: str) -> None:
    """It was passed over by no step, and told again until the memory was full."""
    parsed = parse(f"WEBVTT\n\n{word} dari rapat\n\n00:01.000 --> 00:02.000\nHalo\n\n{word} kedua\n", "x")
    assert [fault.about for fault in parsed.faults] == [f"{word} dari rapat"]
    assert [cue.text for cue in parsed.cues] == [f"Halo\n{word} kedua"]


@pytest.mark.parametrize("block", sorted(BLOCKS))
def test_a_note_ends_the_words_before_it_and_is_not_among_them(block: str) -> None:
    for first in (block, f"{block} catatan", f"{block}\tcatatan"):
        assert texts(f"WEBVTT\n\n00:01.000 --> 00:02.000\nHalo\n\n{first}\nrahasia\n") == ["Halo"]


def test_srt_is_read_with_the_lines_of_its_times() -> None:
    parsed = parse(SRT, "a.srt")
    assert [cue.text for cue in parsed.cues] == ["Halo dunia", "Baris satu\nbaris dua"]
    assert (parsed.lines, parsed.faults) == ([2, 6], [])


@pytest.mark.parametrize(
    "text",
    [
        SRT.replace("\n", "\r\n"),
        SRT.replace("\n", "\r"),
        SRT.replace(",", "."),
        SRT.replace("00:00:0", "0:0"),
        SRT.replace("1\n00", "00", 1),
        SRT.replace("\n\n2\n", "\n2\n"),
        SRT.replace(" --> ", "-->"),
        SRT.replace("3,500", "3,500 X1:10 X2:20"),
        SRT.rstrip("\n"),
        SRT.replace("\n", "\r\r\n"),
        SRT.replace("\n", "\n\n"),
        SRT.replace("\n", "\n\n").replace("Baris satu\n\n", "Baris satu\n"),
        SRT.replace("\n00:", "\n \n\t\n00:"),
    ],
    ids=[
        "crlf",
        "cr",
        "points",
        "short hours",
        "no number",
        "no blank line",
        "no spaces",
        "places",
        "no last line",
        "cr cr lf",
        "every line doubled",
        "a blank line around times",
        "blanks above times",
    ],
)
def test_habits_of_other_editors_are_understood(text: str) -> None:
    assert times(text) == [(1.0, 3.5), (4.0, 5.0)]
    assert texts(text) == ["Halo dunia", "Baris satu\nbaris dua"]


def test_vtt_notes_styles_settings_and_tags_are_left_out() -> None:
    text = (
        "WEBVTT\nLanguage: id\n\nNOTE catatan\n-- x\n\nSTYLE\n::cue { color: red }\n\n"
        "intro\n00:01.000 --> 00:02.000 align:start\n<v Budi><b>Halo</b> &amp; <c.x>salam</c>\n"
    )
    parsed = parse(text, "x.vtt")
    assert ([cue.text for cue in parsed.cues], parsed.faults) == (["Budi: Halo & salam"], [])


@pytest.mark.parametrize(
    ("marked", "shown"),
    [
        ("Jalan ini<br>selesai.", "Jalan ini\nselesai."),
        ("Jalan ini<BR />selesai.<br/>", "Jalan ini\nselesai."),
        ('<span class="x">Warga</span> <p>senang</p> <strong>sekali</strong>.', "Warga senang sekali."),
        ("<p>Satu</p><p>dua</p>", "Satu dua"),
        ('<div style="a"><em>Satu</em></div><c.kuning>dua</c>', "Satu dua"),
        ("&lt;i&gt;Satu&lt;/i&gt; &amp;lt; dua", "Satu &lt; dua"),
        ("Satu{\\an8}", "Satu"),
        ("3 <4 dan b > a, <tepuk tangan>", "3 <4 dan b > a, <tepuk tangan>"),
    ],
)
def test_markup_never_reaches_the_viewer_and_words_do(marked: str, shown: str) -> None:
    assert texts(f"1\n00:00:01,000 --> 00:00:03,000\n{marked}\n") == [shown]


@pytest.mark.parametrize(
    "text",
    [
        "1\n00:00:01,000 --> 00:00:03,000\nSatu" + "\n" * 20_000 + "dua\n",
        "1\n00:00:01,000 --> 00:00:03,000\nSatu" + "\n \ndua" * 5_000,
        "7\n\n" * 7_000,
        "\n" * 20_000 + SRT,
        "1\n00:00:01,000 --> 00:00:03,000\n" + "<b " * 7_000,
        "1\n00:00:01,000 --> 00:00:03,000\n" + "<v  " * 5_000,
        "1\n00:00:01,000 --> 00:00:03,000\n" + "{\\" * 7_000,
        "1\n00:00:01,000 --> 00:00:03,000\n<v" + " " * 20_000 + "<",
        "00:00:01,000 --> " * 1_200,
        "1\n00:00:01,000 --> 00:00:03,000" + " " * 20_000 + "x\nSatu",
    ],
    ids=["blank", "dotted", "numbers", "leading", "tags", "voices", "styles", "spaces", "times", "settings"],
)
def test_twenty_kilobytes_of_anything_are_read_at_once(text: str) -> None:
    start = time.perf_counter()
    parse(text, "x")
    assert time.perf_counter() - start < 5


def test_a_vtt_header_without_a_blank_line_swallows_no_cue() -> None:
    assert texts("WEBVTT\n00:01.000 --> 00:02.000\nHalo\n") == ["Halo"]


def test_a_blank_line_inside_a_cue_does_not_end_it() -> None:
    assert texts("1\n00:00:01,000 --> 00:00:03,000\nSatu\n\ndua\n\n2\n00:00:04,000 --> 00:00:05,000\nTiga\n") == [
        "Satu\ndua",
        "Tiga",
    ]


def test_inline_times_become_word_times() -> None:
    (cue,) = parse("WEBVTT\n\n00:01.000 --> 00:03.000\nHalo <00:01.500>dunia <00:02.000>baru\n", "x").cues
    assert [(word.text, word.start, word.end) for word in cue.words] == [
        ("Halo", 1.0, 1.5),
        ("dunia", 1.5, 2.0),
        ("baru", 2.0, 3.0),
    ]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("1\n00:00:xx --> 00:00:02,000\nHalo\n", 2, "time cannot be read"),
        ("1\n00:00:03,000 --> 00:00:02,000\nHalo\n", 2, "ends before"),
        ("1\n00:00:01,000 --> 00:00:02,000\n\n", 2, "no words"),
        ("Halo semua\n\n1\n00:00:01,000 --> 00:00:02,000\nHalo\n", 1, "no time"),
        ("", 1, "no captions"),
        ("1\n00:75:03,000 --> 00:75:05,500\nHalo\n", 2, "above 59"),
        ("1\n00:00:59,000 --> 00:00:60,500\nHalo\n", 2, "above 59"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(text: str, line: int, word: str) -> None:
    (fault,) = parse(text, "a.srt").faults
    assert (fault.where, word in fault.message) == (f"a.srt:{line}", True)


def test_all_faults_of_a_file_are_raised_together(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:xx --> 1\nA\n\n2\n00:00:03,000 --> 00:00:02,000\nB\n", encoding="utf-8")
    with pytest.raises(SeveralErrors, match=r"a\.srt:2.*\n.*\n.*a\.srt:6"):
        read(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_old_editors_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.srt"
    path.write_bytes("1\n00:00:01,000 --> 00:00:02,000\nKafé “Semarang”\n".encode(encoding))
    assert read(path).cues[0].text == "Kafé “Semarang”"


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_bytes(b"\x00\x01\x02")
    with pytest.raises(InputError, match="not a text file"):
        decode(path)


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "00:00:00.000"), (3661.0015, "01:01:01.002"), (59.9996, "00:01:00.000")]
)
def test_clocks_round_to_milliseconds_and_carry(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


def test_vtt_escapes_signs_and_marks_words() -> None:
    cue = Cue(
        start=1,
        end=2,
        text="A & B",
        words=(Word(start=1, end=1.5, text="A"), Word(start=1.5, end=2, text="& B")),
    )
    assert vtt([cue], word_times=True).endswith("00:00:01.000 --> 00:00:02.000\nA <00:00:01.500>&amp; B\n")


LINES = st.lists(
    st.text(
        alphabet=st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="<>{}&"),
        min_size=1,
        max_size=30,
    )
    .map(lambda line: " ".join(line.split()))
    .filter(lambda line: line and not line.isdigit() and "-->" not in line and line.split()[0] not in BLOCKS),
    min_size=1,
    max_size=3,
)
CUES = st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 6000), LINES), min_size=1, max_size=8)


@given(CUES, st.booleans())
@settings(deadline=None, max_examples=examples(80))
def test_what_is_written_is_read_back(parts: list[tuple[int, int, list[str]]], web: bool) -> None:
    at, written = 0, []
    for gap, length, lines in parts:
        at += gap
        written.append(Cue(start=at / 1000, end=(at + length) / 1000, text="\n".join(lines)))
        at += length
    text = vtt(written) if web else srt(written)
    back = parse(text, "x")
    assert (back.faults, [cue.text for cue in back.cues]) == ([], [cue.text for cue in written])
    assert all(
        abs(a.start - b.start) < 1e-6 and abs(a.end - b.end) < 1e-6 for a, b in zip(back.cues, written, strict=True)
    )
