"""Find what must not be seen in a picture: faces, number plates, printed codes, numbers of cards."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from vlogkit.intake.protecting.blurring import Shape, kept
from vlogkit.intake.protecting.picture_notes import Care, RelativeBox
from vlogkit.intake.protecting.plate_finder import find_plates
from vlogkit.seeing.found_boxes import Found

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


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
    from vlogkit.seeing.spotting.printed_codes import find_codes

    codes = [code.box for code in find_codes(pixels) if not leads_to(code.text, domains)]
    return PrivateAreas(find_faces(pixels), find_plates(pixels), codes, card_numbers(pixels))


def private_areas_of_frame(pixels: NDArray[np.uint8], domains: Collection[str] = ()) -> PrivateAreas:
    """The same of one frame of a clip, looked at less closely: the next look is a sixth of a second away."""
    from vlogkit.seeing.faces import find_faces
    from vlogkit.seeing.spotting.printed_codes import find_codes

    codes = [code.box for code in find_codes(pixels, side=960) if not leads_to(code.text, domains)]
    return PrivateAreas(find_faces(pixels, sides=(576,)), find_plates(pixels, sides=(900,)), codes, [])


def leads_to(text: str, domains: Collection[str]) -> bool:
    """Whether a text is one web address of a domain or its subdomains, and passes nothing on in its query."""
    try:
        address = urlsplit(text.strip())
        host = (address.hostname or "").lower()
    except ValueError:
        return False
    plain = address.scheme in {"http", "https"} and not address.query and not address.fragment and not address.username
    return plain and any(host == domain or host.endswith(f".{domain}") for domain in domains)
