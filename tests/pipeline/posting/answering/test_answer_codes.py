"""A code is read however it was copied or typed; one that is not whole is told from one of somebody else."""

from __future__ import annotations

import pytest
from tests.answers import coded

from vlogkit.errors import UsageError
from vlogkit.pipeline.posting.answering.answer_codes import read_code

BODY = b"\x00" + bytes.fromhex("0a0b0c0d") + bytes(range(64)) + "belum: 12 → 13".encode()
CODE = coded(BODY)


@pytest.mark.parametrize(
    "message",
    [
        CODE,
        CODE.lower(),
        f"BELUM untuk “Jalan VK1 mulus”\nangka salah\n{CODE}",
        f"{CODE}\n[24/11 10.42] Budi",
        CODE.replace("-", "-\n").replace("VK1-\n", "VK1-"),
        CODE.replace("0", "O").replace("1", "l").replace("VKl", "VK1"),
    ],
)
def test_a_code_is_read_in_whatever_it_stands(message: str) -> None:
    answer = read_code(message)
    assert (answer.sheet, answer.yes, answer.reason) == ("0a0b0c0d", False, "belum: 12 → 13")
    assert answer.signature == bytes(range(64))


@pytest.mark.parametrize("message", ["", "ya", "VK1", "VK2-ABCDE", "x" * 100_000])
def test_what_has_no_code_is_told(message: str) -> None:
    with pytest.raises(UsageError, match="there is no answer code in this"):
        read_code(message)


@pytest.mark.parametrize(
    "message",
    [CODE[:-6], CODE[:20] + ("A" if CODE[20] != "A" else "B") + CODE[21:], "VK1-UUUUU", "VK1-0", coded(b"\x01abcd"), coded(b"\x02" + BODY[1:])],
)  # fmt: skip
def test_a_code_with_a_fault_is_told(message: str) -> None:
    with pytest.raises(UsageError, match="is not whole, or a character of it is wrong"):
        read_code(message)
