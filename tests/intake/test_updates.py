"""A Markdown file with front matter becomes an update or a tally; every fault is placed in that file."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.material import write
from tests.sampled import examples

from vlogkit.errors import InputError, VlogkitError
from vlogkit.intake.updates import identify, paragraphs, read_update, split_front_matter
from vlogkit.records.notices.tally import Tally
from vlogkit.records.notices.update import Update
from vlogkit.resources import shipped

SAMPLES = sorted(shipped("assets", "samples", "workspace", "updates").glob("*.md"))


def update(folder: Path, front: str, body: str = "Satu.") -> Path:
    return write(folder / "berita-baru.md", f"---\n{front}\n---\n{body}\n")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_every_sample_is_read(path: Path) -> None:
    notice = read_update(path)
    assert notice.id == path.stem
    assert notice.body or any(clip.talks() for clip in notice.clips)


def test_the_files_name_is_the_id_and_the_text_below_is_the_body(tmp_path: Path) -> None:
    notice = read_update(update(tmp_path, 'title: Baru\ndate: "2026-11-24"', "Satu,\ndua.\n\n- tiga\n- *empat*"))
    assert isinstance(notice, Update)
    assert (notice.id, notice.date) == ("berita-baru", dt.date(2026, 11, 24))
    assert notice.body == ("Satu, dua.", "tiga", "*empat*")


def test_a_tally_is_told_by_its_kind(tmp_path: Path) -> None:
    front = (
        "kind: tally\ntitle: t\ntotal: 5\nparts: [{label: a, count: 5}]\nsource: s\nfrom: 2026-01-01\nto: 2026-02-01"
    )
    assert isinstance(read_update(update(tmp_path, front)), Tally)


@pytest.mark.parametrize(
    ("front", "line", "message"),
    [
        ("title: a\nkind: rumor", 3, "`kind: rumor` is not known"),
        ("title: a\nid: b", 3, "`id` does not stand in the front matter"),
        ("title: a\nbody: b", 3, "`body` does not stand in the front matter"),
        ("title: a\n- b", 3, "not valid YAML"),
        ("- a", 2, "list of `key: value` lines"),
        ("date: x", 2, "`title` is missing"),
    ],
)
def test_a_fault_of_the_front_matter_names_its_line(tmp_path: Path, front: str, line: int, message: str) -> None:
    with pytest.raises(VlogkitError, match=message) as caught:
        read_update(update(tmp_path, front))
    first = getattr(caught.value, "errors", [caught.value])[0]
    assert f"berita-baru.md:{line}" in str(first.where)


@pytest.mark.parametrize(
    ("text", "message"),
    [("", "no front matter"), ("title: a\n", "no front matter"), ("---\ntitle: a\n", "has no end")],
)
def test_a_file_without_front_matter_says_how_to_write_it(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message) as caught:
        read_update(write(tmp_path / "a.md", text))
    assert "---" in caught.value.hint


@pytest.mark.parametrize("body", ["<b>tebal</b>\n", "```\nkode\n```", "Satu.\n\n<script>alert(1)</script>"])
def test_code_and_html_in_the_text_are_refused_with_their_line(tmp_path: Path, body: str) -> None:
    if body.startswith("<b>"):
        assert paragraphs(body, tmp_path / "a.md", 1) == ("tebal",)
        return
    with pytest.raises(InputError, match="code or HTML") as caught:
        read_update(update(tmp_path, "title: a", body))
    assert "berita-baru.md:" in str(caught.value.where)


@pytest.mark.parametrize("name", ["Berita Baru", "berita_baru", "é", "-a", "x" * 64])
def test_a_file_name_that_is_no_id_suggests_one_that_is(name: str) -> None:
    with pytest.raises(InputError, match="lower-case") as caught:
        identify(Path(f"updates/{name}.md"))
    suggested = caught.value.hint.removeprefix("Rename the file to ").removesuffix(".")
    assert identify(Path(suggested)) == Path(suggested).stem


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=examples(80))
def test_any_body_is_read_or_refused(body: str) -> None:
    with suppress(InputError):
        found = paragraphs(body, Path("a.md"), 1)
        assert all(text and text == " ".join(text.split()) for text in found)


def test_lines_of_the_body_count_from_the_files_first_line(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    assert split_front_matter("---\na: 1\n---\nSatu\nDua\n", path) == ("a: 1\n", 2, "Satu\nDua", 4)


PLAIN = st.text(st.sampled_from("abc dé12.,:?\"'()%–“\n"), max_size=60)


@given(PLAIN)
@settings(deadline=None, max_examples=examples(300))
def test_a_plain_body_is_read_without_markdown_as_with_it(body: str) -> None:
    def read(text: str) -> tuple[str, ...]:
        return paragraphs(text, Path("a.md"), 1)

    marked = read(f"{body}\n\n*x*")  # one mark and all of it is read as Markdown
    assert read(body) == marked[:-1]


def test_a_plain_body_loads_no_markdown() -> None:
    code = "import sys; from pathlib import Path; from vlogkit.intake.updates import paragraphs; paragraphs('Satu.\\nDua.\\n\\nTiga 3.', Path('a'), 1); sys.exit('markdown_it' in sys.modules)"  # fmt: skip
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_text_as_long_as_a_book_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="characters"):
        read_update(update(tmp_path, "title: Jalan", "*mulus* " * 100_000))
