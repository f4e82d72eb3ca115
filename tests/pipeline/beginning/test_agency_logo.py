"""A logo is read from whatever an agency has: a scan on white, a drawing, a picture with wide edges."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from vlogkit.errors import InputError, MediaError
from vlogkit.pipeline.beginning.agency_logo import AgencyLogo, read_logo, rgb

NAVY, YELLOW, RED = (11, 31, 91), (245, 180, 0), (200, 16, 46)


def given(picture: Image.Image, called: str = "logo.png", **options: object) -> AgencyLogo:
    stream = io.BytesIO()
    picture.save(stream, format="JPEG" if called.endswith("jpg") else "PNG", **options)
    return read_logo(called, stream.getvalue())


def kept(logo: AgencyLogo) -> Image.Image:
    return Image.open(io.BytesIO(logo.data)).convert("RGBA")


def ring(ground: tuple[int, ...], mode: str) -> Image.Image:
    """A navy ring with a yellow dot in its middle, far from the edges."""
    picture = Image.new(mode, (600, 400), ground)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((200, 100, 400, 300), fill=NAVY)
    draw.ellipse((230, 130, 370, 270), fill=(255, 255, 255))
    draw.ellipse((280, 180, 320, 220), fill=YELLOW)
    return picture


def test_a_logo_on_white_paper_is_cut_out_and_keeps_the_white_within_it() -> None:
    """A JPEG's white is not quite white."""
    picture = kept(given(ring((252, 251, 250), "RGB"), "scan.jpg", quality=70))
    assert abs(picture.width - 200) <= 6
    assert abs(picture.height - 200) <= 6
    assert picture.getpixel((0, 0))[3] == 0  # type: ignore[index]  # RGBA
    middle = picture.getpixel((picture.width // 2, 45))
    assert min(middle) > 225  # type: ignore[arg-type, type-var]  # RGBA


def test_transparent_edges_are_cut_off() -> None:
    assert kept(given(ring((0, 0, 0, 0), "RGBA"))).size == (201, 201)


def test_a_logo_that_fills_its_picture_in_a_colour_stays_as_it_is() -> None:
    picture = kept(given(ring(RED, "RGB")))
    assert picture.size == (600, 400)
    assert picture.getextrema()[3] == (255, 255)


def test_the_colours_are_those_of_the_logo_and_what_needs_no_darkening_comes_first() -> None:
    picture = Image.new("RGBA", (300, 100), (*YELLOW, 255))
    picture.paste((*NAVY, 255), (200, 0, 300, 100))
    logo = given(picture)
    assert rgb(logo.colours[0]) == NAVY
    assert len(logo.colours) == 2
    assert [rgb(colour) for colour in logo.bright] == [YELLOW]


def test_shades_between_two_colours_are_no_colours() -> None:
    small = ring((0, 0, 0, 0), "RGBA").resize((60, 40), Image.Resampling.LANCZOS)
    assert len(given(small).colours) <= 2


def test_black_and_white_propose_nothing() -> None:
    assert given(Image.new("RGB", (50, 50), "black")).colours == ()
    assert given(Image.new("RGBA", (50, 50), (255, 255, 255, 255))).colours == ()


@pytest.mark.parametrize("fill", ["#0b6e4f", "rgb(11,110,79)", "#0B6E4F"])
def test_the_colours_of_a_drawing_are_those_that_are_seen_however_they_are_written(fill: str) -> None:
    head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><!-- #123456 -->'
    logo = read_logo("logo.svg", f'{head}<circle cx="50" cy="50" r="40" fill="{fill}"/></svg>'.encode())
    assert logo.colours == ("#0B6E4F",)


@pytest.mark.parametrize("called", ["logo.pdf", "logo.ai", "logo"])
def test_what_is_no_picture_is_refused_by_its_name(called: str) -> None:
    with pytest.raises(InputError, match="cannot be used as a logo"):
        read_logo(called, b"%PDF")


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n"])
def test_a_picture_that_cannot_be_read_is_named_and_nothing_of_the_program(data: bytes) -> None:
    with pytest.raises(InputError) as refused:
        read_logo("logo.png", data)
    assert "logo.png" in str(refused.value)
    assert "object at" not in str(refused.value)


def test_a_logo_that_shows_nothing_is_refused() -> None:
    with pytest.raises(InputError, match="nothing to be seen"):
        read_logo("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"/>')
    with pytest.raises(InputError, match="nothing to be seen"):
        given(Image.new("RGBA", (80, 80), (0, 0, 0, 0)))


@pytest.mark.parametrize("box", ["0 0 1000000000 1", "0 0 1 400"])
def test_a_line_is_no_logo(box: str) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><rect width="100%" height="100%"/></svg>'
    with pytest.raises(InputError, match="it is a line"):
        read_logo("logo.svg", drawing.encode())
    with pytest.raises(InputError, match="it is a line"):
        given(Image.new("RGB", (900, 20), RED))


def test_what_cannot_be_read_is_to_be_saved_as_png_since_a_jpeg_has_no_clear_ground() -> None:
    with pytest.raises(MediaError) as caught:
        read_logo("logo.png", b"%PDF")
    assert caught.value.hint == "Save it again as PNG."
