"""A flash and a click that belong together stay together through cuts, whatever the frame rate of the clip."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
FRAME = 1 / 30


@cache
def sync() -> ModuleType:
    """The benchmark, which does the same with ten minutes."""
    spec = importlib.util.spec_from_file_location("sync", ROOT / "benchmarks" / "sync.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["sync"] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("kind", "clean"), [("29.97", False), ("variable", True)])
def test_flash_and_click_stay_within_a_frame_through_all_cuts(tmp_path: Path, kind: str, clean: bool) -> None:
    clip, kept = tmp_path / "clip.mp4", sync().cuts(32.0)
    flashes = sync().film(clip, kind, 32.0)
    made = sync().render(clip, kept, tmp_path / "v.mp4", clean=clean)
    events = sync().found(made, [kept.after_cuts(at) for at in flashes])
    assert (len(events), len(kept.kept())) == (3, 4)
    assert kept.removed() > 4
    for event in events:
        assert abs(event.flash - event.click) <= FRAME
        assert abs(event.flash - event.expected) <= FRAME
        assert abs(event.click - event.expected) <= FRAME / 2
