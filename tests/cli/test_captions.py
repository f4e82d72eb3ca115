"""`vlogkit captions` writes captions a player shows, and names what is wrong with a file."""

from __future__ import annotations

import json
import wave
from pathlib import Path

import numpy as np
import pytest
from tests.clips import spoken_sound
from typer.testing import CliRunner

from vlogkit.cli.captions import app
from vlogkit.errors import UsageError

RUNNER = CliRunner()
SCRIPT = "Selamat pagi warga Jawa Tengah. Hari ini kami berada di pasar yang baru selesai diperbaiki."


def recording(path: Path, text: str) -> Path:
    pytest.importorskip("espeakng_loader", reason="the voice extra is not installed")
    samples, _ = spoken_sound(text.split(), voice="id+m3")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes((samples * 32_000).astype(np.int16).tobytes())
    return path


def test_align_writes_captions_with_every_word(tmp_path: Path) -> None:
    clip, script, output = (
        recording(tmp_path / "a.wav", SCRIPT),
        tmp_path / "a.txt",
        tmp_path / "out" / "a.srt",
    )
    script.write_text(SCRIPT, encoding="utf-8")
    result = RUNNER.invoke(app, ["align", str(clip), str(script), "-o", str(output)])
    lines = output.read_text(encoding="utf-8").splitlines()
    assert result.exit_code == 0
    assert " ".join(line for line in lines if line and not line.isdigit() and "-->" not in line) == SCRIPT


def test_align_says_in_json_when_each_word_is_heard(tmp_path: Path) -> None:
    clip, script = recording(tmp_path / "a.wav", SCRIPT), tmp_path / "a.txt"
    script.write_text(SCRIPT, encoding="utf-8")
    result = RUNNER.invoke(app, ["align", str(clip), str(script), "-o", str(tmp_path / "a.vtt"), "--json"])
    said = json.loads(result.stdout)
    assert (len(said["words"]), said["findings"], said["missing"]) == (len(SCRIPT.split()), [], [])
    assert "<00:00:" in (tmp_path / "a.vtt").read_text(encoding="utf-8")


def test_align_writes_nothing_for_another_script(tmp_path: Path) -> None:
    clip, script = recording(tmp_path / "a.wav", SCRIPT * 2), tmp_path / "a.txt"
    script.write_text("Pendaftaran vaksinasi dibuka mulai Senin pukul delapan di balai desa.", encoding="utf-8")
    result = RUNNER.invoke(app, ["align", str(clip), str(script), "-o", str(tmp_path / "a.srt")])
    assert (result.exit_code, (tmp_path / "a.srt").exists()) == (1, False)
    assert "does not sound like the script" in result.stdout


def test_align_refuses_an_output_that_is_no_caption_file(tmp_path: Path) -> None:
    result = RUNNER.invoke(app, ["align", "a.mp4", "a.txt", "-o", str(tmp_path / "a.txt")])
    assert isinstance(result.exception, UsageError)


def test_check_names_line_measure_and_hint(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nTerlalu cepat untuk dibaca orang\n", encoding="utf-8")
    result = RUNNER.invoke(app, ["check", str(path)])
    assert result.exit_code == 1
    assert "a.srt:2: the caption “Terlalu cepat untuk dibaca orang” is too fast to read" in result.stdout.replace(
        "\n", ""
    )


def test_check_has_nothing_to_say_about_good_captions(tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:03,000\nHalo warga\n", encoding="utf-8")
    result = RUNNER.invoke(app, ["check", str(path), "--json"])
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
