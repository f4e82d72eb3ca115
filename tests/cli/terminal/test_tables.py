"""Tables never cut or wrap an id; only free texts give way to a narrow terminal."""

from __future__ import annotations

from rich.cells import cell_len

from vlogkit.cli.terminal.tables import lines_of

ID = "20261124-jalan-purwodadi-blora-mulus-kembali-telegram-dinas-contoh-provinsi"
COLUMNS = ("id", "count#", "title~")


def test_a_pipe_gets_every_cell_whole() -> None:
    head, line = lines_of(COLUMNS, [(ID, "3", "Jalan mulus " * 20)], None)
    assert head.split() == ["id", "count", "title"]
    assert ID in line
    assert line.endswith("Jalan mulus")


def test_a_narrow_terminal_cuts_the_free_text_and_leaves_the_id() -> None:
    _, line = lines_of(COLUMNS, [(ID, "3", "Jalan mulus kembali setelah diperbaiki")], 80)
    assert line.startswith(ID)
    assert line.endswith("Jalan mulus…")
    assert "\n" not in line


def test_a_line_fits_where_there_is_room_to_give() -> None:
    lines = lines_of(COLUMNS, [("jalan", "3", "Jalan mulus kembali " * 9), ("pasar", "12", "ꦥꦱꦂ " * 40)], 60)
    assert max(map(cell_len, lines)) <= 60


def test_numbers_stand_to_the_right_and_texts_of_several_lines_on_one() -> None:
    assert lines_of(("a#", "b~"), [("7", "x\ny"), ("12", "z")], None) == [" a  b", " 7  x y", "12  z"]
