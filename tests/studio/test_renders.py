"""Renders beside the pages: their processes end with the studio, however it ends."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import httpx
from tests.material import NOW, make_workspace
from tests.studio.pages import open_studio

from vlogkit.errors import InputError
from vlogkit.studio.renders import RenderJob


def test_a_studio_that_is_killed_leaves_no_render_behind(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "dinas").root
    command = [sys.executable, "-m", "vlogkit", "studio", str(root), "--no-open"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        with httpx.Client(base_url=process.stdout.readline().strip(), timeout=60) as client:
            token = re.findall(r'name="studio-token" content="([^"]+)"', client.get("/").text)[0]
            client.post("/items/jembatan/render", headers={"x-studio-token": token}).raise_for_status()
        wait_until_begun(root)
    finally:
        process.kill()
    process.communicate(timeout=10)  # the pipe closes with the last process that holds it: the worker does


def wait_until_begun(root: Path, seconds: float = 240) -> None:
    """Wait until a process is in the middle of an item, or made it."""
    end = time.monotonic() + seconds
    while not list(root.glob("bundles/*")) and not list(root.glob("bundles/.*")):
        assert time.monotonic() < end, "nothing was begun"
        time.sleep(0.01)


def test_why_a_render_failed_is_told_in_the_persons_language(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "dinas").root
    job = RenderJob(
        "1", "jembatan", draft=False, begun=NOW, state="failed", errors=[InputError("the item has no title")]
    )
    with open_studio(root, "id") as client:
        client.app.state.rooms.renders._jobs["1"] = job  # type: ignore[attr-defined]  # it is a Starlette
        assert "kabarnya belum punya judul" in client.get("/items/jembatan/made").text


def test_what_was_rendered_as_it_stands_is_not_offered_to_be_rendered(tmp_path: Path) -> None:
    root = make_workspace(tmp_path / "dinas").root
    source = root / "updates" / "jembatan.md"
    job = RenderJob("1", "jembatan", draft=False, begun=dt.datetime.now(dt.UTC), state="done")
    os.utime(source, (job.begun.timestamp() - 5,) * 2)
    with open_studio(root, "en") as client:
        client.app.state.rooms.renders._jobs["1"] = job  # type: ignore[attr-defined]  # it is a Starlette
        assert "/items/jembatan/render" not in client.get("/items/jembatan/made").text
        os.utime(source, (job.begun.timestamp() + 5,) * 2)
        assert "/items/jembatan/render" in client.get("/items/jembatan/made").text
