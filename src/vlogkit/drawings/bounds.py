"""Check that a drawing names nothing outside itself, and count what it is made of."""

from __future__ import annotations

import base64
import binascii
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from vlogkit.records.numbers.whole_numbers import whole_number

MOST_BYTES = 4_000_000
MOST_ELEMENTS = 20_000
"""With what `<use>` and paint servers repeat."""
MOST_DEPTH = 100
MOST_OCTAVES = 8
MOST_EMBEDDED = 96
"""Pixels of the longer side of an embedded picture: it is shown unprotected, and shows nobody recognisably at that size."""
_PLAIN = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "defs",
        "use",
        "title",
        "desc",
        "metadata",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
    ]
)
"""Elements whose cost is known from their number."""
_PLAIN_ELEMENTS, _PLAIN_LAYERS, _PLAIN_OUTLINE = 1500, 40, 60_000
"""Elements, layers and characters of outlines of a drawing that takes no more than some seconds however it is drawn: a
layer or a gradient is a pass over all pixels, and the pieces of an outline are compared with each other."""
_LAYERS = frozenset({"opacity", "clip-path"})
_OUTLINES = frozenset({"d", "points"})
_URL = re.compile(r"url\(\s*['\"]?\s*([^)'\"]*)")


@dataclass
class _Shape:
    tag: str
    children: list[_Shape] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """The ids that it refers to."""
    size: int = 0
    """How many elements it draws; 0 until that is counted, -1 while it is."""
    layers: int = 0
    outline: int = 0
    """Layers, and characters of outlines; like its size with all that it draws when that is counted."""


class _Shapes:
    """Reads a drawing's elements. Raises ValueError in the words of a person."""

    def __init__(self, text: str) -> None:
        if len(text.encode("utf-8", "replace")) > MOST_BYTES:
            raise ValueError(f"it is larger than {MOST_BYTES // 1_000_000} MB")
        self.root = _Shape("")
        self.stack = [self.root]
        self.ids: dict[str, _Shape] = {}
        self.count = 0
        self.plain = True
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = lambda _: self.stack.pop()
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._entity
        try:
            parser.Parse(text.encode("utf-8"), True)
        except (expat.ExpatError, UnicodeEncodeError) as error:
            raise ValueError(f"it is not XML: {error}") from None
        if self.root.children[0].tag != "svg":
            raise ValueError(f"it begins with <{self.root.children[0].tag}>")
        elements = self._size(self.root, 0)
        self.plain &= elements <= _PLAIN_ELEMENTS
        self.plain &= self.root.layers <= _PLAIN_LAYERS and self.root.outline <= _PLAIN_OUTLINE

    def _entity(self, *_: object) -> None:
        raise ValueError("it declares entities of its own")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.count += 1
        if self.count > MOST_ELEMENTS or len(self.stack) > MOST_DEPTH:
            raise ValueError(f"it has more than {MOST_ELEMENTS:,} elements, or nests them deeper than {MOST_DEPTH}")
        node = _Shape(name.rpartition(":")[2])
        self.plain &= node.tag in _PLAIN
        self.stack[-1].children.append(node)
        self.stack.append(node)
        for key, value in attributes.items():
            self._attribute(node, key.rpartition(":")[2], value)

    def _attribute(self, node: _Shape, key: str, value: str) -> None:
        if key == "id":
            self.ids.setdefault(value, node)
        elif key == "href" and node.tag != "a":
            self._reference(node, value.strip())
        elif key == "numOctaves":
            octaves = whole_number(value.strip())
            if octaves is None or octaves > MOST_OCTAVES:
                raise ValueError(f"`numOctaves` is {value[:20]}, and {MOST_OCTAVES} is the most")
        else:
            node.layers += key in _LAYERS or "url(" in value
            node.outline += len(value) if key in _OUTLINES else 0
            self.plain &= key not in {"style", "stroke-dasharray"}
            self._style(node, value)

    def _text(self, text: str) -> None:
        if self.stack[-1].tag == "style":
            self._style(self.root, text)

    def _style(self, node: _Shape, text: str) -> None:
        if "@import" in text or "\\" in text:
            raise ValueError("its styles name another file, or hide what they name")
        for name in _URL.findall(text):
            self._reference(node, name.strip())

    def _reference(self, node: _Shape, name: str) -> None:
        if name.startswith("#"):
            node.names.append(name[1:])
        elif name.startswith("data:") and node.tag == "image":
            _check_embedded(name)
        elif name:
            raise ValueError(f"it names something outside itself: {name[:60]}")

    def _size(self, node: _Shape, depth: int) -> int:
        """How many elements are drawn, those that are repeated each time."""
        if node.size < 0 or depth > 3 * MOST_DEPTH:
            raise ValueError("a part of it refers to itself, or in too many steps to others")
        if not node.size:
            node.size = -1
            named = [self.ids[name] for name in node.names if name in self.ids]
            parts = (*node.children, *named)
            size = 1 + sum(self._size(one, depth + 1) for one in parts)
            if size > MOST_ELEMENTS:
                raise ValueError(f"with what it repeats it has more than {MOST_ELEMENTS:,} elements")
            node.size = size
            node.layers += sum(one.layers for one in parts)
            node.outline += sum(one.outline for one in parts)
        return node.size


def _check_embedded(address: str) -> None:
    from PIL import Image

    head, _, data = address.partition(",")
    if not re.fullmatch(r"data:image/(png|jpe?g|gif|webp);base64", head.strip()):
        raise ValueError(f"it embeds something that is not a picture: {head[:60]}")
    try:
        with Image.open(io.BytesIO(base64.b64decode(data)), formats=["PNG", "JPEG", "GIF", "WEBP"]) as picture:
            side = max(picture.size)
    except (OSError, ValueError, binascii.Error, Image.DecompressionBombError):
        raise ValueError("it embeds a picture that is damaged") from None
    if side > MOST_EMBEDDED:
        raise ValueError(
            f"it embeds a picture of {side} pixels, which would be shown unprotected; {MOST_EMBEDDED} is the most"
        )


@lru_cache(maxsize=256)
def check_drawing(text: str) -> bool:
    """Whether a drawing may be drawn in this process, because it is made of a bounded number of plain shapes. Raises
    ValueError for one that may not be drawn at all, in words that follow `this drawing: `."""
    return _Shapes(text).plain
