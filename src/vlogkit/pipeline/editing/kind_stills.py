"""Draw what each kind of news looks like in the workspace's brand, for whoever chooses one."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from vlogkit.catalogue import known_brand, own_documents
from vlogkit.freshness import stamp_of
from vlogkit.pipeline.making.sample_card import sample_card
from vlogkit.records.base import Language
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.workspace import Workspace

MOST_STILLS, MOST_BYTES = 60, 24_000_000
"""What is kept: stills, and what was drawn for them."""


@dataclass
class KindRoom:
    """The stills that were drawn last, for several threads."""

    workspace: Callable[[], Workspace]
    _stills: OrderedDict[object, bytes] = field(default_factory=OrderedDict)
    _drawn: DrawnCache = field(default_factory=lambda: DrawnCache(MOST_BYTES))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def still(self, template: str, lang: Language) -> bytes:
        """A card of a template's sample as JPEG, in the brand as it is now. Raises InputError, UsageError."""
        workspace = self.workspace()
        logos = (path for path in (workspace.root / "logos").rglob("*") if path.is_file())
        brand = workspace.settings.brand
        key = template, lang, brand, stamp_of([*own_documents("", workspace.root), *sorted(logos)])
        with self._lock:
            if key not in self._stills:
                read = known_brand(brand, workspace.root)
                self._stills[key] = sample_card(workspace, read, template, lang, self._drawn)
            self._stills.move_to_end(key)
            while len(self._stills) > MOST_STILLS:
                self._stills.popitem(last=False)
            return self._stills[key]
