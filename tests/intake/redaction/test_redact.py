"""Personal data leaves a text, the story stays; every case others wrote for this holds, and thousands of generated ones."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sampled import examples

from vlogkit import resources
from vlogkit.errors import InputError
from vlogkit.intake.redaction.redact import _KNOWN, check, redact

ROOT = Path(__file__).resolve().parents[3]


def generator() -> ModuleType:
    """The maker of cases that the benchmark uses."""
    spec = importlib.util.spec_from_file_location("personal_data", ROOT / "benchmarks" / "personal_data.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault("personal_data", module)
    spec.loader.exec_module(module)
    return module


MADE = generator()


def test_every_case_others_wrote_holds(real: Path) -> None:
    for case in json.loads((real / "pii" / "indonesian.json").read_text(encoding="utf-8"))["cases"]:
        result = redact(case["t"])
        assert not [secret for secret in case["expect"] if secret in result.text], case["t"]
        assert not [word for word in case.get("keep", []) if word not in result.text], case["t"]
        assert case.get("flag", "") in ("", *result.flags), case["t"]
        if not case["expect"]:
            assert result.text == case["t"]


@pytest.mark.parametrize("kind", list(MADE.NEEDED))
def test_a_class_reaches_the_recall_it_needs(kind: str) -> None:
    made = [case for case in MADE.cases(7, 120) if case.kind == kind]
    gone = sum(all(secret not in redact(case.text).text for secret in case.gone) for case in made)
    assert gone / len(made) >= MADE.NEEDED[kind]


def test_what_must_survive_is_never_touched() -> None:
    for case in MADE.cases(8, 60):
        shown = redact(case.text).text
        assert all(kept in shown for kept in case.kept), case.text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("NIK 9112345678901234 dan 3399990199990001", "NIK [NIK] dan [NIK]"),
        ("no.KTP : 33 74 12 5708 9500 03", "no.KTP : [NIK]"),
        ("NIP. 19700304 201202 1 454. 25 ton", "NIP. [NIP]. 25 ton"),
        ("HP:0812.3456.7890/0857.1234.5678", "HP:[telepon]/[telepon]"),
        ("0812 3456 7890 12 hari lalu", "[telepon] 12 hari lalu"),
        ("nol delapan satu dua tiga empat lima enam tujuh delapan", "[telepon]"),
        ("０８１２３４５６７８９０ dan ٠٨١٢٣٤٥٦٧٨٩٠", "[telepon] dan [telepon]"),
        ("0812\u200b3456\u00a07890", "[telepon]"),
        ("hubungi 1708 atau 112", "hubungi 1708 atau 112"),
        ("plat h 1234 ab, h 12 jam, L4POR, P3K", "plat [plat], h 12 jam, L4POR, P3K"),
        ("norek 0123-01-012345-53-7 BRI a/n Joko", "norek [rekening] BRI a/n [nama]"),
        ("invoice 1234567890 dari BRI", "invoice 1234567890 dari BRI"),
        ("Jl. Melati No. 12 RT 03 RW 05 Desa Karang", "Jl. Melati [nomor rumah] [RT/RW] Desa Karang"),
        ("Jl. H. Agus Salim dan Jl. Jenderal Sudirman", "Jl. H. Agus Salim dan Jl. Jenderal Sudirman"),
        ("Pak Camat Wirosari, Bu Lurah, Pak Bambang", "Pak Camat Wirosari, Bu Lurah, Pak [nama]"),
        ("Pak tolong jalan rusak", "Pak tolong jalan rusak"),
        ("Pak tani muter pintu toya", "Pak tani muter pintu toya"),
        ("warung Mbak Yuni, nama saya budi santoso", "warung Mbak [nama], nama saya [nama]"),
        ("ditemui suparno bin karto", "ditemui [nama]"),
        ("budi[at]gmail.com, info@jatengprov.go.id", "[email], info@jatengprov.go.id"),
        ("budi dot santoso at gmail dot com", "[email]"),
        ("lihat https://fb.com/budi.santoso dan @budi88.", "lihat [tautan] dan [akun]."),
        ("lat -6.993250 long 110.420330", "lat -6.99, 110.42"),
        ("lahir di Pati, 12 Mei 1985", "lahir di Pati, [tanggal lahir]"),
        ("kartu BPJS 0001234567890", "kartu BPJS [nomor pelanggan]"),
        ("kode 1234567890123456789", "kode [nomor]"),
        ("NPWP pribadi 999-284-924-268-763/tolong", "NPWP pribadi [NPWP]/tolong"),
        ("transfer ke BRI 693.220.947.308.553", "transfer ke BRI [rekening]"),
        ("no polisi AA 6947-RW", "no polisi [plat]"),
        ("33 O8 26 990199 0872", "[NIK]"),
        ("call 212-555-1234, SSN 987-65-4320", "call [telepon], SSN [nomor dokumen]"),
    ],
)
def test_a_text_is_shown_as_it_should_be(text: str, shown: str) -> None:
    assert redact(text).text == shown


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("anak saya Rani (7 tahun)", "minor"),
        ("siswa kelas 3 SD jatuh", "minor"),
        ("ibu saya stroke", "health"),
        ("bansos belum cair", "aid"),
        ("tolong dirahasiakan", "whistle"),
        ("ada pungli di loket", "graft"),
        ("-6.993250, 110.420330", "coarsen"),
    ],
)
def test_a_person_is_asked(text: str, flag: str) -> None:
    assert flag in redact(text).flags


def test_findings_point_into_the_original_text() -> None:
    text = "\u200bWA ０８１２-3456-7890 ya"
    (found,) = redact(text).findings
    assert (found.kind, text[found.start : found.end]) == ("phone", "０８１２-3456-7890")
    assert 0.9 <= found.confidence <= 1.0


def test_a_very_long_text_is_searched_to_its_end() -> None:
    text = "Jalan rusak sekali. " * 2000 + "WA 081234567890"
    result = redact(text)
    assert result.text == text.replace("081234567890", "[telepon]")
    assert result.findings[0].start == text.index("0812")


def test_what_leaves_is_checked_again_without_repeating_it() -> None:
    (finding,) = check({"captions.srt": "hp 081234567890", "alt": "Jalan yang sudah diaspal"})
    assert (finding.code, finding.severity, finding.where) == ("personal-data", "error", "captions.srt")
    assert "0812" not in finding.model_dump_json()


def test_a_workspace_names_its_own_desks(tmp_path: Path) -> None:
    shipped = (ROOT / "config" / "words" / "redaction.yaml").read_text(encoding="utf-8")
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "redaction.yaml").write_text(
        shipped.replace('"1708"', '"1708", "081122334455"'), encoding="utf-8"
    )
    assert redact("WA 0811-2233-4455", workspace=tmp_path).text == "WA 0811-2233-4455"
    assert redact("WA 0811-2233-4455").text == "WA [telepon]"


def test_a_faulty_word_list_is_an_error_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "redaction.yaml").write_text("tokens: 3\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"redaction\.yaml") as caught:
        redact("x", workspace=tmp_path)
    assert "InputError" in {kind.__name__ for kind in type(caught.value).__mro__} or isinstance(
        caught.value.errors[0], InputError
    )


@given(st.integers(0, 10**9), st.sampled_from(list(MADE.KINDS)))
@settings(deadline=None, max_examples=examples(60))
def test_redacting_twice_changes_nothing_more(seed: int, kind: str) -> None:
    import random

    said, _ = MADE.KINDS[kind](random.Random(seed))
    once = redact(f"Mohon dibantu, {said}. Terima kasih").text
    assert redact(once).text == once


@given(st.text(max_size=80))
@settings(deadline=None, max_examples=examples(120))
def test_any_text_comes_back_whole_around_its_findings(text: str) -> None:
    result = redact(text)
    rebuilt, done = "", 0
    for found in result.findings:
        assert done <= found.start < found.end <= len(text)
        rebuilt += text[done : found.start] + found.token
        done = found.end
    assert rebuilt + text[done:] == result.text


def test_half_a_letter_ends_no_redaction() -> None:
    assert redact("Pak Budi \udcff 081234567890 \ud83d").text == "Pak [nama] \udcff [telepon] \ud83d"


def test_what_was_found_in_a_text_is_found_again_by_other_lists_and_no_text_is_kept(tmp_path: Path) -> None:
    """The second answer comes from what is remembered, and new lists are asked anew."""
    text = "Lapor ke Pak Sumarno, nomor 0812 3456 7890, jalan berlubang."
    first = redact(text)
    assert redact(text) is first
    shipped = resources.shipped("config", "words", "redaction.yaml").read_text(encoding="utf-8")
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "redaction.yaml").write_text(shipped, encoding="utf-8")
    own = redact(text, workspace=tmp_path)
    assert own == first
    assert own is not first
    assert not any(text in repr(key) for key in _KNOWN)
