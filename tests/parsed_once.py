"""The shipped templates, brands and words, parsed once in a process: tests read the same few files thousands of times."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from vlogkit import strict_yaml
from vlogkit.resources import shipped_root

Positions = dict[strict_yaml.KeyPath, strict_yaml.Position]
READ = strict_yaml._read


def parse_once(patch: pytest.MonkeyPatch) -> None:
    """Have what was read of a shipped file be remembered, by its path and its text; who reads it gets data of their own."""
    root, known = f"{shipped_root()}/", dict[object, tuple[bytes, Positions]]()

    def read(text: str, path: Path | str, first_line: int) -> tuple[object, Positions]:
        if not str(path).startswith(root):
            return READ(text, path, first_line)
        key = (text, str(path), first_line)
        if key not in known:
            data, positions = READ(*key)
            known[key] = pickle.dumps(data), positions
        data, positions = known[key]
        return pickle.loads(data), positions

    patch.setattr(strict_yaml, "_read", read)
