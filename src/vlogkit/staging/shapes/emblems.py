"""The shipped emblems, in a brand's colours, in the parts that move by themselves."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from vlogkit import resources
from vlogkit.errors import InputError
from vlogkit.faults import suggestion

DRAWN = ("#F2B134", "#FBF6EE", "#3D0A15")
"""The colours that emblems are drawn in, in place of the brand's accent, paper and deep."""
_GROUP = re.compile(r'<g id="([a-z-]+)"')
_COLOUR = re.compile("|".join(DRAWN))


@cache
def emblem_sources() -> dict[str, str]:
    """The SVG texts of the shipped emblems, by name."""
    folder = resources.shipped("assets", "emblems")
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.svg"))}


@lru_cache(maxsize=32)
def emblem_parts(name: str, colours: tuple[str, str, str], origin: str = "") -> tuple[tuple[str, str], ...]:
    """How each part moves, and its drawing in the colours, from the back to the front. Raises InputError with what was
    probably meant."""
    known = emblem_sources()
    if name not in known:
        hint = suggestion(name, list(known))
        raise InputError(f"there is no emblem `{name}`", where=origin or None, hint=hint)
    brand = dict(zip(DRAWN, colours, strict=True))
    source = _COLOUR.sub(lambda found: brand[found.group()], known[name])
    opening, *groups, closing = source.strip().splitlines()  # a line for each part, as the emblems' README says
    return tuple((_GROUP.match(group)[1], f"{opening}{group}{closing}") for group in groups)  # type: ignore[index]
