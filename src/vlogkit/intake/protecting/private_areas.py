"""Find what must not be seen in a picture: faces, number plates, printed codes, numbers of cards."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from vlogkit.intake.protecting.blurring import Shape, kept
from vlogkit.intake.protecting.picture_notes import Care, RelativeBox
from vlogkit.seeing.found_boxes import Found

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vlogkit.seeing.spotting.printed_codes import PrintedCode


class PrivateAreas(NamedTuple):
    """Boxes in pixels, by what they hold."""

    faces: list[Found]
    plates: list[Found]
    codes: list[Found]
    numbers: list[Found]

    def without(self, areas: Iterable[RelativeBox], width: int, height: int) -> PrivateAreas:
        """Those that lie in none of the areas a person named as harmless."""
        return PrivateAreas(*([box for box in boxes if not kept(box, areas, width, height)] for boxes in self))

    def shapes(self, care: Care) -> list[tuple[Found, Shape]]:
        """What is blurred: faces as ovals unless people agreed to be seen, all else as boxes; nothing by `blur: none`."""
        if care.blur == "none":
            return []
        shapes: list[tuple[Found, Shape]] = [(box, "oval") for box in self.faces if care.blur == "auto"]
        return shapes + [(box, "box") for box in (*self.plates, *self.codes, *self.numbers)]


def private_areas(pixels: NDArray[np.uint8], domains: Collection[str] = ()) -> PrivateAreas:
    """The private areas of an RGB picture. A code that leads to one of the `domains` is not among them.

    Raises OutsideError where a network cannot be read."""
    from vlogkit.seeing.faces import find_faces
    from vlogkit.seeing.spotting.card_numbers import card_numbers  # here: most pictures are known already
    from vlogkit.seeing.spotting.number_plates import find_plates
    from vlogkit.seeing.spotting.printed_codes import find_codes

    codes = find_codes(pixels)
    plates = [box for box in find_plates(pixels) if not any(_is_code(box, code.box) for code in codes)]
    return PrivateAreas(find_faces(pixels), plates, _told_apart(codes, domains), card_numbers(pixels))


def private_areas_of_frame(pixels: NDArray[np.uint8], domains: Collection[str] = ()) -> PrivateAreas:
    """The same of one frame of a clip, looked at less closely: the next look is a sixth of a second away."""
    from vlogkit.seeing.faces import find_faces
    from vlogkit.seeing.spotting.number_plates import find_plates
    from vlogkit.seeing.spotting.printed_codes import find_codes

    codes = find_codes(pixels, side=960)
    plates = [
        box for box in find_plates(pixels, sides=(320, 768)) if not any(_is_code(box, code.box) for code in codes)
    ]
    return PrivateAreas(find_faces(pixels, sides=(576,)), plates, _told_apart(codes, domains), [])


def _told_apart(codes: Iterable[PrintedCode], domains: Collection[str]) -> list[Found]:
    """The boxes of the codes that may not be seen."""
    return [code.box for code in codes if not leads_to(code.text, domains)]


def _is_code(plate: Found, code: Found) -> bool:
    """Whether what was taken for a plate is a code: a good part of its box holds one."""
    across = min(plate.right, code.right) - max(plate.left, code.left)
    down = min(plate.bottom, code.bottom) - max(plate.top, code.top)
    area = (plate.right - plate.left) * (plate.bottom - plate.top)
    return across > 0 and down > 0 and across * down > 0.4 * area


def leads_to(text: str, domains: Collection[str]) -> bool:
    """Whether a text is one web address of a domain or its subdomains, and passes nothing on in its query."""
    try:
        address = urlsplit(text.strip())
        host = (address.hostname or "").lower()
    except ValueError:
        return False
    plain = address.scheme in {"http", "https"} and not address.query and not address.fragment and not address.username
    return plain and any(host == domain or host.endswith(f".{domain}") for domain in domains)
