"""A drawing names nothing outside itself, and ends: in bounded time, or in one error."""

from __future__ import annotations

import base64
import io
import time

import pytest
from PIL import Image
from tests.material import ROOT, write

from vlogkit.drawings.bounds import check_drawing
from vlogkit.drawings.rasterise import rasterise
from vlogkit.errors import InputError
from vlogkit.files import sha256_of
from vlogkit.pipeline.telling.assets import drawing
from vlogkit.typesetting.emoji import paint

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100"'
RECT = '<rect width="100" height="100"/>'


def svg(inside: str, before: str = "") -> str:
    return f"{before}<svg {NS}>{inside}</svg>"


def png(side: int) -> str:
    data = io.BytesIO()
    Image.new("RGB", (side, side), "red").save(data, "PNG")
    return "data:image/png;base64," + base64.b64encode(data.getvalue()).decode()


def filtered(primitive: str) -> str:
    return svg(f'<filter id="f">{primitive}</filter><rect width="100" height="100" filter="url(#f)"/>')


OUTSIDE = {
    "absolute": svg('<image href="/etc/hostname.png" width="9" height="9"/>'),
    "relative": svg('<image xlink:href="../pictures/a.jpg" width="9" height="9"/>'),
    "address": svg('<image href="https://jahat.example/a.png"/>'),
    "file": svg('<use href="file:///a.svg#x"/>'),
    "other document": svg('<use href="other.svg#x"/>'),
    "paint": svg('<rect width="1" height="1" fill="url(other.svg#x)"/>'),
    "style": svg("<rect style=\"filter:url('/a.svg#x')\"/>"),
    "sheet": svg("<style>@import url(a.css);</style>"),
    "escaped": svg("<style>rect{fill:u\\72l(a.svg#x)}</style>"),
    "feImage": filtered('<feImage href="/etc/a.png"/>'),
    "entity": svg("&a;", '<!DOCTYPE svg [<!ENTITY a SYSTEM "/etc/passwd">]>'),
    "laughs": svg("&b;", '<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'),
    "drawing in a drawing": svg('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'),
    "photograph": svg(f'<image href="{png(97)}" width="9" height="9"/>'),
}
ENDLESS = {
    "octaves": filtered('<feTurbulence numOctaves="100000"/>'),
    "elements": svg("<g/>" * 20_001),
    "depth": svg("<g>" * 101 + "</g>" * 101),
    "itself": svg('<g id="a"><use href="#a"/></g>'),
    "nested use": svg('<g id="a0"/>' + "".join(
        f'<g id="a{n}">' + f'<use href="#a{n - 1}"/>' * 10 + "</g>" for n in range(1, 9)) + '<use href="#a8"/>'),
    "nested patterns": svg("".join(
        f'<pattern id="a{n}" width="1" height="1">' + f'<rect fill="url(#a{n - 1})"/>' * 10 + "</pattern>"
        for n in range(1, 9)) + '<rect fill="url(#a8)"/>'),
    "text": svg(f"<desc>{'x' * 4_000_001}</desc>"),
}  # fmt: skip


@pytest.mark.parametrize("name", [*OUTSIDE, *ENDLESS])
def test_what_names_something_outside_or_grows_without_bound_is_refused_before_it_is_drawn(name: str) -> None:
    start = time.process_time()
    with pytest.raises(ValueError):
        rasterise((OUTSIDE | ENDLESS)[name], 10, 10)
    assert time.process_time() - start < 5


@pytest.mark.slow
@pytest.mark.skipif("__import__('sys').platform == 'win32'", reason="limits of POSIX")
@pytest.mark.parametrize(
    "text",
    [
        svg(f'<pattern id="p" width="1e6" height="1e6" patternUnits="userSpaceOnUse">{RECT}</pattern>'
            '<rect width="100" height="100" fill="url(#p)"/>'),
        filtered('<feMorphology operator="dilate" radius="20"/>'),
    ],
    ids=["memory", "time"],
)  # fmt: skip
def test_what_cannot_be_drawn_in_time_or_memory_is_one_error_and_the_program_goes_on(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vlogkit.drawings.rasterise.SECONDS", 1)  # an honest drawing may take longer on a busy machine
    with pytest.raises(ValueError, match="cannot be drawn in"):
        rasterise(text, 1080, 1080)


@pytest.mark.parametrize(
    "text",
    [
        svg(f'<image href="{png(16)}" width="100" height="100"/>'),
        svg(f'<clipPath id="c">{RECT}</clipPath><g clip-path="url(#c)">{RECT}</g>'),
        svg(f'<a href="https://dinas.example">{RECT}</a>'),
        filtered('<feTurbulence baseFrequency="0.5" numOctaves="3"/><feFlood/>'),
    ],
    ids=["small picture", "clip", "link", "filter"],
)
def test_an_honest_drawing_is_drawn(text: str) -> None:
    assert rasterise(text, 20, 10)[5, 10, 3] == 255


GRADIENT = '<radialGradient id="a"><stop offset="0" stop-color="red"/></radialGradient>'
LONG = "M0 0" + "L9 9" * 1000


@pytest.mark.parametrize(
    ("inside", "here"),
    [
        (RECT * 1000, True),
        (GRADIENT + '<rect width="100" height="100" fill="url(#a)"/>' * 20, True),
        (GRADIENT + '<rect width="100" height="100" fill="url(#a)"/>' * 50, False),
        (f'<path d="{LONG}"/>', True),
        (f'<path d="{LONG * 20}"/>', False),
        (f'<polyline points="{"1,2 " * 20_000}"/>', False),
        (f'<defs><path id="p" d="{LONG}"/></defs>' + '<use href="#p"/>' * 20, False),
        (f'<defs><g id="p" opacity=".5">{RECT}</g></defs>' + '<use href="#p"/>' * 50, False),
    ],
    ids=["shapes", "gradients", "many gradients", "outline", "long outline", "points", "repeated", "repeated layers"],
)
def test_what_may_take_long_is_drawn_apart_however_it_is_repeated(inside: str, here: bool) -> None:
    assert check_drawing(svg(inside)) is here


def test_every_shipped_drawing_may_be_drawn() -> None:
    for path in (ROOT / "assets").rglob("*.svg"):
        check_drawing(path.read_text(encoding="utf-8"))


def test_logos_and_emoji_go_through_the_same_door(tmp_path) -> None:
    path = write(tmp_path / "1f600.svg", OUTSIDE["absolute"])
    for draw in (lambda: paint(path, 16), lambda: drawing(path, sha256_of(path))):
        with pytest.raises(InputError, match="names something outside itself: /etc/hostname") as caught:
            draw()
        assert caught.value.where
        assert caught.value.hint
