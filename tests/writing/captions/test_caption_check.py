"""Captions that cannot be read in time are found, with the line and the measure."""

from __future__ import annotations

import pytest

from vlogkit.records.finding import Finding
from vlogkit.writing.captions.caption_check import check_parsed
from vlogkit.writing.captions.caption_files import parse


def found(*cues: tuple[str, str, str]) -> list[Finding]:
    text = "\n\n".join(f"{start} --> {end}\n{words}" for start, end, words in cues)
    return list(check_parsed(parse(text, "a.srt"), "a.srt"))


def codes(*cues: tuple[str, str, str]) -> list[tuple[str, str]]:
    return [(finding.code, finding.severity) for finding in found(*cues)]


def test_good_captions_have_no_findings() -> None:
    good = (
        ("00:00:01,000", "00:00:03,000", "Jalan ini sudah halus"),
        ("00:00:03,000", "00:00:05,000", "sampai ke desa."),
    )
    assert codes(*good) == []


@pytest.mark.parametrize(("end", "severity"), [("00:00:02,850", "error"), ("00:00:03,050", "warning")])
def test_reading_speed_warns_above_15_and_fails_above_17(end: str, severity: str) -> None:
    (first, *_) = found(("00:00:01,000", end, "Perbaikan jalan itu sudah selesai"))
    assert (first.code, first.severity, first.where) == ("captions-speed", severity, "a.srt:1")


def test_time_on_screen_too_short_and_too_long_is_found() -> None:
    assert codes(("00:00:01,000", "00:00:01,500", "Ya")) == [("captions-short", "warning")]
    assert codes(("00:00:01,000", "00:00:09,000", "Jalan halus")) == [("captions-long", "warning")]


def test_a_cue_that_does_not_fit_portrait_is_found() -> None:
    words = "Pemerintah Provinsi Jawa Tengah memperbaiki ruas jalan di Kabupaten Grobogan dan Blora"
    assert ("captions-length", "warning") in codes(("00:00:01,000", "00:00:07,000", words))


def test_a_line_that_ends_inside_a_unit_is_found() -> None:
    (finding,) = found(("00:00:01,000", "00:00:04,000", "Menelan biaya Rp 1,2\nmiliar rupiah"))
    assert (finding.code, "1,2 miliar" in finding.message) == ("captions-break", True)


def test_overlaps_and_wrong_order_are_errors() -> None:
    one, two = ("00:00:01,000", "00:00:03,000", "Satu dua"), ("00:00:02,500", "00:00:05,000", "Tiga")
    assert codes(one, two) == [("captions-overlap", "error")]
    assert codes(two, one) == [("captions-order", "error")]


@pytest.mark.parametrize(("start", "severity"), [("00:00:03,030", "warning"), ("00:00:03,300", "note")])
def test_gaps_that_flicker_or_go_unnoticed_are_found(start: str, severity: str) -> None:
    cues = ("00:00:01,000", "00:00:03,000", "Satu dua"), (start, "00:00:05,000", "Tiga empat")
    assert codes(*cues) == [("captions-gap", severity)]


def test_findings_stand_in_the_order_of_their_lines() -> None:
    text = "00:00:01,000 --> 00:00:01,400\nYa\n\n00:00:xx --> 1\nB\n\n00:00:05,000 --> 00:00:05,300\nTidak\n"
    places = [finding.where for finding in check_parsed(parse(text, "a.srt"), "a.srt")]
    assert places == sorted(places, key=lambda place: int(place.split(":")[1]))
    assert {"a.srt:1", "a.srt:4", "a.srt:7"} == set(places)
