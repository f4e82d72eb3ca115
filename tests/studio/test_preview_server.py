"""The preview page shows the template as its files are, tells what is wrong with them, and stops."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.checking.planting import TEMPLATE, UPDATE, Bench
from tests.material import write

from vlogkit.errors import InputError, OutsideError
from vlogkit.pipeline.telling.items import find_item
from vlogkit.pipeline.templates.preview import TemplatePreview
from vlogkit.pipeline.templates.scene_stills import read_webp
from vlogkit.studio.preview_server import Screen, serving


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "uji")


@pytest.fixture
def drawing(bench: Bench) -> Iterator[TemplatePreview]:
    made = TemplatePreview(bench.workspace(), "uji", {"format": "square", "scene": ""})
    yield made
    made.close()


def get(address: str, **headers: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers), timeout=20) as answer:
        return bytes(answer.read())


def test_the_page_is_made_anew_after_a_save_and_says_what_is_wrong(bench: Bench, drawing: TemplatePreview) -> None:
    path = bench.root / "templates" / "uji" / "template.yaml"
    with serving(Screen(drawing, "uji")) as address:
        page = get(address).decode("utf-8")
        assert "<option selected>square</option>" in page
        before = get(f"{address}still.webp")
        write(path, TEMPLATE.replace("ground: deep", "ground: brand"))
        assert json.loads(get(f"{address}wait?version=1")) == {"version": 2, "fault": ""}
        assert get(f"{address}still.webp") != before
        write(path, TEMPLATE.replace("seconds:", "secnds:"))
        fault = json.loads(get(f"{address}wait?version=2"))["fault"]
        assert "template.yaml:7:5" in fault
        assert "Did you mean `seconds`?" in fault
        with pytest.raises(urllib.error.HTTPError, match="409"):
            get(f"{address}still.webp")
        assert "secnds" in get(address).decode("utf-8")
        write(path, TEMPLATE)
        assert json.loads(get(f"{address}wait?version=3"))["fault"] == ""
        assert get(f"{address}still.webp") == before


def test_other_formats_and_scenes_are_drawn_by_what_the_page_asks(drawing: TemplatePreview, tmp_path: Path) -> None:
    with serving(Screen(drawing, "uji")) as address:
        sizes = []
        for name in ("portrait", "landscape", "nonsense"):
            (tmp_path / "a.webp").write_bytes(get(f"{address}still.webp?format={name}"))
            sizes.append(read_webp(tmp_path / "a.webp").shape[:2])
    assert sizes == [(960, 540), (540, 960), (540, 540)]


def test_only_this_machine_may_look(drawing: TemplatePreview) -> None:
    with serving(Screen(drawing, "uji")) as address:
        assert address.startswith("http://127.0.0.1:")
        with pytest.raises(urllib.error.HTTPError, match="403"):
            get(address, Host="evil.example:80")
        with pytest.raises(urllib.error.HTTPError, match="404"):
            get(f"{address}etc/passwd")


def test_a_port_that_is_taken_is_one_clear_error(drawing: TemplatePreview) -> None:
    with serving(Screen(drawing, "uji")) as address:
        port = int(address.rsplit(":", 1)[1].strip("/"))
        with pytest.raises(OutsideError, match=str(port)), serving(Screen(drawing, "uji"), port):
            pass


def test_after_the_block_nothing_answers(drawing: TemplatePreview) -> None:
    with serving(Screen(drawing, "uji")) as address:
        pass
    with pytest.raises(urllib.error.URLError):
        get(address)


def test_a_preview_is_the_still_of_the_scene_at_half_its_size(drawing: TemplatePreview, tmp_path: Path) -> None:
    (tmp_path / "a.webp").write_bytes(drawing.draw({"format": "feed"}))
    pixels = read_webp(tmp_path / "a.webp")
    assert pixels.shape == (674, 540, 3)
    assert np.ptp(pixels) > 100


def test_an_item_s_own_words_can_be_shown(bench: Bench) -> None:
    write(bench.root / "updates" / "lain.md", UPDATE.replace("Jembatan", "Pasar"))
    notice = find_item(bench.workspace(), "lain").notice
    own = TemplatePreview(bench.workspace(), "uji", {}, notice)
    sample = TemplatePreview(bench.workspace(), "uji", {})
    assert own.choices()["data"] == ["item"]
    assert own.draw({}) != sample.draw({})


def test_a_scene_that_the_data_does_not_tell_is_said_so(bench: Bench) -> None:
    scene = "  - {name: dua, when: notice.steps, layers: [{type: stack, items: [{type: identity}]}]}\n"
    write(bench.root / "templates" / "uji" / "template.yaml", TEMPLATE + scene)
    drawing = TemplatePreview(bench.workspace(), "uji", {"scene": "dua"})
    assert drawing.draw({"data": "ordinary"})
    with pytest.raises(InputError, match="`dua` is not told"):
        drawing.draw({"data": "empty"})
