"""Draw what an agency's posts would look like in a look, before there is a workspace: its name, its logo, its colours."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from vlogkit.catalogue import load_brand
from vlogkit.errors import UsageError
from vlogkit.pipeline.beginning.agency_logo import AgencyLogo, read_logo
from vlogkit.pipeline.beginning.first_workspace import write_brand
from vlogkit.pipeline.making.sample_card import sample_card
from vlogkit.records.base import Language, fingerprint
from vlogkit.records.settings import Settings
from vlogkit.rendering.encoding.malloc import trim
from vlogkit.rendering.frames.drawn_cache import DrawnCache
from vlogkit.workspace import Workspace

TEMPLATE = "program-update"
MOST_STILLS, MOST_LOGOS = 60, 4
MOST_BYTES = 24_000_000
"""What is kept drawn for the next still: the sample's picture, for one."""


@dataclass
class LookRoom:
    """The stills that were drawn last and the logos that were given last, for several threads. Its folder stands in for
    the workspace that is still to be made; closed, it leaves nothing behind."""

    _stills: OrderedDict[str, bytes] = field(default_factory=OrderedDict)
    _logos: OrderedDict[str, AgencyLogo] = field(default_factory=OrderedDict)
    _folder: TemporaryDirectory[str] | None = None
    _drawn: DrawnCache = field(default_factory=lambda: DrawnCache(MOST_BYTES))
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def keep_logo(self, called: str, data: bytes) -> tuple[str, AgencyLogo]:
        """A logo by its file's name and content, and the word by which it is asked for. Raises InputError."""
        logo = read_logo(called, data)
        word = sha256(logo.data).hexdigest()[:24]
        with self._lock:
            self._logos[word] = logo
            while len(self._logos) > MOST_LOGOS:
                self._logos.popitem(last=False)
        return word, logo

    def still(
        self, look: str, *, agency: str, short: str = "", colour: str = "", logo: str = "", lang: Language = "id"
    ) -> bytes:
        """A card of the sample story as JPEG, in a look with an agency's name, colour and the logo of a word; without a
        name the look's own agency signs it. Raises UsageError for an unknown logo, InputError."""
        key = fingerprint([look, agency, short, colour, logo, lang])
        with self._lock:
            if key not in self._stills:
                given = self.logo(logo) if logo else None
                self._stills[key] = self._draw(key, look, agency, short, colour, given, lang)
            self._stills.move_to_end(key)
            while len(self._stills) > MOST_STILLS:
                self._stills.popitem(last=False)
            return self._stills[key]

    def logo(self, word: str) -> AgencyLogo:
        """The logo of a word. Raises UsageError for one that is not known, or not any more."""
        if word not in self._logos:
            raise UsageError("this logo is not known any more", hint="Choose its file again.")
        return self._logos[word]

    def _draw(
        self, key: str, look: str, agency: str, short: str, colour: str, logo: AgencyLogo | None, lang: Language
    ) -> bytes:
        self._folder = self._folder or TemporaryDirectory(prefix="vlogkit-looks-", ignore_cleanup_errors=True)
        root, name = Path(self._folder.name), look
        if agency.strip() or colour or logo:
            own, name = load_brand(look).agency, f"look-{key[:16]}"
            agency, short = agency.strip() or own.name, short.strip() or (agency.strip() or own.short)
            write_brand(root, name, agency, short=short, colour=colour, look=look, logo=logo)
        workspace = Workspace(root, Settings(name=agency or look, brand=name, lang=lang))
        return sample_card(workspace, load_brand(name, root), TEMPLATE, lang, self._drawn)

    def close(self) -> None:
        """Leave nothing behind, and give the memory back."""
        with self._lock:
            if self._folder is not None:
                self._folder.cleanup()
                self._folder, self._drawn = None, DrawnCache(MOST_BYTES)
                trim()
