"""Mark links, hashtags and mentions in a text for Bluesky, which counts places in UTF-8 bytes."""

from __future__ import annotations

import re
from collections.abc import Callable

from vlogkit.publishing.transport.wire import JSON

_SPANS = re.compile(
    rb"(?P<link>https?://[^\s<>\"]+)|(?<![\w&])#(?P<tag>[^\s#.,;:!?()]+)|(?<!\S)@(?P<mention>[\w-]+(?:\.[\w-]+)+)"
)


def facets(text: str, did_of: Callable[[str], str]) -> list[JSON]:
    """The marks of a text; `did_of` says whose a handle is, empty for nobody's: that mention stays plain."""
    found: list[JSON] = []
    for match in _SPANS.finditer(text.encode()):
        kind = match.lastgroup or ""
        value = match.group(kind).decode()
        feature: dict[str, JSON] = {"$type": f"app.bsky.richtext.facet#{kind}", kind: value}
        if kind == "link":
            feature = {"$type": "app.bsky.richtext.facet#link", "uri": value}
        if kind == "mention":
            feature = {"$type": "app.bsky.richtext.facet#mention", "did": did_of(value)}
            if not feature["did"]:
                continue
        index: JSON = {"byteStart": match.start(), "byteEnd": match.end()}
        found.append({"index": index, "features": [feature]})
    return found
