"""Find the file that a person meant when they wrote a name that no file has."""

from __future__ import annotations

import difflib
import os
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

MOST = 20_000
"""Files that are looked at; a larger folder gets no suggestion from its rest."""
_QUOTES = "“”„‟«»‘’‚‛\"'` "
_ALIKE = 0.8
"""How much of two names (without their endings) has to agree, by difflib's ratio."""


def near_name(root: Path, name: str, *, skipped: tuple[str, ...] = ()) -> str:
    """The name, relative to `root` with slashes, of the file that was probably meant; empty where none is near.

    Letter case, backslashes, quotation marks and how accents are encoded make no difference; then a file of the same
    name in another folder counts, then one spelt alike in the same folder. Hidden and `skipped` folders are left out."""
    wanted = _plain(name)
    if not wanted:
        return ""
    known = {_plain(path): path for path in islice(_files(root, skipped), MOST)}
    if wanted in known:
        return known[wanted]
    folder, _, file = wanted.rpartition("/")
    same = [path for plain, path in known.items() if plain.rpartition("/")[2] == file]
    if same:
        return same[0]
    beside = {plain.rpartition("/")[2]: path for plain, path in known.items() if plain.rpartition("/")[0] == folder}
    stem, _, ending = file.rpartition(".")
    alike = {name.rpartition(".")[0]: path for name, path in beside.items() if name.rpartition(".")[2] == ending}
    return next((alike[name] for name in difflib.get_close_matches(stem, alike, n=1, cutoff=_ALIKE)), "")


def _plain(name: str) -> str:
    """A name in the form in which names are compared."""
    text = unicodedata.normalize("NFC", name).strip(_QUOTES).replace("\\", "/").casefold()
    return text.removeprefix("./")


def _files(root: Path, skipped: tuple[str, ...]) -> Iterator[str]:
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in skipped)
        inside = Path(folder).relative_to(root)
        yield from ((inside / name).as_posix() for name in sorted(files) if not name.startswith("."))
