"""Damage a file as disks, editors and strangers do: by byte, and by the pieces that its kind is made of."""

from __future__ import annotations

from hypothesis import strategies as st

PIECES = (
    b"", b"\0", b"\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\n", b"\r\r\n", b"'", b'"', b";", b",", b"\t", b"<", b">", b"&#0;", b"]]>",
    b"{{", b"}}", b"{%", b"{% for x in 'aaaa' %}", b"{{ 1e999 - 1 }}", b"{{ ''.__class__ }}", b"{{ 9 * 9 * 9 }}", b"[", b"]", b"{", b"}",
    b"[" * 400, b"- " * 40, b"*a", b"&a [*a]", b"!!int x", b"1e999", b"nan", b"-1", b"99999999999999999999", b"2026-02-30",
    b"24:30", b"../../../etc/passwd", b"/etc/passwd", b"http://jahat.example", b"\xe2\x80\xae", b"\xf0\x9f\x92\xa9",
    b"\xed\xa0\x80", b"-->", b"00:75:00,000 --> 00:00:01,000", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<g>" * 300,
    b"url(#a)", b"a" * 3000,
)  # fmt: skip
"""What readers stumble over: separators, brackets that never close, numbers and dates that are none, paths, markup."""


@st.composite
def damaged(draw: st.DrawFn, originals: tuple[bytes, ...]) -> bytes:
    """One of the originals after one to six mutations."""
    data = draw(st.sampled_from(originals))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.one_of(st.just(0), st.integers(0, 8), st.integers(0, len(data))))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8), st.just(data[at : at + 40])))
        kind = draw(st.sampled_from(("replace", "insert", "cut", "repeat", "flip")))
        if kind == "replace":
            data = data[:at] + piece + data[at + len(piece) :]
        elif kind == "insert":
            data = data[:at] + piece + data[at:]
        elif kind == "cut":
            data = data[:at] + data[at + length :]
        elif kind == "repeat":
            data = data[:at] + data[at : at + min(length, 400)] * draw(st.integers(2, 20)) + data[at:]
        elif at < len(data):
            data = data[:at] + bytes([data[at] ^ (1 << draw(st.integers(0, 7)))]) + data[at + 1 :]
    return data
