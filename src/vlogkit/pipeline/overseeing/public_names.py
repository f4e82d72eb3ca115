"""Keep personal data off the board: what a file or an address is called may name a citizen."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import unquote

from vlogkit.intake.redaction.redact import redact_with
from vlogkit.intake.redaction.word_lists import words as read_words
from vlogkit.ledger.overviews import PostLine
from vlogkit.workspace import Workspace

_PERSONAL = frozenset({"name", "phone", "nik", "email"})
"""What a name may not hold; numbers of services and dates look like the rest."""
_WORD = re.compile(r"[^\W_]+")
_MAY_BE = re.compile(r"[^\W\d_][-_.+/= ]+[^\W\d_]|(?:\d[-_. ]?){9}|@")
"""A name that may hold any: two words one after the other, a long number, an address. Others are not looked at further."""


class PublicNames:
    """What posts of one workspace are called where everybody looks, by its own list of words. Raises InputError."""

    def __init__(self, workspace: Workspace | None) -> None:
        self._lists = read_words(workspace.root if workspace else None)
        self._known: dict[str, bool] = {}

    def shown(self, line: PostLine) -> PostLine:
        """The post with a mark for a name that holds personal data, also in its id, and without such an address."""
        url = "" if self._is_personal(line.url.partition("://")[2].partition("/")[2]) else line.url
        if not self._is_personal(line.item):
            return line._replace(url=url)
        return line._replace(id=_mark(line.id), item=_mark(line.item), url=url)

    def _is_personal(self, name: str) -> bool:
        """Whether its words, with hyphens taken for spaces, hold personal data."""
        if name not in self._known:
            plain = unquote(name)
            texts = [" ".join(_WORD.findall(plain)).title()]
            if "@" in plain:
                texts.append(re.sub(r"[/?=&#]+", " ", plain))
            looked = texts if _MAY_BE.search(plain) else []
            found = {hit.kind for text in looked for hit in redact_with(text, self._lists).findings}
            self._known[name] = bool(found & _PERSONAL)
        return self._known[name]


def _mark(name: str) -> str:
    """What stands for a name; the same for the same one."""
    return f"[{hashlib.sha256(name.encode(errors='surrogateescape')).hexdigest()[:8]}]"
