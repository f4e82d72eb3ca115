"""Mark the links, hashtags and mentions of a text as Bluesky wants them, their places counted in UTF-8 bytes."""

from __future__ import annotations

import re
from collections.abc import Callable

from vlogkit.publishing.transport.wire import JSON

_SPANS = re.compile(
    r"(?P<link>https?://[^\s<>\"“”„«»]+)"
    r"|(?<![\w&])#(?P<tag>[^\s#.,;:!?()\[\]\"'“”‘’«»…]+)"
    r"|(?<!\S)@(?P<mention>[\w-]+(?:\.[\w-]+)+)"
)
_AFTER = ".,;:!?'’‘”“…*_"
"""What ends a sentence or a quotation, and never an address."""

_PAIRS = {")": "(", "]": "[", "}": "{"}


def facets(text: str, did_of: Callable[[str], str]) -> list[JSON]:
    """The marks of a text; `did_of` says whose a handle is, empty for nobody's: that mention stays plain."""
    found: list[JSON] = []
    for match in _SPANS.finditer(text):
        kind = match.lastgroup or ""
        value = match.group(kind)
        end = match.end()
        feature: dict[str, JSON] = {"$type": f"app.bsky.richtext.facet#{kind}", kind: value}
        if kind == "link":
            address = _address(value)
            end -= len(value) - len(address)
            feature = {"$type": "app.bsky.richtext.facet#link", "uri": address}
        if kind == "mention":
            feature = {"$type": "app.bsky.richtext.facet#mention", "did": did_of(value)}
            if not feature["did"]:
                continue
        index: JSON = {"byteStart": _bytes(text, match.start()), "byteEnd": _bytes(text, end)}
        found.append({"index": index, "features": [feature]})
    return found


def _address(value: str) -> str:
    """An address without the punctuation of the sentence it stands in; a bracket stays where it was opened."""
    while value[-1] in _AFTER or (value[-1] in _PAIRS and value.count(value[-1]) > value.count(_PAIRS[value[-1]])):
        value = value[:-1]
    return value


def _bytes(text: str, place: int) -> int:
    return len(text[:place].encode())
