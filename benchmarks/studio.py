"""How quick the studio is: start, keystroke to still, long lists, memory; as its pages meet it, over the loopback interface.

python benchmarks/studio.py --json
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from vlogkit.ledger.ledger import open_ledger
from vlogkit.records.post import Post
from vlogkit.samples.sample_workspace import make_workspace
from vlogkit.workspace import open_workspace

ITEM = "jalan-purwodadi-blora"


@contextmanager
def studio(folder: Path) -> Iterator[tuple[httpx.Client, float, int]]:
    """A client of a studio on a folder, the seconds until its first page was there, and its process id."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "vlogkit", "studio", str(folder), "--no-open"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        with httpx.Client(base_url=address, timeout=120) as client:
            page = client.get("/")
            seconds = time.perf_counter() - began
            token = re.search(r'name="studio-token" content="([^"]+)"', page.text)
            assert token
            client.headers["x-studio-token"] = token[1]
            yield client, seconds, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def memory_of(pid: int) -> float:
    """MB that a process holds; 0 where the system does not say."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def keystrokes(client: httpx.Client, count: int, *, rendering: bool = False) -> list[float]:
    """Seconds from a keystroke to the new still, as the page asks: save, then the picture."""
    found = re.search(r'data-version="([0-9a-f]+)"', client.get(f"/items/{ITEM}").text)
    assert found
    version, times = found[1], []
    if rendering:
        client.post(f"/items/{ITEM}/render")
    for number in range(count):
        began = time.perf_counter()
        saved = client.post(f"/items/{ITEM}", data={"title": f"Ruas Purwodadi–Blora {number}", "version": version})
        version = saved.json()["version"]
        client.get(f"/items/{ITEM}/picture", params={"format": "portrait", "v": version}).raise_for_status()
        times.append(time.perf_counter() - began)
    return times[2:]


def fill(folder: Path, items: int, posts: int) -> None:
    """Many items and planned posts."""
    source = (folder / "updates" / f"{ITEM}.md").read_text(encoding="utf-8")
    for number in range(items):
        (folder / "updates" / f"kabar-{number}.md").write_text(
            source.replace("Ruas Purwodadi", f"Kabar {number} Purwodadi"), encoding="utf-8"
        )
    ledger, now = open_ledger(open_workspace(folder).database), dt.datetime.now(dt.UTC)
    made = [
        Post(
            id=f"kabar-{number}-outbox",
            bundle=f"kabar-{number % items}",
            bundle_hash="0" * 64,
            platform="outbox",
            account="outbox",
            due=now + dt.timedelta(hours=number),
            title=f"Kabar {number}",
            text="Teks",
        )
        for number in range(posts)
    ]
    ledger.store_plan(made, by="ukur", now=now, review=True)
    ledger.close()


def pages(client: httpx.Client) -> dict[str, dict[str, float]]:
    """Seconds and kB of each page, the best of five."""
    month = (dt.datetime.now(dt.UTC) + dt.timedelta(days=40)).strftime("%Y-%m")
    measured = {}
    for address in ("/", "/items", "/items?page=40", "/calendar", f"/calendar?month={month}", "/queue", "/review"):
        took, size = [], 0
        for _ in range(5):
            began = time.perf_counter()
            size = len(client.get(address).content)
            took.append(time.perf_counter() - began)
        measured[address] = {"seconds": round(min(took), 3), "kB": round(size / 1000, 1)}
    return measured


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON only")
    parser.add_argument("--strokes", type=int, default=50)
    parser.add_argument("--items", type=int, default=5000)
    parser.add_argument("--posts", type=int, default=20_000)
    given = parser.parse_args()
    result: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "dinas"
        make_workspace(folder)
        with studio(folder) as (client, seconds, pid):
            result["start_seconds"] = round(seconds, 2)
            time.sleep(2)
            result["idle_MB"] = round(memory_of(pid), 1)
            for name, rendering in (("keystroke", False), ("keystroke_while_rendering", True)):
                times = sorted(keystrokes(client, given.strokes + 2, rendering=rendering))
                result[f"{name}_median"] = round(statistics.median(times), 3)
                result[f"{name}_95"] = round(times[int(len(times) * 0.95) - 1], 3)
            result["warm_MB"] = round(memory_of(pid), 1)
        fill(folder, given.items, given.posts)
        with studio(folder) as (client, _, _):
            result["pages"] = pages(client)
    print(json.dumps(result, indent=None if given.json else 1))


if __name__ == "__main__":
    main()
